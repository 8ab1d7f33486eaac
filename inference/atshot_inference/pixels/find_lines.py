"""Where lines of text stand on a clean screen, found from edges alone; reads nothing.

Glyphs are grown sideways by their own height until they meet, which gives words, and words that face each other
across a small gap give lines. Columns and cells stay apart, since the gap between them is wider or holds a border.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.pixels.borders import are_steps, without_borders
from atshot_inference.pixels.edges import Boxes, Edges, Mask
from atshot_inference.pixels.glyphs import are_glyphs, is_loner
from atshot_inference.pixels.strips import Strip
from atshot_inference.tasks import Box

Indices = NDArray[np.intp]
Pairs = tuple[Indices, Indices]

_MIN_HEIGHT = 5
# Four times the lines of the densest sheet seen; the rest would be the texture of a picture.
_MAX_LINES = 1500
# Half of the gap that a component bridges, in its own heights: the widest space between words, half from each side.
_GROW = 0.45
_MAX_GROW = 2.0
# Only this middle part of a component is grown, so that descenders do not meet the ascenders of the line below.
_CORE = 0.6
# Words further apart than this many line heights are of different lines, columns or cells.
_WORD_GAP = 0.85
_SMALL_GAP = 0.6
_BEYOND = 0.45
_LIKE_HEIGHTS = 2.2
# A word this many times as tall as its glyphs is two lines that touch; between them a row is nearly empty.
_TWO_LINES = 1.35
_VALLEY = 0.5
# Strips take in this share of the line's height around it: what the recogniser is used to.
_MARGIN = 0.2


def find_strips(pixels: Pixels, edges: Edges, drawn: Sequence[Box] = ()) -> list[Strip]:
    """Strips of the lines on a clean screen, in no particular order; the shapes in `drawn` are no text."""
    plain, borders = without_borders(edges, drawn)
    usual = plain.usual_height
    are_text = are_glyphs(plain) & ~are_steps(pixels, plain)
    glyphs = plain.boxes[are_text]
    borders |= np.concatenate(([False], ~are_text))[plain.labels]
    loners = np.array([is_loner(glyphs, i, usual) for i in range(len(glyphs))], np.bool_)
    words = _words(glyphs[~loners], plain.mask, borders, usual)
    lines = np.concatenate((_joined(words, _links(words, borders)), glyphs[loners]))
    lines = lines[lines[:, 3] - lines[:, 1] >= _MIN_HEIGHT]
    widest = np.argsort(lines[:, 0] - lines[:, 2], kind="stable")[:_MAX_LINES]
    return [_strip(line, plain.mask.shape) for line in lines[widest]]


def _can_be_line(line: Boxes) -> bool:
    width, height = int(line[2] - line[0]), int(line[3] - line[1])
    return height <= 2.2 * width or height <= 30


def _words(glyphs: Boxes, mask: Mask, borders: Mask, usual: float) -> Boxes:
    """Boxes round the glyphs that meet when each is grown sideways, up to the next border."""
    canvas = np.zeros_like(mask)
    for x0, y0, x1, y1 in _grown(glyphs, usual).tolist():
        canvas[y0:y1, x0:x1] = 1
    canvas[borders != 0] = 0
    count, labels = cv2.connectedComponents(canvas, connectivity=4)
    rows = np.minimum((glyphs[:, 1] + glyphs[:, 3]) // 2, mask.shape[0] - 1)
    columns = np.minimum((glyphs[:, 0] + glyphs[:, 2]) // 2, mask.shape[1] - 1)
    group = labels[rows, columns]
    lost = np.flatnonzero(group == 0)
    group[lost] = count + np.arange(len(lost))
    count += len(lost)
    hulls, typical = _hulls(glyphs, group, count), _usual_heights(glyphs, group, count)
    filled = hulls[:, 2] >= 0
    pieces = [
        piece
        for hull, height in zip(hulls[filled], typical[filled], strict=True)
        for piece in _rows(hull, height, mask)
        if _can_be_line(piece)
    ]
    return np.array(pieces, np.int32).reshape(-1, 4)


def _grown(glyphs: Boxes, usual: float) -> Boxes:
    """The middle parts of the glyphs, wider by what they bridge on each side."""
    heights = glyphs[:, 3] - glyphs[:, 1]
    # Icons and thin strokes that stand beside text would else reach far into it.
    reach = np.minimum(np.minimum(heights, _MAX_GROW * usual), 2 * (glyphs[:, 2] - glyphs[:, 0]) + 2)
    sideways = np.maximum(1, np.rint(_GROW * reach)).astype(np.int32)
    trim = np.where(heights >= 6, heights * (1 - _CORE) / 2, 0).astype(np.int32)
    grown = glyphs + np.stack((-sideways, trim, sideways, -trim), axis=1)
    held: Boxes = np.maximum(grown, 0).astype(np.int32)
    return held


def _usual_heights(glyphs: Boxes, group: NDArray[np.integer], count: int) -> NDArray[np.float64]:
    """The mean height of each group's members by their areas: what a stroke strung together counts for all of it."""
    widths, heights = glyphs[:, 2] - glyphs[:, 0], (glyphs[:, 3] - glyphs[:, 1]).astype(np.float64)
    sums = np.bincount(group, weights=widths * heights, minlength=count)
    return np.bincount(group, weights=widths * heights**2, minlength=count) / np.maximum(sums, 1)


