"""Puts together what names one day: weekday and date, day and hour, both ends of a range. Knows no words for days."""

import re
from dataclasses import replace

from atshot_inference.due.clock import in_the_evening
from atshot_inference.due.framing import LEAD, LOOK_BACK, words
from atshot_inference.due.rule import Kind, Mention, Standing

RANGE = words(r"\s*(?:-|–|—|~|至|到)\s*$")
TO_BRACKETED = words(r"(?:前|之前)?\s*,?\s*\(?\s*$")
TO_CLOCK = words(r"T$|\s*,?\s*(?:at|@|by|before|in\ the|的)?\s*$")
FROM_CLOCK = words(r"\s*(?:,\s*|on\s+|of\s+)?(?:the\s+)?$")
EVENING = re.compile("晚|夜|night|evening", re.IGNORECASE)
TIMED = (Kind.CLOCK, Kind.PART)


def joined(text: str, mentions: list[Mention]) -> list[Mention]:
    """Neighbours that are one: "周五" and "18:00", "Thu" and "3/19", both ends of a range."""
    done: list[Mention] = []
    for mention in mentions:
        one = _one(text, done[-1], mention) if done else None
        if one:
            done[-1] = one
        elif not done or mention.start >= done[-1].end:
            done.append(mention)
    return done


def _one(text: str, first: Mention, second: Mention) -> Mention | None:
    gap = text[first.end : second.start]
    if second.start < first.end:  # both read the 晚 of "今晚8点"
        return _timed(text, first, second) if second.kind is Kind.CLOCK and first.kind not in TIMED else None
    if len(gap) > 12:
        return None
    if {first.kind, second.kind} == {Kind.DATE, Kind.WEEKDAY} and TO_BRACKETED.match(gap):
        dated = first if first.kind is Kind.DATE else second
        end = second.end + ("(" in gap and text[second.end : second.end + 1] == ")")
        return replace(dated, start=first.start, end=end, standing=Standing.ALONE)
    if first.kind is second.kind and first.kind in (Kind.DATE, Kind.WEEKDAY) and RANGE.match(gap):
        return replace(second, start=first.start)
    if first.kind not in TIMED and second.kind in TIMED and TO_CLOCK.match(gap):
        return _timed(text, first, second)
    if first.kind in TIMED and second.kind not in TIMED and _belongs(text, first, gap):
        return _timed(text, second, first)
    return None


def _belongs(text: str, clock: Mention, gap: str) -> bool:
    """Whether a time before a day goes with it: "5pm Friday" does, a chat's "09:31" before "明天" does not."""
    if not FROM_CLOCK.match(gap):
        return False
    spoken = text[clock.start : clock.end].lower()
    plain_hour = spoken == "noon" or (spoken.endswith("m") and ":" not in spoken)
    asked = LEAD.search(text, max(0, clock.start - LOOK_BACK), clock.start) is not None
    return clock.kind is Kind.PART or bool(gap.strip()) or plain_hour or asked


def _timed(text: str, day: Mention, clock: Mention) -> Mention:
    spoken = text[day.start : day.end]
    read = clock.clock if clock.kind is Kind.CLOCK or day.clock is None else day.clock
    if read and EVENING.search(spoken) and clock.kind is Kind.CLOCK:
        read = in_the_evening(read)
    strong = clock.explicit or day.explicit
    start, end = min(day.start, clock.start), max(day.end, clock.end)
    standing = Standing.ALONE if day.standing is Standing.APART else day.standing
    return replace(day, start=start, end=end, clock=read, explicit=strong, standing=standing)
