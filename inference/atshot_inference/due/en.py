"""The English words for days and spans of days, one row each. Knows no deadline words and no times of day."""

import re
from datetime import date, timedelta

from atshot_inference.due import days
from atshot_inference.due.rule import Kind, Rule, Span, Standing, row

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
COUNTS |= {"nine": 9, "ten": 10, "a couple of": 2, "couple of": 2, "a few": 3}
DAYS_IN: dict[str, float] = {"day": 1, "d": 1, "week": 7, "wk": 7, "w": 7, "fortnight": 14}
DAYS_IN |= {"hour": 1 / 24, "hr": 1 / 24, "h": 1 / 24, "minute": 1 / 1440, "min": 1 / 1440}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}

# "may" is a verb far more often than a month, "march" sometimes: next to a number both need their capital.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar|(?-i:March|MARCH)|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
LOOSE_MONTH = MONTH.replace("mar|(?-i:March|MARCH)", "mar(?:ch)?").replace("(?-i:May|MAY)", "may")
COUNT = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a\ )?couple\ of|a\ few)"
WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
UNIT = r"(?P<work>(?:business|working|work)\s*)?(?P<u>day|week|wk|fortnight|month|year|hour|hr|minute|min)s?(?![a-z])"
END_WORD = (
    r"\s*(?:$|[^\sa-z]|(?:and|or|at|by|if|so|please|pls|for|to|with|because|since|but|when|latest|noon"
    r"|morning|afternoon|evening|night|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
)
# "wed", "sat" and "Sun" are other words too, wherever more of the sentence follows.
SHORT_WEEKDAY = (
    r"(?:(?-i:Mon|Tue|Wed|Thu|Fri|MON|TUE|WED|THU|FRI)|(?:tues|weds|thurs?)"
    rf"|(?:mon|tue|wed|thu|fri|(?-i:Sat|Sun|SAT|SUN))(?=\.?{END_WORD}))"
)
AFTER_LEAD = r"(?:(?<=\bby\s)|(?<=\bdue\s)|(?<=\bbefore\s)|(?<=\buntil\s))"
COMING = r"(?:(?P<rel>this(?:\s+coming)?|next|coming)\s+)?"
IN_WEEK = r"(?![a-z]|\.com)\.?(?:\s+(?:of\s+)?(?P<after>(?:this|next)\s+week))?"


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    month, number = _month_number(match["mon"]), int(match["d"])
    if not match["y"]:
        return days.nearest_day(month, number, today)
    year = int(match["y"].lstrip("'"))
    return days.real_day(year + 2000 if year < 100 else year, month, number)


def _number(match: re.Match[str], today: date) -> date | None:
    return days.coming_number(int(match["d"]), today)


def _number_of_month(match: re.Match[str], today: date) -> date | None:
    first = days.month_later(today, _steps(match["rel"]))
    return days.real_day(first.year, first.month, int(match["d"]))


def _steps(relative: str | None) -> int:
    """How many weeks or months "this" or "next" lies ahead."""
    return 1 if relative and relative.lower().startswith("next") else 0


def _weekday(match: re.Match[str], today: date) -> date:
    weekday = WEEKDAYS.index(match["w"][:3].lower())
    relative = (match["rel"] or match["after"] or "").lower()
    if relative.startswith(("this", "next")) and "coming" not in relative:
        return days.weekday_in_week(weekday, today, _steps(relative))
    return days.coming_weekday(weekday, today)


def _weekday_of_next_week(match: re.Match[str], today: date) -> date:
    return days.weekday_in_week(WEEKDAYS.index(match["w"][:3].lower()), today, 1)


def _relative(match: re.Match[str], today: date) -> date:
    words = match[0].lower()
    return today + timedelta(days=2 if "day after" in words else 1 if words.startswith(("tm", "tomo", "2")) else 0)


def _week(match: re.Match[str], today: date) -> Span:
    """A working week, which ends on Friday, as EOW does; once the weekend has come this week's end is its Sunday."""
    weeks = 2 if "after" in match[0].lower() else _steps(match["rel"])
    last = days.weekday_in_week(days.FRIDAY, today, weeks)
    return Span(days.weekday_in_week(0, today, weeks), last if last >= today else last + timedelta(days=2))


def _week_last(match: re.Match[str], today: date) -> date:
    return _week(match, today).last


def _weekend(match: re.Match[str], today: date) -> Span:
    return Span(*(days.weekday_in_week(day, today, _steps(match["rel"])) for day in (days.SATURDAY, days.SUNDAY)))


def _month(match: re.Match[str], today: date) -> Span | None:
    """The month that its name, with or without a year, or "next month" means."""
    if match["mon"] and match["y"]:
        return Span.to(days.month_end(int(match["y"]), _month_number(match["mon"])), 1)
    if match["mon"]:
        last = days.nearest_month(_month_number(match["mon"]), today)
        return Span.to(last, 1) if last else None
    first = days.month_later(today, _steps(match["rel"]))
    return Span.to(days.month_end(first.year, first.month), 1)


