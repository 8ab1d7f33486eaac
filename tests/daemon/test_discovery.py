"""Finding the running daemon, and that there is one only: with real processes, locks and sockets."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atshot_daemon import discovery
from atshot_daemon.config import Places, places
from atshot_daemon.discovery import AlreadyRunning, Running, StateUnusable, claim, find_running, read, remove, write
from tests.fake_daemon import FakeDaemon, Said
from tests.privileges import as_owner, can_be_shut_out

ROOT = Path(__file__).parent.parent.parent
RUNNING = Running(21860, 4242, "0.1.0", datetime(2026, 3, 16, 12, 0, tzinfo=UTC), "ats_secret")


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """A user's folders."""
    return places({"ATSHOT_HOME": str(tmp_path / "家 home")})


@contextmanager
def other_daemon(home: Places) -> Iterator["subprocess.Popen[bytes]"]:
    """A daemon in a process of its own, which has said that it is up."""
    command = [sys.executable, "-m", "tests.fake_daemon", str(home.config), "obedient"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert b"up\n" == process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def ended_pid() -> int:
    """The number of a process that is over."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_what_is_written_is_read_back(home: Places) -> None:
    write(home, RUNNING)

    assert RUNNING == read(home)
    assert "http://127.0.0.1:21860" == RUNNING.url


@pytest.mark.skipif(os.name == "nt", reason="modes differ there")
def test_the_file_is_for_this_user_alone(home: Places) -> None:
    home.state.mkdir(parents=True, mode=0o755)
    write(home, RUNNING)

    assert (0o600, 0o700) == tuple(stat.S_IMODE(path.stat().st_mode) for path in (home.discovery_file, home.state))


def test_the_token_is_not_shown_by_mistake() -> None:
    assert "ats_secret" not in repr(RUNNING) + str(AlreadyRunning(RUNNING))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_its_place_is_replaced_and_its_target_left_alone(home: Places, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    home.state.mkdir(parents=True)
    home.discovery_file.symlink_to(victim)
    write(home, RUNNING)

    assert ("precious", False, RUNNING) == (victim.read_text(), home.discovery_file.is_symlink(), read(home))


def test_nothing_else_is_left_in_the_folder(home: Places) -> None:
    write(home, RUNNING)
    write(home, RUNNING)

    assert [home.discovery_file] == list(home.state.iterdir())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"null",
        b'{"port": 21860}',
        b'{"port":0,"pid":1,"version":"0","started_at":"2026-03-16T12:00:00Z","token":"t"}',
        b'{"port":1,"pid":1,"version":"0","started_at":"2026-03-16T12:00:00Z","token":"t","scheme":"ftp"}',
        b'{"port":1,"pid":1,"version":"0","started_at":"yesterday","token":"t"}',
        b"{" * 100_000,
        b'{"a":' + b"[" * 10_000,
    ],
)
def test_a_broken_file_is_as_good_as_none(home: Places, content: bytes) -> None:
    home.state.mkdir(parents=True)
    home.discovery_file.write_bytes(content)

    assert read(home) is None
    assert find_running(home) is None


def test_without_a_file_nothing_runs(home: Places) -> None:
    assert read(home) is None
    assert find_running(home) is None


def test_a_daemon_removes_its_own_file(home: Places) -> None:
    write(home, RUNNING)
    remove(home, RUNNING)
    remove(home, RUNNING)

    assert not home.discovery_file.exists()


def test_a_daemon_leaves_the_file_of_its_successor(home: Places) -> None:
    successor = Running(21861, 4243, "0.1.0", RUNNING.started_at, "ats_other")
    write(home, successor)
    remove(home, RUNNING)

    assert successor == read(home)


def test_a_daemon_that_answers_is_found(home: Places) -> None:
    with FakeDaemon().serving() as daemon:
        running = daemon.announce(home)

        assert running == find_running(home)
        assert all("Authorization" not in asked.headers for asked in daemon.asked)


def test_a_daemon_in_another_process_is_found_until_it_is_killed(home: Places) -> None:
    with other_daemon(home) as process:
        found = find_running(home)
        process.kill()
        process.wait()

        assert found and process.pid == found.pid
        assert find_running(home) is None
        assert found == read(home), "it had no time to remove its file"


def test_a_file_of_a_process_that_is_over_leads_nowhere(home: Places) -> None:
    with FakeDaemon().serving() as daemon:
        daemon.announce(home, pid=ended_pid())

        assert find_running(home) is None


def test_a_pid_that_another_program_has_now_leads_nowhere(home: Places) -> None:
    """Even when a stranger answers on the port as we would."""
    with (
        FakeDaemon().serving() as squatter,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other,
    ):
        squatter.announce(home, pid=other.pid)
        found = find_running(home)
        other.kill()

        assert found is None
        assert [] == squatter.asked


@pytest.mark.parametrize(
    "said", [Said(b"hello"), Said({"name": "other"}), Said([1]), Said(b"\xff"), Said(b"[" * 10_000), Said({}, 500)]
)
def test_a_program_that_is_not_atshot_is_not_taken_for_it(home: Places, said: Said) -> None:
    with FakeDaemon({"GET /healthz": said}).serving() as daemon:
        daemon.announce(home)

        assert find_running(home) is None


def test_a_port_that_accepts_and_says_nothing_is_given_up(home: Places) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        write(home, Running(silent.getsockname()[1], os.getpid(), "0.1.0", RUNNING.started_at, "t"))

        assert find_running(home) is None


def test_one_daemon_only_holds_the_claim(home: Places) -> None:
    with other_daemon(home) as process, pytest.raises(AlreadyRunning) as refusal, claim(home):
        pass

    assert refusal.value.running
    assert process.pid == refusal.value.running.pid
    assert f"(pid {process.pid})" in str(refusal.value)


def test_a_daemon_that_is_about_to_start_counts_too(home: Places) -> None:
    with claim(home), pytest.raises(AlreadyRunning) as refusal, claim(home):
        pass

    assert refusal.value.running is None


def test_the_claim_of_a_killed_daemon_is_void(home: Places) -> None:
    with other_daemon(home) as process:
        process.kill()
        process.wait()

        with claim(home):
            assert home.lock_file.exists()


def test_a_claim_can_be_made_again(home: Places) -> None:
    for _ in range(2):
        with claim(home):
            pass

    assert 0o600 == stat.S_IMODE(home.lock_file.stat().st_mode) or os.name == "nt"


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_is_named(home: Places) -> None:
    home.config.mkdir(parents=True, mode=0o500)

    with as_owner():
        with pytest.raises(StateUnusable, match="state cannot be written"), claim(home):
            pass
        with pytest.raises(StateUnusable, match=r"daemon\.json cannot be written"):
            write(home, RUNNING)


def test_each_system_has_its_word_for_ending_a_process() -> None:
    assert "kill -9 4242" == discovery.how_to_end(4242, platform="linux")
    assert "taskkill /F /PID 4242" == discovery.how_to_end(4242, platform="win32")


def test_a_process_is_alive_until_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert discovery.is_alive(process.pid)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

        assert not discovery.is_alive(process.pid), "ended, although nobody has taken note of it"
    assert not discovery.is_alive(process.pid)
