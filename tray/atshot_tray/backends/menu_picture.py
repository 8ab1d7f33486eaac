"""How our own menu looks: rows measured and drawn with Pillow. Knows items and pixels, no window."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from atshot_daemon.fonts import Font
from atshot_tray.menu import Item

_PAPER = "#ffffff"
_INK = "#20242b"
_FAINT = "#7a818c"
_LINE = "#dedbd2"
_BORDER = "#b9bcc2"
_CHOSEN = "#2b5384"
_CHOSEN_INK = "#ffffff"


@dataclass(frozen=True, slots=True)
class Row:
    """An item and where it stands, in px from the upper edge."""

    item: Item
    top: int
    height: int

    @property
    def can_be_chosen(self) -> bool:
        """Whether a click on it does something."""
        return self.item.is_enabled and bool(self.item.run or self.item.children)


class MenuPicture:
    """One list of items as a picture; `letters` settles how large everything is."""

    def __init__(self, items: tuple[Item, ...], letters: Font) -> None:
        self._letters = letters
        self._unit = letters.size
        line = round(self._unit * 1.9)
        self.rows: list[Row] = []
        top = self._border_px + round(self._unit * 0.35)
        for item in items:
            height = round(self._unit * 0.7) if item.is_separator else line
            self.rows.append(Row(item, top, height))
            top += height
        longest = max((letters.getlength(item.label) for item in items), default=0.0)
        # Room for the tick before and the arrow behind.
        self.size = (round(longest + 4.6 * self._unit), top + round(self._unit * 0.35) + self._border_px)

    @property
    def _border_px(self) -> int:
        return max(1, round(self._unit / 14))

    def row_at(self, x: float, y: float) -> int | None:
        """The number of the row at this place of the picture."""
        if not 0 <= x < self.size[0]:
            return None
        return next((at for at, row in enumerate(self.rows) if row.top <= y < row.top + row.height), None)

    def next_row(self, at: int | None, step: int) -> int | None:
        """The number of the next row that can be chosen, down (1) or up (-1), round the ends."""
        places = [place for place, row in enumerate(self.rows) if row.can_be_chosen]
        if not places:
            return None
        if at not in places:
            return places[0 if step > 0 else -1]
        return places[(places.index(at) + step) % len(places)]

    def drawn(self, chosen: int | None) -> Image.Image:
        """The picture in RGB with the row `chosen` marked."""
        picture = Image.new("RGB", self.size, _PAPER)
        draw = ImageDraw.Draw(picture)
        width, height = self.size
        draw.rectangle((0, 0, width - 1, height - 1), outline=_BORDER, width=self._border_px)
        for at, row in enumerate(self.rows):
            if row.item.is_separator:
                middle = row.top + row.height // 2
                draw.line((self._unit * 0.7, middle, width - self._unit * 0.7, middle), _LINE, self._border_px)
            else:
                self._draw_row(draw, row, is_chosen=at == chosen and row.can_be_chosen)
        return picture

    def _draw_row(self, draw: ImageDraw.ImageDraw, row: Row, *, is_chosen: bool) -> None:
        unit, middle = self._unit, row.top + row.height / 2
        edge, right = unit * 0.35, self.size[0]
        ink = _CHOSEN_INK if is_chosen else _INK if row.can_be_chosen else _FAINT
        if is_chosen:
            draw.rounded_rectangle((edge, row.top, right - edge - 1, row.top + row.height - 1), unit * 0.35, _CHOSEN)
        draw.text((unit * 2.1, middle), row.item.label, ink, self._letters, anchor="lm")
        if row.item.is_default:  # a bold face may be lacking: the same letters again, a little further
            draw.text((unit * 2.1 + max(0.5, unit / 28), middle), row.item.label, ink, self._letters, anchor="lm")
        if row.item.is_checked is not None:
            self._draw_box(draw, middle, ink, is_ticked=row.item.is_checked)
        if row.item.children:
            tip, half = right - unit * 0.95, unit * 0.3
            draw.polygon([(tip - half, middle - half), (tip, middle), (tip - half, middle + half)], ink)

    def _draw_box(self, draw: ImageDraw.ImageDraw, middle: float, ink: str, *, is_ticked: bool) -> None:
        unit, centre = self._unit, self._unit * 1.25
        side, pen = unit * 0.42, max(1, round(unit / 10))
        box = (centre - side, middle - side, centre + side, middle + side)
        draw.rounded_rectangle(box, unit * 0.15, outline=ink, width=max(1, round(unit / 14)))
        if is_ticked:
            tick = [(-0.5, 0.05), (-0.12, 0.45), (0.55, -0.45)]
            draw.line([(centre + x * side, middle + y * side) for x, y in tick], ink, pen, joint="curve")
