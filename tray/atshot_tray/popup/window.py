"""Atshot's one window, opened or brought forward. Knows processes and windows, not what the page shows."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atshot_daemon.machine import Machine
from atshot_daemon.private_files import private_folder
from atshot_tray.popup.browsers import Browser, find_browser
from atshot_tray.popup.raising import Windows, windows_of

if TYPE_CHECKING:
    from psutil import Process

# Seen: under 2 s, on a busy machine 6 s. Waiting longer only delays the next click.
_APPEARS_S = 15.0
_LOOK_AGAIN_S = 0.05
_CLOSE_S = 5.0


class Popup:
    """The window; calls may come from any thread, each takes until the window is there.

    `page_url` gives the page's address, signed in and good for one use, at a capture if one is named.
    `profile` is where the browser may keep what belongs to this window; `language`, en or zh, is that of the page.
    """

    def __init__(
        self,
        profile: Path,
        machine: Machine,
        *,
        page_url: Callable[[str | None], str],
        open_browser: Callable[[str], bool],
        language: str | None = None,
        find: Callable[[Machine, Path], Browser | None] = find_browser,
        windows: Callable[[Machine], Windows | None] = windows_of,
    ) -> None:
        self._machine, self._profile = machine, profile
        self._page_url, self._open_browser, self._language = page_url, open_browser, language
        self._find, self._windows = find, windows
        self._turn, self._click = threading.Lock(), threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the window is there; of one in the user's own browser nothing is known."""
        browser, windows = self._find(self._machine, self._profile), self._windows(self._machine)
        if browser is None:
            return False
        return bool(_ours(browser, windows) if windows else _processes_of(browser))

    def show(self, capture_id: str | None = None) -> bool:
        """Bring the window forward, or open it; a capture that is asked for gets a new one, which closes the other.

        False when there is no browser to show it in. What `page_url` raises is raised.
        """
        if capture_id is not None:
            with self._turn:
                return self._shown(capture_id)
        if not self._click.acquire(blocking=False):
            return True  # whoever clicks again while the window is on its way wants the same
        try:
            with self._turn:
                return self._shown(None)
        finally:
            self._click.release()

    def close(self) -> None:
        """Close the window, if there is one."""
        import psutil

        with self._turn:
            browser = self._find(self._machine, self._profile)
            found = _processes_of(browser) if browser else []
            for end in (psutil.Process.terminate, psutil.Process.kill):
                for process in found:
                    with contextlib.suppress(psutil.Error):  # it has ended by itself
                        end(process)
                found = psutil.wait_procs(found, timeout=_CLOSE_S)[1]

    def _shown(self, capture_id: str | None) -> bool:
        browser = self._find(self._machine, self._profile)
        if browser is None:
            return self._open_browser(self._page_url(capture_id))
        windows = self._windows(self._machine)
        if capture_id is None and windows and any(map(windows.bring_forward, _ours(browser, windows))):
            return True
        if self._opened(browser, self._page_url(capture_id), windows):
            return True
        return self._open_browser(self._page_url(capture_id))

    def _opened(self, browser: Browser, url: str, windows: Windows | None) -> bool:
        """Open a window and wait for it; False when the browser does not start."""
        before = set(_ours(browser, windows)) if windows else set()
        quiet = subprocess.DEVNULL
        try:
            private_folder(browser.profile)
            started = subprocess.Popen(
                browser.command(url, self._machine, is_root=_is_root(), language=self._language),
                stdin=quiet,
                stdout=quiet,
                stderr=quiet,
                start_new_session=True,
                env=dict(self._machine.environ),
            )
        except OSError:
            return False
        # Ends as soon as the browser does, or at once where one runs already and takes the page over.
        threading.Thread(target=started.wait, name="popup", daemon=True).start()
        ends_at = time.monotonic() + _APPEARS_S
        while windows and time.monotonic() < ends_at and not set(_ours(browser, windows)) - before:
            if started.poll():
                return False
            time.sleep(_LOOK_AGAIN_S)
        return True


def _ours(browser: Browser, windows: Windows) -> list[int]:
    return windows.of([process.pid for process in _processes_of(browser)])


def _processes_of(browser: Browser) -> "list[Process]":
    """The browser's first process, which owns its windows; whoever started it."""
    import psutil

    running = psutil.process_iter(["cmdline"])
    return [process for process in running if _is_first(process.info["cmdline"] or [], browser)]


def _is_first(command: Sequence[str], browser: Browser) -> bool:
    # A process that has changed its own title tells its words in one, or cut at every space, those in paths too.
    flags = {f"--{words}" for words in " ".join(command).split(" --")}
    return browser.profile_flag in flags and not any(flag.startswith("--type=") for flag in flags)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
