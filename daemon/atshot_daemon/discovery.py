"""Where the running daemon is, and that there is one only. Knows a file, a lock and a process, no HTTP route but one.

The daemon holds the lock as long as it lives and writes the file once it answers. A file that outlived its daemon is
seen through: the process must live, listen on the port and answer as Atshot.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from atshot_daemon.config import Places
from atshot_daemon.errors import BadRequest
from atshot_daemon.local_client import is_atshot
from atshot_daemon.private_files import FILE_MODE, private_folder, write_private

# A file of ours has 300 bytes; whatever is bigger is none.
_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Running:
    """How to reach the daemon that runs; `token` is the command line's own of this run and may do everything."""

    port: Annotated[int, Meta(ge=1, le=65535)]
    pid: Annotated[int, Meta(ge=1)]
    version: str
    started_at: datetime
    token: Annotated[str, Meta(min_length=1)] = field(repr=False)
    scheme: Literal["http", "https"] = "http"

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"{self.scheme}://127.0.0.1:{self.port}"


class AlreadyRunning(BadRequest):
    """Another daemon of this user holds the lock; `running` is how to reach it, None while it starts."""

    code = "already_running"

    def __init__(self, running: Running | None) -> None:
        where = f" on {running.url} (pid {running.pid})" if running else ", or about to start"
        super().__init__(f"Atshot is already running{where}; `atshot stop` ends it")
        self.running = running


class StateUnusable(BadRequest):
    """The folder for what a run leaves cannot be written."""

    code = "state_unusable"


def claim(places: Places) -> AbstractContextManager[None]:
    """Be the only daemon of this user while inside; AlreadyRunning, StateUnusable. The end of the process ends it."""
    return locked(places.lock_file, lambda: AlreadyRunning(find_running(places)))


@contextmanager
def locked(file: Path, refusal: Callable[[], BadRequest]) -> Iterator[None]:
    """Hold this lock while inside; what `refusal` gives where another process holds it, StateUnusable."""
    from filelock import FileLock, Timeout  # who only looks for the daemon needs no lock

    lock = FileLock(file, timeout=0, mode=FILE_MODE, thread_local=False)
    try:
        private_folder(file.parent)
        lock.acquire()
    except Timeout:
        raise refusal() from None
    except OSError as error:
        raise StateUnusable(f"{file.parent} cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def write(places: Places, running: Running) -> None:
    """Tell this user's programs how the daemon is reached; StateUnusable."""
    try:
        write_private(places.discovery_file, msgspec.json.encode(running).decode())
    except OSError as error:
        raise StateUnusable(f"{places.discovery_file} cannot be written: {error.strerror or error}") from error


def read(places: Places) -> Running | None:
    """What the file says, true or not any more; None when there is none or it is broken."""
    try:
        with places.discovery_file.open("rb") as file:
            return msgspec.json.decode(file.read(_MAX_BYTES), type=Running)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def remove(places: Places, running: Running) -> None:
    """Take the file away if it is still the one that `running` wrote."""
    if read(places) == running:
        with suppress(OSError):
            places.discovery_file.unlink()


def find_running(places: Places) -> Running | None:
    """How to reach the daemon, which has been asked and answers; None when it does not run."""
    running = read(places)
    if running and listens(running.pid, running.port) and is_atshot(running.port, running.scheme):
        return running
    return None


def find_hung(places: Places) -> Running | None:
    """The daemon that runs by its file, its process and its port; asked by whom it has given no answer."""
    running = read(places)
    return running if running and listens(running.pid, running.port) else None


def how_to_end(pid: int, *, platform: str = sys.platform) -> str:
    """What a user types to end a process that does not hear any more."""
    return f"taskkill /F /PID {pid}" if platform == "win32" else f"kill -9 {pid}"


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and that nobody has taken note of yet does not."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.AccessDenied:
        return True
    except psutil.NoSuchProcess:
        return False


def listens(pid: int, port: int) -> bool:
    """Whether the process is ours and listens on the port: a pid may have been given to another program since."""
    import psutil

    try:
        connections = psutil.Process(pid).net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in connections)
