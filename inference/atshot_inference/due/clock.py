"""Times of day in Chinese and English: "18:00", "下午3点半", "5pm", "noon", "EOD". Knows no days."""

import re
from datetime import date, time

from atshot_inference.due.rule import Clock, Kind, Rule, Standing, row
from atshot_inference.due.zh_numbers import NUMBER, number

PART = "凌晨|清晨|早上|早晨|早|上午|午前|中午|午后|下午|傍晚|晚上|晚间|晚|深夜|夜里|夜间"
AFTERNOON = re.compile("中午|午后|下午|傍晚|晚|夜")

# Nobody plans work for 1 to 6 at night: an hour written without am, pm or a leading zero is the afternoon's.
LAST_AFTERNOON_HOUR = 6

HOUR_NOUNS = "建议|意见|要求|问题|需求|内容|说明|优化|改进|结论|注意|事项|反馈|心得|共识|计划"


def clock(hour: int, minute: int, *, afternoon: bool = False, vague: bool = False) -> Clock | None:
    """That time of day; midnight as an end, and 24:00, are the day's end; None where there is no such time."""
    if (hour, minute) == (24, 0) or (afternoon and hour == 0):
        return Clock(None)
    if hour > 23 or minute > 59:
        return None
    if afternoon and hour < 12:
        return Clock(time(hour + 12, minute))
    if vague and 1 <= hour <= LAST_AFTERNOON_HOUR:
        return Clock(time(hour + 12, minute), vague=True)
    return Clock(time(hour, minute), vague=vague and hour < 12)


def in_the_evening(read: Clock) -> Clock:
    """The same time once an evening is named: "今晚8点" is 20:00, and twelve or later is the day's end."""
    if read.time is None or read.time.hour < 5 or read.time.hour > 16:
        return read
    if read.time.hour < 12:
        return Clock(time(read.time.hour + 12, read.time.minute))
    return Clock(None)


def _of_chinese(match: re.Match[str], today: date) -> Clock | None:
    part = match["part"] or ""
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(match["m"] or "", number(match["m"] or "0"))
    hour = number(match["h"])
    if hour == 12 and re.search("晚|夜", part):
        return Clock(None)
    noon = hour in (11, 12) and part == "中午"
    return clock(hour, minute, afternoon=bool(AFTERNOON.search(part)) and not noon, vague=not part)


def _of_colon(match: re.Match[str], today: date) -> Clock | None:
    part = (match["part"] or "").lower()
    half = (match["half"] or "").lower()
    hour, minute = int(match["h"]), int(match["m"])
    if half:
        return _of_half(hour, minute, half)
    noon = hour in (11, 12) and part == "中午"
    bare = not part and not match["h"].startswith("0")
    return clock(hour, minute, afternoon=bool(AFTERNOON.search(part)) and not noon, vague=bare)


def _of_half(hour: int, minute: int, half: str) -> Clock | None:
    if not 1 <= hour <= 12:
        return None
    if hour == 12 and half == "a":
        return Clock(None) if minute == 0 else Clock(time(0, minute)) if minute < 60 else None
    return clock(hour, minute, afternoon=half == "p")


def _of_english(match: re.Match[str], today: date) -> Clock | None:
    return _of_half(int(match["h"]), 0, match["half"].lower())


def _at_hour(match: re.Match[str], today: date) -> Clock | None:
    hour = int(match["h"])
    return clock(hour, 0, vague=True) if 1 <= hour <= 12 else None


def _noon(match: re.Match[str], today: date) -> Clock:
    return Clock(time(12, 0))


def _day_end(match: re.Match[str], today: date) -> Clock:
    return Clock(None)


RULES: tuple[Rule, ...] = (
    row(  # 18:00, 下午 3:30, 5:30 pm, T18:00:00Z
        rf"(?<![\d:.])(?P<part>{PART})?\s*(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?::\d\d(?:\.\d+)?)?Z?(?![\d:])"
        r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
        _of_colon,
        Kind.CLOCK,
        Standing.ASKS,
    ),
    row(  # 5pm, 10 a.m.
        r"(?<![\d.:/])(?P<h>\d{1,2})\s*(?P<half>[ap])\.?m(?![a-z])\.?(?![a-z])", _of_english, Kind.CLOCK, Standing.ASKS
    ),
    row(  # 下午3点半, 18点, 晚8时
        rf"(?<![\d.:第])(?P<part>{PART})?\s*(?P<h>{NUMBER})\s*(?:点钟?(?!{HOUR_NOUNS})|时(?![间刻候长段区差]))整?"
        r"(?:\s*(?P<m>半|[一三]刻|\d{1,2}|[一二三四五]?十[一二三四五六七八九]?(?=分))\s*分?(?!钟))?",
        _of_chinese,
        Kind.CLOCK,
        Standing.ASKS,
    ),
    row(r"(?<=\bat\s)(?P<h>\d{1,2})(?![\w:.%/])", _at_hour, Kind.CLOCK, Standing.JOINED),
    row(r"\bnoon\b|中午|正午", _noon, Kind.CLOCK, Standing.ASKS),
    row(r"\bmidnight\b|午夜|零点(?=\s*(?:之|以)?前)", _day_end, Kind.CLOCK, Standing.ASKS),
    row(
        r"(?-i:\bEOD\b|\bCOB\b|\bEOB\b)|\beod\b|\bclose\ of\ business\b|\bend\ of\ (?:the\ )?(?:day|business)\b",
        _day_end,
        Kind.PART,
        Standing.DEADLINE,
    ),
    row(r"(?<=\bby\s)cob\b", _day_end, Kind.PART, Standing.ASKS),
    row(r"(?:下班|收工|打烊)(?:之|以)?前", _day_end, Kind.PART, Standing.DEADLINE),
    row(r"上午|下午|晚上|傍晚|早上|午前|午后|晚间|下班时?", _day_end, Kind.PART, Standing.ASKS),
    row(r"\b(?:morning|afternoon|evening|night)\b", _day_end, Kind.PART, Standing.JOINED),
)