def _rows(word: Boxes, usual: float, mask: Mask) -> list[Boxes]:
    """`word` cut at the emptiest row where it is too tall to be one line: tightly set lines touch here and there."""
    x0, y0, x1, y1 = word.tolist()
    height = y1 - y0
    if height < max(2 * _MIN_HEIGHT, _TWO_LINES * usual) or x1 - x0 < 3 * height:
        return [word]
    amount = mask[y0:y1, x0:x1].sum(axis=1)
    first, last = int(0.25 * height), int(0.75 * height)
    cut = first + int(amount[first:last].argmin())
    if amount[cut] > _VALLEY * amount.mean():
        return [word]
    upper, lower = np.array([x0, y0, x1, y0 + cut], np.int32), np.array([x0, y0 + cut, x1, y1], np.int32)
    return [*_rows(upper, usual, mask), *_rows(lower, usual, mask)]


def _hulls(boxes: Boxes, group: NDArray[np.integer], count: int) -> Boxes:
    """The box round the members of each group; its right edge is -1 where a group has none."""
    hulls = np.empty((count, 4), np.int32)
    hulls[:, :2], hulls[:, 2:] = np.iinfo(np.int32).max, -1
    np.minimum.at(hulls[:, 0], group, boxes[:, 0])
    np.minimum.at(hulls[:, 1], group, boxes[:, 1])
    np.maximum.at(hulls[:, 2], group, boxes[:, 2])
    np.maximum.at(hulls[:, 3], group, boxes[:, 3])
    return hulls


def _links(words: Boxes, borders: Mask) -> Pairs:
    """Which words belong to one line, as index pairs."""
    a, b = _level_pairs(words)
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = words[a].T, words[b].T
    ah, bh = ay1 - ay0, by1 - by0
    taller, smaller = np.maximum(ah, bh), np.minimum(ah, bh)
    gap = np.maximum(ax0, bx0) - np.minimum(ax1, bx1)
    overlap = np.minimum(ay1, by1) - np.maximum(ay0, by0)
    beside = (overlap >= 0.5 * smaller) & (taller <= _LIKE_HEIGHTS * smaller) & (gap <= _WORD_GAP * taller)
    # Dots, commas, hyphens, accents and the loose strokes of Han characters.
    small = (smaller <= 0.5 * taller) & (overlap >= -0.25 * taller) & (gap <= _SMALL_GAP * taller) & (taller >= 6)
    nearest = _nearest(np.where(ah < bh, a, b), np.maximum(gap, 0) - np.minimum(overlap, 0), small)
    chosen = beside | nearest | (small & (overlap >= 0.9 * smaller))
    for k in np.flatnonzero(chosen & (gap >= 2)).tolist():
        chosen[k] = not _parted(words[a[k]], words[b[k]], borders)
    return a[chosen], b[chosen]


def _level_pairs(words: Boxes) -> Pairs:
    """All pairs that overlap in height or nearly so, found along the tops: comparing all with all would not scale."""
    order = np.argsort(words[:, 1], kind="stable")
    tops, bottoms = words[order, 1], words[order, 3]
    until = np.searchsorted(tops, bottoms + np.maximum(2, (bottoms - tops) // 2), "right")
    counts = np.maximum(until - np.arange(len(words)) - 1, 0)
    first = np.repeat(np.arange(len(words)), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[first + 1 + offsets]


def _nearest(small: Indices, distance: NDArray[np.integer], allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the allowed pairs of each small word only the closest: a comma belongs to one line."""
    least = np.full(int(small.max(initial=-1)) + 1, np.iinfo(np.int32).max, np.int64)
    np.minimum.at(least, small[allowed], distance[allowed])
    closest: NDArray[np.bool_] = allowed & (distance == least[small])
    return closest


def _parted(a: Boxes, b: Boxes, borders: Mask) -> bool:
    """Whether a rule stands in the gap between two words, reaching further up and down than the edge of a chip does."""
    left, right = min(a[2], b[2]), max(a[0], b[0])
    top, bottom = (a[1], a[3]) if a[3] - a[1] >= b[3] - b[1] else (b[1], b[3])
    beyond = int(_BEYOND * (bottom - top))
    between = borders[max(0, top - beyond) : bottom + beyond, left:right]
    return bool(between.size and between.all(axis=0).any())


def _joined(words: Boxes, links: Pairs) -> Boxes:
    """Boxes round the words that are linked, directly or through others."""
    group = np.arange(len(words))
    while True:
        lowest = group.copy()
        np.minimum.at(lowest, links[0], group[links[1]])
        np.minimum.at(lowest, links[1], group[links[0]])
        lowest = lowest[lowest]
        if (lowest == group).all():
            hulls = _hulls(words, group, len(words))
            return hulls[hulls[:, 2] >= 0]
        group = lowest


def _strip(line: Boxes, shape: tuple[int, ...]) -> Strip:
    x0, y0, x1, y1 = line.tolist()
    margin = max(2.0, _MARGIN * (y1 - y0))
    return Strip.straight(
        max(0, x0 + 1 - margin), max(0, y0 + 1 - margin), min(shape[1], x1 + margin), min(shape[0], y1 + margin)
    )
