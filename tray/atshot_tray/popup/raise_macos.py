"""Windows on macOS. Knows the calls that list them and bring a program forward, which tests replace by their own.

None of these calls makes macOS ask the user for a permission; scripts for System Events would.
"""

import importlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from atshot_tray.popup.raising import TITLE

# Menus, the dock and the icons in the menu bar have other layers.
_WINDOW_LAYER = 0


@dataclass(frozen=True, slots=True)
class Calls:
    """What is asked of the system: the windows as it describes them, and the program with this number to the front."""

    listed: Callable[[], list[Mapping[str, Any]]]
    activate: Callable[[int], bool]


class WindowsOfMacos:
    """The windows of this user's desktop that are on a screen now."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def of(self, pids: Collection[int]) -> list[int]:
        """The windows of these processes that show the page."""
        shown = filter(_may_show_the_page, self._calls.listed())
        return [int(window["kCGWindowNumber"]) for window in shown if window.get("kCGWindowOwnerPID") in pids]

    def bring_forward(self, window: int) -> bool:
        """Put the program in front, which has no other windows."""
        listed = self._calls.listed()
        owner = next((one["kCGWindowOwnerPID"] for one in listed if one.get("kCGWindowNumber") == window), None)
        return owner is not None and self._calls.activate(int(owner))


def _may_show_the_page(window: Mapping[str, Any]) -> bool:
    title = window.get("kCGWindowName")  # macOS tells it only to programs that may record the screen
    return window.get("kCGWindowLayer") == _WINDOW_LAYER and (not title or str(title).endswith(TITLE))


def macos_calls() -> Calls:
    """Those of this machine, by the libraries that the tray's icon needs there anyway; ImportError elsewhere."""
    quartz, appkit = importlib.import_module("Quartz"), importlib.import_module("AppKit")

    def listed() -> list[Mapping[str, Any]]:
        # All others too would name some that a browser keeps hidden after the user has closed its last one.
        options = quartz.kCGWindowListOptionOnScreenOnly | quartz.kCGWindowListExcludeDesktopElements
        return list(quartz.CGWindowListCopyWindowInfo(options, quartz.kCGNullWindowID) or [])

    def activate(pid: int) -> bool:
        program = appkit.NSRunningApplication.runningApplicationWithProcessIdentifier_(pid)
        return bool(program and program.activateWithOptions_(appkit.NSApplicationActivateAllWindows))

    return Calls(listed, activate)
