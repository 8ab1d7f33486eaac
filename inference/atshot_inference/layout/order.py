"""Reading order: columns one after another, each from top to bottom. Knows boxes only."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from atshot_inference.tasks import Box


def reading_order(boxes: Sequence[Box], gutter: float) -> list[int]:
    """The indices of `boxes` in reading order, by recursive cuts along empty bands (XY-cut, Nagy & Seth 1984).

    A band between columns is at least `gutter` pixels wide.
    """
    return _cut(boxes, list(range(len(boxes))), gutter)


def _cut(boxes: Sequence[Box], held: list[int], gutter: float) -> list[int]:
    if len(held) < 3:
        return sorted(held, key=lambda i: (boxes[i].y, boxes[i].x))
    columns = _split(held, gutter, lambda i: (boxes[i].x, boxes[i].right))
    if len(columns) > 1 and min(len(column) for column in columns) > 1:
        return [i for column in columns for i in _cut(boxes, column, gutter)]
    rows = _split(held, 0.4 * gutter, lambda i: (boxes[i].y, boxes[i].bottom))
    if len(rows) > 1:
        return [i for row in _widest_apart(boxes, rows) for i in _cut(boxes, row, gutter)]
    return sorted(held, key=lambda i: (boxes[i].y, boxes[i].x))


def _widest_apart(boxes: Sequence[Box], rows: list[list[int]]) -> list[list[int]]:
    """The rows in two parts, cut at the widest gap: a cut at every gap would break columns up."""
    gaps = [min(boxes[i].y for i in below) - max(boxes[i].bottom for i in above) for above, below in pairwise(rows)]
    at = gaps.index(max(gaps)) + 1
    return [[i for row in rows[:at] for i in row], [i for row in rows[at:] for i in row]]


def _split(held: list[int], gap: float, span: Callable[[int], tuple[float, float]]) -> list[list[int]]:
    parts: list[list[int]] = []
    end = float("-inf")
    for i in sorted(held, key=span):
        low, high = span(i)
        if low - end >= gap:
            parts.append([])
        parts[-1].append(i)
        end = max(end, high)
    return parts
