"""What stands around a day: the deadline words that belong to it, and what shows that it is no deadline."""

import re
from dataclasses import replace
from datetime import date

from atshot_inference.due.rule import Kind, Mention, Standing

LOOK_BACK = 40  # characters: the longest chain of words before a date that matters
NEARBY_DAYS = range(-14, 61)  # where "(3/4)" is rather a date than three quarters


def words(pattern: str) -> re.Pattern[str]:
    """A pattern in which case and line breaks do not matter and \\d, \\w, \\b are ASCII."""
    return re.compile(pattern, re.ASCII | re.IGNORECASE | re.VERBOSE)


LEAD = words(
    r"""(?<![a-z])(?:(?:no|not)\ later\ than|on\ or\ before|prior\ to|ahead\ of
        |(?:due|deadline|eta|ddl|target\ date)(?:\s*date)?(?:\s*(?:is|by|on|before|in|at|for))?\s*[:=\-–]?
        |(?:latest\s+|due\s*)?(?:by|before|until|till|til)\s*:?)\s*(?:the\s+)?$
    |(?:截止(?:日期|时间|日)?|截至|到期(?:日|时间)?|期限|时限|(?:完成|交付|提交)(?:日期|时间|期限)|最晚|最迟|不晚于|不迟于|赶在)
        \s*(?:是|为|到|至|于|在)?\s*[:=]?\s*$"""
)
WEAK_LEAD = words(r"(?<![a-z])on\s+(?:the\s+)?$|(?<![现正存所好由关对属至终])[在于]\s*$")
BEFORE = words(r"before|prior|ahead")
FRONT = r"前(?![端后台期置往来缀者沿景线排列辈夕几两]|面(?![试谈签]))"
TRAIL = words(
    rf"""\s*(?:(?P<before>之前|以前|{FRONT})|截止|截至|为止|到期|之内|以内|内(?![部容测存网审核训购推向外幕地])
        |(?:at\ the\ )?latest\b|or\ (?:sooner|earlier|before)\b|(?:deadline|ddl)\b)"""
)

NEVER_AFTER = words(
    r"""(?<![a-z])(?:(?:every|each)(?:\ (?:other|second|third|single))?|last|past|previous|since|after|from|as\ of
        |starting|effective|black|good|cyber|second|third|fourth|2nd|3rd|4th|week\ of)\s+(?:the\s+)?$
    |(?<![a-z])(?:every|each)\s+(?:\w+\s*(?:,|and|&|or|/)\s*)+$
    |(?:每|逢)(?:个|隔)?$|[双单]$|(?<!个)工作日的?$|每(?:天|日|晚|早|个?月|周[一二三四五六日]?|个?工作日)(?:的|[、和与及,/至到\s-]*(?:周[一二三四五六日])?)*$
    |(?<![线晚早以马网路])上个?$|(?:去年|前年|从|过去|最近|耗时|历时)\s*$|(?<![各亲独])自$|@$"""
)
NEVER_BEFORE = words(
    r"""\s*(?:的(?!话|时候)|起(?![草诉来飞])|开始|以来|至今|之后|以后|过后|后(?![端台续勤天面期])
        |onwards?\b|ago\b|and\ (?:later|after)\b)"""
)
OBJECT_AFTER = words(
    r"(?<![a-z])(?:of|notes?|minutes|the)\s+$"
    r"|(?:进度|得分|评分|比例|步骤|progress:?|(?:sub)?tasks?|issues?|tickets?|room|chapter|slides?|steps?|part|page)\s*:?\s*$"
)
OBJECT_BEFORE = words(
    r"""'s\b|\s+(?:meetings?|notes|minutes|stand-?up|sync|retro|outage|incident|agenda|numbers|invites?|session|workshop
        |party|event|edition|build)\b
    |\s*(?:的?会议(?!室)|例会|周会|晨会|早会|站会|会上|纪要|记录|日志|照片|数据|报表|周报|日报|账单|发票|工单|故障|事故|那[次个场版])"""
)
FOR = words(r"(?<![a-z])for\s+$")  # "flights for next week" are not bought next week
OBJECT_IN_SENTENCE = words(r"\s+(?:review|call|demo|release|launch|report|deploy(?:ment)?|deadline|morning\ meeting)\b")

