"""Screens drawn for the tests: text, cards, boxes. Knows no assertion."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from atshot_inference.page import Colour
from atshot_inference.picture import Picture, Pixels

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (20, 20, 20)
BLUE: Colour = (36, 91, 219)

Corners = tuple[int, int, int, int]  # left, top, right, bottom


class Screen:
    """A capture to draw on; coordinates are pixels from the top left."""

    def __init__(self, width: int = 640, height: int = 360, paper: Colour = WHITE) -> None:
        self._image = Image.new("RGB", (width, height), paper)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, at: tuple[int, int], text: str, *, size: int = 16, ink: Colour = BLACK) -> Corners:
        """Writes a line with its top left near `at`; gives the box of its ink."""
        font = ImageFont.load_default(size)
        self._draw.text(at, text, ink, font)
        left, top, right, bottom = self._draw.textbbox(at, text, font)
        return int(left), int(top), int(right), int(bottom)

    def card(self, box: Corners, fill: Colour | None = None, *, border: Colour | None = None, radius: int = 0) -> None:
        """A rectangle, filled or outlined or both."""
        self._draw.rounded_rectangle(box, radius, fill, border)

    def circle(self, box: Corners, fill: Colour | None = None, *, border: Colour | None = None) -> None:
        """An ellipse, filled or outlined or both."""
        self._draw.ellipse(box, fill, border, 2)

    def stroke(self, points: Sequence[tuple[int, int]], ink: Colour = BLACK, *, width: int = 2) -> None:
        """A line through `points`."""
        self._draw.line(list(points), ink, width)

    def patch(self, corners: Sequence[tuple[int, int]], fill: Colour) -> None:
        """A filled polygon, such as a tilted note."""
        self._draw.polygon(list(corners), fill)

    def pixels(self) -> Pixels:
        """What was drawn so far."""
        return np.array(self._image)

    def picture(self) -> Picture:
        """What was drawn so far, as if decoded."""
        return Picture(self.pixels(), *self._image.size)
