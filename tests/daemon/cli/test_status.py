"""`atshot status` and `atshot stop`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from atshot_daemon.cli.status import duration, size
from atshot_daemon.discovery import how_to_end
from tests.fake_daemon import FakeDaemon, Said
from tests.fakes import FakeDesk

ROOT = Path(__file__).parent.parent.parent.parent
MIB = 1024**2
STATUS = {
    "version": "0.1.0",
    "pid": 4242,
    "port": 21860,
    "uptime_s": 7530.2,
    "problems": [{"code": "storage_full", "message": "the disk is\u001b full"}],
    "engines": [
        {"name": "ocr", "state": "ready", "memory_bytes": 312 * MIB, "pictures": 25, "failures": 0}
        | {"can_answer": False, "message": ""},
        {"name": "glm", "state": "missing", "memory_bytes": 0, "pictures": 0, "failures": 2}
        | {"can_answer": True, "message": "pip install 'atshot[glm]'"},
    ],
    "queue": {"waiting": 2, "running": 1, "limit": 8},
    "captures": 12,
    "tasks": 40,
    "memory_bytes": 60 * MIB,
    "disk_free_bytes": 12 * 1024 * MIB,
}
SHOWN = """\
running   http://127.0.0.1:{port} (pid 4242), version 0.1.0, for 2 h 5 min
engine    ocr: ready, 312 MiB, 25 pictures read
engine    glm: missing, 0 pictures read, 2 failed; pip install 'atshot[glm]'
queue     1 being read, 2 waiting of at most 8
captures  12, with 40 tasks
memory    60 MiB; 12.0 GiB free on the disk
problem   the disk is full (storage_full)
"""


def test_the_state_of_the_daemon_is_shown(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["GET /v1/status"] = Said(STATUS)
    run = desk.run("status")

    assert (0, SHOWN.format(port=daemon.port), "") == (run.status, run.out, run.err)


def test_programs_get_it_as_json(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["GET /v1/status"] = Said(STATUS)
    run = desk.run("status", "--json")

    assert {"running": True, "url": f"http://127.0.0.1:{daemon.port}", **STATUS} == json.loads(run.out)


def test_a_daemon_that_does_not_run_is_an_exit_status_of_its_own(desk: FakeDesk) -> None:
    run = desk.run("status")

    assert (3, "") == (run.status, run.out)
    assert "atshot: Atshot is not running; start it with: atshot serve (not_running)\n" == run.err


def test_programs_are_told_that_too(desk: FakeDesk) -> None:
    run = desk.run("status", "--json")

    assert (3, {"running": False}) == (run.status, json.loads(run.out))


def test_a_daemon_that_hangs_is_not_called_absent(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["GET /healthz"] = Said(b"")

    for verb in ("status", "stop"):
        run = desk.run(verb)

        assert 1 == run.status
        assert f"(pid {os.getpid()}) runs, but does not answer; end it with: {how_to_end(os.getpid())}" in run.err
        assert run.err.endswith("(daemon_unreachable)\n")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min 59 s"), (86400, "1 d"), (90061, "1 d 1 h")],
)
def test_a_duration_is_said_in_two_units(seconds: float, shown: str) -> None:
    assert shown == duration(seconds)


@pytest.mark.parametrize(("count", "shown"), [(0, "0 MiB"), (1024**3 - 1, "1024 MiB"), (1024**3, "1.0 GiB")])
def test_a_size_is_said_in_a_unit_that_fits(count: int, shown: str) -> None:
    assert shown == size(count)


def other_daemon(desk: FakeDesk, how: str) -> "subprocess.Popen[bytes]":
    """A daemon in a process of its own, which has said that it is up."""
    command = [sys.executable, "-m", "tests.fake_daemon", str(desk.home), how]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    assert b"up\n" == process.stdout.readline()
    return process


def test_stopping_waits_until_the_daemon_is_gone(desk: FakeDesk) -> None:
    def until_it_ends() -> None:
        process.wait()

    with other_daemon(desk, "obedient") as process:
        desk.while_waiting = until_it_ends
        run = desk.run("stop")

    assert (0, "", "atshot: stopped\n") == (run.status, run.out, run.err)
    assert 0 == process.returncode


def test_a_daemon_that_does_not_end_is_named(desk: FakeDesk) -> None:
    with other_daemon(desk, "deaf") as process:
        run = desk.run("stop")
        process.kill()

    assert 1 == run.status
    assert f"end it with: {how_to_end(process.pid)} (still_running)" in run.err
    assert 10 <= desk.waited_s < 11


def test_stopping_what_does_not_run_is_done_at_once(desk: FakeDesk) -> None:
    run = desk.run("stop")

    assert (0, "", "atshot: Atshot is not running\n") == (run.status, run.out, run.err)


def test_a_daemon_that_is_stopping_already_is_waited_for(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["POST /v1/shutdown"] = Said({"error": "stopping", "message": "about to end"}, 503)
    run = desk.run("stop")

    assert run.err.endswith("(still_running)\n"), "this very process, which is the fake daemon's, does not end"


def test_a_daemon_that_refuses_to_stop_says_why(desk: FakeDesk, daemon: FakeDaemon) -> None:
    daemon.answers["POST /v1/shutdown"] = Said({"error": "scope_missing", "message": "not you"}, 403)
    run = desk.run("stop")

    assert (1, "atshot: not you (scope_missing)\n") == (run.status, run.err)
