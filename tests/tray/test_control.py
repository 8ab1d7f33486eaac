"""One tray, and asking it: over its real socket, past leftovers, strangers and trays that hang or die."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

import msgspec
import pytest

from atshot_daemon.config import Places, places
from atshot_daemon.discovery import StateUnusable
from atshot_tray.control import Command, Control, Reply, TrayRunning, TrayUnreachable, ask, claim_tray
from tests.privileges import as_owner, can_be_shut_out
from tests.tray.trays import other_process
from tests.waiting import ENOUGH_S


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """A user's folders."""
    return places({"ATSHOT_HOME": str(tmp_path)})


@contextmanager
def listening(home: Places, handle: Callable[[Command], Reply] = lambda command: Reply(ok=True)) -> Iterator[None]:
    """A tray in this process."""
    with claim_tray(home):
        control = Control(home, handle)
        control.open()
        try:
            yield
        finally:
            control.close()


def told(home: Places) -> dict[str, str]:
    """What the tray says about how it is asked."""
    return dict(msgspec.json.decode(home.tray_control_file.read_bytes()))


def say(home: Places, message: bytes) -> Reply:
    """The reply to something that our own program would never say."""
    with Client(told(home)["address"], authkey=bytes.fromhex(told(home)["key"])) as line:
        line.send_bytes(message)
        return msgspec.json.decode(line.recv_bytes(), type=Reply)


def test_a_command_gets_its_reply(home: Places) -> None:
    asked: list[str] = []
    reply = Reply(ok=True, text="- @张工: 提供接口文档 (高)\n", capture="0a1b")

    def handle(command: Command) -> Reply:
        asked.append(command)
        return reply

    with listening(home, handle):
        assert [reply, reply] == [ask(home, "clip", limit_s=ENOUGH_S), ask(home, "open", limit_s=ENOUGH_S)]

    assert ["clip", "open"] == asked


def test_where_no_tray_runs_nobody_replies(home: Places) -> None:
    assert ask(home, "open", limit_s=ENOUGH_S) is None
    with listening(home):
        pass
    assert ask(home, "open", limit_s=ENOUGH_S) is None


def test_a_slow_command_keeps_no_other_waiting(home: Places) -> None:
    begun, free = threading.Event(), threading.Event()

    def handle(command: Command) -> Reply:
        if command == "grab":
            begun.set()
            free.wait(ENOUGH_S)
        return Reply(ok=True, text=command)

    slow: list[Reply | None] = []
    with listening(home, handle):
        asking = threading.Thread(target=lambda: slow.append(ask(home, "grab", limit_s=ENOUGH_S)))
        asking.start()
        assert begun.wait(ENOUGH_S)
        quick = ask(home, "open", limit_s=ENOUGH_S)
        free.set()
        asking.join(ENOUGH_S)

    assert [Reply(ok=True, text="open"), Reply(ok=True, text="grab")] == [quick, *slow]


def test_who_connects_and_says_nothing_keeps_no_other_waiting(home: Places) -> None:
    with listening(home), Client(told(home)["address"]), Client(told(home)["address"]):
        assert Reply(ok=True) == ask(home, "open", limit_s=ENOUGH_S)


def test_a_tray_that_hangs_is_told_of_after_the_limit(home: Places) -> None:
    free = threading.Event()

    def handle(command: Command) -> Reply:
        free.wait(ENOUGH_S)
        return Reply(ok=True)

    with listening(home, handle):
        with pytest.raises(TrayUnreachable, match=r"within 0\.1 s"):
            ask(home, "open", limit_s=0.1)
        free.set()


def test_what_goes_wrong_reaches_who_asked(home: Places) -> None:
    def handle(command: Command) -> Reply:
        raise StateUnusable("the folder is full")

    with listening(home, handle):
        reply = ask(home, "clip", limit_s=ENOUGH_S)

    assert Reply(ok=False, code="state_unusable", message="the folder is full") == reply


@pytest.mark.parametrize("message", [b'"shutdown"', b"open", b"\x80\x04K\x01.", b"{}", b""], ids=repr)
def test_what_is_no_command_is_refused_and_does_nothing(home: Places, message: bytes) -> None:
    asked: list[str] = []

    def handle(command: Command) -> Reply:
        asked.append(command)
        return Reply(ok=True)

    with listening(home, handle):
        assert "bad_usage" == say(home, message).code

    assert [] == asked


def test_who_does_not_know_the_key_is_not_heard(home: Places) -> None:
    asked: list[str] = []

    def handle(command: Command) -> Reply:
        asked.append(command)
        return Reply(ok=True)

    with listening(home, handle):
        with pytest.raises(AuthenticationError):
            Client(told(home)["address"], authkey=b"guessed")
        assert Reply(ok=True) == ask(home, "open", limit_s=ENOUGH_S)

    assert ["open"] == asked


def test_there_is_one_tray_only(home: Places) -> None:
    with claim_tray(home), pytest.raises(TrayRunning, match="already running"), claim_tray(home):
        pass
    with claim_tray(home):
        pass


def test_a_tray_that_was_killed_leaves_nothing_in_the_way(home: Places) -> None:
    with other_process(home) as tray:
        with pytest.raises(TrayRunning), claim_tray(home):
            pass
        assert Reply(ok=True, text="theirs") == ask(home, "open", limit_s=ENOUGH_S)
        tray.kill()
        tray.wait()

    assert ask(home, "open", limit_s=ENOUGH_S) is None
    with listening(home):
        assert Reply(ok=True) == ask(home, "open", limit_s=ENOUGH_S)


def test_a_tray_that_ends_in_the_middle_is_told_of(home: Places) -> None:
    with other_process(home) as tray:
        reply = ask(home, "quit", limit_s=ENOUGH_S)
        tray.wait()

    assert reply and (False, "tray_unreachable") == (reply.ok, reply.code)


def test_a_folder_with_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    home = places({"ATSHOT_HOME": str(tmp_path / ("长" * 60))})

    with listening(home):
        elsewhere = Path(told(home)["address"]).parent
        assert Reply(ok=True) == ask(home, "open", limit_s=ENOUGH_S)

    assert not elsewhere.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_nobody_else_can_ask(home: Places) -> None:
    with listening(home):
        control_file, socket = home.tray_control_file, Path(told(home)["address"])
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (control_file, socket.parent, home.tray_lock_file)]
        key = told(home)["key"]

    assert [0o600, 0o700, 0o600] == modes
    assert 64 == len(key)
    assert not control_file.exists()
    assert not socket.exists()


def test_a_broken_file_is_no_tray(home: Places) -> None:
    home.state.mkdir()
    home.tray_control_file.write_text('{"address": 1}')

    assert ask(home, "open", limit_s=ENOUGH_S) is None


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_is_told_of(home: Places) -> None:
    home.config.chmod(0o500)

    with as_owner(), pytest.raises(StateUnusable, match="cannot be written"), claim_tray(home):
        pass
