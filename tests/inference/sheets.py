"""Builds pages of text lines for tests of layout and grammar. Knows no picture."""

from collections.abc import Sequence
from datetime import date

from atshot_inference.page import Checkbox, Colour, Page, TextLine
from atshot_inference.pipeline import Answer, read_tasks
from atshot_inference.tasks import Box

TODAY = date(2026, 3, 16)  # a Monday
BLACK: Colour = (30, 30, 30)
BLUE: Colour = (40, 90, 220)
RED: Colour = (210, 30, 30)
WHITE: Colour = (255, 255, 255)
HEIGHT = 22.0


def text_line(
    text: str,
    at: tuple[float, float] = (40, 40),
    *,
    height: float = HEIGHT,
    blue: Sequence[str] = (),
    ink: Colour = BLACK,
    panel: Box | None = None,
    struck: bool = False,
) -> TextLine:
    """A line whose Han characters are as wide as they are high and others half that; the parts in `blue` are chips."""
    x, y = at
    edges, inks = [], [ink] * len(text)
    right = x
    for char in text:
        width = height * (0.8 if ord(char) > 0x2E80 else 0.42)
        edges.append((right, right + width))
        right += width
    for part in blue:
        start = text.index(part)
        inks[start : start + len(part)] = [BLUE] * len(part)
    box = Box(x, y, right - x, height)
    return TextLine(text, box, 0.99, tuple(edges), tuple(inks), WHITE, panel, struck)


def column(*texts: str, x: float = 40, y: float = 40, pitch: float = 40) -> tuple[TextLine, ...]:
    """Lines under one another, `pitch` pixels apart."""
    return tuple(text_line(text, (x, y + pitch * number)) for number, text in enumerate(texts))


def grid(
    *rows: Sequence[str], xs: Sequence[float] = (40, 400, 600, 760, 900), pitch: float = 44
) -> tuple[TextLine, ...]:
    """The cells of a table; empty ones leave no line."""
    return tuple(
        text_line(text, (x, 40 + pitch * number))
        for number, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    )


def page(*lines: TextLine, checkboxes: Sequence[Checkbox] = (), size: tuple[int, int] = (1280, 720)) -> Page:
    """A page of `lines`."""
    return Page(*size, tuple(lines), tuple(checkboxes))


def read(*lines: TextLine, checkboxes: Sequence[Checkbox] = (), me: str | None = None) -> Answer:
    """What the pipeline finds on a page of `lines` on Monday 2026-03-16."""
    return read_tasks(page(*lines, checkboxes=checkboxes), today=TODAY, me=me)


def told(answer: Answer) -> list[tuple[tuple[str, ...], str]]:
    """Owners and words of the tasks found."""
    return [(task.owners, task.text) for task in answer.tasks]
