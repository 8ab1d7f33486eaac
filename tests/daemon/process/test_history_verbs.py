"""`atshot history` with a running daemon and without one: the same words, the same answers."""

import asyncio
import json
import shutil
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.config import places
from tests.daemons import Client, atshot, client_of, daemon, end, free_port, start
from tests.fakes import FakeDesk, picture_bytes
from tests.waiting import until

WIDTHS = (100, 101, 102)
SIZES = tuple((width, 48) for width in WIDTHS)
COLOURS = ("white", "black", "white")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a daemon has left three captures, the second of them failed, and a task that is done."""
    home = tmp_path_factory.mktemp("kept")
    asyncio.run(fill(home))
    return home


async def fill(home: Path) -> None:
    async with daemon(home) as running, client_of(running.running) as client:
        for size, colour in zip(SIZES, COLOURS, strict=True):
            sent = await client.send(colour, size=size)
            await client.capture(sent["id"])
        await done_with_the_first(client)


async def done_with_the_first(client: Client) -> None:
    _, page = await client.call("GET", "/v1/tasks")
    task = next(task for task in page["tasks"] if task["text"].endswith(str(WIDTHS[0])))
    await client.call("PATCH", f"/v1/tasks/{task['id']}", json={"done": True})


@pytest.fixture(params=["with a daemon", "without"])
async def home(request: pytest.FixtureRequest, kept: Path, tmp_path: Path) -> AsyncIterator[Path]:
    """A copy of that folder, with a daemon that runs on it, or with none."""
    home = tmp_path / "home"
    shutil.copytree(kept, home)
    if request.param == "without":
        yield home
        return
    async with daemon(home):
        yield home


def listed(home: Path, *more: str) -> list[dict[str, Any]]:
    """What `atshot history list` lists."""
    found: list[dict[str, Any]] = json.loads(atshot(home, "history", *(more or ("list",)), "--json").stdout)["captures"]
    return found


def widths(captures: list[dict[str, Any]]) -> list[int]:
    return [capture["picture"]["width"] for capture in captures]


async def test_both_ways_print_the_same(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "home")
    first = listed(kept)[-1]["id"]
    asked = [
        ["list"],
        ["list", "--limit", "1"],
        ["list", "--limit", "0"],
        ["list", "--json"],
        ["search", "接口文档", "张工"],
        ["search", "CANARY-7F3A 102", "--json"],
        ["search", "nowhere"],
        *(["show", first, "--format", form] for form in ("text", "json", "csv", "jsonl", "todotxt", "checklist")),
        ["show", "no-such-id"],
        ["delete", "no-such-id"],
        ["delete"],
        ["restore", first],
    ]
    async with daemon(tmp_path / "home"):
        for arguments in asked:
            alone, through = (atshot(home, "history", *arguments) for home in (kept, tmp_path / "home"))

            expected = (alone.returncode, alone.stdout.decode(), alone.stderr.decode())
            assert expected == (through.returncode, through.stdout.decode(), through.stderr.decode()), arguments


async def test_list_and_search_find_what_there_is(home: Path) -> None:
    assert [102, 101, 100] == widths(listed(home))
    assert [102] == widths(listed(home, "search", "文档", "102"))
    assert [102, 100] == widths(listed(home, "search", "张工"))

    table = atshot(home, "history", "list").stdout.decode().splitlines()

    assert ["ID", "WHEN", "(UTC)", "TASKS", "FIRST"] == table[0].split()
    assert "(internal)" in table[2]


async def test_show_prints_the_list_as_it_is_by_now(home: Path) -> None:
    newest, failed, oldest = (capture["id"] for capture in listed(home))

    assert b"- [x] @" in atshot(home, "history", "show", oldest).stdout
    assert b"- @" in atshot(home, "history", "show", newest).stdout
    nothing = atshot(home, "history", "show", failed)
    assert (b"", True) == (nothing.stdout, nothing.stderr.startswith(b"atshot: the engine failed on this picture"))


async def test_what_is_deleted_can_be_brought_back(home: Path) -> None:
    newest = listed(home)[0]["id"]

    deleted = atshot(home, "history", "delete", newest)
    left = listed(home)
    restored = atshot(home, "history", "restore", newest)

    assert b"atshot: deleted 1; `atshot history restore ID` brings one back for a short while\n" == deleted.stderr
    assert [101, 100] == widths(left)
    assert (0, f"atshot: brought back {newest}\n") == (restored.returncode, restored.stderr.decode())
    assert [102, 101, 100] == widths(listed(home))


async def test_what_is_deleted_now_is_gone_from_the_disk(home: Path) -> None:
    newest = listed(home)[0]["id"]
    before = pictures_in(home)

    assert 0 == atshot(home, "history", "delete", newest, "--now").returncode

    assert 1 == atshot(home, "history", "restore", newest).returncode
    assert 1 == len(before) - len(pictures_in(home))


def pictures_in(home: Path) -> list[Path]:
    return [path for path in (places({"ATSHOT_HOME": str(home)}).data / "pictures").rglob("*") if path.is_file()]


async def test_deleting_everything_asks_where_it_can_and_wants_yes_where_it_cannot(home: Path) -> None:
    refused = atshot(home, "history", "delete", "--all")
    assert (2, True) == (refused.returncode, b"--yes" in refused.stderr)
    assert [102, 101, 100] == widths(listed(home))

    done = atshot(home, "history", "delete", "--all", "--yes", "--now")

    assert (0, b"atshot: deleted 3\n") == (done.returncode, done.stderr)
    assert ([], []) == (listed(home), pictures_in(home))
    assert b"atshot: no captures\n" == atshot(home, "history", "list").stderr


@pytest.mark.parametrize(("answer", "left"), [(b"", WIDTHS), (b"n\n", WIDTHS), (b"Y\n", ()), ("是\n".encode(), ())])
async def test_everything_is_deleted_only_for_who_says_yes(home: Path, answer: bytes, left: tuple[int, ...]) -> None:
    done = FakeDesk(home=home, is_terminal=True, stdin=answer).run("history", "delete", "--all", "--now")

    said = "deleted 3" if not left else "nothing was deleted"
    assert (0, f"Delete all captures, their pictures and their tasks? [y/N] atshot: {said}\n") == (
        done.status,
        done.err,
    )
    assert sorted(left, reverse=True) == widths(listed(home))


async def test_everything_is_saved_in_one_file_that_replaces_no_other(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"

    done = atshot(home, "history", "export", target)
    again = atshot(home, "history", "export", target)

    assert (0, f"atshot: saved 3 captures to {target}\n") == (done.returncode, done.stderr.decode())
    assert (2, True) == (again.returncode, again.stderr.endswith(b"(output_unwritable)\n"))
    with zipfile.ZipFile(target) as archive:
        ids = [capture["id"] for capture in listed(home)]
        assert {"captures.jsonl", "tasks.jsonl", *(f"pictures/{name}.png" for name in ids)} == set(archive.namelist())
        captures = list(map(json.loads, archive.read("captures.jsonl").decode().splitlines()))
        tasks = list(map(json.loads, archive.read("tasks.jsonl").decode().splitlines()))
        pictures = {archive.read(f"pictures/{name}.png") for name in ids}
    assert listed(home) == captures
    assert [False, True] == [task["done"] for task in tasks]
    assert {picture_bytes(size, colour=colour) for size, colour in zip(SIZES, COLOURS, strict=True)} == pictures
    assert [target] == [path for path in tmp_path.iterdir() if path != home]


async def test_the_history_waits_for_a_daemon_that_is_about_to_start(kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(kept, home)
    started = start(home, port=free_port())
    try:
        await until(lambda: started.process.poll() is not None or bool(started.places.lock_file.exists()))

        assert [102, 101, 100] == widths(listed(home))
    finally:
        end(started)
