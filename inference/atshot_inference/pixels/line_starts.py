"""What stands before the words of a line: its list marker joined on, a checkbox read as a character taken off."""

import re
from collections.abc import Sequence
from dataclasses import replace

from atshot_inference.page import Checkbox, TextLine
from atshot_inference.tasks import Box

_MARKER = re.compile(r"\d{1,2}[.)、．）]|[a-zA-Z][.)]|[•●○◦·▪■‣∙*–—-]")
# A marker stands within this many heights of its line.
_REACH = 2.0


def joined_markers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, with those that are a bullet or a number alone put before the line they belong to."""
    rest = [line for line in lines if not _MARKER.fullmatch(line.text)]
    for marker in lines:
        if _MARKER.fullmatch(marker.text):
            i = _owner(marker, rest)
            if i is None:
                rest.append(marker)
            else:
                rest[i] = _before(marker, rest[i])
    return rest


def without_boxes(line: TextLine, checkboxes: Sequence[Checkbox]) -> TextLine:
    """The line less the first characters that lie in one of `checkboxes`: the drawn shape, read as 口, D or √."""
    inside = 0
    while inside < len(line.text) and any(_covers(checkbox.box, line, inside) for checkbox in checkboxes):
        inside += 1
    inside += len(line.text[inside:]) - len(line.text[inside:].lstrip()) if inside else 0
    if not 0 < inside < len(line.text):
        return line
    left = line.edges[inside][0]
    return replace(
        line,
        text=line.text[inside:],
        edges=line.edges[inside:],
        inks=line.inks[inside:],
        box=Box(left, line.box.y, line.box.right - left, line.box.height),
    )


def _owner(marker: TextLine, lines: Sequence[TextLine]) -> int | None:
    """The index of the line that `marker` begins: the nearest to its right at its height."""
    best, nearest = None, _REACH
    for i, line in enumerate(lines):
        gap = (line.box.x - marker.box.right) / line.box.height
        level = line.box.y <= marker.box.middle <= line.box.bottom and marker.box.height <= 1.5 * line.box.height
        if level and -0.5 <= gap < nearest:
            best, nearest = i, gap
    return best


def _before(marker: TextLine, line: TextLine) -> TextLine:
    gap = (marker.edges[-1][1], max(marker.edges[-1][1], line.edges[0][0]))
    return replace(
        line,
        text=f"{marker.text} {line.text}",
        box=Box.around((marker.box, line.box)),
        edges=(*marker.edges, gap, *line.edges),
        inks=(*marker.inks, line.paper, *line.inks),
    )


def _covers(box: Box, line: TextLine, i: int) -> bool:
    left, right = line.edges[i]
    return box.x <= (left + right) / 2 <= box.right and box.y <= line.box.middle <= box.bottom
