"""Mentions with a request into candidates: "@x do y", "do y @x", several in a row. Knows sentences, not layouts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from atshot_inference.due import find_due, read_due_cell
from atshot_inference.grammar import words_en as en
from atshot_inference.grammar import words_zh as zh
from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.fields import Field, label_field
from atshot_inference.grammar.mentions import Mention, find_mentions
from atshot_inference.grammar.names import is_group, is_self, looks_chinese_name, maybe_name
from atshot_inference.grammar.requests import Verdict, acknowledges, asks, imperative, judge, looks_like_code
from atshot_inference.grammar.sections import Section
from atshot_inference.layout.block import Block
from atshot_inference.priority import find_marker

_JOINS = re.compile(r"[\s,，、&/+和与及]*(?:\band\b)?[\s,，、]*")
_ENDS = re.compile(r"[。！？!?；;\n]+[”\"')）]*\s*|\.(?=\s+[A-Z@＠])\s*|\s{3,}")
_OPENER = re.compile(
    r"\W*(?:(?:hi|hello|hey|ok|okay|so|and|also|then|next|please|pls|plus|todo|to do|action|ai|ap|note|reminder|dear|"
    r"另外|然后|还有|请|烦请|麻烦|辛苦|拜托|最后|其次|首先|以及|同时|那|那么|好的?|嗯|由|让|叫|提醒|提醒一下|安排|劳烦|再|同步)[\s,，:：]*){0,2}\W*",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\W*(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?\W*)?(?P<name>[^:：]{1,24}?)(?P<sign>\s*[:：]\s*|\s+)"
)
_WELCOME = re.compile(r"\W*(?:欢迎|恭喜|祝|感谢|谢谢|多谢|welcome|congrat|thank)", re.IGNORECASE)
_BRACKET = re.compile(r"^\s*[（(【\[][^()（）【】\[\]]{1,24}[)）】\]]\s*[。.!！]?\s*$")
_BLANK = re.compile(r"^[\s,，.。!！?？;；:：、)）\]】~～]*$")
_BYLINE = re.compile(f"{en.BYLINES}|{zh.BYLINES}", re.IGNORECASE)
_LABEL = re.compile(r"^\W*[^:：]{1,24}[:：]\s*(?:\S{0,12} ?\S{0,12}\s?[(（])?\W{0,2}$")
_CC = re.compile(r"[\s,，(（]*(?:\bcc\b|抄送|\bfyi\b)\s*[:：]?\s*$", re.IGNORECASE)
_POINTER = re.compile(r"\s*(?:[:：]|[-–—→]|->)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a block with the mentions in it; offsets are those of the block."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the place of a block says before its words do: a list item, its headings, the day."""

    section: Section
    listed: bool
    today: date
    known: Collection[str] = ()
    bots: Collection[str] = ()
    texts: Collection[str] = ()


def find_asked(block: Block, setting: Setting) -> tuple[Candidate, ...]:
    """The candidates that mentions in `block` make."""
    mentions = find_mentions(block, {*setting.known, *setting.texts})
    if not mentions or any(looks_like_code(line.text) for line in block.lines):
        return ()
    found = []
    for clause in _clauses(block, mentions):
        candidate = _of_clause(block, clause, setting)
        if candidate is not None:
            found.append(candidate)
    return tuple(found)


def _clauses(block: Block, mentions: Sequence[Mention]) -> list[Clause]:
    """The block cut at sentence ends, and where a mention opens a new request after a comma."""
    cuts = [block.lead, len(block.text)]
    cuts += [end.end() for end in _ENDS.finditer(block.text) if not any(m.start < end.end() <= m.end for m in mentions)]
    groups = _groups(block, mentions)
    for before, group in pairwise(groups):
        between = block.text[before[-1].end : group[0].start]
        follows = block.text[group[-1].end : group[-1].end + 2]
        if (
            re.search(r"[,，;；、]\s*(?:and |然后|再|请|由)?\s*$|\s{2,}$", between)
            and len(between.strip()) > 3
            and follows.strip()
        ):
            cuts.append(group[0].start)
    cuts = sorted(set(cuts))
    clauses = [
        Clause(start, end, tuple(m for m in mentions if start <= m.start < end)) for start, end in pairwise(cuts)
    ]
    return _with_followers(block, [clause for clause in clauses if block.text[clause.start : clause.end].strip()])


