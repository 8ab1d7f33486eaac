"""Joins wrapped lines into blocks. Knows where lines stand and how they look, and only such words as open an item."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from atshot_inference.layout.block import Block, join, leading
from atshot_inference.layout.fragments import whole_lines
from atshot_inference.page import Checkbox, TextLine
from atshot_inference.tasks import Box

# A line further down than this, in heights of the line above, starts something new whatever it says.
WIDEST_PITCH = 2.1
# Text this wide, in line heights, was wrapped by an edge and not by its author.
LONG_LINE = 15.0
# A patch with more lines than this is a page of its own, not a note or a card.
NOTE_LINES = 9

_NAMED = re.compile(r"[\w@＠ .·,、-]{1,24}(?:[:：](?!//)|\s[–—]\s)")
_MENTION = re.compile(r"\W{0,2}[@＠]\s?\w")
_ONLY_MENTIONS = re.compile(
    r"\W*(?:[@＠](?:[\u3400-\u9fff]{1,4}(?:-[\u3400-\u9fff]{1,4}|[A-Za-z]{1,6})?|"
    r"[A-Za-z][\w.-]*(?: [A-Z][\w.-]*)?)[\s,，、:：]*)+[!！?？]*\s*$"
)
_ONLY_MARKER = re.compile(
    r"\W*(?:[高中低]|high|medium|low|urgent|P[0-4]|紧急|加急|asap|!{2,3}|！{2,3})\W*$|[（(【\[][^()（）]{1,14}[)）】\]]\s*$",
    re.I,
)
# A line with the time of a message is a caption, never a part of it.
_STAMP = re.compile(
    r"^\[?\d{1,2}:\d{2}\b|[·•] ?\S+ (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?) ago|\b(?:\d+|"
    r"an?) (?:minutes?|hours?|days?|weeks?|months?) ago$|(?<=\S)\s+\d{1,2}:\d{2}(?: ?[AaPp][Mm])?$"
)
_CUT_OFF = re.compile(r"(?:\.{2,}|…)$")
_TIME = re.compile(r"\[?\d{1,2}: ?\d{2}(?::\d{2})?\]?")
_OPEN_END = re.compile(
    r"[,，、（(\-/&+：:“‘]$|\b(?:and|or|the|a|an|of|to|for|with|in|on|by|from|at)$|(?:的|和|与|及|或|把|将|在|对)$"
)
_CLOSES = re.compile(r"[,，、。.;；)）】\]”’!！?？%]")


def wraps_always(_text: str) -> bool:
    """Takes no line for a field of its own."""
    return False


def paragraphs(
    lines: Sequence[TextLine], checkboxes: Sequence[Checkbox] = (), stands_alone: Callable[[str], bool] = wraps_always
) -> tuple[Block, ...]:
    """The blocks that `lines` make, each a paragraph, a list item, a message or the text of a note; top to bottom.

    A line for which `stands_alone` holds is joined to nothing but an open end.
    """
    ordered = sorted(whole_lines(lines), key=lambda line: (line.box.middle, line.box.x))
    boxed = _beside(ordered, checkboxes)
    times = [line for line in ordered if _TIME.fullmatch(line.text)]
    stamped = {line for line in ordered if any(_stands_before(time, line) for time in times)}
    alone = {line for line in ordered if _note(line, ordered) and stands_alone(line.text)}
    chains: list[list[TextLine]] = []
    for line in ordered:
        above = _chain_above(chains, line)
        apart = above is not None and (line in alone or above[-1] in alone) and not _runs_on(above)
        opens = line in boxed or line in stamped
        if above is not None and not apart and not opens and _continues(above, line, ordered):
            above.append(line)
        else:
            chains.append([line])
    return tuple(join(tuple(chain), boxed.get(chain[0])) for chain in chains)


def _stands_before(time: TextLine, line: TextLine) -> bool:
    """Whether `time` stands in the same row in front of `line`."""
    return abs(time.box.middle - line.box.middle) < 0.6 * line.box.height and time.box.right < line.box.x


def _runs_on(chain: list[TextLine]) -> bool:
    """Whether anything may follow: a note to somebody, or a line that ends in the middle of a phrase."""
    return _MENTION.match(chain[0].text) is not None or _OPEN_END.search(chain[-1].text) is not None


def same_panel(a: Box | None, b: Box | None) -> bool:
    """Whether two lines stand on the same patch, or both on none."""
    if a is None or b is None:
        return a is b
    return abs(a.x - b.x) + abs(a.y - b.y) + abs(a.right - b.right) + abs(a.bottom - b.bottom) < 12


def _beside(lines: Sequence[TextLine], checkboxes: Sequence[Checkbox]) -> dict[TextLine, Checkbox]:
    """The line that each checkbox stands in front of."""
    found = {}
    for checkbox in checkboxes:
        right_of = [
            line
            for line in lines
            if abs(line.box.middle - checkbox.box.middle) < 0.6 * line.box.height
            and -0.3 * line.box.height
            < line.box.x - checkbox.box.right + 0.3 * checkbox.box.width
            < 4 * line.box.height
        ]
        if right_of:
            found[min(right_of, key=lambda line: line.box.x)] = checkbox
    return found


def _chain_above(chains: list[list[TextLine]], line: TextLine) -> list[TextLine] | None:
    """The chain whose last line stands right above `line`."""
    near = [
        chain
        for chain in chains
        if 0.5 * line.box.height < line.box.middle - chain[-1].box.middle < WIDEST_PITCH * chain[-1].box.height
        and min(line.box.right, chain[-1].box.right) - max(line.box.x, chain[-1].box.x) > 0.5 * line.box.height
    ]
    return max(near, key=lambda chain: chain[-1].box.middle, default=None)


def _continues(chain: list[TextLine], line: TextLine, lines: Sequence[TextLine]) -> bool:
    last, first = chain[-1], chain[0]
    if not same_panel(last.panel, line.panel) or not _alike(last, line) or leading(line.text)[0]:
        return False
    if not _aligned(first, last, line):
        return False
    note = _note(line, lines)
    if _STAMP.search(last.text) or _STAMP.search(line.text) or _CUT_OFF.search(last.text):
        return False
    if _ONLY_MENTIONS.match("".join(part.text for part in chain)) or (
        _ONLY_MARKER.match(line.text) and (note or _MENTION.match(first.text))
    ):
        return not _MENTION.match(line.text)
    column = [other for other in lines if _same_column(first, other)]
    full = _is_full(last, line, column)
    if _MENTION.match(line.text) or _NAMED.match(line.text):
        return full and _OPEN_END.search(last.text) is not None
    if note and (_MENTION.match(first.text) or _is_sticky(line)):
        return full or sum(1 for other in note if _MENTION.match(other.text) or leading(other.text)[0]) <= 1
    if not full:
        return False
    if _starts_at_bullet(first, line) and re.match(r"[A-ZÀ-Ž]", line.text):
        return False
    if _OPEN_END.search(last.text) or _CLOSES.match(line.text) or line.text[:1].islower():
        return _tight(last, line, column, slack=1.35)
    return _wide(last, note) and _tight(last, line, column, slack=1.2)


def _alike(a: TextLine, b: TextLine) -> bool:
    """Whether two lines look like parts of one text: size and main colour agree."""
    # Latin words without strokes up or down are a third lower than those with both.
    lowest = 0.6 if b.text.isascii() and a.panel is not None else 0.7
    if not lowest < b.box.height / max(a.box.height, 1) < 1 / lowest or (a.struck != b.struck and len(b.text) > 3):
        return False
    inks_a, inks_b = set(a.inks), set(b.inks)
    nearest = min((sum(abs(x - y) for x, y in zip(p, q, strict=True)) for p in inks_a for q in inks_b), default=0)
    return nearest < 150


def _aligned(first: TextLine, last: TextLine, line: TextLine) -> bool:
    height = line.box.height
    if abs(line.box.x - last.box.x) < 0.9 * height or abs(line.box.x - first.box.x) < 0.9 * height:
        return True
    lead = leading(first.text)[0]
    if lead and abs(line.box.x - first.edges[lead][0]) < 1.2 * height:
        return True
    centred = abs((line.box.x + line.box.right) - (last.box.x + last.box.right)) < height
    return centred and line.panel is not None


def _is_sticky(line: TextLine) -> bool:
    """Whether the patch of `line` is as square as a sticky note and higher than a chip."""
    panel = line.panel
    return (
        panel is not None
        and panel.height > 3 * line.box.height
        and panel.width < min(2 * panel.height, 14 * line.box.height)
    )


def _starts_at_bullet(first: TextLine, line: TextLine) -> bool:
    """Whether `line` stands under the bullet of the item, not under its text."""
    lead = leading(first.text)[0]
    return lead > 0 and line.box.x < first.edges[lead][0] - 0.4 * line.box.height


def _note(line: TextLine, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines on the patch of `line` where that is a note, a card or a bubble; none elsewhere."""
    if line.panel is None:
        return []
    held = [other for other in lines if same_panel(other.panel, line.panel)]
    return held if len(held) <= NOTE_LINES else []


