"""Headings and what stands under them. Knows heading words and type sizes, not who does what."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from atshot_inference.grammar.names import HAN, is_group, looks_name, maybe_name, split_names, surely_name
from atshot_inference.grammar.requests import imperative
from atshot_inference.layout.block import Block
from atshot_inference.priority import priority_of_heading
from atshot_inference.tasks import Priority

# Headings are short; a longer line is text, however large.
LONGEST_HEADING = 36
# Type this much larger than the usual is a heading's.
LARGE = 1.18
# Smaller type than this is a time, a count or a caption, whatever it says.
SMALL = 0.84
# Latin capitals have no descenders.
SMALL_LATIN = 0.66

_COUNT = re.compile(r"\s*[（(\[]?\d{0,3}(?:\s*/\s*\d{1,3})?[)）\]]?\s*$")
_ORDINAL = re.compile(r"^\W*(?:[一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[.、．]\s|第.{1,2}[部章节][分]?)?\W*")


class Kind(Enum):
    """What a heading says of the items under it."""

    ASSIGNS = "assigns"
    DONE = "done"
    PLANS = "plans"
    PAST = "past"
    OTHER = "other"
    PLAIN = "plain"


# Whole headings; the first table that matches decides.
_KINDS = (
    (Kind.PAST, r"yesterday|昨[日天](?:完成|进展|工作)?"),
    (
        Kind.PLANS,
        r"today(?:'s (?:plan|tasks|focus))?|plans?(?: for today)?|tomorrow|next|this week|今[日天](?:计划|安排)?|"
        r"明[日天](?:计划)?|接下来",
    ),
    (
        Kind.DONE,
        r"done|completed?|closed|finished|shipped|released|resolved|merged|archived?|deployed|"
        r"(?:recently )?completed(?: tasks| items)?|done this week|"
        r"已完成|完成|已办结?|已解决|已关闭|已上线|已发布|已结束|已归档|上周(?:完成|工作|进展)",
    ),
    (
        Kind.ASSIGNS,
        r"(?:.{0,14}\b)?(?:action (?:items?|points?|list|log)|actions(?: agreed| arising)?|next (?:steps?|"
        r"actions?)|to-?\s?dos?(?: list)?|task(?:s| list)|assignments?|"
        r"follow[- ]?ups?|who does what|responsibilities|owners?|duties|deliverables|commitments)(?: (?:for|from|"
        r"by|this|after|&|and|before)\b.{0,24})?|"
        r"(?:.{0,12})(?:待办(?:事项|清单|任务|列表|工作)?|行动(?:项|计划|事项|清单)|分工(?:安排|表|明细)?|工作安排|任务(?:分配|安排|清单|分工|列表|跟进)?|"
        r"下一步(?:计划|工作|行动|安排)?|"
        r"后续(?:工作|行动|跟进|安排|计划|事项)?|跟进(?:事项|项|清单)?|落实事项|责任(?:分工|清单)|安排(?:如下)?|会后(?:事项|任务|跟进)|(?:本周|今日|明日|下周)(?:计划|"
        r"任务|工作|安排|重点)|值日(?:表|安排)?|排班)(?:[（(].{0,12}[)）])?",
    ),
    (
        Kind.OTHER,
        r"decisions?(?: made)?|notes?|attendees|present|participants|apologies|agenda|discussion(?: points)?|"
        r"summary|background|risks?|issues|open questions|questions|"
        r"topics?|minutes|overview|context|updates?|highlights?|lessons learned|key (?:points|takeaways|results|"
        r"dates)|blockers?|references?|links|parking lot|ideas?|goals?|objectives?|"
        r"details|description|comments|activity|history|timeline|faq|metrics|resources|announcements?|"
        r"决议|决定|结论|会议(?:内容|纪要|议题|议程|时间|地点|主题)|议题|议程|参会(?:人员|人)?|出席(?:人员)?|与会(?:人员|人)?|讨论(?:内容|要点)?|背景|风险(?:点|"
        r"提示)?|问题(?:记录|汇总)?|"
        r"备注|说明|要点|总结|概述|同步(?:信息)?|信息同步|共识|遗留(?:问题)|附件|参考(?:资料)?|评论|动态|详情|描述|目标|数据|里程碑|想法|建议|公告|通知",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading block, what it says of its items, the priority and the owners that it gives them."""

    block: Block
    title: str
    kind: Kind
    priority: Priority | None
    owners: tuple[str, ...]
    right: float  # where its column ends, in pixels
    spans_page: bool  # it heads all that stands below it, not only its column


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a block say of it, innermost first."""

    headings: tuple[Heading, ...] = ()

    @property
    def assigns(self) -> bool:
        """Whether it stands in a list of assignments, or in the plans of somebody named above them."""
        return self._kind is Kind.ASSIGNS

    @property
    def done(self) -> bool:
        """Whether it stands under "Done" or its like."""
        return self._kind is Kind.DONE

    @property
    def _kind(self) -> Kind:
        for number, heading in enumerate(self.headings):
            if heading.kind in (Kind.PLANS, Kind.PAST):
                # Alone, "today" and "yesterday" are dates between messages.
                if any(outer.owners for outer in self.headings[number + 1 :]):
                    return Kind.ASSIGNS if heading.kind is Kind.PLANS else Kind.DONE
            elif heading.kind is not Kind.PLAIN:
                return heading.kind
        return Kind.PLAIN

    @property
    def priority(self) -> Priority | None:
        """The priority that the innermost heading which has one gives."""
        return next((heading.priority for heading in self.headings if heading.priority is not None), None)

    @property
    def owner_heading(self) -> Heading | None:
        """The nearest heading that is somebody's name."""
        return next((heading for heading in self.headings if heading.owners), None)


