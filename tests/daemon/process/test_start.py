"""One daemon for each user, on a port that is its own: second starts, leftovers, and ports that others hold."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from atshot_daemon.config import places
from atshot_daemon.discovery import claim
from atshot_daemon.http.binding import PORTS
from tests.daemons import REAL, atshot, client_of, daemon, end, environment, free_port, start
from tests.waiting import until

# A stranger who listens on the address and port that it is told, and says so.
STRANGER = """
import socket, sys, time
held = socket.create_server((sys.argv[1], int(sys.argv[2])), family=socket.AF_INET6 if ":" in sys.argv[1] else 2)
sys.stdout.write("up\\n"); sys.stdout.flush(); sys.stdin.read()
"""


@contextmanager
def stranger(port: int, address: str = "127.0.0.1") -> Iterator[int]:
    """A foreign process that has the port while inside; its number."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", STRANGER, address, str(port)], stdin=pipe, stdout=pipe) as process:
        assert process.stdin and process.stdout
        assert b"up\n" == process.stdout.readline()
        yield process.pid
        process.stdin.close()


def is_free(port: int) -> bool:
    """Whether nobody has the port, on either address."""
    try:
        for address, family in (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)):
            socket.create_server((address, port), family=family).close()
    except OSError:
        return False
    return True


def first_free() -> int:
    """The port that the next start will take."""
    return next(filter(is_free, PORTS))


def hears(pid: int, number: int) -> bool:
    """Whether the process has a handler of its own for the signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught, 16) >> (number - 1) & 1)


def serve(home: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """`atshot serve`, which is expected to end by itself."""
    return subprocess.run([*REAL, *arguments], env=environment(home), capture_output=True, check=False, timeout=30)


async def test_a_second_start_says_where_the_first_one_is_and_that_is_no_error(tmp_path: Path) -> None:
    async with daemon(tmp_path) as first:
        second = await asyncio.to_thread(serve, tmp_path)

        assert f"atshot: already running at {first.running.url} (pid {first.pid})\n" == second.stderr.decode()
        assert (0, True) == (second.returncode, first.is_up)


async def test_of_two_that_start_at_once_one_wins_and_the_other_points_to_it(tmp_path: Path) -> None:
    first, second = start(tmp_path, port=free_port()), start(tmp_path, port=free_port())
    try:
        await until(lambda: first.process.poll() is not None or second.process.poll() is not None)
        winner, loser = (first, second) if first.process.poll() is None else (second, first)
        await winner.up()

        assert 0 == loser.process.returncode
        assert f"already running at {winner.running.url} (pid {winner.pid})" in loser.said
    finally:
        end(first, second)


async def test_what_a_killed_daemon_left_is_taken_over(tmp_path: Path) -> None:
    async with daemon(tmp_path) as first:
        before = first.running
        first.kill()
    assert first.places.discovery_file.exists()
    assert first.places.lock_file.exists()

    async with daemon(tmp_path) as second, client_of(second.running) as client:
        assert second.pid == (await client.status())["pid"]
        assert before.token != second.running.token
    assert not second.places.discovery_file.exists()


async def test_a_process_that_has_got_the_number_of_a_killed_daemon_is_not_taken_for_it(tmp_path: Path) -> None:
    async with daemon(tmp_path) as first:
        left = json.loads(first.places.discovery_file.read_text())
        first.kill()
    first.places.discovery_file.write_text(json.dumps({**left, "pid": os.getpid()}))

    status = atshot(tmp_path, "status")

    assert (3, True) == (status.returncode, b"not running" in status.stderr)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
async def test_a_taken_port_is_passed_over_for_this_run_only(tmp_path: Path, address: str) -> None:
    (tmp_path / "config").mkdir(parents=True)
    settings = tmp_path / "config/config.toml"
    settings.write_text('log_level = "warning"  # mine\n')
    port = first_free()
    with stranger(port, address) as pid:
        next_one = first_free()
        async with daemon(tmp_path, port=None) as shifted:
            assert next_one == shifted.running.port
            if port == PORTS[0]:
                assert f"port {port} is taken by" in shifted.said
                assert f"(pid {pid}); this run answers on {next_one} instead" in shifted.said
            assert f"listening on http://127.0.0.1:{next_one}" in shifted.said

    async with daemon(tmp_path, port=None) as back:
        assert port == back.running.port

    assert 'log_level = "warning"  # mine\n' == settings.read_text()
    assert [settings] == list((tmp_path / "config").iterdir())


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_port_that_was_asked_for_is_that_one_or_none(tmp_path: Path, address: str) -> None:
    port = free_port()
    with stranger(port, address) as pid:
        done = serve(tmp_path, "--port", str(port))

    assert (69, True) == (done.returncode, f"(pid {pid})" in done.stderr.decode())
    assert f"port {port} is taken by" in done.stderr.decode()
    assert done.stderr.endswith(b"(port_taken)\n")


async def test_a_daemon_whose_port_was_asked_for_is_the_same_for_the_command_line(tmp_path: Path) -> None:
    port = free_port()
    async with daemon(tmp_path, port=port):
        status = await asyncio.to_thread(atshot, tmp_path, "status", "--json")

        assert f"http://127.0.0.1:{port}" == json.loads(status.stdout)["url"]


async def test_a_signal_before_it_answers_ends_it_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    started = start(tmp_path, program=REAL, port=free_port())
    try:
        await until(started.places.lock_file.exists)
        started.signal(signal.SIGINT)
        status = await started.ended()
    finally:
        end(started)

    # 130 where it had only begun.
    assert status in (0, 130), started.said
    assert ("Traceback" in started.said, started.places.discovery_file.exists()) == (False, False)


async def test_a_signal_while_it_waits_for_another_to_end_is_heard_at_once(tmp_path: Path) -> None:
    with claim(places({"ATSHOT_HOME": str(tmp_path)})):
        started = start(tmp_path, program=REAL, port=free_port())
        try:
            await until(lambda: hears(started.pid, signal.SIGTERM))
            started.signal(signal.SIGTERM)

            assert (130, "") == (await started.ended(), started.said)
        finally:
            end(started)


async def test_a_second_signal_while_it_ends_tears_nothing(tmp_path: Path) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        await client.send("blue")
        await client.busy(running=1, waiting=0)
        running.signal(signal.SIGINT)
        await until(lambda: running.said.endswith("stopping\n"))
        running.signal(signal.SIGINT)

        assert (0, False) == (await running.ended(), "Traceback" in running.said)
