"""The icon of Windows and of macOS, through pystray. Knows what each of the two needs besides."""

import importlib
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from atshot_tray.backends.pystray_menu import PystrayTray, pystray_backend
from atshot_tray.menu import Run
from atshot_tray.state import Actions
from atshot_tray.words import Words

# Windows takes the sizes that it wants out of it, macOS makes it smaller.
_ICON_PX = 64
# No place in the Dock, no menu bar: NSApplicationActivationPolicyAccessory.
_ACCESSORY = 1

Handler = Callable[[int, FrameType | None], Any]


def windows_tray(words: Words, actions: Actions, *, backend: Any = None) -> PystrayTray:
    """An icon in the notification area."""

    def make_icon(*arguments: Any) -> Any:
        return _windows_icon((backend or pystray_backend("win32")).Icon, tray)(*arguments)

    tray = PystrayTray(
        "win32",
        make_icon,
        words=words,
        actions=actions,
        icon_px=_ICON_PX,
        label=lambda label: label.replace("&", "&&"),  # a single one would underline the letter behind it
    )
    return tray


def _windows_icon(base: Any, tray: PystrayTray) -> Any:
    class Icon(base):  # type: ignore[misc]  # pystray has no types
        def _on_notify(self, wparam: int, lparam: int) -> Any:
            # Returns once the menu, if it opens one, is closed: until then the menu must not be replaced.
            with tray.held_still():
                return super()._on_notify(wparam, lparam)

    return Icon


def macos_tray(
    words: Words, actions: Actions, *, backend: Any = None, tools: Callable[[str], Any] = importlib.import_module
) -> PystrayTray:
    """An icon in the menu bar; its left click opens the menu, as all there do."""

    def make_icon(*arguments: Any) -> Any:
        return _macos_icon((backend or pystray_backend("darwin")).Icon, tools)(*arguments)

    def on_main(run: Run) -> None:
        tools("PyObjCTools.AppHelper").callAfter(run)  # nothing of AppKit may be touched elsewhere

    return PystrayTray("darwin", make_icon, words=words, actions=actions, icon_px=_ICON_PX, on_main=on_main)


def _macos_icon(base: Any, tools: Callable[[str], Any]) -> Any:
    class Icon(base):  # type: ignore[misc]  # pystray has no types
        def _run(self) -> None:
            # pystray's own ends the process at Ctrl+C, and while AppKit waits Python's handlers are never called.
            pass_on_signals(tools("PyObjCTools.MachSignals").signal)
            self._app.setActivationPolicy_(_ACCESSORY)
            self._mark_ready()
            self._app.run()
            self._status_bar.removeStatusItem_(self._status_item)

    return Icon


def pass_on_signals(
    handle: Callable[[int, Callable[[int], Any]], Any],
    *,
    handler_of: Callable[[int], Any] = signal.getsignal,
) -> None:
    """Let the handlers that Python has for the usual signals be called through `handle` too."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        handler = handler_of(number)
        if callable(handler):
            handle(number, lambda number, handler=handler: handler(number, None))  # type: ignore[misc]