UNDER_NOTHING = Section()


def title_of(text: str) -> str:
    """`text` without numbering, decoration, a count and a closing colon."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _ORDINAL.sub("", plain, count=1).rstrip(":： ")
    return _COUNT.sub("", plain).strip("#*_【】[]「」<>《》-—= ").strip()


def kind_of(title: str) -> Kind:
    """What a heading that reads `title` says of its items."""
    for kind, pattern in _COMPILED:
        if any(pattern.fullmatch(part) for part in _in_each_language(title)):
            return kind
    return Kind.PLAIN


def _priority_of(title: str) -> Priority | None:
    found = (priority_of_heading(part) for part in _in_each_language(title))
    return next((priority for priority in found if priority is not None), None)


def _in_each_language(title: str) -> tuple[str, ...]:
    """`title`, and its two halves where it says the same in Chinese and English ("完成 Done")."""
    halves = re.fullmatch(rf"((?:{HAN})+)[ /|·]+([A-Za-z ]+)|([A-Za-z ]+?)[ /|·]+((?:{HAN})+)", title)
    return (title, *(half for half in halves.groups() if half)) if halves else (title,)


def find_headings(
    candidates: Sequence[Block], blocks: Sequence[Block], usual_height: float, page_width: float
) -> tuple[Heading, ...]:
    """The headings among `candidates`, which are some of the `blocks` of the page."""
    found = []
    tallest = max((block.height for block in blocks), default=0.0)
    first_rows = sorted(block.box.y for block in blocks)[: max(3, len(blocks) // 8)]
    for block in candidates:
        title = title_of(block.text)
        if not title or len(title) > LONGEST_HEADING or len(block.lines) > 1 or re.search(r"[@＠。]", title):
            continue
        kind, priority = kind_of(title), _priority_of(title)
        numbered = block.listed and re.match(r"\s*(?:[一二三四五六七八九十]|\d)", block.text) is None
        colon = re.search(r"[:：]\s*$", block.text) is not None
        large = block.height > LARGE * usual_height and not re.search(r"[,，;；!！?？]|[:：]\s*\S", title)
        if block.height < (SMALL if re.search(HAN, title) else SMALL_LATIN) * usual_height:
            continue
        name = re.sub(r"^\S (?=[A-Z][a-z])", "", title)
        names_list = surely_name(name) or (
            maybe_name(name) and not imperative(name) and _heads_like_a_name(block, blocks)
        )
        owners = split_names(name) if names_list and kind is Kind.PLAIN and not is_group(name) and not numbered else ()
        named = kind is not Kind.PLAIN or priority is not None
        if (named and (not numbered or kind is Kind.DONE)) or colon or large or owners:
            is_title = kind is Kind.ASSIGNS and block.height > 0.9 * tallest and block.box.y in first_rows
            spans_page = _stands_alone(block, blocks) and (is_title or _stands_centred(block, page_width))
            right = _right_end(block, blocks, page_width)
            found.append(Heading(block, title, kind, priority, owners, right, spans_page))
    return tuple(found)


def _stands_alone(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether no other text as large stands in the row of `block`."""
    return not any(
        other is not block
        and abs(other.box.middle - block.box.middle) < block.height
        and other.height > 0.8 * block.height
        for other in blocks
    )


