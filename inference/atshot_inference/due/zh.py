"""The Chinese words for days and spans of days, one row each. Knows no deadline words and no times of day."""

import re
from datetime import date, timedelta

from atshot_inference.due import days
from atshot_inference.due.rule import Kind, Rule, Span, Standing, row
from atshot_inference.due.zh_numbers import DIGITS, NUMBER, number

WEEKDAYS = {**dict(zip("一二三四五六日", range(7), strict=True)), **dict(zip("123456", range(6), strict=True)), "天": 6}
WEEK = "(?:周|星期|礼拜)"
YEAR = rf"(?:(?P<y>\d{{4}}|\d{{2}}|[{''.join(DIGITS)}]{{4}})\s*年|(?P<ry>今年|本年|明年|后年))\s*"
NEXT = "下下个?|下个?"
THIS = "本|这个|这|当"

# "3天后" and the day numbers of a month are met in other meanings too; these nouns give them away.
NUMBER_NOUNS = "楼|线|院|店|码|位|机|文|令|房|门|桌|室|柜|库|仓|服|池|会议室|文件|工单|球|队|节点|选手|同学"
MEASURES = "[个多天人元万亿千百件条次年月点时分秒名家台项周倍度成%+]"
DAY_NOUNS = "内|游|留存|活|均|志|报|常|之内|以内|后|以后|之后|元|圆|本|语|照|程|子|期|龄"
DOING = "完成|提交|搞定|交付|上线|发布|发出|输出|给出|解决|修复|处理|确认|定稿|做完|写完|落实|更新|安排|跟进"
CLAUSE_END = r"(?=\s*(?:之前|以前|前|截止|完成|提交|上线|交付|发布|定稿|给|出|$|[,，。.;；、!！?？)）\]】]))"
WEEKDAY_TAILS = "[次个遍年样般些旦共步]|起(?!草)|下(?!午|班)|天(?!前|内)|报(?!名|告|销|价|备)"
INSIDE = r"(?:之内|以内|内(?![部容测存网审核训购推向外幕地])|里)"
MONTHS_IN = {"月": 1, "年": 12}
DAYS_IN = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365} | {
    **dict.fromkeys(("小时", "钟头", "钟", "h"), 1 / 24),
    "分钟": 1 / 1440,
}
RELATIVE_DAYS = {
    **dict.fromkeys(("今天", "今日", "今晚", "今夜", "今早", "今晨", "今儿", "本日"), 0),
    **dict.fromkeys(("明天", "明日", "明早", "明晚", "明晨", "明儿"), 1),
    **dict.fromkeys(("后天", "后日"), 2),
    "大后天": 3,
}


def steps(relative: str | None) -> int:
    """How many weeks or months "下", "下下" or "本" lie ahead."""
    return (relative or "").count("下")


def _year(match: re.Match[str], today: date) -> int | None:
    """The year that a match of YEAR names; a two-digit one is of this century."""
    if match["ry"]:
        return today.year + {"明年": 1, "后年": 2}.get(match["ry"], 0)
    if not match["y"]:
        return None
    year = number(match["y"])
    return year + 2000 if year < 100 else year


def _month_day(match: re.Match[str], today: date) -> date | None:
    year, month, day = _year(match, today), number(match["m"]), number(match["d"])
    return days.nearest_day(month, day, today) if year is None else days.real_day(year, month, day)


def _number_of_month(match: re.Match[str], today: date) -> date | None:
    first = days.month_later(today, steps(match["rel"]))
    return days.real_day(first.year, first.month, number(match["d"]))


def _number(match: re.Match[str], today: date) -> date | None:
    return days.coming_number(number(match["d"]), today)


