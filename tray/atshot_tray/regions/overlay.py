"""The dimmed screen on which the user draws a box, for X11. Knows windows and pixels, not who wants the picture.

A program of its own, `overlay DISPLAY PARENT`: it writes the picture as PNG, or nothing when the user gives up by Esc
or a right click, or when the process PARENT, which has started it, is gone.
"""

import os
import select
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, ImageGrab
from Xlib import XK, X
from Xlib.display import Display
from Xlib.xobject.fontable import Font

from atshot_daemon.machine import png_bytes
from atshot_tray.backends.x11 import Area, can_be_painted, put_picture, take_mouse_and_keys

if TYPE_CHECKING:
    from Xlib.protocol.rq import Event
    from Xlib.xobject.drawable import Drawable
    from Xlib.xobject.fontable import GC

# The daemon takes nothing smaller; the user has only clicked.
MIN_SIDE_PX = 8
_BRIGHTNESS = 0.5
_FRAME_COLOUR = 0x92B8EA
_FRAME_PX = 2
_LABEL_COLOURS = ("white", "#2b5384")
_LETTERS_PX = 14
_LABEL_PX = (110, 22)
_CROSSHAIR = 34  # in the font of cursors that every X server has
# The menu from which we were started holds the mouse until it is gone; what is below needs a moment to be drawn again.
_GRAB_TRIES = 60
_GRAB_AGAIN_S = 0.05
_SETTLES_S = 0.15
_PARENT_IS_LOOKED_FOR_S = 0.5
_LEFT, _RIGHT = 1, 3


class MouseTaken(Exception):
    """Another program holds the mouse and does not let go."""


class ColoursUnknown(Exception):
    """The screen has more or fewer colours than we can paint."""


def area_between(start: tuple[int, int], end: tuple[int, int], screen: tuple[int, int]) -> Area:
    """The box with these corners; the last column and row count, since the pointer cannot go beyond them."""

    def edges(one: int, other: int, size: int) -> tuple[int, int]:
        low, high = sorted((min(max(one, 0), size - 1), min(max(other, 0), size - 1)))
        return low, size if high == size - 1 else high

    left, right = edges(start[0], end[0], screen[0])
    top, bottom = edges(start[1], end[1], screen[1])
    return Area(left, top, right - left, bottom - top)


class Overlay:
    """The screen as it was, dimmed, in front of everything; the box is as bright as it was."""

    def __init__(self, display: Display) -> None:
        screen = display.screen()
        root, depth = screen.root, screen.root_depth
        self._display, self._depth = display, depth
        self.picture = ImageGrab.grab(xdisplay=display.get_display_name()).convert("RGB")
        self.size = self.picture.size
        self._window = root.create_window(0, 0, *self.size, 0, depth, override_redirect=True, event_mask=X.ExposureMask)
        # All three stay in the X server: a box that grows sends no pixel.
        self._bright, self._dim, self._next = (root.create_pixmap(*self.size, depth) for _ in range(3))
        self._pen = root.create_gc(foreground=_FRAME_COLOUR, line_width=_FRAME_PX, graphics_exposures=False)
        with_windows = root.create_gc(subwindow_mode=X.IncludeInferiors, graphics_exposures=False)
        self._bright.copy_area(with_windows.id, root.id, 0, 0, *self.size, 0, 0)
        dimmed = self.picture.point(lambda value: int(value * _BRIGHTNESS))
        put_picture(self._dim, self._pen, dimmed, depth=depth)
        self._box = Area(0, 0, 0, 0)
        self._window.map()
        self._window.raise_window()

    def show(self, box: Area) -> None:
        """Show this box instead of the one before."""
        changed = _around(self._box, box)
        self._box = box
        self._draw(changed)

    def redraw(self) -> None:
        """Show all of it."""
        self._draw(Area(0, 0, *self.size))

    def _draw(self, part: Area) -> None:
        """Compose this part out of sight, then show it at once, so that nothing flickers."""
        _copy(self._dim, self._next, self._pen, part)
        if self._box.width and self._box.height:
            box = self._box
            _copy(self._bright, self._next, self._pen, box)
            self._next.rectangle(self._pen, box.left - 1, box.top - 1, box.width + 1, box.height + 1)
            self._draw_label(box)
        _copy(self._next, self._window, self._pen, part)
        self._display.flush()

    def _draw_label(self, box: Area) -> None:
        """The size of the box above its corner, or below where there is no room."""
        letters, ground = _LABEL_COLOURS
        label = Image.new("RGB", _LABEL_PX, ground)
        font = ImageFont.load_default(_LETTERS_PX)
        middle = (_LABEL_PX[0] / 2, _LABEL_PX[1] / 2)
        ImageDraw.Draw(label).text(middle, f"{box.width} x {box.height}", letters, font, anchor="mm")
        data = label.tobytes("raw", "BGRX")
        left, top = _label_place(box)
        self._next.put_image(self._pen.id, left, top, *_LABEL_PX, X.ZPixmap, self._depth, 0, data)


