"""One tray for each user, and how other programs of that user ask it for something. Knows commands, not their work.

Whoever asks must know the key in a file that only this user may read; commands and replies are JSON, never pickles.
"""

import os
import re
import secrets
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from atshot_daemon.config import Places
from atshot_daemon.discovery import StateUnusable, locked
from atshot_daemon.errors import BadRequest
from atshot_daemon.plain import one_line
from atshot_daemon.private_files import private_folder, write_private
from atshot_inference.errors import AtshotError
from atshot_tray.door import Door, door

if TYPE_CHECKING:
    from atshot_tray.door import Line

Command = Literal["open", "clip", "grab", "quit"]

# What systems take for the name of a socket is 104 to 108 bytes, with a zero at the end.
_SOCKET_NAME_BYTES = 100
_COMMAND_BYTES = 1024
_KEY_BYTES = 32
_KEY = re.compile(f"[0-9a-f]{{{2 * _KEY_BYTES}}}")
# A list of tasks as text; nothing that a picture holds is longer.
_REPLY_BYTES = 1024 * 1024
# It is woken at once; a thread that does not run for so long keeps nobody from quitting.
_SHUT_LIMIT_S = 5.0


class TrayRunning(BadRequest):
    """Another tray of this user holds the lock."""

    code = "tray_running"


class TrayUnreachable(AtshotError):
    """A tray runs, but gives no reply in time."""

    code = "tray_unreachable"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a command: the list and its capture, or the code and the message of what went wrong."""

    ok: bool
    text: str = ""
    capture: str | None = None
    code: str | None = None
    message: str | None = None


_BROKEN = Reply(ok=False, code="internal", message="the tray could not do it; see: atshot logs --tray")


class _Address(msgspec.Struct, frozen=True):
    """Where the tray listens, and the key that it wants to hear of."""

    address: str
    key: str

    def __repr__(self) -> str:
        return f"_Address({self.address!r})"


def claim_tray(places: Places) -> AbstractContextManager[None]:
    """Be the only tray of this user while inside; TrayRunning, StateUnusable. The end of the process ends it."""
    return locked(places.tray_lock_file, lambda: TrayRunning("Atshot's tray is already running"))


class Control:
    """Hears commands of this user's programs, each in a thread of its own; whoever opens it holds `claim_tray`."""

    def __init__(self, places: Places, handle: Callable[[Command], Reply]) -> None:
        """Takes what does the work of a command; an AtshotError of it goes to whoever asked."""
        self._places = places
        self._handle = handle
        self._key = secrets.token_bytes(_KEY_BYTES)
        self._door: Door | None = None
        self._hears = threading.Thread(target=self._hear, name="control", daemon=True)

    def open(self) -> None:
        """Listen from now on; StateUnusable."""
        try:
            self._door = door(_free_address(self._places))
            write_private(self._places.tray_control_file, msgspec.json.encode(self._told(self._door)).decode())
        except OSError as error:
            self.close()
            raise StateUnusable(f"{self._places.state} cannot be written: {error.strerror or error}") from error
        self._hears.start()

    def close(self) -> None:
        """Listen no more; commands that are being worked on go on."""
        opened, self._door = self._door, None
        if opened is None:
            return
        if self._hears.is_alive():
            opened.shut()
            self._hears.join(_SHUT_LIMIT_S)
        opened.close()
        if _told(self._places) == self._told(opened):  # else it is another tray's
            with suppress(OSError):
                self._places.tray_control_file.unlink()
        folder = Path(opened.address).parent
        if os.name != "nt" and folder != self._places.state:
            with suppress(OSError):
                folder.rmdir()

    def _told(self, opened: Door) -> "_Address":
        return _Address(opened.address, self._key.hex())

    def _hear(self) -> None:
        """Take one connection after another; what a connection says, and whether it knows the key, is its thread's."""
        opened = self._door
        assert opened
        while True:
            try:
                line = opened.answer()
            except OSError:
                if self._door is opened:  # who knocked has gone again
                    continue
                return
            if line is None:
                return
            threading.Thread(target=self._answer, args=(line,), name="control reply", daemon=True).start()

    def _answer(self, line: "Line") -> None:
        from multiprocessing import AuthenticationError
        from multiprocessing.connection import answer_challenge, deliver_challenge

        with line, suppress(OSError, EOFError, AuthenticationError):
            deliver_challenge(line, self._key)
            answer_challenge(line, self._key)
            said = line.recv_bytes(_COMMAND_BYTES)
            try:
                reply = self._reply(said)
            except Exception:
                line.send_bytes(msgspec.json.encode(_BROKEN))
                raise
            line.send_bytes(msgspec.json.encode(reply))

    def _reply(self, said: bytes) -> Reply:
        try:
            return self._handle(msgspec.json.decode(said, type=Command))
        except msgspec.DecodeError:
            return Reply(ok=False, code="bad_usage", message="the tray does not know this command")
        except AtshotError as error:
            return Reply(ok=False, code=error.code, message=str(error))
        except OSError as error:  # a program that cannot be started
            return Reply(ok=False, code=_BROKEN.code, message=one_line(str(error)))


def ask(places: Places, command: Command, *, limit_s: float) -> Reply | None:
    """The tray's reply within `limit_s` seconds, None when no tray runs; TrayUnreachable."""
    told = _told(places)
    if told is None:
        return None
    replies: list[Reply | None] = []
    asking = threading.Thread(target=lambda: replies.append(_asked(told, command)), name="ask the tray", daemon=True)
    asking.start()
    asking.join(limit_s)  # connecting, proving and waiting: neither has a limit of its own
    if asking.is_alive():
        raise TrayUnreachable(f"the tray did not reply within {limit_s:g} s; quit it from its menu and start it again")
    return replies[0]


def _asked(told: _Address, command: Command) -> Reply | None:
    from multiprocessing import AuthenticationError
    from multiprocessing.connection import Client

    try:
        with Client(told.address, authkey=bytes.fromhex(told.key)) as line:
            line.send_bytes(msgspec.json.encode(command))
            return msgspec.json.decode(line.recv_bytes(_REPLY_BYTES), type=Reply)
    except (FileNotFoundError, ConnectionRefusedError):  # it was ended before it could take its file away
        return None
    except AuthenticationError:
        return _unreachable("the tray does not know the key in its own file; quit it from its menu")
    except msgspec.DecodeError:
        return _unreachable("the tray replied as another version of Atshot does; quit it from its menu")
    except (OSError, EOFError):
        return _unreachable("the tray ended before it replied")


def _unreachable(why: str) -> Reply:
    return Reply(ok=False, code=TrayUnreachable.code, message=f"{why}, and start it again")


def _told(places: Places) -> _Address | None:
    """What the file says, None when there is none or no tray has written it so."""
    try:
        told = msgspec.json.decode(places.tray_control_file.read_bytes(), type=_Address)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return told if _KEY.fullmatch(told.key) and "\0" not in told.address else None


def _free_address(places: Places) -> str:
    """Where nobody listens: the lock says that there is one tray, so what lies there is a leftover."""
    if os.name == "nt":
        return rf"\\.\pipe\atshot-{secrets.token_hex(16)}"
    own = private_folder(places.state) / places.tray_socket.name
    if len(os.fsencode(own)) > _SOCKET_NAME_BYTES:
        own = Path(tempfile.mkdtemp(prefix="atshot-")) / own.name  # for us alone from its first moment
    own.unlink(missing_ok=True)
    return str(own)