def _month_last(match: re.Match[str], today: date) -> date | None:
    """The last day of the month that "4月", "下月" or nothing at all names."""
    if match["rel"] and match["rel"].startswith("上"):
        return None
    if match["m"]:
        year, month = _year(match, today), number(match["m"])
        if year is None:
            return days.nearest_month(month, today)
        return days.month_end(year, month) if days.real_day(year, month, 1) else None
    first = days.month_later(today, steps(match["rel"]))
    return days.month_end(first.year, first.month)


def _month(match: re.Match[str], today: date) -> Span | None:
    last = _month_last(match, today)
    return Span.to(last, 1) if last else None


def _in_month(match: re.Match[str], today: date) -> date | None:
    """A part of a month; of no month in particular, the next such day."""
    last = _month_last(match, today)
    day = {"初": 1, "中": 15, "上旬": 10, "中旬": 20}.get(match["part"], 31)
    if last is None:
        return None
    found = last.replace(day=min(day, last.day))
    if found >= today or match["m"] or match["rel"]:
        return found
    following = days.month_later(today, 1)
    return following.replace(day=min(day, days.month_end(following.year, following.month).day))


def _weekday(match: re.Match[str], today: date) -> date:
    weekday = WEEKDAYS[match["w"]]
    if match["rel"]:
        return days.weekday_in_week(weekday, today, steps(match["rel"]))
    return days.coming_weekday(weekday, today)


def _week(match: re.Match[str], today: date) -> Span:
    """The whole week to its Sunday: "本周内" has no five-day idiom as the English "end of week" has."""
    weeks = steps(match["rel"])
    return Span(days.weekday_in_week(0, today, weeks), days.weekday_in_week(days.SUNDAY, today, weeks))


def _in_week(match: re.Match[str], today: date) -> date:
    weekday = {"初": 0, "中": 2}.get(match["part"], days.SUNDAY)
    return days.weekday_in_week(weekday, today, steps(match["rel"]))


def _relative(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=RELATIVE_DAYS[match[0]])


def _year_part(match: re.Match[str], today: date) -> date | None:
    year = int(match["y"]) if match["y"] else today.year + {"明": 1, "后": 2}.get(match["ry"], 0)
    return days.real_day(year, 6, 30) if match["part"] == "中" else days.real_day(year, 12, 31)


def _quarter(match: re.Match[str], today: date) -> Span | None:
    """The quarter that "二季度", "Q2", "下季度" or nothing at all names."""
    if named := match["q"] or match["q2"]:
        last = days.nearest_month(3 * number(named), today)
    else:
        ahead = 3 * (days.quarter_of(today) + steps(match["rel"])) - today.month
        first = days.month_later(today, ahead)
        last = days.month_end(first.year, first.month)
    return Span.to(last, 3) if last else None


def _quarter_last(match: re.Match[str], today: date) -> date | None:
    quarter = _quarter(match, today)
    return quarter.last if quarter else None


def _later(match: re.Match[str], today: date) -> date | None:
    """Today plus a length of time; hours count from today's start, since no more of the present is known."""
    count = 0.5 if match["n"] == "半" else number(match["n"])
    unit = match["u"].lower().removeprefix("个")
    if not count:
        return None
    if unit == "工作日":
        return days.working_days_later(today, int(count))
    if unit in MONTHS_IN and count * MONTHS_IN[unit] >= 1:
        return days.same_day_later(today, int(count * MONTHS_IN[unit]))
    return today + timedelta(days=days.whole_days(count * DAYS_IN[unit]))


MONTH = rf"(?:(?:{YEAR})?(?<![\d.一二三四五六七八九十])(?P<m>{NUMBER})\s*|(?P<rel>{NEXT}|{THIS}|上个?)\s*)"
QUARTER = rf"(?:(?P<rel>{NEXT}|{THIS})|第?(?P<q>[一二三四1-4]))?\s*个?季度?|(?<![a-z\d])Q(?P<q2>[1-4])\s*(?:季度?)?"
LENGTH = (
    rf"(?:这|未来|接下来|今后)?(?<![\d.*×/第前后起])(?:{NUMBER}\s*[-~到至–]\s*)?(?P<n>{NUMBER}|半)\s*"
    r"(?P<u>个?工作日|天|日|周|个?星期|个?礼拜|个月|个?小时|个?钟头?|h|分钟|年)\s*"
)

