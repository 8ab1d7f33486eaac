"""Mentions with a request into candidates: "@x do y", "do y @x", several in a row. Knows sentences, not layouts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from atshot_inference.due import find_due, read_due_cell
from atshot_inference.grammar import words_en as en
from atshot_inference.grammar import words_zh as zh
from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.clauses import Clause, clauses_of
from atshot_inference.grammar.fields import Field, label_field
from atshot_inference.grammar.mentions import find_mentions
from atshot_inference.grammar.names import HAN, is_group, is_self, looks_chinese_name, maybe_name
from atshot_inference.grammar.requests import Verdict, asks, imperative, judge, looks_like_code, opens_with_verb, orders
from atshot_inference.grammar.setting import Setting
from atshot_inference.layout.block import LONGEST_TEXT, Block
from atshot_inference.priority import end_of_opening_marker, find_marker

_OPENER = re.compile(
    r"\W*(?:(?:hi|hello|hey|ok|okay|so|and|also|then|next|please|pls|plus|todo|to do|action|ai|ap|note|reminder|"
    r"dear|fyi|待办|任务|另外|然后|还有|请|烦请|麻烦|辛苦|拜托|最后|其次|首先|以及|同时|那|那么|好的?|嗯|由|让|叫|提醒|提醒一下|安排|劳烦|再|同步)"
    r"[\s,，:：]*){0,2}\W*",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\W*(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?\W*)?(?P<name>[^:：]{1,24}?)(?P<colon>\s*[:：])?\s*"
)
_WELCOME = re.compile(r"\W*(?:欢迎|恭喜|祝|感谢|谢谢|多谢|welcome|congrat|thank)[^。.!！]*$", re.IGNORECASE)
_FYI = re.compile(r"\W*(?:fyi|供参考|告知)\b", re.IGNORECASE)
_BRACKET = re.compile(r"^\s*[（(【\[](?P<inner>[^()（）【】\[\]]{1,24})[)）】\]]\s*[。.!！]?\s*$")
_BLANK = re.compile(r"^[\s,，.。!！?？;；:：、)）\]】~～]*$")
_BYLINE = re.compile(f"{en.BYLINES}|{zh.BYLINES}", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?P<label>[^:：]{1,24})[:：]\s*(?:\S{0,12} ?\S{0,12}\s?[(（])?\W{0,2}$")
_POINTER = re.compile(r"\s*(?:[:：]|[-–—→]|->)\s*(?=\S)")
_BRINGS_IN = re.compile(
    r"(?:请|由|让|麻烦|辛苦|安排|交给|需要|烦请|劳烦|@|"
    r"\bplease|\bpls|\bask|\bneed|\bcan|\bcould|\bhave|\blet|\bassign(?:ed|ing)? (?:this |it )?to|\bfor)\W*$",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:请|由|让|麻烦|辛苦|安排|烦请|劳烦|\bplease|\bpls|\bcan|\bcould|(?:\blet's )?\bhave|\blet|"
    r"\bassign(?:ed|ing)? (?:this |it )?to)\W*$",
    re.IGNORECASE,
)
_TOLD_OR_ASKED = re.compile(r"(?:了|吗|吧|呢|的|啊|呀)\W*$")


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a request with how sure it is one, the due date that stands beside them, and whether names trail."""

    words: str
    verdict: Verdict
    due_field: str | None = None
    priority_field: str | None = None
    trailing: bool = False


def find_asked(block: Block, setting: Setting) -> tuple[Candidate, ...]:
    """The candidates that mentions in `block` make."""
    if len(block.text) > LONGEST_TEXT or not re.search("[@＠]", block.text):
        return ()
    mentions = find_mentions(block, {*setting.people.known, *setting.people.texts})
    if not mentions or any(looks_like_code(line.text) for line in block.lines):
        return ()
    found = (_candidate(block, clause, setting) for clause in clauses_of(block, mentions))
    return tuple(candidate for candidate in found if candidate is not None)


def _candidate(block: Block, clause: Clause, setting: Setting) -> Candidate | None:
    if clause.copied or _WELCOME.match(clause.before) or _calls_a_bot(clause, setting):
        return None
    if _FYI.match(clause.before) and not asks(clause.after):
        return None
    said = _said(block, clause, setting)
    spaced = clause.rest and said.words.isascii()
    text = tidy(f"{said.words.rstrip()} {clause.rest}" if spaced else f"{said.words}{clause.rest}")
    owners = tuple(dict.fromkeys(mention.name for mention in clause.named))
    verdict = said.verdict
    if verdict is Verdict.YES and _doubtful(text, owners, said, setting):
        verdict = Verdict.MAYBE
    if verdict is Verdict.NO or len(text) < 2 or _trails(text, setting.today):
        return None
    return Candidate(
        owners,
        text,
        block,
        block.box_of(clause.start, clause.end),
        setting.section,
        verdict,
        said.due_field,
        said.priority_field,
        done=block.done,
        evidence=tuple(block.box_of(mention.start, mention.end) for mention in clause.named),
    )


def _calls_a_bot(clause: Clause, setting: Setting) -> bool:
    named = any(mention.is_bot or mention.name in setting.people.bots for mention in clause.named)
    return named or re.match(r"\s*bot\b", clause.after, re.IGNORECASE) is not None


def _doubtful(text: str, owners: Sequence[str], said: _Said, setting: Setting) -> bool:
    """A cut-off preview, a name behind the words that reads like a place, a remark to everybody."""
    cut_off = re.search(r"(?:\.{2,}|…)\s*$", text) is not None
    place = said.trailing and not setting.expects and not _read_as_names(owners, setting)
    remark = all(is_group(owner) for owner in owners) and not _orders(text, setting.today)
    return cut_off or place or remark


