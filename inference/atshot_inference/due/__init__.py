"""Finds the deadline in a sentence or a due field and turns it into a day. Knows no tasks."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from atshot_inference.due import clock, days, en, framing, numeric, zh
from atshot_inference.due.folding import folded
from atshot_inference.due.joining import joined
from atshot_inference.due.rule import Mention, Rule, outermost

RULES: tuple[Rule, ...] = (*numeric.RULES, *zh.RULES, *en.RULES, *clock.RULES)
CELL_RULES: tuple[Rule, ...] = (*RULES, *numeric.CELL_RULES, *zh.CELL_RULES, *en.CELL_RULES)

LONGEST = 1000  # characters: beyond, it is no task, and hostile text must not cost seconds


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and the words it came from: `phrase` is text[start:end], with "by" or "前" where they stand."""

    when: date | datetime
    phrase: str
    start: int
    end: int


def find_due(text: str, today: date) -> Due | None:
    """The deadline in free text, in the clearest deadline words or else the last; None where nothing surely is one."""
    plain = folded(text[:LONGEST])
    found = [
        mention
        for mention in _mentions(plain, RULES, today)
        if framing.whole(plain, mention)
        and not framing.recurring_or_past(plain, mention)
        and not framing.about_the_object(plain, mention)
        and framing.stands(plain, mention, today)
    ]
    best = max(found, key=lambda mention: (framing.strength(plain, mention), mention.start), default=None)
    return _due(text, best, today) if best else None


def read_due_cell(text: str, today: date) -> Due | None:
    """The day that the value of a due field means, such as "Mar 17", "20" or "Due: 4月3日"; None for "TBD"."""
    plain = folded(text[:LONGEST])
    found = [m for m in _mentions(plain, CELL_RULES, today) if framing.whole(plain, m) and _fills(plain, m)]
    best = max(found, key=lambda mention: (mention.explicit, mention.end - mention.start), default=None)
    if best is None:
        return None
    due = _due(text, best, today)
    # Tables write a bare day as its midnight; as a deadline that would be the day before.
    if isinstance(due.when, datetime) and due.when.time() == time.min:
        return replace(due, when=due.when.date())
    return due


def _mentions(plain: str, rules: tuple[Rule, ...], today: date) -> list[Mention]:
    if today.year not in days.YEARS:
        return []
    every = outermost(mention for rule in rules for mention in rule.mentions(plain, today))
    framed = (framing.framed(plain, mention) for mention in joined(plain, every))
    return [mention for mention in framed if _is_real(mention, today)]


def _is_real(mention: Mention, today: date) -> bool:
    day = framing.due_day(mention, today)
    return day is not None and day.year in days.YEARS


def _fills(plain: str, mention: Mention) -> bool:
    """Whether a cell says this day and no more, or in words that mean a day anywhere."""
    rest = plain[: mention.start] + plain[mention.end :]
    if not any(character.isalnum() for character in rest):
        return True
    return framing.means_a_day(mention) and not framing.recurring_or_past(plain, mention)


def _due(text: str, mention: Mention, today: date) -> Due:
    day = framing.due_day(mention, today)
    assert day is not None
    hour = mention.clock.time if mention.clock else None
    when = datetime.combine(day, hour) if hour is not None else day
    return Due(when, text[mention.start : mention.end], mention.start, mention.end)
