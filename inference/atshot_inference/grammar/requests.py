"""Judges whether words ask somebody to do something. Knows phrases of both languages, not who is asked."""

import re
from enum import IntEnum

from atshot_inference.grammar import words_en as en
from atshot_inference.grammar import words_zh as zh
from atshot_inference.grammar.names import HAN


class Verdict(IntEnum):
    """How sure it is that words are a request."""

    NO = 0
    MAYBE = 1
    YES = 2


_ASKS = re.compile("|".join((*en.REQUESTS, *zh.REQUESTS)), re.IGNORECASE)
_REMARK_EN = re.compile("|".join(en.REMARKS), re.IGNORECASE)
_REMARK_ZH = re.compile("|".join(zh.REMARKS), re.IGNORECASE)
_ACKNOWLEDGES = re.compile(
    r"^\W*(收到|好的|谢谢|感谢|多谢|辛苦了|客气|thanks\b|thank you|thx|cc\b|fyi\b|lgtm|approved|"
    r"great work|good job|nice)",
    re.IGNORECASE,
)
_ONLY_ACKNOWLEDGES = re.compile(
    r"\W*(收到|好的?|好嘞|好滴|ok|okay|嗯+|行|可以|没问题|明白|了解|知道了|马上|这就|"
    r"will do|on it|got it|done|sure|yes|yep|noted|np|sounds good|thanks?|thank you|agreed)"
    r"(了|的|啦|哈|呀|哦|，?谢谢|,? ?thanks?|! will do)?\W*",
    re.IGNORECASE,
)
_STATES = re.compile(r"\b(?:is|are|was|were|am|has been|have been|will be|'s|'re)\b", re.IGNORECASE)
_QUESTION = re.compile(zh.QUESTIONS)
_LEAD = re.compile(f"\\W*(?:{zh.LEADS})")
_REPORTS = re.compile("|".join(zh.REPORTS))
_BEGS = re.compile(r"请(?!假|问)|麻烦|务必|记得|尽快|\bplease\b|\bpls\b|\b(?:can|could) you\b", re.IGNORECASE)
_VERB_WORD = re.compile(zh.VERB_WORDS)
_STATEMENT = re.compile(en.STATEMENT, re.IGNORECASE)
_CODE = re.compile(
    r"^\s*[!/][a-z]+\b|^\s*(?:/\*\*?|\*|//)\s|\*/\s*$|[{};]\s*$|\)\s*\{|=>|==|!=|\(\)|</|::|->\s*\w+:|"
    r"^\s*(?:public|private|protected|static|def|class|import|from .* import|return|const|let|var|function|"
    r"package|namespace|using|#include|npm|pip|git|sudo|ssh|scp|curl)\b"
)


def asks(text: str) -> bool:
    """Whether `text` holds words of asking ("please", "can you", "麻烦", "…一下")."""
    return _ASKS.search(text) is not None


def imperative(text: str) -> bool:
    """Whether `text` opens with a verb in the form of an order, in either language."""
    word = re.match(r"\W*(?:to |then |also |and |first |kindly |quickly |just )*([A-Za-z]+(?:-[a-z]+)?)\b", text)
    if word and not re.match(f"\\W*{HAN}", text):
        if _STATEMENT.match(text):
            return False
        plain = word[1].casefold()
        return plain in en.VERBS or plain.split("-")[-1] in en.VERBS or plain.removeprefix("re") in en.VERBS
    return opens_with_verb(text) or (re.search(HAN, text) is not None and _LEAD.match(text) is not None)


def opens_with_verb(text: str) -> bool:
    """Whether Chinese `text` opens with a verb, not with a time or a preposition."""
    first = re.match(rf"\W*({HAN})", text)
    return first is not None and (first[1] in zh.VERB_HEADS or _VERB_WORD.match(text, first.start(1)) is not None)


def orders(text: str) -> bool:
    """Whether `text` opens with a verb; an English one counts only where no Chinese follows."""
    return opens_with_verb(text) or (text.strip().isascii() and imperative(text))


def looks_like_code(text: str) -> bool:
    """Whether `text` is a line of a program or a shell command."""
    return _CODE.search(text) is not None


def acknowledges(text: str) -> bool:
    """Whether `text` only thanks, greets or confirms."""
    return _ACKNOWLEDGES.match(text) is not None or _ONLY_ACKNOWLEDGES.fullmatch(text) is not None


def judge(text: str, *, expected: bool, dated: bool) -> Verdict:
    """How likely `text` is a request to the one just named.

    `expected` says that the place already tells (a list item, a colon after the name); `dated` that it holds a due
    phrase or a priority marker.
    """
    if not re.search(r"[A-Za-z\u3400-\u9fff]{2}", text) or looks_like_code(text.rstrip("; ")):
        return Verdict.NO
    if _ONLY_ACKNOWLEDGES.fullmatch(text):
        return Verdict.NO
    asked = asks(text)
    # "做好了" and "谢谢帮忙" hold words of asking and ask for nothing; only a word of request outweighs them.
    if (_ACKNOWLEDGES.match(text) or _REPORTS.search(text)) and not _BEGS.search(text):
        return Verdict.NO
    if imperative(text):
        question = _QUESTION.search(text) is not None and not (asked or expected)
        remark = _remark(text) and not asked and not expected
        if question or remark:
            return Verdict.NO
        # One English word may be an order or a noun.
        alone = re.fullmatch(r"\W*[A-Za-z]+\W*", text) is not None and not (expected or asked)
        return Verdict.MAYBE if alone else Verdict.YES
    if asked:
        return Verdict.YES
    if _QUESTION.search(text) or _remark(text):
        return Verdict.NO
    return Verdict.YES if expected or (dated and not _STATES.search(text)) else Verdict.MAYBE


def _remark(text: str) -> bool:
    pattern = _REMARK_ZH if re.search(HAN, text) else _REMARK_EN
    return pattern.search(text) is not None
