"""The log: what it holds, what can never get in, and that nothing breaks when it cannot be written."""

import json
import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.typing import FilteringBoundLogger

from atshot_daemon.config import Places, places
from atshot_daemon.logs import FIELDS, MAX_FILE_BYTES, OLD_FILES, open_log
from tests.privileges import as_owner, can_be_shut_out

CANARY = "CANARY-7f3a"
TOKEN = "ats_" + "A1b-_" * 8 + "xyz"


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """A user's folders."""
    return places({"ATSHOT_HOME": str(tmp_path)})


@contextmanager
def log_of(home: Places, level: str = "info") -> Iterator[FilteringBoundLogger]:
    """The open log."""
    log, close = open_log(home.log_file, level)
    try:
        yield log
    finally:
        close()


def lines(home: Places) -> list[dict[str, Any]]:
    """What stands in the log."""
    return [json.loads(line) for line in home.log_file.read_text("utf-8").splitlines()]


def test_a_line_is_one_json_object_with_time_level_and_event(home: Places) -> None:
    with log_of(home) as log:
        log.info("capture done", status=200, inference_time_ms=312.5)
    (line,) = lines(home)
    moment = line.pop("timestamp")

    assert {"level": "info", "event": "capture done", "status": 200, "inference_time_ms": 312.5} == line
    assert moment.endswith("Z")
    assert datetime.fromisoformat(moment).tzinfo


def test_what_is_bound_is_on_every_line(home: Places) -> None:
    with log_of(home) as log:
        bound = log.bind(request_id="r1", client="火狐 Firefox")
        bound.info("capture queued", image_hash="ab" * 32)
        bound.warning("capture failed", engine="ocr", error="image_invalid", status="failed")

    assert [("r1", "火狐 Firefox")] * 2 == [(line["request_id"], line["client"]) for line in lines(home)]


@pytest.mark.parametrize(("level", "events"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_the_level_says_what_is_written(home: Places, level: str, events: int) -> None:
    with log_of(home, level) as log:
        log.debug("one")
        log.info("two")
        log.warning("three")
        log.error("four")

    assert events == len(lines(home))


def raise_and_log(log: FilteringBoundLogger) -> None:
    """An exception with a cause, both of which quote the picture."""
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"unreadable: {CANARY}") from error
    except ValueError:
        log.exception("engine died")


LEAKS: dict[str, Callable[[FilteringBoundLogger], object]] = {
    "a field that is not on the list": lambda log: log.info("x", text=CANARY),
    "a sentence in a field that is": lambda log: log.info("x", engine=f"read {CANARY} aloud"),
    "a line break in a field": lambda log: log.info("x", route=f"a\n{CANARY}"),
    "a list in a field": lambda log: log.info("x", status=[CANARY], tasks=[CANARY], client=[CANARY]),
    "a dictionary in a field": lambda log: log.info("x", location={CANARY: CANARY}),
    "sentences as places": lambda log: log.info("x", location=[f"in {CANARY}"]),
    "an event made of what was read": lambda log: log.info(f"found {CANARY}"),
    "an event with an argument": lambda log: log.info("found %s", CANARY),
    "a field called event": lambda log: log.bind(event=CANARY).info("x"),
    "an exception": raise_and_log,
    "an exception handed over": lambda log: log.error("x", exc_info=ValueError(CANARY)),
    "a library's warning": lambda log: logging.getLogger("aiohttp.server").warning("bad header: %s", CANARY),
    "a library's formatted warning": lambda log: logging.getLogger("PIL").error(f"bad chunk {CANARY}"),
    "a warning of our own with arguments": lambda log: logging.getLogger("atshot_daemon.x").warning("no %s", CANARY),
    "a formatted warning of our own": lambda log: logging.getLogger("atshot_daemon.x").warning(f"no {CANARY}"),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_nothing_of_a_picture_gets_in(home: Places, leak: str) -> None:
    with log_of(home, "debug") as log:
        LEAKS[leak](log)

    assert 1 == len(lines(home)), "that something happened is written"
    assert CANARY not in home.log_file.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_no_field_takes_a_token(home: Places, name: str) -> None:
    with log_of(home) as log:
        if name != "event":
            log.info("x", **{name: TOKEN})
        log.info(TOKEN)

    assert TOKEN[:12] not in home.log_file.read_text("utf-8")


@given(st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.none()))
def test_only_listed_fields_leave_whatever_comes(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, Any]
) -> None:
    home = places({"ATSHOT_HOME": str(tmp_path_factory.mktemp("home"))})
    with log_of(home) as log:
        log.bind(**{name: value for name, value in fields.items() if name != "event"}).info("x")

    assert set(lines(home)[0]) <= set(FIELDS)