def _same_column(first: TextLine, other: TextLine) -> bool:
    height = first.box.height
    near = abs(other.box.middle - first.box.middle) < 16 * height
    return near and abs(other.box.x - first.box.x) < 3 * height and 0.7 < other.box.height / height < 1.43


def _is_full(last: TextLine, line: TextLine, column: Sequence[TextLine]) -> bool:
    """Whether the first word of `line` would not have fitted behind `last`."""
    limit = max((other.box.right for other in column if same_panel(other.panel, line.panel)), default=last.box.right)
    word = re.match(r"[A-Za-z0-9À-ž.,'’_/@-]+|.[，。、；：！？）】]?", line.text)
    end = min(len(word[0]) if word else 1, len(line.edges)) - 1
    width = line.edges[max(end, 0)][1] - line.box.x
    return last.box.right + width + 0.25 * line.box.height > limit - 0.35 * line.box.height


def _wide(line: TextLine, note: list[TextLine]) -> bool:
    if note and line.panel is not None:
        return line.panel.right - line.box.right < 4 * line.box.height
    return line.box.width > LONG_LINE * line.box.height


def _tight(last: TextLine, line: TextLine, column: Sequence[TextLine], *, slack: float) -> bool:
    """Whether the two stand no further apart than `slack` times the nearest lines of this column do."""
    middles = sorted(other.box.middle for other in column)
    pitches = [b - a for a, b in pairwise(middles) if b - a > 0.7 * line.box.height]
    return line.box.middle - last.box.middle <= slack * min(pitches, default=line.box.height * 1.6)


def body_height(blocks: Sequence[Block]) -> float:
    """The usual height of a line of text in pixels: half of all characters stand in lines no taller."""
    heights = [line.box.height for block in blocks for line in block.lines for _ in line.text]
    return median(heights or [16.0])
