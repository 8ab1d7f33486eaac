"""What a row of the tables says: words for a day, and how far they may be trusted. Knows no words itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto

from atshot_inference.due import days


class Standing(Enum):
    """When words for a day are a deadline in free text."""

    DEADLINE = auto()  # they say so themselves: "within 2 days", "两周内"
    ALONE = auto()  # wherever they stand: "3月20日", "tomorrow"
    APART = auto()  # with a deadline word, or where a clause begins or ends: "20号提交"
    NEARBY = auto()  # as APART, and in the next weeks: "(3/4)", which else is a fraction
    ASKS = auto()  # only with a deadline word: "by 5pm", "下周前"
    JOINED = auto()  # only as part of a longer phrase: the "morning" of "Friday morning"


class Kind(Enum):
    """What words for a day may be joined with."""

    DATE = auto()
    WEEKDAY = auto()
    SPAN = auto()
    CLOCK = auto()
    PART = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of a week, a month or a quarter; one day is its own first and last."""

    first: date
    last: date

    @classmethod
    def to(cls, month_end: date, months: int) -> "Span":
        """The `months` whole months up to a month's last day."""
        return cls(days.month_later(month_end, 1 - months), month_end)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `vague` says that it may as well be twelve hours later; None is the end of the day."""

    time: time | None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at start..end that name a day, a time or both; `days` is None where no such day exists."""

    start: int
    end: int
    kind: Kind
    standing: Standing
    days: Span | None
    clock: Clock | None = None
    explicit: bool = False
    before: bool = False


Read = Callable[[re.Match[str], date], date | Span | Clock | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the pattern, what it means on a given day, and where it counts."""

    pattern: re.Pattern[str]
    read: Read
    kind: Kind = Kind.DATE
    standing: Standing = Standing.ALONE

    def mentions(self, text: str, today: date) -> Iterator[Mention]:
        """All places where the pattern stands in `text`, impossible days included."""
        for match in self.pattern.finditer(text):
            read = self.read(match, today)
            clock = read if isinstance(read, Clock) else None
            explicit = self.standing is Standing.DEADLINE
            yield Mention(match.start(), match.end(), self.kind, self.standing, _span(read, today), clock, explicit)


def _span(read: date | Span | Clock | None, today: date) -> Span | None:
    if isinstance(read, Clock):
        return Span(today, today)
    return Span(read, read) if isinstance(read, date) else read


def row(pattern: str, read: Read, kind: Kind = Kind.DATE, standing: Standing = Standing.ALONE) -> Rule:
    """A rule from the text of its pattern, in which case and line breaks do not matter and \\d, \\w, \\b are ASCII."""
    return Rule(re.compile(pattern, re.ASCII | re.IGNORECASE | re.VERBOSE), read, kind, standing)


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Those that no longer one covers, in reading order; of equal ones the first."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept
