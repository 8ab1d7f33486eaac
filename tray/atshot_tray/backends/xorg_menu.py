"""A menu in windows of our own, for trays on X11 that know of none. Knows events, not what an item means."""

from dataclasses import dataclass

from Xlib import XK, X
from Xlib.display import Display
from Xlib.protocol.rq import Event
from Xlib.xobject.drawable import Window
from Xlib.xobject.fontable import GC

from atshot_daemon.fonts import font
from atshot_tray.backends.menu_picture import MenuPicture
from atshot_tray.backends.x11 import Area, density, monitor_at, put_picture, take_mouse_and_keys
from atshot_tray.menu import Item, Run

_LETTERS_PX = 14
# The button that opened the menu may still hold the pointer for the panel.
_GRAB_TRIES = 20
_GRAB_PAUSE_S = 0.02


@dataclass(slots=True)
class _Sheet:
    """A list of items in its window."""

    window: Window
    context: GC
    picture: MenuPicture
    area: Area
    chosen: int | None = None


class XorgMenu:
    """One menu at a time, open or not; pointer and keyboard are its own while it is open."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._sheets: list[_Sheet] = []
        self._letters = font(round(_LETTERS_PX * density(display)))

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen, and events are for it."""
        return bool(self._sheets)

    def open(self, items: tuple[Item, ...], x: int, y: int) -> None:
        """Show the items beside this place of the screen; nothing where somebody else holds the pointer."""
        self.close()
        picture = MenuPicture(items, self._letters)
        monitor = monitor_at(self._display, x, y)
        above = y - picture.size[1] if y > monitor.top + monitor.height / 2 else y
        self._add(picture, _fitted(x, above, picture.size, monitor))
        # Every click and key is ours until the menu is closed, wherever it lands.
        if not take_mouse_and_keys(self._sheets[0].window, tries=_GRAB_TRIES, pause_s=_GRAB_PAUSE_S):
            self.close()

    def close(self) -> None:
        """Take it off the screen."""
        if self._sheets:
            self._display.ungrab_keyboard(X.CurrentTime)
            self._display.ungrab_pointer(X.CurrentTime)
        self._drop_behind(0)
        self._display.sync()  # it is no longer seen when what was chosen takes a picture of the screen

    def handle(self, event: Event) -> Run | None:
        """What the event chooses; None when it chooses nothing or is not for the menu."""
        if event.type == X.Expose:
            self._draw_window(event.window)
        elif event.type == X.MotionNotify:
            self._point(event.root_x, event.root_y)
        elif event.type == X.ButtonPress and self._sheet_at(event.root_x, event.root_y) is None:
            self.close()
        elif event.type == X.ButtonRelease and event.detail in (1, 3):
            self._point(event.root_x, event.root_y)
            return self._taken(self._sheet_at(event.root_x, event.root_y))
        elif event.type == X.KeyPress:
            return self._key(self._display.keycode_to_keysym(event.detail, 0))
        return None

    def _key(self, key: int) -> Run | None:
        last = self._sheets[-1]
        if key == XK.XK_Escape and len(self._sheets) == 1:
            self.close()
        elif key in (XK.XK_Escape, XK.XK_Left):
            self._drop_behind(max(1, len(self._sheets) - 1))
        elif key in (XK.XK_Up, XK.XK_Down):
            self._choose(last, last.picture.next_row(last.chosen, 1 if key == XK.XK_Down else -1))
        elif key in (XK.XK_Return, XK.XK_KP_Enter, XK.XK_space):
            return self._taken(last)
        elif key == XK.XK_Right:
            self._open_children(last)
        return None

    def _taken(self, sheet: _Sheet | None) -> Run | None:
        """What the chosen row of this sheet does; one with children opens them."""
        if sheet is None or sheet.chosen is None or not sheet.picture.rows[sheet.chosen].can_be_chosen:
            return None
        item = sheet.picture.rows[sheet.chosen].item
        if item.children:
            if sheet is self._sheets[-1]:  # else they are open
                self._open_children(sheet)
            return None
        self.close()
        return item.run

    def _point(self, x: int, y: int) -> None:
        sheet = self._sheet_at(x, y)
        if sheet is None:
            return
        row = sheet.picture.row_at(x - sheet.area.left, y - sheet.area.top)
        if row == sheet.chosen:
            return
        self._drop_behind(self._sheets.index(sheet) + 1)
        self._choose(sheet, row)
        self._open_children(sheet, is_by_pointer=True)

    def _sheet_at(self, x: int, y: int) -> _Sheet | None:
        return next((sheet for sheet in reversed(self._sheets) if sheet.area.holds(x, y)), None)

    def _choose(self, sheet: _Sheet, row: int | None) -> None:
        sheet.chosen = row
        self._draw(sheet)

    def _open_children(self, sheet: _Sheet, *, is_by_pointer: bool = False) -> None:
        row = sheet.picture.rows[sheet.chosen] if sheet.chosen is not None else None
        if row is None or not (row.can_be_chosen and row.item.children):
            return
        picture = MenuPicture(row.item.children, self._letters)
        monitor = monitor_at(self._display, sheet.area.left, sheet.area.top)
        beside = sheet.area.left + sheet.area.width - 2
        if beside + picture.size[0] > monitor.left + monitor.width:
            beside = sheet.area.left - picture.size[0] + 2
        below = self._add(picture, _fitted(beside, sheet.area.top + row.top - 4, picture.size, monitor))
        if not is_by_pointer:
            self._choose(below, picture.next_row(None, 1))

    def _add(self, picture: MenuPicture, area: Area) -> _Sheet:
        screen = self._display.screen()
        window = screen.root.create_window(
            area.left,
            area.top,
            area.width,
            area.height,
            0,
            screen.root_depth,
            X.InputOutput,
            override_redirect=True,
            save_under=True,
            event_mask=X.ExposureMask,
        )
        kind = self._display.intern_atom("_NET_WM_WINDOW_TYPE_POPUP_MENU")
        window.change_property(
            self._display.intern_atom("_NET_WM_WINDOW_TYPE"), self._display.intern_atom("ATOM"), 32, [kind]
        )
        window.set_wm_name("Atshot")
        window.map()
        sheet = _Sheet(window, window.create_gc(), picture, area)
        self._sheets.append(sheet)
        return sheet

    def _drop_behind(self, kept: int) -> None:
        for sheet in self._sheets[kept:]:
            sheet.context.free()
            sheet.window.destroy()
        del self._sheets[kept:]

    def _draw_window(self, window: Window) -> None:
        for sheet in self._sheets:
            if sheet.window == window:
                self._draw(sheet)

    def _draw(self, sheet: _Sheet) -> None:
        picture = sheet.picture.drawn(sheet.chosen)
        put_picture(sheet.window, sheet.context, picture, depth=self._display.screen().root_depth)


def _fitted(x: int, y: int, size: tuple[int, int], monitor: Area) -> Area:
    """Wholly on the monitor."""
    left = max(monitor.left, min(x, monitor.left + monitor.width - size[0]))
    top = max(monitor.top, min(y, monitor.top + monitor.height - size[1]))
    return Area(left, top, *size)