def test_an_exception_is_its_type_and_its_places(home: Places) -> None:
    with log_of(home) as log:
        raise_and_log(log)
    (line,) = lines(home)

    assert "ValueError<-KeyError" == line["exception"]
    assert [f"{Path(__file__).name}:raise_and_log"] == [
        f"{file}:{name}" for file, _, name in (place.split(":") for place in line["location"])
    ]


def test_what_was_left_out_is_counted(home: Places) -> None:
    with log_of(home) as log:
        log.info("x", text=CANARY, prompt=CANARY, tasks=3)

    assert (2, 3) == (lines(home)[0]["dropped"], lines(home)[0]["tasks"])


def test_a_librarys_warning_names_the_library_and_the_place(home: Places) -> None:
    with log_of(home):
        logging.getLogger("aiohttp.server").error("whatever")
        logging.getLogger("aiohttp.access").info("not that one")
        logging.getLogger("atshot.http").warning("worker replaced", extra={"request_id": "r1", "text": CANARY})
    library, ours = lines(home)

    assert ("library warning", "aiohttp.server", "error") == (library["event"], library["logger"], library["level"])
    assert library["location"][0].startswith(Path(__file__).name)
    assert ("worker replaced", "r1") == (ours["event"], ours["request_id"])
    assert CANARY not in home.log_file.read_text("utf-8")


def test_after_its_end_libraries_are_heard_no_more(home: Places) -> None:
    before = list(logging.getLogger().handlers)
    with log_of(home) as log:
        log.info("x")

    assert before == logging.getLogger().handlers
    assert 1 == len(lines(home))


@pytest.mark.skipif(os.name == "nt", reason="modes differ there")
def test_the_log_is_for_this_user_alone(home: Places) -> None:
    home.state.mkdir(mode=0o755)
    with log_of(home) as log:
        log.info("x")

    assert [0o700, 0o600] == [stat.S_IMODE(path.stat().st_mode) for path in (home.state, home.log_file)]


def test_the_log_is_turned_over_before_it_grows_too_big(home: Places) -> None:
    home.state.mkdir()
    filler = b'{"event": "old"}\n' * (MAX_FILE_BYTES // 17)
    for _ in range(OLD_FILES + 2):
        home.log_file.write_bytes(filler)
        with log_of(home) as log:
            log.info("x", count=1)
            log.info("x", count=2)
    files = sorted(home.state.iterdir())

    assert OLD_FILES + 1 == len(files)
    assert all(file.stat().st_size <= MAX_FILE_BYTES for file in files)
    assert 2 == lines(home)[-1]["count"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_costs_the_lines_and_nothing_else(home: Places, capfd: pytest.CaptureFixture[str]) -> None:
    home.state.mkdir()
    home.log_file.symlink_to("/dev/full")
    with log_of(home) as log:
        log.info("one")
        raise_and_log(log)
        home.log_file.unlink()
        log.info("there is room again")

    assert ["there is room again"] == [line["event"] for line in lines(home)]
    assert ("", "") == capfd.readouterr()


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_costs_the_lines_and_nothing_else(
    home: Places, capfd: pytest.CaptureFixture[str]
) -> None:
    home.config.chmod(0o500)
    with as_owner(), log_of(home) as log:
        log.info("one")

    assert not home.state.exists()
    assert ("", "") == capfd.readouterr()
