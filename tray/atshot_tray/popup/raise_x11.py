"""Windows on X11, as window managers tell of them (EWMH). Knows properties and messages, not what is shown."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from atshot_tray.popup.raising import TITLE

if TYPE_CHECKING:
    from Xlib.display import Display
    from Xlib.xobject.drawable import Window

# The user wants it, and not the program by itself: a window manager may refuse the latter.
_BY_USER = 2
# Where a window is that stands on all desktops.
_EVERYWHERE = 0xFFFFFFFF


class WindowsOfX11:
    """The windows of one display; each question is a connection of its own, so that none is left to break."""

    def __init__(self, display: str) -> None:
        self._display = display

    def of(self, pids: Collection[int]) -> list[int]:
        """The windows of these processes that show the page; none where no window manager tells."""
        with self._connected() as display:
            if display is None:
                return []
            root = display.screen().root
            listed = _values(root, "_NET_CLIENT_LIST", display)
            return [number for number in listed if _is_ours(display, number, pids)]

    def bring_forward(self, window: int) -> bool:
        """Put it in front on the desktop that is shown, out of the taskbar and with the keyboard's focus."""
        from Xlib import X
        from Xlib.error import XError

        with self._connected() as display:
            if display is None:
                return False
            root, shown = display.screen().root, display.create_resource_object("window", window)
            try:
                there = _values(shown, "_NET_WM_DESKTOP", display)
            except XError:  # closed meanwhile
                return False
            here = _values(root, "_NET_CURRENT_DESKTOP", display)
            if there and here and there[0] not in (here[0], _EVERYWHERE):
                _ask(display, shown, "_NET_WM_DESKTOP", [here[0], _BY_USER])
            _ask(display, shown, "_NET_ACTIVE_WINDOW", [_BY_USER, X.CurrentTime])
            display.sync()
            return True

    @contextmanager
    def _connected(self) -> "Iterator[Display | None]":
        """A connection, None where there is no X server any more."""
        from Xlib.display import Display
        from Xlib.error import ConnectionClosedError, DisplayError

        try:
            display = Display(self._display)
        except (DisplayError, ConnectionClosedError, OSError):
            yield None
            return
        try:
            yield display
        finally:
            display.close()


def _ask(display: "Display", window: "Window", what: str, values: list[int]) -> None:
    """Ask the window manager for something."""
    from Xlib import X
    from Xlib.protocol.event import ClientMessage

    data = (32, [*values, 0, 0, 0, 0, 0][:5])
    message = ClientMessage(window=window, client_type=display.intern_atom(what), data=data)
    mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
    display.screen().root.send_event(message, event_mask=mask)


def _is_ours(display: "Display", number: int, pids: Collection[int]) -> bool:
    from Xlib.error import XError

    window = display.create_resource_object("window", number)
    try:
        owners = _values(window, "_NET_WM_PID", display)
        title = bytes(_values(window, "_NET_WM_NAME", display)).decode("utf-8", "replace")
    except XError:  # closed since it was listed
        return False
    return bool(set(owners) & set(pids)) and title.endswith(TITLE)


def _values(window: "Window", name: str, display: "Display") -> list[int]:
    from Xlib import X

    found = window.get_full_property(display.intern_atom(name), X.AnyPropertyType)
    return list(found.value) if found else []
