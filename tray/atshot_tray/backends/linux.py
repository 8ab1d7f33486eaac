"""The icon of a Linux desktop, whichever way there is, and none until there is one. Knows time, no kind of icon."""

import threading
import time
from collections.abc import Callable

from atshot_tray.backends import Tray
from atshot_tray.state import Snapshot

# At login programs are started together; the panel may come a little later than we do.
LOGIN_S = 5.0
_LOGIN_PAUSE_S = 0.25
# Later a panel is started by hand, or an extension switched on.
_PAUSE_S = 10.0


def longer(pause_s: float, limit_s: float) -> float:
    """How long to wait the next time, when this time was in vain."""
    return min(max(2 * pause_s, _LOGIN_PAUSE_S), limit_s)


class LinuxTray:
    """Shows an icon of the kind that `find` gives, and asks again while it gives none or when that one is lost."""

    def __init__(self, find: Callable[[], Tray | None], *, login_s: float = LOGIN_S, pause_s: float = _PAUSE_S) -> None:
        self._find = find
        self._login_s = login_s
        self._pause_s = pause_s
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._snapshot = Snapshot()
        self._current: Tray | None = None
        self._is_ready = False

    @property
    def name(self) -> str:
        """The kind of icon that is shown now, `none` for none."""
        with self._lock:
            return self._current.name if self._current else "none"

    def run(self, on_ready: Callable[[], None]) -> None:
        """Show an icon whenever there is a place for it, until `stop`; ready too when there is none for a while."""
        until, pause_s = time.monotonic() + self._login_s, 0.0

        def ready() -> None:
            if not self._is_ready:
                self._is_ready = True
                on_ready()

        while not self._stopped.is_set():
            tray, began = self._find(), time.monotonic()
            if tray is not None:
                self._run(tray, ready)
            elif time.monotonic() >= until and not self._is_ready:
                threading.Thread(target=ready, name="tray-ready", daemon=True).start()
            if time.monotonic() - began > self._pause_s:  # an icon that was there for a while may be back at once
                pause_s = 0.0
            self._stopped.wait(min(pause_s, _LOGIN_PAUSE_S) if time.monotonic() < until else pause_s)
            pause_s = longer(pause_s, self._pause_s)

    def show(self, snapshot: Snapshot) -> None:
        """Let whatever is shown tell this from now on."""
        with self._lock:
            self._snapshot = snapshot
            current = self._current
        if current is not None:
            current.show(snapshot)

    def stop(self) -> None:
        """Take the icon away and let `run` return."""
        self._stopped.set()
        with self._lock:
            current = self._current
        if current is not None:
            current.stop()

    def _run(self, tray: Tray, ready: Callable[[], None]) -> None:
        with self._lock:
            self._current = tray
            tray.show(self._snapshot)
        if self._stopped.is_set():  # after `stop` has looked for a current one
            tray.stop()
        tray.run(ready)
        with self._lock:
            self._current = None
