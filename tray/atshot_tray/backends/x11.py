"""What our windows on X11 share: pictures onto windows, mouse and keys, density, monitors. Knows no icon, no menu."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.xobject.drawable import Window
from Xlib.xobject.fontable import GC

# How `put_picture` writes a pixel; the see-through depth has as many bits.
_BITS_OF_A_PIXEL = 32
_DEPTHS = (24, 32)
# A request holds 65,535 words of 4 bytes, head and all, unless a server says that it takes more.
_MAX_PIXELS = 65_000


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the screen in px."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, x: float, y: float) -> bool:
        """Whether the place is inside."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


def can_be_painted(display: Display) -> bool:
    """Whether `put_picture` suits this display; old and small ones have fewer colours, some have more."""
    depth = display.screen().root_depth
    formats = display.display.info.pixmap_formats
    return depth in _DEPTHS and all(one.bits_per_pixel == _BITS_OF_A_PIXEL for one in formats if one.depth == depth)


def put_picture(window: Window, context: GC, picture: Image.Image, *, depth: int) -> None:
    """Paint the picture into the upper left corner; alpha counts on a window of depth 32 alone."""
    if depth == 32:
        red, green, blue, alpha = picture.convert("RGBa").split()  # each colour times its alpha, as X11 has it
        data = Image.merge("RGBA", (blue, green, red, alpha)).tobytes()
    else:
        data = picture.convert("RGB").tobytes("raw", "BGRX")
    width, height = picture.size
    rows, line = max(1, _MAX_PIXELS // width), width * 4
    for top in range(0, height, rows):
        band = data[top * line : (top + rows) * line]
        window.put_image(context.id, 0, top, width, len(band) // line, X.ZPixmap, depth, 0, band)


def shown(window: Window, size: tuple[int, int]) -> Image.Image | None:
    """What the upper left corner of a window shows now, None where that cannot be read."""
    try:
        reply = window.get_image(0, 0, *size, X.ZPixmap, 0xFFFFFFFF)
    except XError:
        return None
    return Image.frombytes("RGB", size, reply.data, "raw", "BGRX")


def take_mouse_and_keys(
    window: Window, *, tries: int, pause_s: float, cursor: int = X.NONE, pause: Callable[[float], None] = time.sleep
) -> bool:
    """Let no other program hear of the mouse and the keys from now on; False when one holds the mouse all the time."""
    mask = X.ButtonPressMask | X.ButtonReleaseMask | X.PointerMotionMask
    for _ in range(tries):
        taken = window.grab_pointer(False, mask, X.GrabModeAsync, X.GrabModeAsync, X.NONE, cursor, X.CurrentTime)
        if taken == X.GrabSuccess:
            # Without the keys there is no Esc, but the mouse still gives up.
            window.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
            return True
        pause(pause_s)
    return False


def density(display: Display) -> float:
    """How much larger than usual the desktop wants its letters: 2.0 on a dense screen."""
    held = display.screen().root.get_full_text_property(display.intern_atom("RESOURCE_MANAGER"), X.AnyPropertyType)
    for line in str(held or "").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "Xft.dpi":
            try:
                return min(4.0, max(1.0, float(value) / 96))
            except ValueError:
                break
    return 1.0


def monitor_at(display: Display, x: int, y: int) -> Area:
    """The monitor that shows this place, the whole screen where the server does not tell."""
    screen = display.screen()
    whole = Area(0, 0, screen.width_in_pixels, screen.height_in_pixels)
    if not display.has_extension("RANDR"):
        return whole
    try:
        monitors = screen.root.xrandr_get_monitors().monitors
    except XError:
        return whole
    areas = [Area(one.x, one.y, one.width_in_pixels, one.height_in_pixels) for one in monitors]
    return next((area for area in areas if area.holds(x, y)), whole)
