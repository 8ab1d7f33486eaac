"""The icon in an X11 tray, with a menu of our own, from python-xlib alone. Knows events, no session bus."""

import os
import select
import threading
from collections.abc import Callable

from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError
from Xlib.protocol.rq import Event

from atshot_tray.backends.x11 import can_be_painted
from atshot_tray.backends.xorg_icon import XorgIcon, tray_of
from atshot_tray.backends.xorg_menu import XorgMenu
from atshot_tray.menu import Item, default_run, menu
from atshot_tray.state import Actions, Snapshot
from atshot_tray.words import Words

_LEFT, _MIDDLE, _RIGHT = 1, 2, 3


def has_tray(display_name: str) -> bool:
    """Whether there is a tray on this display that embeds windows."""
    return _holds(display_name, lambda display: tray_of(display) is not None)


def has_tray_for_us(display_name: str) -> bool:
    """The same, and whether the display has the colours that our icon and menu are painted in."""
    return _holds(display_name, lambda display: tray_of(display) is not None and can_be_painted(display))


def _holds(display_name: str, question: Callable[[Display], bool]) -> bool:
    try:
        display = Display(display_name)
    except (DisplayError, ConnectionClosedError, OSError):
        return False
    try:
        return question(display)
    finally:
        display.close()


class XorgTray:
    """An icon on one display; it comes back when the tray is started anew."""

    name = "xorg"

    def __init__(self, display_name: str, words: Words, actions: Actions) -> None:
        self._display_name = display_name
        self._words = words
        self._actions = actions
        self._snapshot = Snapshot()
        self._lock = threading.Lock()
        self._is_stopped = False
        self._bell: int | None = None  # written to, the loop looks at what is new

    def run(self, on_ready: Callable[[], None]) -> None:
        """Show the icon until `stop`; returns too when the display is gone."""
        ringing, bell = os.pipe()
        with self._lock:
            self._bell = bell
        try:
            display = Display(self._display_name)
            self._serve(display, ringing, on_ready)
            display.close()
        except (DisplayError, ConnectionClosedError, OSError):
            return
        finally:
            with self._lock:
                self._bell = None
            os.close(bell)
            os.close(ringing)

    def show(self, snapshot: Snapshot) -> None:
        """Let icon and menu tell this from now on."""
        with self._lock:
            self._snapshot = snapshot
            self._ring()

    def stop(self) -> None:
        """Take the icon away and let `run` return."""
        with self._lock:
            self._is_stopped = True
            self._ring()

    def _ring(self) -> None:
        if self._bell is not None:
            os.write(self._bell, b".")

    def _serve(self, display: Display, ringing: int, on_ready: Callable[[], None]) -> None:
        icon, popup, is_ready = XorgIcon(display, self._snapshot.look), XorgMenu(display), False
        while not self._is_stopped:
            icon.set_look(self._snapshot.look)
            while _has_event(display):
                self._handle(display.next_event(), icon, popup)
            if icon.is_shown and not is_ready:
                is_ready = True
                threading.Thread(target=on_ready, name="tray-ready", daemon=True).start()
            heard = select.select([display.fileno(), ringing], [], [], icon.patience_s)[0]
            if ringing in heard:
                os.read(ringing, 4096)
            elif icon.patience_s == 0:
                icon.ask_again()
        popup.close()
        icon.undock()
        display.sync()

    def _handle(self, event: Event, icon: XorgIcon, popup: XorgMenu) -> None:
        if popup.is_open:
            chosen = popup.handle(event)
            if chosen is not None:
                chosen()
        elif icon.is_click(event):
            self._click(event, popup)
        icon.handle(event)

    def _click(self, event: Event, popup: XorgMenu) -> None:
        if event.detail in (_LEFT, _MIDDLE):
            default_run(self._items())()
        elif event.detail == _RIGHT:
            popup.open(self._items(), event.root_x, event.root_y)

    def _items(self) -> tuple[Item, ...]:
        return menu(self._snapshot, self._words, self._actions)


def _has_event(display: Display) -> bool:
    """Whether the server has told us something; all that we told it has left us then."""
    # A plain flush leaves behind whatever a busy server does not take at once, until something else is sent.
    display.sync()
    return bool(display.pending_events())
