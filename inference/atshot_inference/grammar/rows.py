"""Names beside what they have to do, in rows without a head, into candidates. Knows geometry and what names are."""

import re
from collections.abc import Callable, Sequence

from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.names import clean_name, looks_name
from atshot_inference.grammar.requests import Verdict, judge
from atshot_inference.grammar.sections import Section
from atshot_inference.layout.block import Block
from atshot_inference.tasks import Box

# How far right of a name, in its heights, the words may stand.
REACH = 14.0


def rows_of_names(blocks: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Pairs of a name and the words on its right; names that stand under one another, two of them at least."""
    pairs = [(name, words) for name in blocks if _is_name(name) and (words := _right_of(name, blocks)) is not None]
    return [
        pair
        for pair in pairs
        if any(
            other is not pair
            and abs(other[0].box.x - pair[0].box.x) < pair[0].height
            and abs(other[1].box.x - pair[1].box.x) < pair[0].height
            for other in pairs
        )
    ]


def find_rows(rows: Sequence[tuple[Block, Block]], section: Callable[[Block], Section]) -> tuple[Candidate, ...]:
    """The candidates among `rows` that stand in a list of assignments, judged by the `section` of the name."""
    found = []
    for name, words in rows:
        text, place = tidy(words.body), section(name)
        if place.assigns and len(text) > 1 and judge(text, expected=True, dated=True) is Verdict.YES:
            box = Box.around((name.box, words.box))
            owner = (clean_name(name.body),)
            found.append(Candidate(owner, text, words, box, place, done=words.done, evidence=(name.box,)))
    return tuple(found)


def _is_name(block: Block) -> bool:
    return len(block.lines) == 1 and looks_name(clean_name(block.body))


def _right_of(name: Block, blocks: Sequence[Block]) -> Block | None:
    beside = [
        block
        for block in blocks
        if abs(block.box.middle - name.box.middle) < 0.6 * name.height
        and 0 < block.box.x - name.box.right < REACH * name.height
        and len(re.sub(r"[\W\d_]", "", block.text)) > 2
    ]
    return min(beside, key=lambda block: block.box.x, default=None)
