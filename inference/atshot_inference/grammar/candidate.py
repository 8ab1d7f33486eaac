"""What a source of tasks hands on: words and where they stand, before dates, priorities and order are worked out."""

import re
from dataclasses import dataclass

from atshot_inference.grammar.requests import Verdict
from atshot_inference.grammar.sections import UNDER_NOTHING, Section
from atshot_inference.layout.block import Block
from atshot_inference.tasks import Box


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible task: its owners, the words of it, and the fields that a place gave it apart from them.

    `source` is the block that the words come from, `evidence` the boxes of its owner and fields; `box` encloses all of
    it. A field is the text of a due or priority cell, label or chip.
    """

    owners: tuple[str, ...]
    text: str
    source: Block
    box: Box
    section: Section = UNDER_NOTHING
    verdict: Verdict = Verdict.YES
    due_field: str | None = None
    priority_field: str | None = None
    done: bool = False
    evidence: tuple[Box, ...] = ()


_HEAD = re.compile(r"^[\s)）\]】:：,，、.。;；|/\\\-–—→>＞*•·=~]+")
_TAIL = re.compile(r"[\s:：,，、;；|\-–—→=~（(【\[*]+$")
_EMPTY_BRACKETS = re.compile(r"\s*[（(【\[]\s*[,，、;；\-–—]*\s*[)）】\]]")


def tidy(text: str) -> str:
    """`text` without the punctuation and empty brackets that are left where owners and fields were cut out."""
    text = _EMPTY_BRACKETS.sub("", text)
    text = _TAIL.sub("", _HEAD.sub("", text))
    text = re.sub(r"^to (?=[a-z])", "", re.sub(r"\s{2,}", " ", text).strip())
    if text[-1:] in ")）】]" and not re.search(r"[（(【\[]", text):
        text = text[:-1].rstrip()
    return text