def _month_last(match: re.Match[str], today: date) -> date | None:
    month = _month(match, today)
    return month.last if month else None


def _month_part(match: re.Match[str], today: date) -> date | None:
    """ "mid" is the 15th, "early" and "start of" the 1st, "late" the last day."""
    month = _month(match, today)
    if month is None or match["part"].lower().startswith("late"):
        return month.last if month else None
    return month.first.replace(day=15 if match["part"].lower().startswith("mid") else 1)


def _week_part(match: re.Match[str], today: date) -> date:
    return days.weekday_in_week(2 if match["part"].lower().startswith("mid") else 0, today, _steps(match["rel"]))


def _quarter(match: re.Match[str], today: date) -> Span | None:
    """The quarter that "Q2", "Q2 2026" or "next quarter" means."""
    if match["q"] and match["y"]:
        return Span.to(days.month_end(int(match["y"]), 3 * int(match["q"])), 3)
    if match["q"]:
        last = days.nearest_month(3 * int(match["q"]), today)
        return Span.to(last, 3) if last else None
    last_month = days.month_later(today, 3 * (days.quarter_of(today) + _steps(match["rel"])) - today.month)
    return Span.to(days.month_end(last_month.year, last_month.month), 3)


def _quarter_last(match: re.Match[str], today: date) -> date | None:
    quarter = _quarter(match, today)
    return quarter.last if quarter else None


def _year_last(match: re.Match[str], today: date) -> date:
    return date(today.year + _steps(match["rel"]), 12, 31)


def _later(match: re.Match[str], today: date) -> date | None:
    """Today plus a length of time; hours count from today's start, since no more of the present is known."""
    words, unit = " ".join((match["n"] or "a").lower().split()), (match["u"] or "h").lower()
    count = int(words) if words.isdigit() else COUNTS[words]
    if match["work"]:
        return days.working_days_later(today, count)
    if unit in MONTHS_IN:
        return days.same_day_later(today, count * MONTHS_IN[unit])
    return today + timedelta(days=days.whole_days(count * DAYS_IN[unit]))


YEAR = r"(?:(?:\s*,\s*|\s+|-)?(?P<y>(?:19|20|21)\d\d(?![\d:])|(?<=\s)'\d\d))?"
NAMED_YEAR = r"(?:\s*,?\s*(?P<y>20\d\d)(?!\d))?"
REL = r"(?:(?:the\s+)?(?P<rel>this|next)\s+|the\s+)?"
OF_MONTH = rf"(?:(?P<mon>{LOOSE_MONTH})\.?(?![a-z]){NAMED_YEAR}|{REL}month(?![a-z]))"
OF_QUARTER = rf"(?:q(?P<q>[1-4])(?!\d){NAMED_YEAR}|{REL}quarter(?![a-z]))"
OF_WEEK = rf"{REL}(?:work(?:ing)?\s*)?week(?![a-z-])"
END_OF = r"(?:the\s+)?\bend\s+of\s+"
DAY_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?\s?[-–]\s?)?(?P<d>\d{1,2})(?!\d|:\d|\.\d|%|/\d|\s*[ap]\.?m\b)(?:st|nd|rd|th)?"

