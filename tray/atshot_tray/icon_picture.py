"""The icon's picture for each look: the brand's tile, and a badge with a sign of its own. Knows pixels, no tray."""

from functools import cache
from math import cos, radians, sin
from typing import TYPE_CHECKING

from atshot_tray.state import Look

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# The brand's icon is drawn on a square of this side; all lengths below are in its units.
_SIDE = 32
# Drawn so many times larger and made smaller, edges are smooth at every size.
_OVERSAMPLING = 8

_WHITE = (255, 255, 255, 255)
_NOTHING = (0, 0, 0, 0)
_TILE = {
    Look.STARTING: (92, 122, 160, 255),
    Look.STOPPED: (118, 124, 133, 255),
}
_BRAND = (43, 83, 132, 255)
# A light edge, so that the dark tile stands out on a dark panel; it is hardly seen on a light one.
_EDGE = (126, 164, 214, 255)
_BADGE = {
    Look.STARTING: (43, 83, 132, 255),
    Look.WORKING: (176, 102, 0, 255),
    Look.ATTENTION: (200, 38, 28, 255),
    Look.STOPPED: (62, 68, 76, 255),
}
_BADGE_CENTRE = 23.2
_BADGE_RADIUS = 8.2
# The gap between badge and tile.
_GAP = 1.6


@cache
def picture(look: Look, size_px: int) -> "Image":
    """The icon as RGBA with a side of `size_px`, clear outside of the tile."""
    from PIL import Image, ImageDraw

    scale = max(1, round(size_px * _OVERSAMPLING / _SIDE))
    large = Image.new("RGBA", (_SIDE * scale, _SIDE * scale), _NOTHING)
    pen = _Pen(ImageDraw.Draw(large), scale)
    _draw_tile(pen, look)
    if look in _BADGE:
        _draw_badge(pen, look)
    return large.resize((size_px, size_px), Image.Resampling.LANCZOS)


class _Pen:
    """Draws in the units of the brand's icon; every line has round ends."""

    def __init__(self, draw: "ImageDraw", scale: int) -> None:
        self._draw = draw
        self._scale = scale

    def disc(self, x: float, y: float, radius: float, colour: tuple[int, ...]) -> None:
        self._draw.ellipse(self._scaled(x - radius, y - radius, x + radius, y + radius), fill=colour)

    def tile(self, inset: float, radius: float, colour: tuple[int, ...]) -> None:
        box = self._scaled(inset, inset, _SIDE - inset, _SIDE - inset)
        self._draw.rounded_rectangle(box, radius * self._scale, fill=colour)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
        self._draw.line(self._scaled(*start, *end), fill=_WHITE, width=round(width * self._scale))
        for x, y in (start, end):
            self.disc(x, y, width / 2, _WHITE)

    def arc(self, centre: tuple[float, float], radius: float, degrees: tuple[float, float], *, width: float) -> None:
        """From and to in degrees, clockwise from three o'clock; `radius` is that of the line's middle."""
        (x, y), outer = centre, radius + width / 2
        box = self._scaled(x - outer, y - outer, x + outer, y + outer)
        self._draw.arc(box, *degrees, fill=_WHITE, width=round(width * self._scale))
        for angle in map(radians, degrees):
            self.disc(x + radius * cos(angle), y + radius * sin(angle), width / 2, _WHITE)

    def _scaled(self, *lengths: float) -> list[float]:
        return [length * self._scale for length in lengths]


def _draw_tile(pen: _Pen, look: Look) -> None:
    """The letter of the brand's icon, with a stronger line: a tray is smaller than a tab."""
    pen.tile(0.5, 7.5, _EDGE)
    pen.tile(1.3, 6.9, _TILE.get(look, _BRAND))
    width = 2.9
    pen.arc((16, 16), 4.5, (0, 360), width=width)
    pen.line((20.5, 11.5), (20.5, 17.7), width)
    pen.arc((23.2, 17.5), 2.7, (8, 176), width=width)
    pen.line((25.8, 17.6), (25.8, 16), width)
    pen.arc((16, 16), 9.8, (53, 360), width=width)


def _draw_badge(pen: _Pen, look: Look) -> None:
    x = y = _BADGE_CENTRE
    pen.disc(x, y, _BADGE_RADIUS + _GAP, _NOTHING)
    pen.disc(x, y, _BADGE_RADIUS, _BADGE[look])
    if look is Look.STARTING:
        pen.arc((x, y), 4.1, (-90, 150), width=2.2)
    elif look is Look.WORKING:
        for step in (-4.4, 0, 4.4):
            pen.disc(x + step, y, 1.55, _WHITE)
    elif look is Look.ATTENTION:
        pen.line((x, y - 4.3), (x, y + 0.6), 2.8)
        pen.disc(x, y + 4.4, 1.6, _WHITE)
    else:
        for step in (-2.6, 2.6):
            pen.line((x + step, y - 2.9), (x + step, y + 2.9), 2.5)
