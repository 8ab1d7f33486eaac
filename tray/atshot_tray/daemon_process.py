"""A daemon's process: our child, started, listened to and ended with all its own, or another. Knows no reason why."""

import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

import psutil

from atshot_daemon.discovery import Running, is_alive, listens
from atshot_daemon.local_client import DaemonRefused, DaemonUnreachable, LocalClient
from atshot_daemon.plain import one_line

# A line of our own has 200 characters; what a library prints may never end.
_LINE_BYTES = 4096
_KEPT_LINES = 40
_MAX_CHARACTERS = 300
# A process of the daemon's may hold its standard error a moment longer than the daemon lives.
_LAST_WORDS_S = 1.0
_PROGRAM = "atshot: "


class DaemonProcess:
    """A daemon that begins to start; `on_end` is called from a thread once it has ended and is waited for."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], on_end: Callable[[], None]) -> None:
        """Start it; OSError when the system cannot."""
        self._process = subprocess.Popen(
            command,
            env=environ,
            stdin=subprocess.PIPE,  # its end tells the daemon to end, also when we are killed
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # A Ctrl+C in our terminal is for us: we end the daemon in order.
            start_new_session=True,
            creationflags=_windows_flags(),
        )
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._on_end = on_end
        self._ended = threading.Event()
        self._family: list[psutil.Process] = []
        self._listener = threading.Thread(target=self._listen, name="daemon-errors", daemon=True)
        self._listener.start()
        threading.Thread(target=self._reap, name="daemon-end", daemon=True).start()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it is over, and its last words have been heard."""
        return self._ended.is_set()

    @property
    def exit_status(self) -> int:
        """How it ended: what it returned, or minus the number of the signal that ended it."""
        assert self._process.returncode is not None
        return self._process.returncode

    @property
    def last_words(self) -> str | None:
        """The last line that it wrote for the user since `forget_words`, on one line."""
        said = next((line for line in reversed(self._lines) if line), None)
        return said.removeprefix(_PROGRAM)[:_MAX_CHARACTERS] if said else None

    def owns(self, pid: int) -> bool:
        """Whether that process is it or its child: on Windows an environment's Python is a child of its launcher."""
        if pid == self.pid:
            return True
        try:
            return any(parent.pid == self.pid for parent in psutil.Process(pid).parents())
        except psutil.Error:
            return False

    def forget_words(self) -> None:
        """What it has said so far is no reason for what comes."""
        self._lines.clear()

    def end(self, *, orderly_s: float, grace_s: float) -> None:
        """Ask it to end, then end it, then kill it and its children; returns once it is over."""
        self._remember_family()
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        if not self._ended.wait(orderly_s):
            self._process.terminate()
            if not self._ended.wait(grace_s):
                self.kill()
        _kill(self._family)

    def kill(self) -> None:
        """End it and its children at once; returns once it is over."""
        self._remember_family()
        self._process.kill()
        _kill(self._family)
        self._ended.wait()

    def _remember_family(self) -> None:
        with suppress(psutil.Error):
            self._family += psutil.Process(self.pid).children(recursive=True)

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as errors:
            while said := errors.readline(_LINE_BYTES):
                self._lines.append(one_line(said.decode("utf-8", "replace")))

    def _reap(self) -> None:
        self._process.wait()
        self._listener.join(_LAST_WORDS_S)
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        self._ended.set()
        self._on_end()


def end_other(other: Running, *, orderly_s: float, grace_s: float) -> None:
    """Ask a daemon that is not our child to end; where that does not help, end it, if it is still the one we know."""
    with suppress(DaemonUnreachable, DaemonRefused), LocalClient(other) as daemon:
        daemon.request("POST", "/v1/shutdown", timeout_s=grace_s)
    for harder in (None, psutil.Process.terminate, psutil.Process.kill):
        if not is_alive(other.pid) or (harder and not listens(other.pid, other.port)):
            return
        with suppress(psutil.Error):
            process = psutil.Process(other.pid)
            if harder:
                harder(process)
            process.wait(grace_s if harder else orderly_s)


def signal_name(exit_status: int) -> str | None:
    """`SIGKILL` for -9; None for what is no end by a signal."""
    try:
        return signal.Signals(-exit_status).name if exit_status < 0 else None
    except ValueError:
        return f"signal {-exit_status}"


def _kill(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):  # gone, or its number is another's by now
            process.kill()


def _windows_flags() -> int:
    """No console window, and no Ctrl+C that is meant for us."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
