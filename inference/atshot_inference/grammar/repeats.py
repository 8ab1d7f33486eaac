"""Leaves out candidates that say the same twice. Knows words and owners, not where they stand."""

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence

from atshot_inference.grammar.candidate import Candidate

# Two texts from one block that agree by this much are one task found twice.
SAME_TEXT = 0.9
# A quotation that is cut off shows more than this part of what it quotes.
QUOTED = 0.6

_CUT_OFF = re.compile(r"(?:\.{2,}|…|⋯)\s*$")


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """`candidates` without those that repeat another: the same words from two sources, or a cut-off preview."""
    kept: list[int] = []
    words = [_plain(candidate.text) for candidate in candidates]
    # One word decides between two tasks of one owner ("enable…", "disable…"): only in one block may texts differ.
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    said: set[tuple[str, str]] = set()
    whole: list[str] = []
    by_owner: dict[str, list[str]] = defaultdict(list)
    for candidate, text in zip(candidates, words, strict=True):
        for owner in candidate.owners:
            by_owner[_plain(owner)].append(text)
    for i in sorted(range(len(candidates)), key=lambda i: (-candidates[i].verdict, _cut_off(candidates[i]))):
        numbers = re.findall(r"\d+", words[i])
        block = (str(id(candidates[i].source)), *numbers)
        owned = [(_plain(owner), words[i]) for owner in candidates[i].owners]
        if any(_same(words[i], other) for other in alike[block]) or said.intersection(owned):
            continue
        if any(_begins(words[i], other) for owner in candidates[i].owners for other in by_owner[_plain(owner)]):
            continue
        if _cut_off(candidates[i]) and any(other.startswith(words[i]) for other in whole):
            continue
        kept.append(i)
        whole.append(words[i])
        alike[block].append(words[i])
        said.update(owned)
    return [candidates[i] for i in sorted(kept)]


def _cut_off(candidate: Candidate) -> bool:
    return _CUT_OFF.search(candidate.text) is not None


def _begins(quoted: str, text: str) -> bool:
    """Whether `quoted` is the beginning of `text`, as a quotation shows it."""
    long = len(text) > len(quoted) > max(QUOTED * len(text), 7)
    return long and text.startswith(quoted) and not text[len(quoted)].isdigit()


def _same(a: str, b: str) -> bool:
    return a == b or difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_TEXT


def _plain(text: str) -> str:
    return re.sub(r"[^\w+#]+|_", "", text).casefold()
