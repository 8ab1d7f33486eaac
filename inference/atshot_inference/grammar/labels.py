"""Labels with values into candidates: "Assignee: Kim" beside, under or behind what there is to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.fields import Field, is_done, label_field
from atshot_inference.grammar.names import HAN, is_placeholder, looks_name, maybe_name, split_names, surely_name
from atshot_inference.grammar.requests import Verdict, imperative
from atshot_inference.grammar.sections import Kind, Section, kind_of, title_of
from atshot_inference.layout.block import Block
from atshot_inference.layout.paragraphs import same_panel
from atshot_inference.priority import read_priority_cell

# How far, in line heights, a value may stand beside or under its label, and a title over it with other labels between.
BESIDE, UNDER, LABELS_OVER = 14.0, 2.6, 6.0
# Labels further apart than this, in line heights, describe different things.
APART = 14.0
# A page's title is set at least this much larger than its text.
TITLE = 1.3

_LABEL = re.compile(rf"(?P<label>(?<![A-Za-z])[A-Za-z][A-Za-z ]{{0,23}}|{HAN}{{2,8}})\s?[:：]\s*")


# On cards a label may do without a colon: "处理人 岑夏", "Assignee Kim".
_BARE_LABEL = re.compile(
    r"(?:.{0,2}(?:负责人|处理人|责任人|经办人|跟进人|执行者|指派给)|Assignee|Owner|Assigned to)(?=\s*\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label's field with the text of its value, and the blocks that hold the two."""

    field: Field
    value: str
    label: Block
    blocks: tuple[Block, ...]
    start: int = 0


def find_labelled(blocks: Sequence[Block], usual_height: float) -> tuple[tuple[Candidate, ...], tuple[Block, ...]]:
    """The candidates whose owner stands behind a label, and the blocks that hold labels and values."""
    pairs = [pair for block in blocks for pair in _pairs_of(block, blocks)]
    used = [block for pair in pairs for block in pair.blocks]
    found = []
    taken = {id(block) for block in used}
    free = [block for block in blocks if id(block) not in taken and not _names_a_field(block)]
    owners_shown = sum(pair.field is Field.OWNER for pair in pairs)
    for pair in pairs:
        if pair.field is not Field.OWNER:
            continue
        parts = split_names(pair.value)
        owners = tuple(part for part in parts if maybe_name(part))
        if not owners or parts[0] not in owners:
            continue
        near = [other for other in pairs if _near(pair, other)]
        group = [other for other in near if other is not pair and _together(pair, other, near)]
        page_title = _page_title(pair, free, usual_height)
        alone = owners_shown == 1 and pair.label.panel is None
        title, words = _title(pair, group, free, page_title=page_title, alone=alone)
        if title is None or len(words) < 2 or is_placeholder(words):
            continue
        if group or _stands_apart(pair) or all(surely_name(owner) for owner in owners):
            rest = " ".join(part for part in parts if part not in owners)
            candidate = _candidate(owners, words, title, pair=pair, group=group)
            # "Owner" alone is as often said of a car or of a repository.
            lone = re.search(r"owner", pair.label.text, re.IGNORECASE) and not (group or imperative(words))
            candidate = replace(candidate, verdict=Verdict.MAYBE if lone else Verdict.YES)
            found.append(candidate if candidate.due_field or not rest else replace(candidate, due_field=rest))
    owned = {id(pair.label) for pair in pairs if pair.field is Field.OWNER}
    inside = {id(pair.label) for pair in pairs if pair.start > 0} - owned
    return tuple(found), tuple(block for block in used if id(block) not in inside)


def _names_a_field(block: Block) -> bool:
    """Whether the block is a label with a value of another kind ("Reporter: Kim"), which is no title."""
    label = _LABEL.match(block.text)
    return label is not None and label_field(label["label"]) is not None


def _stands_apart(pair: Pair) -> bool:
    """Whether the place makes it a label: a card, or a value that stands apart from it."""
    return pair.label.panel is not None or pair.value not in pair.label.text


def _candidate(owners: tuple[str, ...], words: str, title: Block, *, pair: Pair, group: Sequence[Pair]) -> Candidate:
    # What stands in the same block as the owner belongs to it before what only stands near.
    nearest_last = sorted(group, key=lambda other: other.label is pair.label)
    values = {other.field: other for other in nearest_last}
    status = values.get(Field.STATUS)
    due, priority = values.get(Field.DUE), values.get(Field.PRIORITY)
    return Candidate(
        owners,
        words,
        title,
        title.box,
        Section(),
        due_field=due.value if due else None,
        priority_field=priority.value if priority else None,
        done=title.done or (status is not None and is_done(status.value)),
        evidence=tuple(block.box for block in pair.blocks),
    )


def _pairs_of(block: Block, blocks: Sequence[Block]) -> list[Pair]:
    inline = _inline(block)
    if inline:
        return inline
    if bare := _BARE_LABEL.match(block.text):
        names = block.text[bare.end() :].strip()
        if (
            names.strip(":：")
            and label_field(bare[0]) is Field.OWNER
            and all(looks_name(name) for name in split_names(names))
        ):
            return [Pair(Field.OWNER, names, block, (block,))]
    field = label_field(block.text) if len(block.text) <= 20 and len(block.lines) == 1 else None
    if (
        field is None
        or field is Field.OTHER
        or read_priority_cell(block.text)
        or kind_of(title_of(block.text)) in (Kind.ASSIGNS, Kind.DONE)
    ):
        return []
    value = _value_of(block, blocks, people=field is Field.OWNER)
    return [Pair(field, "、".join(part.text for part in value), block, (block, *value))] if value else []


