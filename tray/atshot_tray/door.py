"""Where other programs of this user knock: a socket, or a pipe on Windows. Knows how it is shut, and no command."""

import os
import selectors
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Line = Connection[Any, Any]

_WAITING = 16


class Door(Protocol):
    """Open from its making on; `answer` in a loop, in one thread."""

    address: str

    def answer(self) -> "Line | None":
        """Whoever knocks next, None once it is shut; OSError when they have gone again."""
        ...

    def shut(self) -> None:
        """Let nobody in any more, and `answer` end; from any thread, even when nobody can find the door by now."""
        ...

    def close(self) -> None:
        """Take it away, once nobody waits at it."""
        ...


def door(address: str) -> Door:
    """An open door at this address, where nothing lies; OSError."""
    return PipeDoor(address) if os.name == "nt" else SocketDoor(address)


class SocketDoor:
    """A socket in a folder, which somebody may delete, or put another one in its place."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX)
        self._shut, self._is_shut = socket.socketpair()
        try:
            self._socket.bind(address)
            self._socket.listen(_WAITING)
            self._own = _identity(address)
        except OSError:
            self._close_sockets()
            raise

    def answer(self) -> "Line | None":
        """See `Door`."""
        from multiprocessing.connection import Connection

        with selectors.DefaultSelector() as selector:
            for waited in (self._socket, self._is_shut):
                selector.register(waited, selectors.EVENT_READ)
            if any(key.fileobj is self._is_shut for key, _ in selector.select()):
                return None
        self._socket.setblocking(False)  # who knocked may have gone again, and nobody else come
        line, _ = self._socket.accept()
        line.setblocking(True)
        return Connection(line.detach())

    def shut(self) -> None:
        """See `Door`."""
        self._shut.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """See `Door`; a socket that is not ours any more stays."""
        self._close_sockets()
        with suppress(OSError):
            if _identity(self.address) == self._own:
                Path(self.address).unlink()

    def _close_sockets(self) -> None:
        for one in (self._socket, self._shut, self._is_shut):
            one.close()


class PipeDoor:
    """A pipe of Windows, or what else Python listens at; its name is there as long as it is."""

    def __init__(self, address: str) -> None:
        from multiprocessing.connection import Listener

        self.address = address
        self._is_shut = False
        self._listener = Listener(address, backlog=_WAITING)

    def answer(self) -> "Line | None":
        """See `Door`."""
        line: Line = self._listener.accept()
        if not self._is_shut:
            return line
        line.close()
        return None

    def shut(self) -> None:
        """See `Door`."""
        from multiprocessing.connection import Client

        self._is_shut = True
        with suppress(OSError, EOFError):
            Client(self.address).close()

    def close(self) -> None:
        """See `Door`."""
        with suppress(OSError):
            self._listener.close()


def _identity(address: str) -> tuple[int, int]:
    found = Path(address).stat()
    return found.st_dev, found.st_ino