def _orders(text: str, today: date) -> bool:
    """Whether `text` asks or opens with a verb, a due phrase in front aside."""
    due = find_due(text, today)
    rest = text[due.end :] if due is not None and not text[: due.start].strip() else text
    return asks(text) or orders(rest)


def _said(block: Block, clause: Clause, setting: Setting) -> _Said:
    """What the clause asks: the words after the names, before them, or on both sides."""
    before, after = clause.before, clause.after
    due, marker = find_due(before, setting.today), find_marker(before)
    if due is not None and not re.sub(r"[\W_]", "", before[: due.start] + before[due.end :]):
        return replace(_said(block, replace(clause, before=""), setting), due_field=due.phrase)
    if marker is not None and not re.sub(r"[\W_]", "", before[: marker.start] + before[marker.end :]):
        ranked = before[marker.start : marker.end]
        return replace(_said(block, replace(clause, before=""), setting), priority_field=ranked)
    if _speaks(before, setting):
        before = ""
    trailing = _trails(after, setting.today)
    if _OPENER.fullmatch(before) and not (trailing and len(before) > 6):
        whole = clause.start <= block.lead
        return _Said(after, _judge_after(after, setting, whole=whole))
    if trailing:
        verdict = _judge_before(before, after, setting)
        bracket = _BRACKET.match(after)
        if bracket and read_due_cell(bracket["inner"], setting.today) is not None:
            return _Said(before, verdict, bracket["inner"], trailing=True)
        return _Said(f"{before.rstrip()} {after.strip()}", verdict, trailing=True)
    return _Said(_around(before, after), _judge_around(before, after, setting))


def _speaks(before: str, setting: Setting) -> bool:
    """Whether what stands in front of a mention only says who is speaking ("龚雪：", "9:04 AM Elif Demir ")."""
    found = _SPEAKER.fullmatch(before)
    if found is None or label_field(found["name"]) is not None:
        return False
    said_so = found["time"] is not None or found["colon"] is not None
    return found["name"] in setting.people.known or (said_so and maybe_name(found["name"]))


def _dated(text: str, today: date) -> bool:
    return find_due(text, today) is not None or find_marker(text) is not None


def _read_as_names(owners: Sequence[str], setting: Setting) -> bool:
    """Whether Chinese names read as names: "@二楼" behind words is a place."""
    return all(
        not re.search(HAN, owner)
        or owner in setting.people.known
        or is_group(owner)
        or is_self(owner)
        or looks_chinese_name(owner)
        for owner in owners
    )


def _opens_dated(text: str, today: date) -> bool:
    """Whether `text` begins with a due phrase or a priority marker."""
    starts = [found.start for found in (find_due(text, today), find_marker(text)) if found is not None]
    return bool(starts) and not text[: min(starts)].strip(" ,，:：")


def _trails(after: str, today: date) -> bool:
    """Whether what follows a mention only dates or ranks what stands before it."""
    if _BLANK.match(after) or _BRACKET.match(after):
        return True
    due = find_due(after, today)
    rest = after if due is None else after[: due.start] + after[due.end :]
    marker = find_marker(rest)
    rest = rest if marker is None else rest[: marker.start] + rest[marker.end :]
    return not re.sub(r"[\W_]", "", rest)


def _judge_after(after: str, setting: Setting, *, whole: bool) -> Verdict:
    """Names in front; `whole` says that they open the block, so that a colon behind them points at a task."""
    pointer = _POINTER.match(after)
    expected = setting.expects or (pointer is not None and whole)
    dated = _dated(after, setting.today)
    words = after[pointer.end() :] if pointer else after
    return judge(words[end_of_opening_marker(words) :], expected=expected, dated=dated)


def _judge_before(before: str, after: str, setting: Setting) -> Verdict:
    """Names behind: they are assigned only what reads as an order, or stands where assignments do."""
    if label := _LABEL.match(before):
        owned = setting.section.assigns and label_field(label["label"].strip(" *•-")) in (None, Field.TASK)
        return Verdict.YES if owned else Verdict.NO
    if _BYLINE.search(before) and not asks(before):
        return Verdict.NO
    dated = _dated(f"{before} {after}", setting.today)
    verdict = judge(before, expected=setting.expects and not asks(before), dated=dated)
    sure = asks(before) or imperative(before) or dated or setting.expects
    return verdict if sure else min(verdict, Verdict.MAYBE)


def _judge_around(before: str, after: str, setting: Setting) -> Verdict:
    """Names inside the sentence: what follows them must be an order, or what leads to them must ask for one."""
    if _BRINGS_IN.search(before):
        told = imperative(after) or asks(after) or _dated(after, setting.today) or _POINTER.match(after)
        return min(judge(after, expected=True, dated=True), Verdict.YES if told else Verdict.MAYBE)
    if judge(after, expected=False, dated=False) is Verdict.NO and not asks(before):
        return Verdict.NO
    if _BYLINE.search(before):
        return Verdict.NO
    ordered = opens_with_verb(after) and _TOLD_OR_ASKED.search(after) is None
    requested = imperative(after) and asks(f"{before} {after}")
    if ordered or requested or _opens_dated(after, setting.today):
        return Verdict.YES
    return Verdict.MAYBE if imperative(after) or asks(after) else Verdict.NO


def _around(before: str, after: str) -> str:
    """The sentence without the names, and without the words that only bring them in."""
    lead = _POLITE.sub("", before.rstrip()).rstrip()
    after = after.lstrip(" :：,，")
    return lead + after.strip() if re.search(f"{HAN}$", lead) else f"{lead} {after.strip()}"
