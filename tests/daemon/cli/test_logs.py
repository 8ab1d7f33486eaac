"""`atshot logs`: real lines of the real log."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from atshot_daemon.cli.logs import readable
from atshot_daemon.config import places
from atshot_daemon.logs import open_log
from tests.fakes import FakeDesk

AT = "2026-03-16T12:00:00.000000Z"
SHOWN_AT = f"{datetime.fromisoformat(AT).astimezone():%Y-%m-%d %H:%M:%S}"


def write(desk: FakeDesk, *events: str) -> None:
    """Let the daemon of this desk write these events."""
    log, close = open_log(places({"ATSHOT_HOME": str(desk.home)}).log_file, "info")
    for event in events:
        log.info(event)
    close()


def file_of(desk: FakeDesk) -> Path:
    """The log of this desk."""
    return places({"ATSHOT_HOME": str(desk.home)}).log_file


def events(out: str) -> list[str]:
    """The events that were printed as JSON."""
    return [json.loads(line)["event"] for line in out.splitlines()]


def test_a_line_is_shown_for_a_person() -> None:
    line = {"timestamp": AT, "level": "info", "event": "capture done", "client": "火狐", "location": ["a:1", "b:2"]}

    assert f"{SHOWN_AT} info    capture done  client=火狐 location=a:1,b:2" == readable(json.dumps(line))


@pytest.mark.parametrize("line", ['{"timestamp": "2026', "[]", '"x"', "{}", '{"timestamp": 1, "level": 2}', "[" * 9999])
def test_half_a_line_is_shown_as_it_is(line: str) -> None:
    assert line == readable(line)


def test_a_line_cannot_act_on_the_terminal() -> None:
    line = json.dumps({"timestamp": AT, "level": "info", "event": "x", "client": "\u001b[2J\u202e"})

    assert f"{SHOWN_AT} info    x  client=[2J" == readable(line)


def test_the_last_lines_are_shown(desk: FakeDesk) -> None:
    write(desk, "one", "two", "three")

    assert ["two", "three"] == events(desk.run("logs", "-n", "2", "--json").out)
    assert ["one", "two", "three"] == [line.split()[-1] for line in desk.run("logs").out.splitlines()]
    assert "" == desk.run("logs", "--lines", "0").out


def test_lines_before_the_file_was_turned_over_count_too(desk: FakeDesk) -> None:
    for number, event in ((2, "one"), (1, "two")):
        write(desk, event)
        file_of(desk).rename(f"{file_of(desk)}.{number}")
    write(desk, "three")

    assert ["one", "two", "three"] == events(desk.run("logs", "--json").out)


def test_the_trays_log_is_another(desk: FakeDesk) -> None:
    write(desk, "one")
    file_of(desk).rename(file_of(desk).with_name("tray.log"))
    write(desk, "two")

    assert ["one"] == events(desk.run("logs", "--tray", "--json").out)
    assert ["two"] == events(desk.run("logs", "--json").out)


def test_without_a_log_nothing_is_wrong(desk: FakeDesk) -> None:
    run = desk.run("logs")

    assert (0, "", f"atshot: nothing was written yet to {file_of(desk)}\n") == (run.status, run.out, run.err)


@pytest.mark.parametrize("count", ["-1", "x", "1.5", "٣"])
def test_a_number_of_lines_that_is_none_is_wrong_usage(desk: FakeDesk, count: str) -> None:
    assert 2 == desk.run("logs", "-n", count).status


def followed(desk: FakeDesk, *steps: Callable[[], object]) -> list[str]:
    """What is printed while these things happen one after another, until the user has seen enough."""
    left = iter(steps)

    def happens() -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    desk.while_waiting = happens
    run = desk.run("logs", "--follow", "--json")

    assert (130, "") == (run.status, run.err)
    return events(run.out)


def test_new_lines_are_shown_as_they_come(desk: FakeDesk) -> None:
    write(desk, "one")

    assert ["one", "two", "three"] == followed(desk, lambda: write(desk, "two"), lambda: write(desk, "three"))


def test_a_log_that_is_not_there_yet_is_waited_for(desk: FakeDesk) -> None:
    assert ["one"] == followed(desk, lambda: None, lambda: write(desk, "one"))


def test_a_log_that_is_turned_over_is_followed(desk: FakeDesk) -> None:
    def turn_over() -> None:
        write(desk, "two")
        file_of(desk).rename(f"{file_of(desk)}.1")
        write(desk, "three")

    write(desk, "one")

    assert ["one", "two", "three", "four"] == followed(desk, turn_over, lambda: write(desk, "four"))


def test_a_line_is_shown_when_it_is_whole(desk: FakeDesk) -> None:
    def append(text: str) -> None:
        with file_of(desk).open("a") as file:
            file.write(text)

    write(desk, "one")

    assert ["one", "two"] == followed(desk, lambda: append('{"event": '), lambda: append('"two"}\n'))