OPENING = re.compile(r"(?:^|[^\w\s]|(?:请|需|需要|必须|务必|麻烦|争取|尽量)|@\S+\s+|(?i:\bplease\s+|\bpls\s+)|\n)\s*$")
CLOSING = re.compile(r"\s*(?:$|[^\w\s]|\n)")


def framed(text: str, mention: Mention) -> Mention:
    """The mention with the deadline words that stand before and after it."""
    start, end, explicit, before = mention.start, mention.end, mention.explicit, False
    if lead := LEAD.search(text, max(0, start - LOOK_BACK), start):
        start, explicit, before = lead.start(), True, bool(BEFORE.search(lead[0]))
    elif weak := WEAK_LEAD.search(text, max(0, start - LOOK_BACK), start):
        start = weak.start()
    if trail := TRAIL.match(text, end):
        end, explicit, before = trail.end(), True, before or bool(trail["before"])
    start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    return replace(mention, start=start, end=end, explicit=explicit, before=before)


def due_day(mention: Mention, today: date) -> date | None:
    """The last day that the words leave: of a span its last, before a span that lies ahead the eve of its first."""
    span = mention.days
    if span is None:
        return None
    ahead = mention.before and span.first != span.last and span.first > today
    return date.fromordinal(span.first.toordinal() - 1) if ahead else span.last


def whole(text: str, mention: Mention) -> bool:
    """Whether no Latin word or number is cut by the mention's ends."""
    return not (_cut(text, mention.start) or _cut(text, mention.end))


def _cut(text: str, at: int) -> bool:
    left, right = text[max(0, at - 1) : at], text[at : at + 1]
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def recurring_or_past(text: str, mention: Mention) -> bool:
    """Whether the words around say that this is no single day to come."""
    return bool(NEVER_AFTER.search(text, max(0, mention.start - LOOK_BACK), mention.start)) or bool(
        NEVER_BEFORE.match(text, mention.end)
    )


def about_the_object(text: str, mention: Mention) -> bool:
    """Whether a day without a deadline word rather describes a thing: "notes of March 3", "3/20会议纪要"."""
    if mention.explicit:
        return False
    if OBJECT_AFTER.search(text, max(0, mention.start - LOOK_BACK), mention.start):
        return True
    if OBJECT_BEFORE.match(text, mention.end):
        return True
    if mention.kind is Kind.SPAN and FOR.search(text, max(0, mention.start - LOOK_BACK), mention.start):
        return True
    return not opens(text, mention) and bool(OBJECT_IN_SENTENCE.match(text, mention.end))


def opens(text: str, mention: Mention) -> bool:
    """Whether a clause begins with the mention."""
    return bool(OPENING.search(text, max(0, mention.start - LOOK_BACK), mention.start)) or mention.start == 0


def closes(text: str, mention: Mention) -> bool:
    """Whether a clause ends with the mention."""
    return bool(CLOSING.match(text, mention.end))


def means_a_day(mention: Mention) -> bool:
    """Whether the words mean a day even beside others that explain nothing."""
    return mention.explicit or mention.standing in (Standing.ALONE, Standing.DEADLINE)


def stands(text: str, mention: Mention, today: date) -> bool:
    """Whether the mention counts as a deadline where it stands in free text."""
    if mention.explicit or mention.standing is Standing.ALONE:
        return True
    if mention.standing in (Standing.ASKS, Standing.JOINED):
        return False
    day = due_day(mention, today)
    near = mention.standing is Standing.APART or (day is not None and (day - today).days in NEARBY_DAYS)
    return near and (opens(text, mention) or closes(text, mention))


def strength(text: str, mention: Mention) -> int:
    """How surely the mention is the deadline: 2 by its words, 1 by its place, else 0."""
    return 2 if mention.explicit else int(opens(text, mention) or closes(text, mention))
