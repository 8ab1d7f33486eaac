"""Cuts a block into stretches that each ask something of somebody. Knows punctuation and where mentions stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from atshot_inference.grammar.mentions import Mention
from atshot_inference.grammar.names import HAN
from atshot_inference.grammar.requests import acknowledges, orders
from atshot_inference.layout.block import Block

SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”\"')）]*\s*|\.(?=\s+[A-Z@＠])\s*|\s{3,}")

_JOINS = re.compile(r"[\s,，、&/+和与及]*(?:\band\b)?[\s,，、]*")
_NEXT_REQUEST = re.compile(r"[,，;；、]\s*(?:and |然后|再|请|由)?\s*$|\s{2,}$")
_AFTER_NAMES = re.compile(r"\s*[,，;；、]\s*(?=\S{2})")
_CC = re.compile(r"[\s,，(（]*(?:\bcc\b|抄送)\s*[:：]?\s*$", re.IGNORECASE)
# Behind what is to be done a name may have a second word: "— @Nina 温", "@柏林 Anton (4/7)".
_SECOND_WORD = re.compile(rf" ([A-Z][a-z]{{1,12}}|{HAN}{{1,2}})(?=\s*(?:$|[（(]))")


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said to the people in `named`: before their mentions, after them, and in the sentences that follow.

    `copied` says that they only get a copy ("cc @x"); `start` and `end` are offsets in the block.
    """

    named: tuple[Mention, ...]
    before: str
    after: str
    rest: str
    copied: bool
    start: int
    end: int


def clauses_of(block: Block, mentions: Sequence[Mention]) -> list[Clause]:
    """The clauses of `block`, each with the first run of `mentions` in it, left to right."""
    found = []
    for start, end in _spans(block, mentions):
        inside = [mention for mention in mentions if start <= mention.start < end]
        if inside:
            found.append(_clause(block, _groups(block, inside), start, end))
    return found


def _spans(block: Block, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Cuts at sentence ends and before a mention that opens a new request; what follows a request stays with it."""
    cuts = {block.lead, len(block.text), *_new_requests(block, mentions)}
    cuts |= {
        end.end()
        for end in SENTENCE_END.finditer(block.text)
        if not any(mention.start < end.end() <= mention.end for mention in mentions)
        and re.search(r"\w", block.text[block.lead : end.start()])
    }
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(cuts)):
        mentioned = any(start <= mention.start < end for mention in mentions)
        if mentioned:
            spans.append((start, end))
        elif spans and spans[-1][1] == start and not acknowledges(block.text[start:end]):
            spans[-1] = (spans[-1][0], end)
    return spans


def _new_requests(block: Block, mentions: Sequence[Mention]) -> list[int]:
    """Where a mention after a comma asks somebody else ("@a do this, @b do that")."""
    starts = []
    for before, group in pairwise(_groups(block, mentions)):
        between = block.text[before[-1].end : group[0].start]
        following = block.text[group[-1].end :]
        trailing = block.text[block.lead : before[0].start].strip() and not re.match(r"\s*[^\s,，;；、。.]", following)
        if trailing and (stop := _AFTER_NAMES.match(between)):
            starts.append(before[-1].end + stop.end())
            continue
        apart = _NEXT_REQUEST.search(between) is not None and len(between.strip()) > 3 and following[:2].strip()
        ended = SENTENCE_END.search(between.rstrip()) is not None
        if apart or (orders(between) and orders(following) and not ended):
            starts.append(group[0].start)
    return starts


def _groups(block: Block, mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Mentions that stand in a row ("@a @b", "@a、@b")."""
    groups: list[tuple[Mention, ...]] = []
    for mention in mentions:
        if groups and _JOINS.fullmatch(block.text[groups[-1][-1].end : mention.start]):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def _clause(block: Block, groups: Sequence[tuple[Mention, ...]], start: int, end: int) -> Clause:
    named = groups[0]
    before = block.text[start : named[0].start]
    if before.strip() and (second := _SECOND_WORD.match(block.text[named[-1].end : end])):
        last = named[-1]
        named = (*named[:-1], replace(last, name=f"{last.name} {second[1]}", end=last.end + second.end()))
    after = block.text[named[-1].end : end]
    if len(groups) > 1 and (copies := _CC.search(after[: groups[1][0].start - named[-1].end])):
        after = after[: copies.start()]
    stop = SENTENCE_END.search(after)
    says = stop is not None and (before.strip() or re.search(r"\w", after[: stop.end()]))
    cut = stop.end() if stop is not None and says else len(after)
    return Clause(named, before, after[:cut], after[cut:], _CC.search(before) is not None, start, end)
