"""From a page of lines to its tasks: layout, sources of candidates, then due, priority and order. Knows no pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from atshot_inference.due import Due, find_due, read_due_cell
from atshot_inference.grammar.asked import find_asked
from atshot_inference.grammar.assignments import find_assigned
from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.cards import Card, find_cards, find_owned_cards, with_chips
from atshot_inference.grammar.furniture import stands_alone
from atshot_inference.grammar.labels import find_labelled
from atshot_inference.grammar.names import is_speaker
from atshot_inference.grammar.people import People, known_bots, known_people, short_texts
from atshot_inference.grammar.repeats import distinct
from atshot_inference.grammar.requests import Verdict
from atshot_inference.grammar.rows import find_rows, rows_of_names
from atshot_inference.grammar.sections import find_headings, section_of
from atshot_inference.grammar.setting import Setting
from atshot_inference.grammar.tables import find_tables
from atshot_inference.layout.block import Block
from atshot_inference.layout.captions import settled, single_spaced
from atshot_inference.layout.order import reading_order
from atshot_inference.layout.paragraphs import body_height, paragraphs
from atshot_inference.page import Colour, Page
from atshot_inference.priority import decide, find_marker, read_priority_cell, without_markers
from atshot_inference.tasks import Priority, Task, by_urgency


@dataclass(frozen=True, slots=True)
class Answer:
    """The tasks of a page, most urgent first, and what may be tasks."""

    tasks: tuple[Task, ...]
    maybe: tuple[Task, ...]


def read_tasks(page: Page, *, today: date, me: str | None = None) -> Answer:
    """The tasks on `page`; dates count from `today`, and the speaker's own are shown as `me` where that is given."""
    candidates = distinct(_candidates(page, today))
    red_page = _is_mostly_red([line.inks[0] for line in page.lines if line.inks])
    judged = [(candidate.verdict, _task(candidate, today, me, red_page=red_page)) for candidate in candidates]
    sure = [task for verdict, task in judged if verdict is Verdict.YES]
    return Answer(by_urgency(sure), by_urgency([task for verdict, task in judged if verdict is Verdict.MAYBE]))


def _candidates(page: Page, today: date) -> list[Candidate]:
    shown = [
        single_spaced(line) for line in page.lines if line.text.strip() and min(line.box.width, line.box.height) > 0
    ]
    tabled, in_tables = find_tables(shown, page.checkboxes)
    lines = settled([line for line in shown if line not in in_tables])
    blocks = paragraphs(lines, page.checkboxes, stands_alone(today))
    usual = body_height(blocks)
    blocks = tuple(blocks[i] for i in reading_order([block.box for block in blocks], 2 * usual))
    cards = find_cards(blocks, page.width * page.height)
    rows = rows_of_names(blocks)
    headings = find_headings(_without(blocks, cards, rows), blocks, usual, page.width)
    in_rows = find_rows(rows, lambda block: section_of(block, headings))
    labelled, labels = find_labelled(blocks, usual)
    spoken_for = {id(block) for block in labels}
    spoken_for |= {id(block) for row in rows for block in row} if in_rows else set()
    owned = find_owned_cards(cards, headings, today)
    people = People(known_people(shown), known_bots(shown), short_texts(shown))
    worded: list[Candidate] = []
    for block in blocks:
        setting = Setting(section_of(block, headings), block.listed, today, people)
        asked = find_asked(block, setting)
        assigned = find_assigned(block, setting) if not asked and id(block) not in spoken_for else None
        worded += asked if assigned is None else (assigned,)
    return [*tabled, *(with_chips(candidate, cards, today) for candidate in (*labelled, *owned, *in_rows, *worded))]


def _heads_a_list(card: Card) -> bool:
    """Whether the first block of a card is set over a list, as somebody's name is over what they have to do."""
    first, second = card.blocks[:2]
    return second.listed and not first.listed and first.height > 0.9 * second.height


def _without(blocks: Sequence[Block], cards: Sequence[Card], rows: Sequence[tuple[Block, Block]]) -> list[Block]:
    """`blocks` that may be headings: not what stands on a card, nor a name with words beside it."""
    taken = {id(block) for card in cards if len(card.blocks) > 1 for block in card.blocks[_heads_a_list(card) :]}
    taken |= {id(name) for name, _ in rows}
    return [block for block in blocks if id(block) not in taken]


def _task(candidate: Candidate, today: date, me: str | None, *, red_page: bool) -> Task:
    due = _due(candidate, today)
    marker = _marker(candidate)
    priority, reason = decide(
        marker=marker,
        heading=candidate.section.priority,
        coloured=_is_red_block(candidate.source) and not red_page,
        due=due.when if due else None,
        today=today,
        text=candidate.text,
    )
    text = tidy(without_markers(candidate.text)) or candidate.text
    owners = tuple(me if me and is_speaker(owner) else owner for owner in candidate.owners)
    return Task(
        owners,
        text,
        due.when if due else None,
        due.phrase if due else None,
        priority,
        reason,
        candidate.done or candidate.section.done,
        candidate.box,
        candidate.evidence,
        round(mean(line.confidence for line in candidate.source.lines), 3),
    )


def _due(candidate: Candidate, today: date) -> Due | None:
    if candidate.due_field and (due := read_due_cell(candidate.due_field, today)):
        return due
    return find_due(candidate.text, today)


def _marker(candidate: Candidate) -> Priority | None:
    if candidate.priority_field and (priority := read_priority_cell(candidate.priority_field)):
        return priority
    noted = find_marker(candidate.priority_field) if candidate.priority_field else None
    if noted is not None:
        return noted.priority
    marker = find_marker(candidate.text)
    return marker.priority if marker else None


def _is_red_block(block: Block) -> bool:
    inks = [ink for line in block.lines for ink in line.inks]
    return sum(_is_red(ink) for ink in inks) > 0.5 * len(inks)


def _is_mostly_red(inks: Sequence[Colour]) -> bool:
    """Whether red is the colour of text in a picture, so that it marks nothing there."""
    return sum(_is_red(ink) for ink in inks) >= 0.5 * len(inks)


def _is_red(ink: Colour) -> bool:
    red, green, blue = ink
    return red > 140 and red - max(green, blue) > 70
