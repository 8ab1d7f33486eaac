"""How a daemon ends when it is asked to: soon, whatever it is busy with, with a proper answer for who waits."""

import asyncio
import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.daemons import COLOURS, Client, Daemon, atshot, client_of, daemon, free_port, start
from tests.fakes import picture_bytes
from tests.waiting import until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ there")


async def asked_by(verb: str, running: Daemon) -> None:
    """`atshot stop`, or the signal of that name."""
    if verb == "stop":
        done = await asyncio.to_thread(atshot, running.home, "stop")
        assert (0, b"atshot: stopped\n") == (done.returncode, done.stderr)
    else:
        running.signal(signal.Signals[verb])


async def check_ended(running: Daemon) -> None:
    """It has ended as it should, and left nothing."""
    assert (0, True) == (await running.ended(), running.said.endswith("atshot: stopping\n")), running.said
    await running.no_child_is_left()
    assert not running.places.discovery_file.exists()


async def streamed(client: Client, capture_id: str, begun: asyncio.Event) -> list[str]:
    """The names of the events until the stream ends; aiohttp.ClientError where it is torn."""
    headers = {"Authorization": f"Bearer {client.running.token}"}
    url = f"{client.running.url}/v1/captures/{capture_id}/events"
    async with client.session.get(url, headers=headers) as response:
        names = []
        async for line in response.content:
            begun.set()
            if line.startswith(b"event: "):
                names.append(line.decode().strip().removeprefix("event: "))
        return names


@pytest.mark.parametrize("verb", ["SIGINT", "SIGTERM", "SIGHUP", "stop"])
async def test_a_hang_keeps_no_daemon_from_ending_and_who_waits_gets_an_answer(tmp_path: Path, verb: str) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        hanging = await client.send("blue")
        await client.busy(running=1, waiting=0)
        sending = asyncio.create_task(client.send("white", query="?wait=60"))
        begun = asyncio.Event()
        streaming = asyncio.create_task(streamed(client, hanging["id"], begun))
        await begun.wait()
        await client.busy(running=1, waiting=1)
        assert running.children

        await asked_by(verb, running)

        assert "queued" == (await sending)["state"]
        assert ["queued", "running"] == await streaming
        await check_ended(running)


async def test_what_is_being_read_is_finished_and_answered(tmp_path: Path) -> None:
    async with daemon(tmp_path) as running, client_of(running.running) as client:
        sending = asyncio.create_task(client.send("green", query="?wait=60"))
        await until(lambda: bool(running.children))
        await client.busy(running=1, waiting=0)
        running.signal(signal.SIGTERM)
        await until(lambda: running.said.endswith("stopping\n"))

        (tmp_path / "gate").touch()

        assert "done" == (await sending)["state"]
        await check_ended(running)


async def test_what_was_left_is_read_by_the_next_run(tmp_path: Path) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        await client.send("green")
        await client.busy(running=1, waiting=0)
        left = [(await client.send(size=(100 + number, 48)))["id"] for number in range(3)]
        running.signal(signal.SIGTERM)
        await check_ended(running)

    (tmp_path / "gate").touch()
    async with daemon(tmp_path) as running, client_of(running.running) as client:
        states = [(await client.capture(name))["state"] for name in left]

    assert ["done"] * 3 == states


async def test_a_picture_that_comes_while_it_ends_is_refused_with_its_own_code(tmp_path: Path) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        await client.send("blue")
        await client.busy(running=1, waiting=0)
        running.signal(signal.SIGTERM)
        await until(lambda: running.said.endswith("stopping\n"))

        status, said = await client.post(picture_bytes())

        assert (503, "stopping") == (status, said["error"])
        await check_ended(running)


async def test_the_end_of_its_standard_input_ends_it_where_that_was_asked_for(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    async with daemon(tmp_path, "--stop-with-stdin", stdin=reading) as running:
        os.close(reading)
        os.write(writing, b"nothing that is read")

        os.close(writing)

        await check_ended(running)


async def test_so_does_the_end_of_the_program_that_started_it(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    starter = await asyncio.create_subprocess_exec("sleep", "1000", pass_fds=[writing])
    os.close(writing)
    async with daemon(tmp_path, "--stop-with-stdin", stdin=reading) as running:
        os.close(reading)

        starter.kill()

        await starter.wait()
        await check_ended(running)


async def test_an_end_that_comes_before_it_runs_counts_too(tmp_path: Path) -> None:
    running = start(tmp_path, "--stop-with-stdin", port=free_port())  # its input is empty from the beginning

    assert 0 == await running.ended()
    assert not running.places.discovery_file.exists()


async def test_else_the_end_of_its_standard_input_is_nothing_to_it(tmp_path: Path) -> None:
    async with daemon(tmp_path) as running, client_of(running.running) as client:
        assert running.pid == (await client.status())["pid"]


@pytest.mark.skipif(shutil.which("nohup") is None, reason="needs nohup")
async def test_a_hangup_does_not_end_what_was_started_to_outlive_its_terminal(tmp_path: Path) -> None:
    async with daemon(tmp_path, program=("nohup", *COLOURS)) as running, client_of(running.running) as client:
        running.signal(signal.SIGHUP)
        assert running.pid == (await client.status())["pid"]

        running.signal(signal.SIGTERM)

        await check_ended(running)
