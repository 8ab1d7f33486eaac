"""A daemon that is killed, again and again: nothing that it has acknowledged is lost, nothing is left half done."""

import asyncio
import hashlib
import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

from tests.daemons import REAL, ROOT, Client, Daemon, client_of, daemon, end, free_port, start
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.waiting import until

KILLS = 20
CLIENTS = 4
# Between two kills, as many as come in while an engine starts, reads and is killed.
ACKNOWLEDGED_BETWEEN = 15


async def sending(client: Client, sizes: Iterator[tuple[int, int]], acknowledged: dict[str, int]) -> None:
    """Sends one new picture after the other until the daemon is gone; notes id and width of each that was taken."""
    try:
        while True:
            size = next(sizes)
            status, said = await client.post(picture_bytes(size))
            if status in (200, 202):
                acknowledged[said["id"]] = size[0]
            else:
                assert status == 429, said
                await asyncio.sleep(0)
    except (aiohttp.ClientError, OSError):
        return


async def killed_under_load(started: Daemon, sizes: Iterator[tuple[int, int]]) -> dict[str, int]:
    """What the daemon acknowledged before it was killed in the middle of its work."""
    acknowledged: dict[str, int] = {}
    async with client_of(started.running) as client:
        senders = [asyncio.create_task(sending(client, sizes, acknowledged)) for _ in range(CLIENTS)]
        await until(lambda: len(acknowledged) >= ACKNOWLEDGED_BETWEEN)
        started.kill()
        await asyncio.gather(*senders)
    await started.no_child_is_left()
    return acknowledged


def pictures_on_disk(home: Path) -> list[Path]:
    return [path for path in (home / "data/pictures").rglob("*") if path.is_file()]


async def test_nothing_acknowledged_is_lost_in_twenty_kills(tmp_path: Path) -> None:
    port, acknowledged = free_port(), dict[str, int]()
    sizes = ((64 + number % 8000, 48 + number // 8000) for number in itertools.count())
    for _ in range(KILLS):
        async with daemon(tmp_path, port=port, env={"ATSHOT_QUEUE_LIMIT": "1000"}) as started:
            acknowledged |= await killed_under_load(started, sizes)

    async with daemon(tmp_path, port=port) as started, client_of(started.running) as client:
        captures = {name: await client.capture(name) for name in acknowledged}
        tasks = await all_of(client, "tasks", "state=all&")
        assert 0 == (await client.status())["queue"]["waiting"]

    assert {"done"} == {capture["state"] for capture in captures.values()}
    assert {name: [found(width).text] for name, width in acknowledged.items()} == {
        name: [task["text"] for task in capture["tasks"]] for name, capture in captures.items()
    }
    assert len(acknowledged) >= KILLS * ACKNOWLEDGED_BETWEEN
    assert set(acknowledged) <= {name for task in tasks for name in task["captures"]}
    check_disk(tmp_path)


def check_disk(home: Path) -> None:
    """The database is sound, each capture has its picture, and nothing else lies there."""
    with closing(sqlite3.connect(home / "data/atshot.sqlite3")) as database:
        assert [("ok",)] == database.execute("PRAGMA integrity_check").fetchall()
        assert [] == database.execute("PRAGMA foreign_key_check").fetchall()
        assert [] == database.execute("SELECT id FROM tasks WHERE id NOT IN (SELECT task FROM sightings)").fetchall()
        known = {row[0] for row in database.execute("SELECT image_hash FROM captures")}
    assert known == {path.name for path in pictures_on_disk(home)}
    assert known == {hashlib.sha256(path.read_bytes()).hexdigest() for path in pictures_on_disk(home)}


async def all_of(client: Client, what: str, query: str = "") -> list[Any]:
    """Every entry of a list, page by page."""
    found, cursor = [], ""
    while True:
        _, page = await client.call("GET", f"/v1/{what}?{query}limit=100{cursor}")
        found += page[what]
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"


async def test_what_the_embedded_engine_was_reading_is_read_by_the_next_run(tmp_path: Path) -> None:
    sample = (ROOT / "docs/sample-board.png").read_bytes()
    async with daemon(tmp_path, program=REAL) as first, client_of(first.running) as client:
        _, sent = await client.post(sample, query="?today=2026-03-16")
        await until(lambda: bool(first.children))
        first.kill()
    await first.no_child_is_left()

    async with daemon(tmp_path, program=REAL) as second, client_of(second.running) as client:
        capture = await client.capture(sent["id"], wait_s=60)

    assert ["张工", "李经理", "我"] == [task["owners"][0] for task in capture["tasks"]]
    check_disk(tmp_path)


async def test_a_child_that_still_loads_ends_with_its_daemon(tmp_path: Path) -> None:
    started = start(tmp_path, program=REAL, port=free_port())
    try:
        await until(lambda: bool(started.children))
        started.kill()

        await started.no_child_is_left()
    finally:
        end(started)
