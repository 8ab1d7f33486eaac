"""Days written in digits: ISO, 3/20, 20.03.2026, 3-20. Knows which number is the month, no words."""

import re
from datetime import date

from atshot_inference.due import days
from atshot_inference.due.rule import Kind, Rule, Span, Standing, row

OPEN = r"(?<![\w./$¥€£#+])(?<!\d:)(?<![\w.]-)"  # what stands before must not make it part of a longer number
VERSION = r"(?<!版本)(?<!版)(?<!升级到)(?<!version\ )(?<!release\ )(?<!upgrade\ to\ )(?<!\bv)"
RANGE_OPEN = r"(?<![\w./$¥€£#+])(?<!\d:)(?<![A-Za-z_.]-)"  # as OPEN, but "3/16-3/20" has two days
UNITS = r"%|‰|inch|in\.|[\"″']|英寸|cm|mm|kg|gb|mb|k\b|m\b|元|万|米|倍|分|折|个|人|次|of\b|的?用户|完成"


def _iso(match: re.Match[str], today: date) -> date | None:
    return days.real_day(int(match["y"]), int(match["m"]), int(match["d"]))


def _month_first(match: re.Match[str], today: date) -> date | None:
    return days.nearest_day(int(match["m"]), int(match["d"]), today)


def _month_or_day_first(match: re.Match[str], today: date) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return days.nearest_day(month, day, today)


def _with_year_last(match: re.Match[str], today: date) -> date | None:
    """US order, else day first: "03/26/2016", "26/3/2016"."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    return days.real_day(year, first, second) or days.real_day(year, second, first)


def _short_year(match: re.Match[str], today: date) -> date | None:
    """US order; where that is no date, of "26/4/15" read from either end the one nearer to today."""
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    if american := days.real_day(2000 + third, first, second):
        return american
    others = (days.real_day(2000 + third, second, first), days.real_day(2000 + first, second, third))
    return min((day for day in others if day), key=lambda day: abs(day - today), default=None)


def _month(match: re.Match[str], today: date) -> Span | None:
    first = days.real_day(int(match["y"]), int(match["m"]), 1)
    return Span.to(days.month_end(first.year, first.month), 1) if first else None


def _number(match: re.Match[str], today: date) -> date | None:
    return days.coming_number(int(match["d"]), today)


CLOSE = rf"(?![\w/:]|\.\d)(?!\s*(?:{UNITS}))"
FRONT = r"\s*(?:之前|以前|前|截止)"
RULES: tuple[Rule, ...] = (
    row(  # 2026-04-15, 2026/4/15, 2026.4.15
        rf"{OPEN}{VERSION}(?P<y>(?:19|20|21)\d\d)\s?(?P<s>[-/.])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}})"
        r"(?![\d/]|[.-]\d|[a-su-z_])",
        _iso,
    ),
    row(rf"{OPEN}(?P<a>\d{{1,2}})(?P<s>[/-])(?P<b>\d{{1,2}})(?P=s)(?P<y>[12]\d{{3}})(?![\d/-]|\.\d)", _with_year_last),
    row(rf"{OPEN}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>20\d\d)(?![\d/-]|\.\d)", _iso),
    row(rf"{OPEN}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<c>\d\d){CLOSE}", _short_year),
    # 3/20 and 03/04 are dates anywhere; 3/4 is one where it stands apart, 1/2 or 20/3 with a deadline word.
    row(rf"{RANGE_OPEN}(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01]){CLOSE}", _month_first),
    row(rf"{RANGE_OPEN}(?P<m>0\d|1[0-2])/(?P<d>0[1-9]|1[0-2]){CLOSE}", _month_first),
    row(
        rf"{RANGE_OPEN}(?![1-3]/[1-3](?!\d))(?P<m>[1-9]|1[0-2])/(?P<d>[1-9]|1[0-2]){CLOSE}",
        _month_first,
        standing=Standing.NEARBY,
    ),
    row(rf"{OPEN}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/]|\.\d)", _month_or_day_first, standing=Standing.ASKS),
    row(rf"{OPEN}{VERSION}(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?![\d/-]|\.\d)", _month_first, standing=Standing.ASKS),
    row(
        rf"{OPEN}{VERSION}(?P<m>\d{{1,2}})\.(?P<d>\d{{1,2}})\s*[日号]?(?={FRONT}|\s*\(?\s*(?:周|星期)[一二三四五六日天])",
        _month_first,
        standing=Standing.ASKS,
    ),
    row(rf"{OPEN}(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?={FRONT})", _iso, standing=Standing.ASKS),
)

# Read only where the whole text is known to be a due date.
CELL_RULES: tuple[Rule, ...] = (
    row(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)", _iso, standing=Standing.ASKS),
    row(rf"{OPEN}(?P<m>\d{{1,2}})\.(?P<d>\d{{1,2}})(?![\d/]|\.\d)", _month_first, standing=Standing.ASKS),
    row(rf"{OPEN}(?P<a>\d\d)[.-](?P<b>\d{{1,2}})[.-](?P<c>\d{{1,2}})(?!\d)", _short_year, standing=Standing.ASKS),
    row(r"(?<![\d/.-])(?P<y>20\d\d)[-/.年](?P<m>\d{1,2})(?![\d/.-])", _month, Kind.SPAN, Standing.ASKS),
    row(r"(?<![\w/.-])(?P<d>\d{1,2})(?![\w/.-])", _number, standing=Standing.ASKS),
)
