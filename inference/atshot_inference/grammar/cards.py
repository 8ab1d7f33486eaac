"""Cards of a board into candidates: a title with a name on it; and the chips of a card for tasks found otherwise."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from atshot_inference.due import find_due, read_due_cell
from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.fields import column_field, is_done
from atshot_inference.grammar.names import (
    HAN,
    clean_name,
    is_group,
    is_placeholder,
    is_self,
    looks_name,
    maybe_name,
    split_names,
)
from atshot_inference.grammar.requests import Verdict, imperative, judge
from atshot_inference.grammar.sections import Heading, section_of
from atshot_inference.layout.block import Block
from atshot_inference.layout.paragraphs import same_panel
from atshot_inference.priority import read_priority_cell
from atshot_inference.tasks import Box

# A card holds a title and a few chips; a patch with more blocks is a column or a page.
MOST_BLOCKS = 9
# A patch less than this many line heights high is a chip.
CHIP = 1.9

_NUMBERED_NAME = re.compile(r"^\s*#\s?(\d{1,6})\s+(\S.{0,30})$")
_CLOCK = re.compile(r"\W*\d{1,2}[:：]\d{2}")
_NAME_LIKE = re.compile(r"[A-Za-zÀ-ž\u3400-\u9fff][\w .#-]*")
# Account names have signs in them; frequent tags that have them too are left out.
_HANDLE = re.compile(
    r"(?!(?:tech-debt|(?:front|back)-end|follow-up|to-do|on-hold|bug-?fix|nice-to-have|in-progress|good-first-issue|"
    r"help-wanted|(?:high|low|medium)-\w+|[a-z]+-(?:team|only|first)|ui-ux|e2e-\w+|a11y|i18n|\w+-\d+)$)"
    r"[a-z][a-z0-9]*[._-][a-z0-9]+(?:[._-][a-z0-9]+)?"
)
_MENTION_ALONE = re.compile(rf"^[@＠]\s?((?:{HAN}|[\w.'’-])+(?: [A-Z][\w.'’-]*)?)$")


@dataclass(frozen=True, slots=True)
class Card:
    """A patch that holds a few blocks, top to bottom."""

    panel: Box
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """The names on a card and their block; `sure` without a second card like it, `mentioned` with an @."""

    owners: tuple[str, ...]
    block: Block
    sure: bool = False
    mentioned: bool = False


def find_cards(blocks: Sequence[Block], page_area: float) -> tuple[Card, ...]:
    """The patches that are small and hold few blocks; a chip on a card belongs to the card."""
    panels: list[Box] = []
    for block in blocks:
        panel = block.panel
        if panel is None or panel.width * panel.height > 0.3 * page_area or panel.height < CHIP * block.height:
            continue
        if not any(same_panel(panel, other) for other in panels):
            panels.append(panel)
    cards = []
    for panel in panels:
        column = any(
            other is not panel and _inside(other, panel) and other.width > 0.5 * panel.width for other in panels
        )
        held = [block for block in blocks if block.panel is not None and _inside(block.panel, panel)]
        if not column and len(held) <= MOST_BLOCKS:
            cards.append(Card(panel, tuple(sorted(held, key=lambda block: (block.box.y, block.box.x)))))
    return tuple(cards)


def _dates_a_card(text: str, today: date) -> bool:
    """Whether a chip is a date; "3/5" is rather three of five points, "02" a number of the card."""
    part = re.fullmatch(r"\W*(\d{1,2})(?:/(\d{1,2}))?\W*", text)
    if part and (part[2] is None or int(part[1]) <= int(part[2]) <= 12):
        return False
    due = read_due_cell(text, today) or find_due(text, today)
    return due is not None and len(text) - len(due.phrase) < 8


def _without_icon(text: str) -> str:
    """`text` without the 17 that the usual picture of a calendar shows."""
    return re.sub(r"^17 (?=[A-Z][a-z]{2} \d)", "", text)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x > outer.x - 4
        and inner.y > outer.y - 4
        and inner.right < outer.right + 4
        and inner.bottom < outer.bottom + 4
    )


def find_owned_cards(cards: Sequence[Card], headings: Sequence[Heading], today: date) -> tuple[Candidate, ...]:
    """The candidates that cards with a bare name on them make; one such card alone is no board."""
    counts = Counter(clean_name(block.text) for card in cards for block in card.blocks[1:])
    repeated = frozenset(text for text, times in counts.items() if times > 1)
    found = [owned for card in cards if (owned := _owned(card, repeated, headings, today=today)) is not None]
    board = len(found) > 1 and any(_works(candidate, cards, today) for candidate, _ in found)
    return tuple(candidate for candidate, sure in found if board or sure)


def _owned(
    card: Card, repeated: Collection[str], headings: Sequence[Heading], *, today: date
) -> tuple[Candidate, bool] | None:
    """The candidate that a card with a name on it is, and whether it is one without a second card."""
    named = _name_on(card, repeated, today)
    title = _title(card, named.block, today) if named is not None else None
    if named is None or title is None:
        return None
    if named.mentioned and judge(title.body, expected=True, dated=True) is Verdict.NO:
        return None  # a message, unlike a card, may answer somebody
    due, priority = _chips_beside(named.block.text, today)
    candidate = Candidate(
        named.owners,
        tidy(title.body),
        title,
        card.panel,
        section_of(title, headings),
        due_field=due,
        priority_field=priority,
        done=title.done,
        evidence=(named.block.box,),
    )
    return candidate, named.sure


def _works(candidate: Candidate, cards: Sequence[Card], today: date) -> bool:
    """Whether a card shows work: an order, a date or a priority on it, or a heading that ranks or assigns over it."""
    section, chips = candidate.section, with_chips(candidate, cards, today)
    placed = section.assigns or section.done or section.priority is not None
    return placed or imperative(candidate.text) or bool(chips.due_field or chips.priority_field)


def _chips_beside(text: str, today: date) -> tuple[str | None, str | None]:
    """The date and the priority that stand in one line with a name."""
    due = find_due(text, today)
    words = [word for word in text.split() if read_priority_cell(word) is not None]
    return (due.phrase if due else None, words[0] if words else None)


def with_chips(candidate: Candidate, cards: Sequence[Card], today: date) -> Candidate:
    """`candidate` with the due and priority chips and the state of the card that it stands on."""
    card = next((card for card in cards if candidate.source in card.blocks), None)
    if card is None:
        return candidate
    for block in card.blocks:
        if block is candidate.source or len(block.text) > 28 or _CLOCK.match(block.text):
            continue
        if candidate.priority_field is None and read_priority_cell(block.body) is not None:
            candidate = replace(candidate, priority_field=block.body, evidence=(*candidate.evidence, block.box))
        elif candidate.due_field is None and _dates_a_card(_without_icon(block.body), today):
            candidate = replace(
                candidate, due_field=_without_icon(block.body), evidence=(*candidate.evidence, block.box)
            )
        elif is_done(block.body):
            candidate = replace(candidate, done=True)
    return candidate


def _name_on(card: Card, repeated: Collection[str], today: date) -> _Named | None:
    """The names on a card: under its title, with an @, or behind the number of the card."""
    for number, block in enumerate(card.blocks):
        if len(block.lines) > 1 or len(block.text) > 40:
            continue
        numbered = _NUMBERED_NAME.match(block.text)
        if numbered and not is_placeholder(numbered[2]) and _NAME_LIKE.fullmatch(numbered[2]):
            return _Named((clean_name(numbered[2]),), block, sure=True)
        if number == 0 or _labelled(block, card):
            continue
        if _MENTION_ALONE.match(block.text.strip()):
            return _Named(split_names(block.text), block, sure=True, mentioned=True)
        names = split_names(_without_chips(re.sub(r"^[0O©] (?=[A-Z])", "", block.text), today))
        chip = block.panel is not None and not same_panel(block.panel, card.panel)
        if names and all(_names_a_card(name, repeated=name in repeated and not chip) for name in names):
            return _Named(names, block)
    return None


def _without_chips(text: str, today: date) -> str:
    """`text` without the words that are chips beside a name: a date, a priority, a state."""
    words = [
        word
        for word in re.split(r"[\s·|•]+", text)
        if word and read_due_cell(word, today) is None and read_priority_cell(word) is None and not is_done(word)
    ]
    return " ".join(words)


def _names_a_card(name: str, *, repeated: bool) -> bool:
    """Whether a bare `name` on a card is somebody; a word on several cards may be, unless it is drawn as a tag."""
    if looks_name(name):
        return True
    if not maybe_name(name) or is_group(name) or is_self(name) or column_field(name) is not None:
        return False
    return _HANDLE.fullmatch(name) is not None or (repeated and re.fullmatch(r"[A-ZÀ-Ž][a-zà-ž]+", name) is not None)


def _labelled(block: Block, card: Card) -> bool:
    """Whether a label in front of the block says what it is."""
    return any(
        other.text.rstrip().endswith((":", "：")) and abs(other.box.middle - block.box.middle) < block.height
        for other in card.blocks
    )


def _title(card: Card, name_block: Block, today: date) -> Block | None:
    numbered = _NUMBERED_NAME.match(name_block.text) is not None
    usable = [
        block
        for block in card.blocks
        if block is not name_block
        and (block.box.bottom < name_block.box.y + 0.5 * block.height or name_block is card.blocks[0] or numbered)
        and len(re.sub(r"[\W\d_]", "", block.text)) > 2
        and (" " in block.body.strip() or re.search(rf"{HAN}{{4}}", block.body))
        and read_priority_cell(block.body) is None
        and read_due_cell(block.body, today) is None
        and column_field(block.text) is None
        and not is_done(block.body)
        and "@" not in block.text
    ]
    if not usable:
        return None
    tallest = max(block.height for block in usable)
    return next(block for block in usable if block.height > 0.8 * tallest)