RULES: tuple[Rule, ...] = (
    # Mar 22nd, 2026; April 3; 20 March; 22nd of Mar
    row(rf"(?P<mon>{MONTH})\.?[\s-]*(?:the\ )?{DAY_NUMBER}{YEAR}(?![a-z\d])", _day_of_month),
    row(rf"(?P<mon>may|march)\s+{DAY_NUMBER}{YEAR}(?![a-z\d])", _day_of_month, standing=Standing.ASKS),
    row(
        rf"(?<![\d./#$-])(?<!\d:)(?:\d{{1,2}}(?:st|nd|rd|th)?\s?[-–]\s?)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<mon>{MONTH})(?![a-z])\.?-?{YEAR}(?![a-z\d])",
        _day_of_month,
    ),
    row(rf"\bthe\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?={END_WORD})", _number, standing=Standing.APART),
    row(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?={END_WORD})", _number, standing=Standing.ASKS),
    row(r"(?:the\s+)?\b(?P<d>\d{1,2})(?:st|nd|rd|th)\s+of\s+(?P<rel>this|next)\s+month", _number_of_month),
    # Friday, this Thursday, next Wed, Friday next week
    row(rf"{COMING}(?P<w>{WEEKDAY}){IN_WEEK}", _weekday, Kind.WEEKDAY),
    row(rf"{COMING}(?P<w>{SHORT_WEEKDAY}){IN_WEEK}", _weekday, Kind.WEEKDAY, Standing.APART),
    row(rf"(?P<rel>this|next)\s+(?P<w>{WEEKDAY}|{SHORT_WEEKDAY}|sat|sun)(?![a-z])(?P<after>)", _weekday, Kind.WEEKDAY),
    row(rf"{AFTER_LEAD}(?P<rel>)(?P<w>sat|sun)(?=\.?{END_WORD})(?P<after>)", _weekday, Kind.WEEKDAY, Standing.ASKS),
    row(rf"next\s+week\s+(?:on\s+)?(?P<w>{WEEKDAY}|{SHORT_WEEKDAY})(?![a-z])", _weekday_of_next_week, Kind.WEEKDAY),
    row(
        r"(?:the\s+)?day\s+after\s+tomorrow|(?:later\s+|end\s+of\s+)?today(?![a-z])|tonight|tomm?orr?ow|\btmrw?\b|\btmw\b"
        r"|this\s+(?:afternoon|evening)",
        _relative,
    ),
    # Weeks
    row(r"\beow\b(?P<rel>)", _week_last),
    row(rf"{END_OF}{OF_WEEK}", _week_last),
    row(r"(?:the\s+)?\bweek\s+after\s+next(?P<rel>)", _week, Kind.SPAN),
    row(r"\b(?P<rel>this|next)\s+week(?![a-z-])", _week, Kind.SPAN),
    row(r"\bwithin\s+(?P<rel>this|the)\s+week(?![a-z-])", _week, Kind.SPAN, Standing.DEADLINE),
    row(rf"\b(?P<part>early|mid(?:dle\s+of)?|(?:beginning|start)\s+of)[\s-]+{OF_WEEK}", _week_part),
    row(r"\b(?:(?P<rel>this|next)|the)\s+weekend(?![a-z])", _weekend, Kind.SPAN),
    # Months
    row(r"\beom\b(?P<mon>)(?P<rel>)", _month_last),
    row(rf"{END_OF}{OF_MONTH}|\bmonth[\s-]end\b", _month_last),
    row(rf"\b(?P<part>early|late|mid(?:dle\s+of)?|(?:beginning|start)\s+of)[\s-]*\b{OF_MONTH}", _month_part),
    row(r"\b(?P<mon>)(?P<rel>this|next)\s+month(?![a-z'])", _month, Kind.SPAN),
    row(rf"(?<=\bdue\s)(?:in|by)?\s*(?P<rel>)(?P<mon>{MONTH})(?![a-z])(?!\.?[\s-]*\d){NAMED_YEAR}", _month, Kind.SPAN),
    row(rf"(?P<rel>)(?P<mon>{LOOSE_MONTH})\.?\s+(?P<y>20\d\d)(?!\d)", _month, Kind.SPAN, Standing.ASKS),
    # Quarters and years
    row(r"\beoq\b(?P<q>)(?P<rel>)", _quarter_last),
    row(rf"{END_OF}{OF_QUARTER}|\bquarter[\s-]end\b", _quarter_last),
    row(rf"\b{OF_QUARTER}", _quarter, Kind.SPAN, Standing.JOINED),
    row(rf"\beoy\b|{END_OF}{REL}year(?![a-z])|\byear[\s-]end\b", _year_last),
    # Lengths of time
    row(rf"\bwithin\s+(?:the\s+next\s+)?(?:{COUNT}|the)\s*{UNIT}", _later, standing=Standing.DEADLINE),
    row(r"\bwithin\s+(?P<n>\d{1,3})\s*(?P<work>)(?P<u>[hdw])\b", _later, standing=Standing.DEADLINE),
    row(rf"\bin\s+(?:the\s+next\s+)?{COUNT}\s*{UNIT}('\s+time)?", _later),
    row(r"\bin\s+(?P<n>\d{1,3})\s*h\b(?P<work>)(?P<u>)", _later),
    row(rf"\b{COUNT}\s*{UNIT}\s+from\s+(?:now|today)", _later),
)

# Read only where the whole text is known to be a due date.
CELL_RULES: tuple[Rule, ...] = (
    row(
        rf"(?P<rel>)(?P<mon>{LOOSE_MONTH})\.?(?![a-z])(?!\.?[\s-]*\d\d?(?!\d)){NAMED_YEAR}",
        _month,
        Kind.SPAN,
        Standing.ASKS,
    ),
    row(r"(?P<d>\d{1,2})(?:st|nd|rd|th)", _number, standing=Standing.ASKS),
    row(rf"{COUNT}\s*{UNIT}(?:\s+(?:left|remaining|to\s+go))?", _later, standing=Standing.ASKS),
    row(r"(?<!\w)(?P<n>\d{1,3})\s*(?P<work>)(?P<u>[hdw])\b", _later, standing=Standing.ASKS),
    row(OF_QUARTER, _quarter, Kind.SPAN, Standing.ASKS),
)
