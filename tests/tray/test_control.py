"""One tray, and asking it: over its real socket, past leftovers, strangers and trays that hang or die."""

import json
import os
import shutil
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
from atshot_tray.door import PipeDoor, SocketDoor
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


@pytest.mark.parametrize("key", ["zz" * 32, "é" * 64, ""])
def test_a_key_that_is_none_is_no_tray(home: Places, key: str) -> None:
    home.state.mkdir()
    home.tray_control_file.write_text(json.dumps({"address": str(home.tray_socket), "key": key}), "utf-8")

    assert ask(home, "clip", limit_s=ENOUGH_S) is None


def test_a_tray_with_another_key_is_told_of(home: Places) -> None:
    with listening(home):
        said = home.tray_control_file.read_text("utf-8")
        home.tray_control_file.write_text(said.replace(told(home)["key"], "00" * 32), "utf-8")
        reply = ask(home, "clip", limit_s=ENOUGH_S)

    assert reply and (False, "tray_unreachable") == (reply.ok, reply.code)
    assert "does not know the key in its own file" in (reply.message or "")


@pytest.mark.parametrize("wreck", [lambda home: home.tray_socket.unlink(), lambda home: shutil.rmtree(home.state)])
def test_a_tray_that_nobody_can_find_any_more_ends_all_the_same(home: Places, wreck: Callable[[Places], None]) -> None:
    before = threading.active_count()
    with listening(home):
        wreck(home)

    assert before == threading.active_count()


def test_a_tray_that_ends_leaves_the_way_to_its_successor(home: Places) -> None:
    first, second = Control(home, lambda command: Reply(ok=True)), Control(home, lambda command: Reply(ok=True))
    first.open()
    second.open()
    first.close()

    assert Reply(ok=True) == ask(home, "open", limit_s=ENOUGH_S)
    second.close()
    assert not home.tray_socket.exists()


def test_a_tray_that_cannot_say_how_it_is_asked_does_not_listen(home: Places) -> None:
    home.tray_control_file.mkdir(parents=True)  # nothing can be written in its place
    control = Control(home, lambda command: Reply(ok=True))

    with pytest.raises(StateUnusable):
        control.open()

    assert [home.tray_control_file] == list(home.state.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the tray's log gets it
@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (KeyError("id"), "the tray could not do it; see: atshot logs --tray"),
        (OSError("no such program"), "no such program"),
    ],
    ids=repr,
)
def test_what_nobody_expects_reaches_who_asked_too(home: Places, failure: Exception, message: str) -> None:
    def handle(command: Command) -> Reply:
        raise failure

    with listening(home, handle):
        assert Reply(ok=False, code="internal", message=message) == ask(home, "clip", limit_s=ENOUGH_S)


@pytest.mark.parametrize("kind", [SocketDoor, PipeDoor])
def test_a_door_of_either_kind_lets_in_until_it_is_shut(tmp_path: Path, kind: type[SocketDoor | PipeDoor]) -> None:
    door = kind(str(tmp_path / "door"))
    heard: list[bytes] = []

    def hear() -> None:
        while line := door.answer():
            with line:
                heard.append(line.recv_bytes())
                line.send_bytes(b"welcome")

    hearing = threading.Thread(target=hear)
    hearing.start()
    with Client(door.address) as line:
        line.send_bytes(b"hello")
        assert b"welcome" == line.recv_bytes()
    door.shut()
    hearing.join(ENOUGH_S)
    door.close()

    assert ([b"hello"], False, []) == (heard, hearing.is_alive(), list(tmp_path.iterdir()))


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_is_told_of(home: Places) -> None:
    home.config.chmod(0o500)

    with as_owner(), pytest.raises(StateUnusable, match="cannot be written"), claim_tray(home):
        pass