def _inline(block: Block) -> list[Pair]:
    """The labels with values in the text of one block: "负责人：王敏 截止：周五"."""
    labels = [(found, label_field(found["label"])) for found in _LABEL.finditer(block.text)]
    known = [(found, field) for found, field in labels if field is not None]
    pairs = []
    for number, (found, field) in enumerate(known):
        end = known[number + 1][0].start() if number + 1 < len(known) else len(block.text)
        value = block.text[found.end() : end].strip(" ,，;；|｜/·")
        if value:
            pairs.append(Pair(field, value, block, (block,), found.start()))
    return pairs if any(pair.field is not Field.OTHER for pair in pairs) else []


def _value_of(label: Block, blocks: Sequence[Block], *, people: bool) -> tuple[Block, ...]:
    box, height = label.box, label.height
    beside = [
        block
        for block in blocks
        if abs(block.box.middle - box.middle) < 0.7 * height
        and 0 < block.box.x - box.right < BESIDE * height
        and re.search(r"\w", block.text)
        and not _is_label(block)
    ]
    if beside and not any(
        _is_label(block)
        for block in blocks
        if abs(block.box.middle - box.middle) < 0.7 * height and block.box.x > box.right
    ):
        return (min(beside, key=lambda block: block.box.x),)
    under: list[Block] = []
    bottom = box.bottom
    for block in sorted(blocks, key=lambda block: block.box.y):
        left_aligned = -1.5 * height < block.box.x - box.x < 4.5 * height
        if block is label or not left_aligned or not -0.7 * height < block.box.y - bottom < UNDER * height:
            continue
        if _is_label(block) or (people and not _names_only(block.text)):
            break
        under.append(block)
        bottom = block.box.bottom
        if not people:
            break
    return tuple(block for block in under if len(block.text) > 2 or len(under) == 1 or re.search(HAN, block.text))


def _names_only(text: str) -> bool:
    names = split_names(text)
    return bool(names) and all(maybe_name(name) for name in names)


def _is_label(block: Block) -> bool:
    return len(block.text) <= 24 and label_field(block.text.partition("：")[0].partition(":")[0]) is not None


def _near(pair: Pair, other: Pair) -> bool:
    a, b = pair.label, other.label
    return same_panel(a.panel, b.panel) and (a.panel is not None or abs(a.box.middle - b.box.middle) < APART * a.height)


def _together(pair: Pair, other: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether two labels describe one thing: in one block, on one card, or near with no other owner between."""
    if pair.label is other.label:
        return True
    a, b = pair.label, other.label
    if a.panel is not None or b.panel is not None:
        return same_panel(a.panel, b.panel)
    if abs(a.box.x - b.box.x) > 12 * a.height and abs(a.box.middle - b.box.middle) > a.height:
        return False
    low, high = sorted((a.box.middle, b.box.middle))
    between = [
        p
        for p in pairs
        if p is not pair
        and p.field is other.field
        and abs(p.label.box.middle - a.box.middle) < abs(b.box.middle - a.box.middle)
    ]
    return high - low < APART * a.height and not between


def _title(
    pair: Pair, group: Sequence[Pair], free: Sequence[Block], *, page_title: Block | None, alone: bool
) -> tuple[Block | None, str]:
    """The block that says what there is to do, and its words; `alone` says that the page shows no other owner."""
    first = min([other.start for other in group if other.label is pair.label] + [pair.start])
    before = tidy(pair.label.text[pair.label.lead : first])
    if len(before) > 3 or re.match(f"{HAN}{{2}}", before):
        return pair.label, before
    named = [other for other in group if other.field is Field.TASK]
    if named:
        nearest = min(named, key=lambda other: abs(other.label.box.y - pair.label.box.y))
        return nearest.blocks[-1], tidy(nearest.value)
    title = page_title if alone and page_title is not None else _over(pair, free) or page_title
    return (title, tidy(title.body)) if title is not None else (None, "")


def _over(pair: Pair, free: Sequence[Block]) -> Block | None:
    """The text on the same card, or right above the label where there is no card."""
    label = pair.label
    above = [block for block in free if len(block.text.strip()) > 3 and block.box.y < label.box.y]
    if label.panel is not None:
        on_card = [
            block
            for block in above
            if same_panel(block.panel, label.panel) and kind_of(title_of(block.text)) is not Kind.OTHER
        ]
        listed = [block for block in on_card if block.listed]
        return min(listed or on_card, key=lambda block: (-round(block.height / 6), block.box.y), default=None)
    if pair.value == label.text or not re.search("[:：]", label.text):
        return None
    near = [
        block
        for block in above
        if abs(block.box.x - label.box.x) < 3 * label.height
        and label.box.y - block.box.bottom < LABELS_OVER * label.height
    ]
    return max(near, key=lambda block: block.box.y, default=None)


def _page_title(pair: Pair, free: Sequence[Block], usual_height: float) -> Block | None:
    tall = [
        block
        for block in free
        if block.height > TITLE * usual_height
        and len(block.text) > 5
        and block.box.y < pair.label.box.y + 6 * pair.label.height
    ]
    return max(tall, key=lambda block: (round(block.height / 4), -block.box.y), default=None)
