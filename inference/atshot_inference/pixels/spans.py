"""Where each character of a line begins and ends: the network's rough columns fitted to the blanks between glyphs."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Span = tuple[float, float]
Blank = tuple[int, int]  # first column without ink, and the one past the last

# Leaving two neighbours unparted costs as much as a blank that is off by this share of their distance.
_TOUCHING = 0.45


def fitted_spans(text: str, spans: Sequence[Span], inked: NDArray[np.bool_]) -> list[Span]:
    """`spans` (in columns) fitted to the blanks of `inked`, true where a column has ink; a space is a blank."""
    solid = [i for i, char in enumerate(text) if not char.isspace()]
    if not solid or not inked.any():
        return list(spans)
    blanks = _blanks(inked)
    cuts = _cuts([spans[i] for i in solid], blanks)
    lefts = [_first_edge(spans[solid[0]], blanks), *(right for _, right in cuts)]
    rights = [*(left for left, _ in cuts), _last_edge(spans[solid[-1]], blanks)]
    fitted = {i: (left, max(left, right)) for i, left, right in zip(solid, lefts, rights, strict=True)}
    for i in range(len(text)):
        if i not in fitted:
            before = fitted[i - 1][1] if i else spans[0][0]
            after = next((fitted[k][0] for k in solid if k > i), spans[-1][1])
            fitted[i] = (min(before, after), after)
    return [fitted[i] for i in range(len(text))]


def _cuts(spans: Sequence[Span], blanks: Sequence[Blank]) -> list[Span]:
    """Where one glyph ends and the next begins, for each pair of neighbours.

    The network fires near the middle of a character, so the blank between two is near the middle of both. Each blank
    parts one pair only; among all ways to deal them out, in order, the one that is least off is taken.
    """
    best: dict[int, tuple[float, tuple[int | None, ...]]] = {-1: (0.0, ())}
    for left, right in pairwise(spans):
        a, b = _centre(left), _centre(right)
        options = [(k, abs((x0 + x1) / 2 - (a + b) / 2)) for k, (x0, x1) in enumerate(blanks) if x0 < b and x1 > a]
        new: dict[int, tuple[float, tuple[int | None, ...]]] = {}
        for last, (cost, path) in best.items():
            _keep(new, last, (cost + _TOUCHING * (b - a), (*path, None)))
            for k, off in options:
                if k > last:
                    _keep(new, k, (cost + off, (*path, k)))
        best = new
    _, chosen = min(best.values(), key=lambda way: way[0])
    return _placed(chosen, spans, blanks)


def _keep(
    ways: dict[int, tuple[float, tuple[int | None, ...]]], last: int, way: tuple[float, tuple[int | None, ...]]
) -> None:
    if last not in ways or way[0] < ways[last][0]:
        ways[last] = way


def _placed(chosen: Sequence[int | None], spans: Sequence[Span], blanks: Sequence[Blank]) -> list[Span]:
    """The cuts for the blanks chosen; where there is none, one between the middles, after the cut before."""
    cuts: list[Span] = []
    for k, (left, _) in zip(chosen, pairwise(spans), strict=True):
        if k is not None:
            cuts.append((float(blanks[k][0]), float(blanks[k][1])))
        else:
            at = max(left[1], cuts[-1][1] if cuts else 0.0)
            cuts.append((at, at))
    return cuts


def _first_edge(span: Span, blanks: Sequence[Blank]) -> float:
    """The end of the blank before the first glyph, the span's own edge where that is far off."""
    centre = _centre(span)
    before = max((x1 for _, x1 in blanks if x1 <= centre), default=0)
    return float(before) if before >= 2 * span[0] - centre else max(0.0, span[0])


def _last_edge(span: Span, blanks: Sequence[Blank]) -> float:
    """The start of the blank after the last glyph, the span's own edge where that is far off."""
    centre = _centre(span)
    after = min((x0 for x0, _ in blanks if x0 >= centre), default=span[1])
    return float(after) if after <= 2 * span[1] - centre else span[1]


def _blanks(inked: NDArray[np.bool_]) -> list[Blank]:
    padded = np.concatenate(([True], inked, [True]))
    changes = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return list(zip(changes[0::2], changes[1::2], strict=True))


def _centre(span: Span) -> float:
    return (span[0] + span[1]) / 2
