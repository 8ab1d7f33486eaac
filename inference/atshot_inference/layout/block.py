"""A block: the lines that belong together, as one text that still knows where each character stands."""

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from atshot_inference.page import Checkbox, Colour, Mark, TextLine
from atshot_inference.tasks import Box

# Longer text than a screen of prose is no request, and patterns take their time over it.
LONGEST_TEXT = 1500
# An ink this near to its paper was measured beside the character, not on it.
FAINT = 40

_UNSPACED = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_BULLET = re.compile(
    r"\s*(?:[•·●○◦▪■□▫◆◇►▶➢➤※★☆✦*–—‣∙・]|-(?!\d)|>(?=\s)|"
    r"[（(]?\d{1,2}[.)）、．](?!\d)|[（(]?[a-z][)）]|[（(][一二三四五六七八九十][)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_DONE_GLYPH = re.compile(r"\s*(?:[☑✅✔✓☒√]|\[\s?[xX×√✓✔]\s?\])\s*")
_OPEN_GLYPH = re.compile(r"\s*(?:[☐□⬜◻❏▢口囗](?=\s|\W|[@＠])|\[\s?\])\s*")


@dataclass(frozen=True, eq=False)
class Block:
    """Text joined from `lines`; `places` gives each character its line and index there, None for a join.

    `lead` counts the characters of bullet, number and checkbox glyphs at its start. A block equals only itself.
    """

    lines: tuple[TextLine, ...]
    text: str
    places: tuple[tuple[int, int] | None, ...]
    lead: int = 0
    mark: Mark | None = None
    checkbox: Box | None = None

    @cached_property
    def box(self) -> Box:
        """The box of everything in the block."""
        return self.box_of(0, len(self.text))

    @property
    def body(self) -> str:
        """The text without what leads it."""
        return self.text[self.lead :]

    @property
    def listed(self) -> bool:
        """Whether a bullet, a number or a checkbox leads it."""
        return self.lead > 0 or self.mark is not None

    @property
    def done(self) -> bool:
        """Whether it is ticked off or struck through."""
        struck = sum(len(line.text) for line in self.lines if line.struck)
        return self.mark is Mark.TICKED or struck * 2 > sum(len(line.text) for line in self.lines)

    @property
    def height(self) -> float:
        """The height of its first line in pixels."""
        return self.lines[0].box.height

    @property
    def panel(self) -> Box | None:
        """The panel on which it stands."""
        return self.lines[0].panel

    def box_of(self, start: int, end: int) -> Box:
        """The box of the characters from `start` to `end`, joins aside; of the first line where there are none."""
        held: dict[int, list[int]] = {}
        for place in self.places[start:end]:
            if place is not None:
                held.setdefault(place[0], []).append(place[1])
        boxes = []
        for number, indices in held.items():
            line = self.lines[number]
            left, right = line.edges[min(indices)][0], line.edges[max(indices)][1]
            boxes.append(Box(left, line.box.y, max(right - left, 1), line.box.height))
        return Box.around(boxes or [self.lines[0].box])

    def ink(self, index: int) -> Colour | None:
        """The colour of the character at `index`; None for a join, a space, and where only paper was seen."""
        place = self.places[index]
        if place is None or self.text[index].isspace():
            return None
        line = self.lines[place[0]]
        ink = line.inks[place[1]]
        return ink if math.dist(ink, line.paper) > FAINT else None

    def gap_before(self, index: int) -> float:
        """The space in front of the character at `index`, in heights of its line; 0 across a join."""
        here, before = self.places[index], self.places[index - 1] if index else None
        if here is None or before is None or here[0] != before[0]:
            return 0.0
        line = self.lines[here[0]]
        return (line.edges[here[1]][0] - line.edges[before[1]][1]) / max(line.box.height, 1)

    def cut(self, start: int, end: int) -> Self:
        """The part from `start` to `end` as a block of its own, with this one's looks."""
        return type(self)(self.lines, self.text[start:end], self.places[start:end], 0, self.mark, self.checkbox)


def join(lines: tuple[TextLine, ...], checkbox: Checkbox | None = None) -> Block:
    """The block of `lines`, read one after another: no space between Han characters, one between other words."""
    text = ""
    places: list[tuple[int, int] | None] = []
    right = max(line.box.right for line in lines)
    for number, line in enumerate(lines):
        # A line that ends well before the others was broken by its author, not by an edge.
        broken = number > 0 and right - lines[number - 1].box.right > 1.5 * line.box.height
        spaced = text and line.text and (broken or not (_UNSPACED.match(text[-1]) or _UNSPACED.match(line.text[0])))
        if spaced and not text.endswith(" "):
            text += " "
            places.append(None)
        text += line.text
        places += [(number, index) for index in range(len(line.text))]
    lead, mark = leading(text)
    if checkbox is not None:
        mark = checkbox.mark
    return Block(lines, text, tuple(places), lead, mark, checkbox.box if checkbox else None)


def leading(text: str) -> tuple[int, Mark | None]:
    """How many characters of bullet, number and checkbox glyphs lead `text`, and what the glyph shows."""
    position, mark = 0, None
    for _ in range(3):
        if found := _DONE_GLYPH.match(text, position):
            mark = Mark.TICKED
        elif found := _OPEN_GLYPH.match(text, position):
            mark = mark or Mark.EMPTY
        else:
            found = _BULLET.match(text, position)
        if not found or found.end() >= len(text):
            break
        position = found.end()
    return position, mark
