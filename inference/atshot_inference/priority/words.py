"""The words and signs that mark a priority in a task's text, and how firmly. Knows no headings and no due dates."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from atshot_inference.tasks import Priority


class Reach(Enum):
    """Where a marker counts, and what sets it apart from the sentence."""

    SIGN = auto()  # counts anywhere and is never part of the sentence: 🔥, !!
    CODE = auto()  # counts anywhere; at either end a space sets it apart: P1, #urgent, 紧急
    TOKEN = auto()  # counts anywhere; at the end a space sets it apart: ASAP
    PHRASE = auto()  # counts anywhere; only brackets and punctuation set it apart: urgent, 不急
    ALONE = auto()  # counts only apart; at either end a space is enough: 高
    ASIDE = auto()  # counts only apart, by brackets or punctuation: high


@dataclass(frozen=True, slots=True)
class Word:
    """A row: what the pattern finds means `priority`, as far as `reach` goes."""

    priority: Priority
    reach: Reach
    pattern: re.Pattern[str]


def _row(priority: Priority, reach: Reach, pattern: str) -> Word:
    return Word(priority, reach, re.compile(pattern, re.ASCII | re.IGNORECASE | re.VERBOSE))


HIGH, MEDIUM, LOW = Priority
PRIO = r"prio(?:rit(?:y|ies))?"
EDGE, END = r"(?<![\w/])(?<!\w-)", r"(?![\w/]|-\w)"
LABEL = rf"(?:{PRIO}(?:\s+is)?|优先级(?:别|为|是|定为|设为)?|优先度)\s*[:=\-]?\s*"
NO = r"(?:not|isn't|is\ not|non|no)[\s-]+(?:so\s+|very\s+|that\s+|really\s+|a\s+)?"
FREE = r"(?:time|a\ (?:minute|moment|chance|sec(?:ond)?)|(?:some|the|spare|free)\ time|(?:a\ )?(?:free|spare)\ \w+)"

# What makes a critical, urgent or blocking thing the object of the task rather than its priority.
CRITICAL_THINGS = "path|section|thinking|mass|css|region|point|value|temperature|role|component|infrastructure|review"
URGENT_THINGS = r"care|message|notice|contact|call\s+button"
URGENT_THINGS_ZH = (
    "出口|联系人|联系方式|预案|情况|停车|停机|按钮|制动|救援|电话|通道|疏散|程度|度|避险|呼叫|模式|状态|集合"
)
BUTTONS = "购买|注册|登录|体验|咨询|下载|生效|开通|支付"
EMPTY_THINGS = "[格值指间白行缺位数字列串对调气隙洞档难闲文目吗么没]|[?]"


def _code(numbers: str, tags: str) -> str:
    """P1 in capitals anywhere, p1 in brackets, and hashtags."""
    return rf"(?-i:{EDGE}P[{numbers}]{END})|(?<=[(\[【])p[{numbers}](?=[)\]】])|{EDGE}\#(?:{tags}){END}"


WORDS: tuple[Word, ...] = (
    _row(HIGH, Reach.SIGN, r"[🔥🔴⏫🔺🚨]\ufe0f?|‼\ufe0f?|❗{2,}|(?<![!?])!{2,}(?!=)"),
    _row(MEDIUM, Reach.SIGN, r"🔼\ufe0f?"),
    _row(LOW, Reach.SIGN, r"[🔽⏬]\ufe0f?"),
    _row(HIGH, Reach.CODE, _code("01", "urgent|high|critical|紧急")),
    _row(MEDIUM, Reach.CODE, _code("2", "medium|normal")),
    _row(LOW, Reach.CODE, _code("34", "low|someday")),
    # Said of a priority
    _row(HIGH, Reach.TOKEN, rf"{EDGE}{LABEL}(?:very\s+)?(?:high(?:est)?|urgent|critical|top|p[01]){END}"),
    _row(HIGH, Reach.TOKEN, rf"{LABEL}(?:最高|很高|较高|高|紧急|p[01]{END})"),
    _row(HIGH, Reach.PHRASE, rf"{EDGE}(?:high(?:est)?|top|urgent|critical)[\s-]*{PRIO}{END}"),
    _row(HIGH, Reach.PHRASE, r"(?<![提调])最?高优(?:先级?)?|(?:紧急|最高)优先级?|最优先"),
    _row(MEDIUM, Reach.TOKEN, rf"{EDGE}{LABEL}(?:medium|med|mid|normal|moderate|p2){END}"),
    _row(MEDIUM, Reach.TOKEN, rf"{LABEL}(?:中等?|普通|一般|正常|p2{END})"),
    _row(MEDIUM, Reach.PHRASE, rf"{EDGE}(?:medium|normal|mid|moderate)[\s-]*{PRIO}{END}"),
    _row(MEDIUM, Reach.PHRASE, r"(?:中等?|普通|一般)优先级|中优"),
    _row(LOW, Reach.TOKEN, rf"{EDGE}{LABEL}(?:very\s+)?(?:low(?:est)?|minor|trivial|p[34]){END}"),
    _row(LOW, Reach.TOKEN, rf"{LABEL}(?:最低|较低|低|不高|p[34]{END})"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}(?:low(?:er|est)?|minor)[\s-]*{PRIO}{END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}{NO}(?:high[\s-]*)?{PRIO}{END}|(?<![降调])低优(?:先级)?"),
    # Said of the task itself
    _row(HIGH, Reach.TOKEN, rf"{EDGE}(?:asap{END}|a\.s\.a\.p\.?|as\ soon\ as\ possible{END})"),
    _row(HIGH, Reach.CODE, r"(?-i:\bURGENT\b|\bCRITICAL\b|\bBLOCKER\b)"),
    _row(HIGH, Reach.PHRASE, rf"{EDGE}urgent(?:ly)?{END}(?!\s+(?:{URGENT_THINGS})\b)"),
    _row(HIGH, Reach.PHRASE, rf"{EDGE}critical{END}(?!\s+(?:{CRITICAL_THINGS})\b)"),
    _row(HIGH, Reach.PHRASE, rf"(?<!ad\s)(?<!pop-up\s)(?<!popup\s)(?<!beta\s)(?<!script\s){EDGE}blocker{END}"),
    _row(HIGH, Reach.CODE, rf"(?:十万)?火急|特急|加急(?![费件])|紧急(?!{URGENT_THINGS_ZH})"),
    _row(HIGH, Reach.CODE, r"重要(?:且|又|、)?紧急|紧急(?:且|又|、)?重要"),
    _row(HIGH, Reach.PHRASE, r"(?:很|非常|特别|比较|挺|十分)急(?![躁切诊救])|急需"),
    _row(HIGH, Reach.PHRASE, rf"尽快|(?<![“「\"])(?:立即|立刻)(?!{BUTTONS})|马上(?!到|就|要|开始)"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}{NO}(?:urgent|critical|important){END}|{EDGE}no\s+(?:rush|hurry|urgency){END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}(?:someday(?:\s*/\s*maybe)?|nice[\s-]to[\s-]haves?|at\ your\ leisure){END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}(?:when|if|whenever)\ (?:you(?:'re|\ are)\ )?(?:idle|free|bored){END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}(?:when(?:ever)?|if)\ (?:you|we)(?:'ve)?\ (?:have|get|find|got)\ {FREE}{END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}(?:when|if|as)\ time\ (?:permits|allows){END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}in\ your\ (?:spare|free)\ time{END}"),
    _row(LOW, Reach.PHRASE, rf"{EDGE}whenever(?:\ you\ (?:can|like|want)|\ (?:possible|convenient)){END}"),
    _row(
        LOW,
        Reach.PHRASE,
        r"不(?:是很|太|那么|算)?(?:紧急|着急)|非紧急|(?<!急)不(?:是很|是特别|是|太|那么|算|用)?急(?![躁切])|不赶时间|不用赶",
    ),
    _row(LOW, Reach.PHRASE, rf"(?<![没所])有空(?!{EMPTY_THINGS})(?:的?时候?|的话|再|了|就)?"),
    _row(LOW, Reach.PHRASE, r"有时间(?:的话|再|的?时候?)|得空|空?闲时"),
    # Only apart from the sentence
    _row(HIGH, Reach.ASIDE, rf"{EDGE}(?:very\ )?(?:high(?:est)?|important){END}|重要|必做"),
    _row(MEDIUM, Reach.ASIDE, rf"{EDGE}(?:medium|med|mid|normal|moderate){END}|普通|一般|中等"),
    _row(LOW, Reach.ASIDE, rf"{EDGE}(?:low(?:est)?|minor|trivial|whenever){END}|较低|最低"),
    _row(HIGH, Reach.ALONE, r"最?高|急"),
    _row(MEDIUM, Reach.ALONE, r"(?<!进行\s)(?<!处理\s)(?<!开发\s)(?<!测试\s)中"),
    _row(LOW, Reach.ALONE, r"低"),
)

# Wording that makes a task housekeeping: only what nobody would write of pressing work.
HOUSEKEEPING = re.compile(
    r"\btidy(?:ing)?\b|\bhousekeeping\b|\bspring[ -]clean|\bat some point\b|\beventually\b|\bwhen convenient\b"
    r"|顺手|归档旧|归档历史|归档过期|清理旧|整理(?:桌面|照片|相册|书架|工位)|锦上添花|以后再说|不忙(?:的)?时",
    re.IGNORECASE,
)
