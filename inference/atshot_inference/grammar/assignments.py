"""Assignment lists into candidates: "Name: do", "do (Name)", a name as heading with its items. No @ needed."""

import re
from dataclasses import dataclass, replace
from datetime import date

from atshot_inference.due import find_due, read_due_cell
from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.names import HAN, is_placeholder, looks_name, maybe_name, split_names, surely_name
from atshot_inference.grammar.requests import Verdict, imperative, judge
from atshot_inference.grammar.sections import Heading, Kind, Section
from atshot_inference.grammar.setting import Setting
from atshot_inference.layout.block import LONGEST_TEXT, Block
from atshot_inference.priority import end_of_opening_marker
from atshot_inference.tasks import Box

_NAME = rf"(?:{HAN}|[\wÀ-ž.'’ -]){{1,24}}?"
_NAMES = rf"(?P<names>[@＠]?(?:{HAN}|[A-Za-zÀ-ž])(?:{_NAME})??(?:\s*(?:[、,，/&+]|\band\b|和)\s*[@＠]?{_NAME}){{0,4}}?)"
_DASH = r"(?:[–—]{1,2}|[→⇒➜➔－]|->|=>|(?<=\s)-{1,2}|-{1,2}(?=\s))[\s>]*"
_WORDS = r"(?P<words>\S.*)"
_BEFORE = r"(?P<words>.*\S)\s*"
_ASIDE = r"[（(][^()（）]{1,20}[)）]|[,，]\s*(?=[^,，]*\d|by\b|due\b|[周月今明本下])[^()（）]{1,20}"
_PERSON = r"[A-ZÀ-Ž][\w'’.-]{1,24}"

# The forms of an item: where the names stand, and the words; a date may stand beside the names. The first in which the
# names are sure wins.
_FORMS = (
    # Name: do · [Name] do · Name – do
    re.compile(rf"^{_NAMES}\s*[:：]\s*{_WORDS}$"),
    re.compile(rf"^[\[【]{_NAMES}[\]】]\s*[:：]?\s*{_WORDS}$"),
    re.compile(rf"^{_NAMES}\s*{_DASH}{_WORDS}$"),
    # do (Name – Friday) · do [Name]
    re.compile(
        rf"^{_BEFORE}[（(](?:owner[:：]?\s*)?{_NAMES}\s*(?P<field>[-–—,，:：/|;；·]\s*[^()（）]{{1,20}})?[)）]\s*"
        r"(?P<rest>.{0,44})$"
    ),
    re.compile(rf"^{_BEFORE}[\[【]{_NAMES}[\]】]\s*(?P<rest>.{{0,24}})$"),
    # do – Name (3/25) · do: Name · do — Name — 3/25
    re.compile(rf"^{_BEFORE}(?:[:：|]\s*|{_DASH}){_NAMES}\s*(?P<field>{_ASIDE})?$"),
    re.compile(rf"^(?P<words>.*?\S)\s*{_DASH}{_NAMES}\s*{_DASH}(?P<field>[^()（）]{{1,20}})$"),
    # Name to do · … assigned Name to do
    re.compile(
        rf"^(?P<names>{_PERSON}(?: {_PERSON}){{0,2}}(?:(?: and| &|,) {_PERSON}(?: {_PERSON})?)?)"
        r"(?: (?:will|should|must|shall|needs? to|is to|has to|owns|to) )(?P<words>\S.*)$"
    ),
    re.compile(rf"^[^:：]{{0,40}}\bassigned {_NAMES} to {_WORDS}$"),
    # 张三 3月20日前提交…
    re.compile(rf"^(?P<names>{HAN}{{2,3}}) (?P<bare>)(?P<words>{HAN}.*|\d.*)$"),
    # 张三负责…
    re.compile(
        rf"^(?P<names>{HAN}{{2,4}}?)"
        r"(?P<words>(?:负责(?!人)|牵头|跟进|主导|安排|需|来|继续|完成|准备|联系|提交|整理).*)$"
    ),
)
_EXPLICIT = re.compile(r"[→⇒➜➔]|->|=>|\bassigned\b")

# Such a label lists people, not what they do.
_PEOPLE = re.compile(
    r".{0,3}(?:组员|成员|名单|人员|嘉宾|评委|带队|联系人|主持人?|记录人?|汇报人|主讲人?|制表人?|参会|出席|与会|抄送|收件人|发件人|主送)|"
    r"team|members|attendees|participants|present|chair|host|speakers?|guests?|contacts?",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"[\[<【]\s*(?:name|姓名|负责人)", re.IGNORECASE)
