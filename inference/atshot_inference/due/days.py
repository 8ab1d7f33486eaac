"""Calendar arithmetic for deadlines: weeks that start on Monday, month ends, missing years. Knows no words."""

from calendar import monthrange
from datetime import date, timedelta
from math import ceil

YEARS = range(1990, 2101)  # a year outside is taken for a misread number
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6

# Without a year, a date this many days ago is last year's plan for next year; a younger one is an overdue task.
FORGOTTEN_DAYS = 60


def real_day(year: int, month: int, number: int) -> date | None:
    """That day, or None where the calendar has no such day or its year is not one of YEARS."""
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def nearest_day(month: int, number: int, today: date) -> date | None:
    """That day of the year which makes it the next to come, or under FORGOTTEN_DAYS past; None if there is none."""
    years = (today.year - 1, today.year, today.year + 1)
    days = (real_day(year, month, number) for year in years)
    return next((day for day in days if day and -FORGOTTEN_DAYS < (day - today).days < 366), None)


def nearest_month(month: int, today: date) -> date | None:
    """The last day of that month, in the year which `nearest_day` would choose."""
    if not 1 <= month <= 12:
        return None
    ends = (month_end(year, month) for year in (today.year - 1, today.year, today.year + 1))
    return next(end for end in ends if (end - today).days > -FORGOTTEN_DAYS)


def month_end(year: int, month: int) -> date:
    """The last day of a month from 1 to 12."""
    return date(year, month, monthrange(year, month)[1])


def month_later(today: date, months: int) -> date:
    """The first day of the month that is `months` after today's."""
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def same_day_later(today: date, months: int) -> date:
    """Today's number in the month that is `months` later, or that month's last day where it is too short."""
    first = month_later(today, months)
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def coming_weekday(weekday: int, today: date) -> date:
    """The next such day, Monday being 0; today counts."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_in_week(weekday: int, today: date, weeks: int) -> date:
    """That day of the week that is `weeks` after today's, past or not."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def coming_number(number: int, today: date) -> date | None:
    """The next day with this number in its month, today included; months too short for it are skipped."""
    firsts = (month_later(today, months) for months in range(3))
    days = (real_day(first.year, first.month, number) for first in firsts)
    return next((day for day in days if day and day >= today), None)


def working_days_later(today: date, count: int) -> date:
    """The day after `count` days from Monday to Friday; public holidays are not known here."""
    day = today
    for _ in range(count):
        day += timedelta(days=1 if day.weekday() < FRIDAY else 7 - day.weekday())
    return day


def whole_days(count: float) -> int:
    """How many days on a length of `count` days ends: part of one is today, more is rounded up."""
    return 0 if count < 1 else ceil(count - 1e-9)


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3
