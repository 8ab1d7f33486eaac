"""Puts lines together that the finder took apart: a bullet and its item, a mention and what follows on the same row."""

import re
from collections.abc import Sequence
from dataclasses import replace

from atshot_inference.page import TextLine
from atshot_inference.tasks import Box

# Parts of one line stand no further apart than this, in line heights; columns do.
PART_GAP = 0.75
# A bullet stands this near to its item, a colon to its value, and a mention chip, with room round it, to the words.
BULLET_GAP, COLON_GAP, MENTION_GAP = 2.6, 2.2, 1.4

_AT = ("@", "＠")
_BULLET = re.compile(r"^[●•·○◦▪■□◆▶►‣∙。.*-]$")
_ICON = re.compile(r"^[^\w@＠]+$|^[O0Q©]$")


def whole_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """`lines` with the parts of one row joined, and bullets put in front of their items."""
    joined: list[TextLine] = []
    for line in sorted(lines, key=lambda line: line.box.x):
        left = next((other for other in reversed(joined) if _goes_on(other, line)), None)
        if left is None:
            joined.append(line)
        else:
            joined[joined.index(left)] = _joined(left, line)
    return joined


def _goes_on(left: TextLine, right: TextLine) -> bool:
    height = max(left.box.height, right.box.height)
    gap = right.box.x - left.box.right
    overlap = min(left.box.bottom, right.box.bottom) - max(left.box.y, right.box.y)
    if overlap < 0.6 * min(left.box.height, right.box.height) or not -0.3 * height < gap < BULLET_GAP * height:
        return False
    if _BULLET.match(left.text):
        return left.box.height < 0.75 * right.box.height
    if _ICON.match(left.text) or _ICON.match(right.text) or min(left.box.height, right.box.height) < 0.72 * height:
        return False
    same_ground = sum(abs(a - b) for a, b in zip(left.paper, right.paper, strict=True)) < 30
    return same_ground and gap < _reach(left, right) * height


def _reach(left: TextLine, right: TextLine) -> float:
    """How near `right` must stand to `left` to be a part of its line, in line heights."""
    if left.text.startswith(_AT) and not right.text.startswith(_AT) and left.panel == right.panel:
        return MENTION_GAP
    return COLON_GAP if left.text.rstrip().endswith((":", "：")) else PART_GAP


def _joined(left: TextLine, right: TextLine) -> TextLine:
    text, edges, inks = left.text, left.edges, left.inks
    if not text.endswith(" "):
        text, edges, inks = text + " ", (*edges, (left.box.right, right.box.x)), (*inks, left.paper)
    tall = right if _BULLET.match(left.text) else left
    return replace(
        tall,
        text=text + right.text,
        box=Box.around((left.box, right.box))
        if tall is left
        else Box(left.box.x, right.box.y, right.box.right - left.box.x, right.box.height),
        confidence=min(left.confidence, right.confidence),
        edges=edges + right.edges,
        inks=inks + right.inks,
    )
