"""Cleans lines before they are joined: a time behind a message, a line that stands on a note without knowing it."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from atshot_inference.page import TextLine
from atshot_inference.tasks import Box

# The time of a message is set in another grey than the message; anti-aliasing alone makes about 20 of a difference.
CAPTION_INK = 45
# So many single strokes over one another are a rule.
DASHES = 6

_TIME_BEHIND = re.compile(r"(?<=\S)\s+(?:edited\s+)?\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?[\s✓√vV/]*$")


def settled(lines: Sequence[TextLine]) -> list[TextLine]:
    """`lines` without the times behind messages, and each on the panel that it stands on."""
    strokes = [line for line in lines if len(line.text) < 3]
    kept = [line for line in lines if not _is_rule(line, strokes)]
    panels = {line.panel for line in kept if line.panel is not None}
    return [_on_panel(_without_time(line), panels) for line in kept]


def single_spaced(line: TextLine) -> TextLine:
    """`line` with no more than three spaces in a row: patterns take long over many."""
    if "    " not in line.text:
        return line
    kept = [i for i in range(len(line.text)) if line.text[max(0, i - 3) : i + 1] != "    "]
    return replace(
        line,
        text="".join(line.text[i] for i in kept),
        edges=tuple(line.edges[i] for i in kept),
        inks=tuple(line.inks[i] for i in kept),
    )


def _is_rule(line: TextLine, strokes: Sequence[TextLine]) -> bool:
    """Whether a dash of a dashed rule was read as a character: many of them stand over one another."""
    if re.fullmatch(r"[-–—_=.·~\s]{4,}\W*", line.text):
        return True
    if not re.fullmatch(r"[1Il|!i丨\-–—一]{1,2}", line.text):
        return False
    return sum(abs(other.box.x - line.box.x) < 6 for other in strokes) >= DASHES


def _without_time(line: TextLine) -> TextLine:
    behind = _TIME_BEHIND.search(line.text)
    if behind is None or line.panel is None or not _is_caption(line, behind.start()):
        return line
    end = behind.start()
    box = Box(line.box.x, line.box.y, line.edges[end - 1][1] - line.box.x, line.box.height)
    return replace(line, text=line.text[:end], edges=line.edges[:end], inks=line.inks[:end], box=box)


def _is_caption(line: TextLine, start: int) -> bool:
    """Whether the characters from `start` on have an ink of their own."""
    shown = [i for i, char in enumerate(line.text) if not char.isspace()]
    text = [line.inks[i] for i in shown if i < start]
    time = [line.inks[i] for i in shown if i >= start]
    middle = [median(ink[channel] for ink in text) - median(ink[channel] for ink in time) for channel in range(3)]
    return math.hypot(*middle) > CAPTION_INK


def _on_panel(line: TextLine, panels: set[Box]) -> TextLine:
    """`line` on the smallest panel round its middle, where the finder saw none."""
    if line.panel is not None:
        return line
    x, y = line.box.x + line.box.width / 2, line.box.middle
    around = [panel for panel in panels if panel.x < x < panel.right and panel.y < y < panel.bottom]
    smallest = min(around, key=lambda panel: panel.width * panel.height, default=None)
    return replace(line, panel=smallest) if smallest is not None and smallest.width > line.box.width else line
