"""Where a marker stands apart from its sentence, and how to cut it out cleanly. Knows no marker by name."""

import re

from atshot_inference.priority.words import Reach

BRACKETS = {"(": ")", "[": "]", "【": "】", "「": "」", "<": ">", "{": "}", "〔": "〕", "『": "』", "《": "》"}
BREAK = r"[,;|、。·•—–~]"
LOOK_BACK = 12  # characters: more than any break and the spaces round it
Breaks = tuple[re.Match[str] | None, re.Match[str] | None]  # to the left and to the right
LEFT_BREAK = re.compile(rf"(?:\s*{BREAK}+|\s+-+|(?<=\s)-+|-+(?=\s)|\.(?=\s)|(?P<colon>\s*:))\s*$")
RIGHT_BREAK = re.compile(rf"\s*{BREAK}+\s*|\s*:\s*|\s+-+\s*|-+\s+|\.\s+")
LAST = re.compile(r"\s*[.!?。…~]*\s*$")


def apart(text: str, span: tuple[int, int], reach: Reach) -> tuple[int, int] | None:
    """The span with the brackets or punctuation that set it apart, or None where it is part of the sentence."""
    bracketed = _with_brackets(text, span)
    start, end = bracketed or span
    left, right = LEFT_BREAK.search(text, max(0, start - LOOK_BACK), start), RIGHT_BREAK.match(text, end)
    if left and left["colon"] and reach in (Reach.ASIDE, Reach.ALONE) and not bracketed:
        left = None
    first = not text[:start].strip() or text[:start].rstrip()[-1:] in BRACKETS
    last = bool(LAST.match(text, end)) or text[end:].lstrip()[:1] in BRACKETS.values()
    ends, breaks = (first, last), (left, right)
    if bracketed or reach is Reach.SIGN or _set_off(text, (start, end), reach, ends=ends, breaks=breaks):
        return _with_joints(text, (start, end), ends=ends, breaks=breaks)
    return None


def _with_brackets(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    closing = BRACKETS.get(before[-1:])
    if closing is None or (after and not after.startswith(closing)):
        return None
    # A line that is cut off, or misread, at its end lacks the closing bracket.
    return len(before) - 1, len(text) - len(after) + len(after[:1])


def _set_off(
    text: str,
    span: tuple[int, int],
    reach: Reach,
    *,
    ends: tuple[bool, bool],
    breaks: Breaks,
) -> bool:
    """Whether both sides of the span are an end or a break; at an end of the text a space may do for the other side."""
    first, last = ends
    left, right = breaks
    if first:
        return last or right is not None or (reach in (Reach.CODE, Reach.ALONE) and text[span[1]].isspace())
    if last:
        spaced = reach in (Reach.CODE, Reach.ALONE, Reach.TOKEN) and text[span[0] - 1].isspace()
        return left is not None or spaced
    return left is not None and right is not None


def _with_joints(
    text: str,
    span: tuple[int, int],
    *,
    ends: tuple[bool, bool],
    breaks: Breaks,
) -> tuple[int, int]:
    """The span with what joined it to the sentence, so that nothing of that is left doubled."""
    (start, end), (first, last), (left, right) = span, ends, breaks
    before, after = len(text[:start].rstrip()), end + len(text[end:]) - len(text[end:].lstrip())
    if first:
        return start, right.end() if right else after
    if last:
        return left.start() if left else before, end
    if left and right:
        return left.start(), end
    return (start, after) if before < start else (start, end)


def tidied(text: str) -> str:
    """`text` without doubled spaces, empty brackets, and spaces or joints at its ends."""
    before = None
    while before != text:
        before = text
        text = re.sub(r"[(（\[【「<{《]\s*[)）\]】」>}》]", " ", text)
        text = re.sub(r"[ \t\u3000]{2,}", " ", text).strip()
        text = re.sub(r"^[,，;；、:：|]+\s*|\s*[,，;；、|]+$", "", text)
    return text