_DUE_LABEL = re.compile(
    r"(?:\bprio(?:rity)?\s*[:：]\s*\S+\s*)?(?:\bdue|\bdeadline|截止(?:日期|时间)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Match:
    names: tuple[str, ...]
    words: str
    field: str
    sure: bool
    explicit: bool
    behind: bool
    start: int
    end: int


def find_assigned(block: Block, setting: Setting) -> Candidate | None:
    """The candidate that `block` is, read as an item of an assignment list."""
    heading = setting.section.owner_heading
    if heading is not None and setting.section.assigns and _is_item(block, heading, setting.section):
        words = tidy(block.body)
        asked = len(re.findall(r"[^\W\d_]", words)) > 1 and judge(words, expected=True, dated=True) is Verdict.YES
        return _candidate(block, setting, heading.owners, words, named=heading.block.box) if asked else None
    if len(block.text) > LONGEST_TEXT:
        return None
    skipped = end_of_opening_marker(block.body)
    match = _match(block.body[skipped:])
    verdict = _verdict(match, block, setting) if match is not None else Verdict.NO
    if match is None or verdict is Verdict.NO:
        return None
    start = block.lead + skipped
    named = block.box_of(start + match.start, start + match.end)
    due = _due_in(match.field, setting.today)
    words = match.words if due else f"{match.words} {match.field}".strip()
    found = _candidate(block, setting, match.names, words, named=named)
    return replace(found, verdict=verdict, due_field=due, priority_field=block.body[:skipped].strip() or None)


def _is_item(block: Block, heading: Heading, section: Section) -> bool:
    """Whether `block` is an item of the list under a name: led by a bullet, indented, or a card of its own."""
    if any(outer.kind is Kind.PLANS for outer in section.headings):
        return block.listed
    if block.height > 1.2 * heading.block.height or (heading.block.panel is not None and block.panel is None):
        return False
    return (
        block.listed
        or block.box.x > heading.block.box.x + 0.5 * block.height
        or (block.panel is not None and block.panel != heading.block.panel)
    )


def _candidate(block: Block, setting: Setting, names: tuple[str, ...], words: str, *, named: Box) -> Candidate:
    return Candidate(names, words, block, block.box, setting.section, done=block.done, evidence=(named,))


def _due_in(field: str, today: date) -> str | None:
    """The due phrase in `field`."""
    due = read_due_cell(field, today) or find_due(field, today)
    return due.phrase if due else None


def _match(body: str) -> _Match | None:
    """The form that names somebody for sure, else the first that may."""
    matches = [match for form in _FORMS if (found := form.match(body)) and (match := _read(found)) is not None]
    return next((match for match in matches if match.sure), matches[0] if matches else None)


def _may_own(name: str, found: re.Match[str]) -> bool:
    """Whether `name` can be an owner: it gives no order, and few Han characters behind a dash are as often a thing."""
    bracketed = found.string[found.end("names") :].lstrip().startswith((")", "）", "]", "】", "-", "–", ",", "，"))
    thing = re.match(HAN, name) is not None and found.start("names") > found.start("words") and not bracketed
    return surely_name(name) or (maybe_name(name) and not imperative(name) and not thing)


def _lists_fields(found: re.Match[str]) -> bool:
    """Whether the words before the names hold a label of their own ("收件人：研发部 抄送：王敏")."""
    return found.start("names") > found.start("words") and re.search(r"[:：]", found["words"]) is not None


def _read(found: re.Match[str]) -> _Match | None:
    names = split_names(found["names"])
    if re.search(r"\d[:：]\d", found.string[found.end("names") - 1 : found.end("names") + 3]):
        return None  # the time of a message, not a name and a colon
    if not names or _lists_fields(found) or not all(_may_own(name, found) for name in names):
        return None
    groups = found.groupdict()
    field = (groups.get("field") or "").strip(" -–—,，:：/|;；·（()）")
    rest = groups.get("rest") or ""
    if label := _DUE_LABEL.search(rest):
        rest, field = rest[: label.start()], rest[label.start() :]
    words = tidy(f"{found['words']} {rest}".strip())
    sure = all(surely_name(name) for name in names)
    explicit = _EXPLICIT.search(found.string) is not None
    behind = found.start("names") > found.start("words") and not re.search(r"[:：]", found["words"])
    if not words or is_placeholder(words) or ("bare" in groups and not imperative(words)):
        return None
    return _Match(names, words, field, sure, explicit, behind, *found.span("names"))


def _verdict(match: _Match, block: Block, setting: Setting) -> Verdict:
    """Under an assigning heading a name is enough; elsewhere it takes a sure name in a list that gives orders."""
    others = split_names(match.words)
    only_names = all(looks_name(name) or (len(others) > 1 and surely_name(name)) for name in others)
    if (others and only_names) or _TEMPLATE.search(match.words) or _PEOPLE.fullmatch(match.words):
        return Verdict.NO
    if setting.section.assigns:
        ordered = (
            match.sure or match.behind or imperative(match.words) or find_due(match.words, setting.today) is not None
        )
        return judge(match.words, expected=True, dated=True) if ordered else Verdict.NO
    if (match.sure and match.explicit) or (match.field and _due_in(match.field, setting.today) is not None):
        return judge(match.words, expected=True, dated=True)
    if match.sure and block.listed and imperative(match.words):
        return judge(match.words, expected=True, dated=True)
    if match.sure and judge(match.words, expected=False, dated=False) is Verdict.YES:
        return Verdict.MAYBE
    return Verdict.NO