def _stands_centred(block: Block, page_width: float) -> bool:
    return abs(block.box.x + block.box.width / 2 - page_width / 2) < 0.06 * page_width


def _heads_like_a_name(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether `block` heads items as another block in line with it does that is a name for sure."""
    peers = [
        other
        for other in blocks
        if other is not block
        and 0.75 < other.height / block.height < 1.33
        and (
            abs(other.box.x - block.box.x) < block.height
            or abs(other.box.middle - block.box.middle) < 0.5 * block.height
        )
        and looks_name(title_of(other.text))
    ]
    return bool(peers) and _has_items(block, blocks) and any(_has_items(peer, blocks) for peer in peers)


def _has_items(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether items stand under `block`: listed or indented ones, or cards."""
    below = [
        other
        for other in blocks
        if 0 < other.box.y - block.box.y < 4.5 * block.height
        and other.box.x < block.box.right
        and other.box.right > block.box.x
    ]
    first = min(below, key=lambda other: other.box.y, default=None)
    if first is None:
        return False
    on_card = first.panel is not None and first.panel != block.panel
    return first.listed or on_card or first.box.x > block.box.x + 0.5 * block.height


def section_of(block: Block, headings: Sequence[Heading]) -> Section:
    """The headings that `block` stands under, innermost first; each further one is set in larger type."""
    above = [heading for heading in headings if heading.block is not block and _covers(heading, block)]
    above.sort(key=lambda heading: -heading.block.box.y)
    kept: list[Heading] = []
    for heading in above:
        if not kept or _outranks(heading, kept[-1]):
            kept.append(heading)
    return Section(tuple(kept))


def _outranks(outer: Heading, inner: Heading) -> bool:
    as_large = outer.block.height > 0.95 * inner.block.height
    larger = outer.block.height > 1.12 * inner.block.height
    outdented = outer.block.box.x < inner.block.box.x - inner.block.height and as_large
    names_inside = bool(inner.owners) and not outer.owners and outer.kind in (Kind.ASSIGNS, Kind.DONE) and as_large
    ranks_only = inner.kind is Kind.PLAIN and inner.priority is not None and outer.kind is Kind.ASSIGNS and as_large
    plans_of = inner.kind in (Kind.PLANS, Kind.PAST) and bool(outer.owners)
    return (
        plans_of
        or larger
        or outdented
        or names_inside
        or ranks_only
        or (inner.kind is Kind.PLAIN and outer.kind is Kind.ASSIGNS and bool(inner.owners))
    )


def _covers(heading: Heading, block: Block) -> bool:
    head, box = heading.block.box, block.box
    if box.y < head.y + 0.5 * head.height:
        return False
    reach = max(head.right, head.x + 14 * head.height)
    if heading.spans_page:
        return True
    return (
        box.x < min(reach, heading.right)
        and box.right > head.x - 1.5 * head.height
        and box.x > head.x - 6 * head.height
    )


def _right_end(block: Block, blocks: Sequence[Block], page_width: float) -> float:
    """Where the column of a heading ends: at the next text of its row, or with its panel."""
    box = block.box
    beside = [
        other.box.x
        for other in blocks
        if other is not block
        and abs(other.box.middle - box.middle) < box.height
        and other.box.x > box.right + 1.5 * box.height
    ]
    panel = block.panel.right if block.panel is not None else page_width
    return min([panel, page_width, *beside])