def _label_place(box: Area) -> tuple[int, int]:
    above = box.top - _LABEL_PX[1] - 2 * _FRAME_PX
    return max(box.left, 0), above if above >= 0 else box.top + 2 * _FRAME_PX


def _around(one: Area, other: Area) -> Area:
    """What both boxes cover with their frames and labels."""
    left = min(one.left, other.left) - 2 * _FRAME_PX
    top = min(one.top, other.top) - _LABEL_PX[1] - 4 * _FRAME_PX
    right = max(box.left + max(box.width, _LABEL_PX[0]) for box in (one, other)) + 2 * _FRAME_PX
    bottom = max(box.top + max(box.height, _LABEL_PX[1]) for box in (one, other)) + 4 * _FRAME_PX
    left, top = max(left, 0), max(top, 0)
    return Area(left, top, right - left, bottom - top)


def _copy(source: "Drawable", target: "Drawable", pen: "GC", part: Area) -> None:
    target.copy_area(pen.id, source.id, part.left, part.top, part.width, part.height, part.left, part.top)


def take_screen(display: Display, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Take mouse and keys, with a crosshair for a pointer; MouseTaken."""
    root, cursor = display.screen().root, _crosshair(display)
    if not take_mouse_and_keys(root, tries=_GRAB_TRIES, pause_s=_GRAB_AGAIN_S, cursor=cursor, pause=pause):
        raise MouseTaken("another program holds the mouse; close its menu and try again")


def _crosshair(display: Display) -> int:
    font = display.open_font("cursor")
    if not isinstance(font, Font):
        return X.NONE
    black, white = (0, 0, 0), (65535, 65535, 65535)
    cursor = font.create_glyph_cursor(font, _CROSSHAIR, _CROSSHAIR + 1, black, white)
    return int(cursor.id)


def picked(display: Display, overlay: Overlay, parent: int) -> Area | None:
    """The box that the user draws, None when they give up or nobody waits for it any more."""
    start: tuple[int, int] | None = None
    while True:
        event = _newest(display, parent)
        if event is None or _gives_up(display, event):
            return None
        if event.type == X.Expose:
            overlay.redraw()
        elif event.type == X.ButtonPress and event.detail == _LEFT:
            start = (event.root_x, event.root_y)
        elif start and event.type == X.MotionNotify:
            overlay.show(area_between(start, (event.root_x, event.root_y), overlay.size))
        elif start and event.type == X.ButtonRelease and event.detail == _LEFT:
            box = area_between(start, (event.root_x, event.root_y), overlay.size)
            if min(box.width, box.height) >= MIN_SIDE_PX:
                return box
            start = None
            overlay.show(Area(0, 0, 0, 0))


def _newest(display: Display, parent: int) -> "Event | None":
    """The next event, None without a parent; of movements in a row the last one, so that drawing never lags behind."""
    while not display.pending_events():
        if os.getppid() != parent:
            return None
        select.select([display], [], [], _PARENT_IS_LOOKED_FOR_S)
    event = display.next_event()
    while event.type == X.MotionNotify and display.pending_events():
        event = display.next_event()
    return event


def _gives_up(display: Display, event: "Event") -> bool:
    if event.type == X.KeyPress:
        return bool(display.keycode_to_keysym(event.detail, 0) == XK.XK_Escape)
    return bool(event.type == X.ButtonPress and event.detail == _RIGHT)


def main(name: str, parent: int) -> bytes:
    """The part of the screen that the user picks on this display, as PNG; nothing when they give up.

    MouseTaken, ColoursUnknown.
    """
    display = Display(name)
    try:
        if not can_be_painted(display):
            raise ColoursUnknown(f"this screen has a colour depth of {display.screen().root_depth}, and not of 24")
        take_screen(display)
        time.sleep(_SETTLES_S)
        overlay = Overlay(display)
        box = picked(display, overlay, parent)
    finally:
        display.close()
    if box is None:
        return b""
    return png_bytes(overlay.picture.crop((box.left, box.top, box.left + box.width, box.top + box.height)))


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(main(sys.argv[1], int(sys.argv[2])))
    except (MouseTaken, ColoursUnknown) as error:
        sys.exit(str(error))
