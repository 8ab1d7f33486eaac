"""Windows on Windows. Knows the calls that list them and bring one forward, which tests replace by their own."""

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass

from atshot_tray.popup.raising import TITLE


@dataclass(frozen=True, slots=True)
class TopWindow:
    """A window that the user can see, or could after a click in the taskbar."""

    handle: int
    pid: int
    title: str


@dataclass(frozen=True, slots=True)
class Calls:
    """What is asked of the system."""

    top_windows: Callable[[], list[TopWindow]]
    is_minimized: Callable[[int], bool]
    restore: Callable[[int], None]
    to_front: Callable[[int], bool]


class WindowsOfWindows:
    """The windows of this user's desktop."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def of(self, pids: Collection[int]) -> list[int]:
        """The windows of these processes that show the page."""
        listed = self._calls.top_windows()
        return [window.handle for window in listed if window.pid in pids and window.title.endswith(TITLE)]

    def bring_forward(self, window: int) -> bool:
        """Put it in front; Windows allows that to the program that the user has just clicked on."""
        if self._calls.is_minimized(window):
            self._calls.restore(window)
        return self._calls.to_front(window)


def windows_calls() -> Calls:
    """Those of this machine; OSError where there is no Windows."""
    if sys.platform == "win32":
        return _real_calls()
    raise OSError("this is no Windows")


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _SHOW_RESTORED = 9  # SW_RESTORE

    def _real_calls() -> Calls:
        user32 = ctypes.WinDLL("user32")
        callback = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        for call in (user32.IsWindowVisible, user32.IsIconic, user32.SetForegroundWindow):
            call.argtypes = (wintypes.HWND,)
        user32.ShowWindow.argtypes = wintypes.HWND, ctypes.c_int
        user32.GetWindowTextW.argtypes = wintypes.HWND, wintypes.LPWSTR, ctypes.c_int
        user32.GetWindowThreadProcessId.argtypes = wintypes.HWND, wintypes.LPDWORD
        user32.EnumWindows.argtypes = callback, wintypes.LPARAM

        def top_windows() -> list[TopWindow]:
            found: list[TopWindow] = []

            def take(handle: int, _: int) -> bool:
                if user32.IsWindowVisible(handle):
                    pid, title = wintypes.DWORD(), ctypes.create_unicode_buffer(512)
                    user32.GetWindowThreadProcessId(handle, ctypes.byref(pid))
                    user32.GetWindowTextW(handle, title, len(title))
                    found.append(TopWindow(handle, pid.value, title.value))
                return True

            user32.EnumWindows(callback(take), 0)
            return found

        return Calls(
            top_windows,
            lambda handle: bool(user32.IsIconic(handle)),
            lambda handle: user32.ShowWindow(handle, _SHOW_RESTORED),
            lambda handle: bool(user32.SetForegroundWindow(handle)),
        )
