"""An engine that the system keeps killing, that grows, that idles: the daemon stays, and every picture ends."""

import asyncio
import itertools
import os
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.daemons import Client, Daemon, client_of, daemon
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.waiting import until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")

KILLS = 33
# On a machine on which an engine takes longer than that to load, nothing could ever be read.
BETWEEN_KILLS_S = 0.3


async def loading_s(running: Daemon, client: Client) -> float:
    """How long it takes from a killed engine to the next picture that is read."""
    await client.send("white", size=(60, 48), query="?wait=30")
    kill_all(running.children)
    started = time.monotonic()
    await client.send("white", size=(61, 48), query="?wait=30")
    return time.monotonic() - started


async def kill_again_and_again(running: Daemon, every_s: float, over: asyncio.Event) -> int:
    """Kills the engine's process; how often there was one to kill."""
    count = 0
    for _ in range(KILLS):
        await asyncio.sleep(every_s)
        count += kill_all(running.children)
    over.set()
    return count


def kill_all(children: list[psutil.Process]) -> int:
    """Kill them; how many."""
    count = 0
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.kill()
            count += 1
    return count


async def sending(client: Client, over: asyncio.Event) -> dict[str, int]:
    """Sends good pictures one after the other until it is over: ids and widths."""
    sent: dict[str, int] = {}
    for width in itertools.count(64):
        if over.is_set():
            break
        status, said = await client.post(picture_bytes((width, 48)), query="?wait=1")
        if status != 429:
            sent[said["id"]] = width
    return sent


async def test_every_good_picture_is_read_while_the_engine_is_killed_every_300_ms(tmp_path: Path) -> None:
    async with daemon(tmp_path) as running, client_of(running.running) as client:
        pid, over = running.pid, asyncio.Event()

        every_s = max(BETWEEN_KILLS_S, 1.5 * await loading_s(running, client))

        kills, sent = await asyncio.gather(kill_again_and_again(running, every_s, over), sending(client, over))

        captures = {name: await client.capture(name) for name in sent}
        assert pid == (await client.status())["pid"]
        assert 0 == (await client.status())["queue"]["waiting"]
    done = [name for name, capture in captures.items() if capture["state"] == "done"]
    assert {"done", "failed"} >= {capture["state"] for capture in captures.values()}
    assert len(done) >= 0.99 * len(captures)
    assert all(found(sent[name]).text == captures[name]["tasks"][0]["text"] for name in done)
    assert kills >= KILLS / 2
    await running.no_child_is_left()


async def test_an_engine_that_has_grown_is_replaced_seen_from_outside(tmp_path: Path) -> None:
    async with (
        daemon(tmp_path, env={"ATSHOT_WORKER_MEMORY_MB": "250"}) as running,
        client_of(running.running) as client,
    ):
        await client.send("white", query="?wait=30")
        before = [child.pid for child in running.children]
        await client.send("cyan", query="?wait=30")

        await until(lambda: not {child.pid for child in running.children} & set(before))
        again = await client.send("white", size=(65, 48), query="?wait=30")

        assert "done" == again["state"]


async def test_an_idle_engine_leaves_no_process_and_comes_back(tmp_path: Path) -> None:
    async with daemon(tmp_path, env={"ATSHOT_KEEP_ALIVE": "1s"}) as running, client_of(running.running) as client:
        await until(lambda: bool(running.children))
        await until(lambda: not running.children)
        assert ["unloaded"] == [engine["state"] for engine in (await client.status())["engines"]]

        assert "done" == (await client.send("white", query="?wait=30"))["state"]
        await until(lambda: not running.children)
