"""Leaves out candidates that say the same twice. Knows words and owners, not where they stand."""

import difflib
import re
from collections.abc import Sequence

from atshot_inference.grammar.candidate import Candidate

# Two texts of one owner that agree by this much are one task read twice.
SAME_TEXT = 0.9


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """`candidates` without those that repeat another: the same words from two sources, or a cut-off preview."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: (-one.verdict, _cut_off(one))):
        if not any(_repeats(candidate, other) for other in kept):
            kept.append(candidate)
    order = {id(candidate): number for number, candidate in enumerate(candidates)}
    return sorted(kept, key=lambda one: order[id(one)])


def _cut_off(candidate: Candidate) -> bool:
    return re.search(r"(?:\.{2,}|…|⋯)\s*$", candidate.text) is not None


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    if candidate.source is other.source and candidate.text == other.text:
        return True
    a, b = _plain(candidate.text), _plain(other.text)
    owners_agree = bool({_plain(o) for o in candidate.owners} & {_plain(o) for o in other.owners})
    if _cut_off(candidate) and b.startswith(a[:-1]):
        return True
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    return owners_agree and difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_TEXT


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
