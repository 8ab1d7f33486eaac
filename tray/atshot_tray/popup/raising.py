"""Which of the desktop's windows are ours, and how one comes forward. Knows which systems let a program ask that."""

from collections.abc import Collection
from typing import Protocol

from atshot_daemon.machine import Machine

# So ends the title of every view of the page; that of a page that nobody is signed in to does not.
TITLE = "Atshot"


class Windows(Protocol):
    """The windows of the desktop, as far as a program may look at them."""

    def of(self, pids: Collection[int]) -> list[int]:
        """The windows of these processes that show the page, as numbers that only mean something here."""

    def bring_forward(self, window: int) -> bool:
        """Put it in front of all others, with the keyboard's focus; whether that was possible."""


def windows_of(machine: Machine) -> Windows | None:
    """Those of this desktop; None where no program may look at another one's windows, as on Wayland."""
    if machine.platform == "win32":
        from atshot_tray.popup.raise_windows import WindowsOfWindows, windows_calls

        return WindowsOfWindows(windows_calls())
    if machine.platform == "darwin":
        from atshot_tray.popup.raise_macos import WindowsOfMacos, macos_calls

        return WindowsOfMacos(macos_calls())
    if machine.is_x11 and not machine.is_wayland:
        from atshot_tray.popup.raise_x11 import WindowsOfX11

        return WindowsOfX11(machine.environ["DISPLAY"])
    return None