RULES: tuple[Rule, ...] = (
    row(  # 3月20日, 2026年4月15号, 三月二十日, 3月20
        rf"(?:{YEAR})?(?<![\d.一二三四五六七八九十])(?P<m>{NUMBER})\s*月\s*(?P<d>{NUMBER})(?!\d)\s*"
        rf"(?:[日号]|(?!{MEASURES}))",
        _month_day,
    ),
    row(rf"(?P<rel>{NEXT}|{THIS})\s*月\s*(?P<d>{NUMBER})\s*[日号]", _number_of_month),
    row(
        rf"(?<![\d月./第一二三四五六七八九十])(?P<d>{NUMBER})\s*(?:号(?!{NUMBER_NOUNS})|日(?!{DAY_NOUNS}))",
        _number,
        standing=Standing.APART,
    ),
    row(rf"(?:{MONTH}|(?<![每个]))月\s*(?P<part>底|末|下旬|中旬|上旬)", _in_month),
    row(rf"(?:{MONTH}|(?<![每个]))月\s*(?P<part>初|中){CLAUSE_END}", _in_month),
    row(rf"(?:{MONTH}|(?<![每个年]))月份?(?=\s*{INSIDE})", _month, Kind.SPAN),
    row(rf"(?:{MONTH})月份?(?!\s*[\d一二三四五六七八九十])", _month, Kind.SPAN, Standing.ASKS),
    row(
        rf"(?P<rel>{NEXT}|本|这个?)?{WEEK}\s*(?P<w>[一二三四五六日天]|[1-6](?!\d))(?!{WEEKDAY_TAILS})",
        _weekday,
        Kind.WEEKDAY,
    ),
    row(rf"(?P<rel>{NEXT}|本|这个?)?周(?P<part>末)(?!愉快|快乐|好)", _in_week),
    row(rf"(?P<rel>{NEXT}|本|这个?){WEEK}(?P<part>初|中){CLAUSE_END}", _in_week),
    row(rf"(?P<rel>{NEXT}|本|这个?){WEEK}(?=\s*(?:{DOING}))", _week, Kind.SPAN, Standing.APART),
    row(rf"(?P<rel>{NEXT}|本|这个?){WEEK}(?![一二三四五六日天末初中1-7])", _week, Kind.SPAN, Standing.ASKS),
    row(
        r"大后天|(?<![然之以今前随稍大先])后[天日](?![气堂空然])|今[天日晚夜早晨儿](?!头条)|明[天日早晚晨儿](?!方舟)|本日",
        _relative,
    ),
    row(
        r"(?:(?<!\d)(?P<y>\d{4})|(?P<ry>[今本明后]))?\s*(?<![去前每往多数几半])年年?(?P<part>底|末|内|中(?=前|之前))",
        _year_part,
    ),
    row(rf"(?:{QUARTER})\s*(?:末|底|结束(?=前|之前))", _quarter_last),
    row(rf"(?:{QUARTER})(?=\s*{INSIDE})", _quarter, Kind.SPAN),
    row(rf"{LENGTH}{INSIDE}", _later, standing=Standing.DEADLINE),
    row(rf"{LENGTH}(?:之后|以后|后(?![端台续勤天面期]))", _later, standing=Standing.APART),
)

# Read only where the whole text is known to be a due date.
CELL_RULES: tuple[Rule, ...] = (
    row(rf"(?P<d>{NUMBER})\s*[日号]", _number, standing=Standing.ASKS),
    row(rf"(?:还?剩余?|还有)?\s*{LENGTH}", _later, standing=Standing.ASKS),
    row(QUARTER, _quarter, Kind.SPAN, Standing.ASKS),
)
