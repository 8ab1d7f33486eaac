"""What the pixels say before anyone reads meaning into it: lines of text with their looks, and checkboxes."""

from dataclasses import dataclass
from enum import StrEnum

from atshot_inference.tasks import Box

Colour = tuple[int, int, int]  # red, green, blue, 0 to 255 each


class Mark(StrEnum):
    """What a drawn checkbox shows."""

    EMPTY = "empty"
    TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A checkbox drawn as a shape, not as a character."""

    box: Box
    mark: Mark


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text as read.

    `edges` and `inks` have one entry for each character of `text`: its left and right x in pixels of the picture, and
    its colour. `paper` is the colour behind the line, `panel` the box of the patch of even colour it stands on (a
    card, a sticky note, a chat bubble), or None where that patch is the page itself. `struck` says that a rule runs
    through the text.
    """

    text: str
    box: Box
    confidence: float
    edges: tuple[tuple[float, float], ...]
    inks: tuple[Colour, ...]
    paper: Colour
    panel: Box | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Everything read from one picture: its size in pixels, lines in no particular order, and checkboxes."""

    width: int
    height: int
    lines: tuple[TextLine, ...]
    checkboxes: tuple[Checkbox, ...] = ()
