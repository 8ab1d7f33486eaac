"""Spaces that the recogniser dropped, put back where the pixels show a gap; knows scripts, not words."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, pstdev

Span = tuple[float, float]

# A word gap is about a quarter of the em, which is a little more than the height of the ink.
_WORD_GAP = 0.3
# Letters of one word stand closer together than this many usual gaps.
_USUAL_GAPS = 2.2
# In a typewriter face every character has the same pitch, and narrow letters leave wide gaps.
_EVEN_PITCH = 0.08
_EMPTY_PITCH = 1.6


def missing_spaces(text: str, spans: Sequence[Span], height: float) -> list[int]:
    """Indices before which a space belongs, from the gaps between `spans`; `height` is that of the line's ink."""
    gaps = [right[0] - left[1] for left, right in pairwise(spans)]
    pitches = [sum(right) / 2 - sum(left) / 2 for left, right in pairwise(spans)]
    inside = [i for i in range(len(gaps)) if _is_word(text[i]) and _is_word(text[i + 1])]
    usual = median([max(0.0, gaps[i]) for i in inside]) if inside else 0.0
    pitch = median([pitches[i] for i in inside]) if inside else 0.0
    even = len(inside) > 3 and pstdev(pitches[i] for i in inside) < _EVEN_PITCH * pitch
    return [
        i + 1
        for i, gap in enumerate(gaps)
        if gap >= _WORD_GAP * height
        and gap > _USUAL_GAPS * usual
        and _may_part(text[i], text[i + 1])
        and not (even and pitches[i] < _EMPTY_PITCH * pitch)
    ]


def _may_part(left: str, right: str) -> bool:
    """Whether a gap between two characters can be a space: words, or a word and what opens or closes beside one."""
    # Digits of even width leave wide gaps beside a 1.
    if (_is_han(left) and _is_han(right)) or (left.isdigit() and right.isdigit()):
        return False
    return (
        (_is_word(left) or left in ".,;:!?)]")
        and (_is_word(right) or right in "@#([")
        and not (left in ".,;:!?)]" and _is_han(right))
    )


def _is_word(char: str) -> bool:
    return char.isalnum()


def _is_han(char: str) -> bool:
    """Whether `char` is of a script written without spaces, its full-width signs included."""
    return unicodedata.east_asian_width(char) in "WF"