def _with_followers(block: Block, clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses with a mention, each with the sentences after it, down to the next mention or a word of thanks."""
    kept: list[Clause] = []
    for clause in clauses:
        if clause.mentions:
            kept.append(clause)
        elif kept and kept[-1].end == clause.start and not acknowledges(block.text[clause.start : clause.end]):
            kept[-1] = Clause(kept[-1].start, clause.end, kept[-1].mentions)
    return kept


def _groups(block: Block, mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Mentions that stand in a row ("@a @b", "@a、@b")."""
    groups: list[tuple[Mention, ...]] = []
    for mention in mentions:
        if groups and _JOINS.fullmatch(block.text[groups[-1][-1].end : mention.start]):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def _of_clause(block: Block, clause: Clause, setting: Setting) -> Candidate | None:
    groups = _groups(block, clause.mentions)
    group = groups[0]
    before = block.text[clause.start : group[0].start]
    after = block.text[group[-1].end : clause.end]
    if (
        any(mention.is_bot or mention.name in setting.bots for mention in group)
        or re.match(r"\s*bot\b", after, re.IGNORECASE)
        or _CC.search(before)
    ):
        return None
    if _speaks(before, setting):
        before = ""
    if _WELCOME.match(before) and not re.search(r"[。.!！]", before):
        return None
    if len(groups) > 1 and (cc := _CC.search(after[: groups[1][0].start - group[-1].end])):
        after = after[: cc.start()]
    first = _ENDS.search(after)
    rest = after[first.end() :] if first else ""
    after = after[: first.end()] if first else after
    if _BLANK.match(after) and _OPENER.fullmatch(before):
        after, rest = f"{after}{rest}", ""
    trailing, due_field = _trails(after, setting.today), None
    if _OPENER.fullmatch(before) and not (trailing and before.strip() and len(before) > 6):
        words, verdict = after, _judge_after(after, setting, whole=clause.start <= block.lead)
    elif trailing:
        words, verdict = f"{before.rstrip()} {after.strip()}", _judge_before(before, after, setting)
        if _BRACKET.match(after) and read_due_cell(inner := after.strip(" （()）【】[]。."), setting.today) is not None:
            words, due_field = before, inner
    else:
        words, verdict = _infix(before, after), _judge_infix(before, after, setting)
    text = tidy(f"{words.rstrip()} {rest}" if rest and words.isascii() else f"{words}{rest}")
    if verdict is Verdict.YES and re.search(r"(?:\.{2,}|…)\s*$", text):
        verdict = Verdict.MAYBE  # a cut-off preview does not show what is asked
    if verdict is Verdict.NO or len(text) < 2:
        return None
    owners = tuple(dict.fromkeys(mention.name for mention in group))
    if (
        trailing
        and verdict is Verdict.YES
        and not (setting.listed or setting.section.assigns or _trusted(owners, setting))
    ):
        verdict = Verdict.MAYBE
    if verdict is Verdict.YES and all(is_group(owner) for owner in owners) and not (asks(text) or imperative(text)):
        verdict = Verdict.MAYBE
    box = block.box_of(clause.start, clause.end)
    evidence = tuple(block.box_of(mention.start, mention.end) for mention in group)
    return Candidate(owners, text, block, box, setting.section, verdict, due_field, done=block.done, evidence=evidence)


def _speaks(before: str, setting: Setting) -> bool:
    """Whether what stands in front of a mention only says who is speaking ("龚雪：", "9:04 AM Elif Demir ")."""
    found = _SPEAKER.fullmatch(before)
    if found is None or label_field(found["name"]) is not None:
        return False
    timed = re.match(r"\W*\d{1,2}:\d{2}", before) is not None
    return found["name"] in setting.known or (
        (timed or ":" in found["sign"] or "：" in found["sign"]) and maybe_name(found["name"])
    )


def _dated(text: str, today: date) -> bool:
    return find_due(text, today) is not None or find_marker(text) is not None


def _trusted(owners: Sequence[str], setting: Setting) -> bool:
    """Whether Chinese names read as names: "@二楼" behind words is a place."""
    return all(
        not re.search(r"[\u3400-\u9fff]", owner)
        or owner in setting.known
        or is_group(owner)
        or is_self(owner)
        or looks_chinese_name(owner)
        for owner in owners
    )


def _trails(after: str, today: date) -> bool:
    """Whether what follows a mention only dates or ranks what stands before it."""
    if _BLANK.match(after) or _BRACKET.match(after):
        return True
    due = find_due(after, today)
    rest = after if due is None else after[: due.start] + after[due.end :]
    marker = find_marker(rest)
    rest = rest if marker is None else rest[: marker.start] + rest[marker.end :]
    return len(re.sub(r"[\W_]", "", rest)) == 0


def _judge_after(after: str, setting: Setting, *, whole: bool) -> Verdict:
    pointer = _POINTER.match(after)
    expected = setting.listed or setting.section.assigns or (pointer is not None and whole)
    return judge(after[pointer.end() :] if pointer else after, expected=expected, dated=_dated(after, setting.today))


def _judge_before(before: str, after: str, setting: Setting) -> Verdict:
    """A mention at the end assigns only what reads as an order, or stands where assignments do."""
    if label := _LABEL.match(before):
        field = label_field(label[0].strip(" :：*•-"))
        assigned = setting.section.assigns and field in (None, Field.TASK)
        return Verdict.YES if assigned else Verdict.NO
    if _BYLINE.search(before) and not asks(before):
        return Verdict.NO
    dated = _dated(f"{before} {after}", setting.today)
    if asks(before):
        return judge(before, expected=False, dated=dated)
    verdict = judge(before, expected=setting.listed or setting.section.assigns, dated=dated)
    return (
        verdict
        if verdict is Verdict.NO or imperative(before) or dated or setting.listed or setting.section.assigns
        else Verdict.MAYBE
    )


def _judge_infix(before: str, after: str, setting: Setting) -> Verdict:
    if judge(after, expected=False, dated=False) is Verdict.NO and not asks(before):
        return Verdict.NO
    if re.search(
        r"(?:请|由|让|麻烦|辛苦|安排|交给|需要|烦请|@|\bplease|\bask|\bneed|\bcan|\bcould|\bassign(?:ed)? (?:this )?to|\bfor)\W*$",
        before,
        re.IGNORECASE,
    ):
        return judge(after, expected=True, dated=True)
    if _BYLINE.search(before):
        return Verdict.NO
    sentence = f"{before} {after}"
    told = imperative(after) and re.search(r"(?:了|吗|吧|呢|的)\W*$", after) is None
    if (imperative(after) and asks(sentence)) or (told and not after.isascii()) or _dated(after, setting.today):
        return Verdict.YES
    return Verdict.MAYBE if imperative(after) or asks(after) else Verdict.NO


def _infix(before: str, after: str) -> str:
    """What is asked where the name stands inside the sentence: all of it, less the words that only introduce the name."""
    lead = re.sub(r"(?:请|由|让|麻烦|辛苦|安排|烦请|劳烦|\bplease|\bpls)\W*$", "", before.rstrip(), flags=re.IGNORECASE)
    return (
        f"{lead.rstrip()} {after.strip()}"
        if not re.search(r"[\u3400-\u9fff]$", lead.rstrip())
        else lead.rstrip() + after.strip()
    )
