"""The four-cornered strip of the picture in which a line of text stands; knows geometry, not text."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.tasks import Box

# A line that rises by under a tenth of its height loses nothing when it is cut out straight.
_STRAIGHT_RISE = 0.1
# All lines one after the other are up to 650 times as wide as high in the captures seen, and 4600 times in a sheet of
# 400 full cells. The time to read them grows with that, and what exceeds it is a texture.
_MOST_TEXT = 8000.0


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Corners of a line, 4 × 2 as x and y in pixels: top left, top right, bottom right, bottom left of its text."""

    corners: NDArray[np.float32]

    @classmethod
    def straight(cls, x0: float, y0: float, x1: float, y1: float) -> "Strip":
        """The upright rectangle from (x0, y0) to (x1, y1)."""
        return cls(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32))

    @property
    def width(self) -> float:
        """Length of the longer of its top and bottom edges."""
        c = self.corners
        return float(max(np.hypot(*(c[1] - c[0])), np.hypot(*(c[2] - c[3]))))

    @property
    def height(self) -> float:
        """Length of the longer of its left and right edges."""
        c = self.corners
        return float(max(np.hypot(*(c[3] - c[0])), np.hypot(*(c[2] - c[1]))))

    @property
    def is_straight(self) -> bool:
        """Whether cutting along its bounding box changes nothing that matters."""
        c = self.corners
        rise = max(abs(c[0, 1] - c[1, 1]), abs(c[3, 1] - c[2, 1]), abs(c[0, 0] - c[3, 0]), abs(c[1, 0] - c[2, 0]))
        return bool(rise <= _STRAIGHT_RISE * self.height)

    def box(self) -> Box:
        """The smallest upright rectangle around it."""
        (x0, y0), (x1, y1) = self.corners.min(axis=0), self.corners.max(axis=0)
        return Box(float(x0), float(y0), float(x1 - x0), float(y1 - y0))

    def cut(self, pixels: Pixels) -> Pixels:
        """Its pixels as an upright picture at the same scale; a view where it is straight."""
        if self.is_straight:
            return _slice(pixels, self.box())
        width, height = max(1, round(self.width)), max(1, round(self.height))
        target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        matrix = cv2.getPerspectiveTransform(self.corners, target)
        flat = cv2.warpPerspective(
            pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return flat.astype(np.uint8, copy=False)

    def x_at(self, share: float) -> float:
        """The picture's x at `share` (0 to 1) of the way along its middle line."""
        c = self.corners
        left, right = (c[0, 0] + c[3, 0]) / 2, (c[1, 0] + c[2, 0]) / 2
        return float(left + share * (right - left))


def _slice(pixels: Pixels, box: Box) -> Pixels:
    height, width = pixels.shape[:2]
    x0, y0 = min(max(0, round(box.x)), width - 1), min(max(0, round(box.y)), height - 1)
    x1, y1 = max(x0 + 1, min(width, round(box.right))), max(y0 + 1, min(height, round(box.bottom)))
    return pixels[y0:y1, x0:x1]


def most_like_lines(strips: Iterable[Strip]) -> list[Strip]:
    """The strips, longest for their height first, as far as their number and length are those of a page of text."""
    ordered = sorted(strips, key=lambda strip: -strip.width / strip.height)
    lengths = np.cumsum([strip.width / strip.height for strip in ordered])
    return ordered[: int(np.searchsorted(lengths, _MOST_TEXT, "right"))]
