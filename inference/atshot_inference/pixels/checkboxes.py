"""Checkboxes drawn as shapes at the start of a line, empty or ticked; knows shapes, reads no text.

A shape counts when its four sides are drawn, it is about as wide as high, text follows at a small distance and
nothing stands before it; inside it is empty, or holds a tick or a cross.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.page import Checkbox, Mark
from atshot_inference.picture import Pixels
from atshot_inference.pixels.edges import Boxes, Edges
from atshot_inference.pixels.looks import paper_of
from atshot_inference.tasks import Box

# In heights of the usual letter, which is about 0.7 of the height of a line of text.
_SIZES = (0.8, 2.4)
_ROUND_SIZE = 1.05  # a circle no larger than that beside the letters after it is the letter O
_SMALLEST = 9
_SMALLEST_TICKED = 12  # below it a tick has too few pixels to tell it from a dot
_SQUARE = 0.22
# Text follows within this many of the box's own widths, but not so close as the next letter of a word.
_NEAREST, _FARTHEST = 0.22, 2.2
# A box that close to its text must be as large as the letters: else it is one of them, such as a Han mouth.
_CLOSE, _CLOSE_SIZE = 0.35, 0.7
# The text is at least this many boxes wide; less is another icon.
_LEAST_TEXT = 1.5
# This share of each side, its corners apart, must be drawn.
_SIDE_COVER = 0.85
_DIFFERENT = 48
# The share of its size that a border takes, generously.
_BORDER = 0.12
_ROUND = 0.75
# Share of the inside that a tick covers; text or a picture covers more.
_TICK_COVER = (0.05, 0.5)
_EMPTY_COVER = 0.03


def find_checkboxes(pixels: Pixels, edges: Edges) -> list[Checkbox]:
    """The checkboxes of a clean screen."""
    usual = edges.usual_height
    widths, heights = edges.widths, edges.heights
    size = np.maximum(widths, heights)
    candidates = (
        (size >= max(_SMALLEST, _SIZES[0] * usual))
        & (size <= _SIZES[1] * usual)
        & (np.abs(widths - heights) <= np.maximum(1, _SQUARE * size))
    )
    found = []
    for i in np.flatnonzero(candidates).tolist():
        if _has_four_sides(edges, i):
            corners = _drawn_corners(pixels, edges.boxes[i])
            round_one = corners == 0
            if corners in {0, 4} and _starts_a_line(edges.boxes, i, round_one=round_one):
                found.append((edges.boxes[i].tolist(), _mark(pixels, edges.boxes[i], round_one=round_one)))
    return [Checkbox(Box(x0, y0, x1 - x0, y1 - y0), mark) for (x0, y0, x1, y1), mark in found if mark is not None]


def _has_four_sides(edges: Edges, i: int) -> bool:
    x0, y0, x1, y1 = edges.boxes[i]
    own = edges.labels[y0:y1, x0:x1] == i + 1
    depth = max(2, round(0.2 * (y1 - y0)))
    height, width = own.shape
    across, down = slice(width // 4, width - width // 4), slice(height // 4, height - height // 4)
    level = (own[:depth, across].any(axis=0), own[-depth:, across].any(axis=0))
    upright = (own[down, :depth].any(axis=1), own[down, -depth:].any(axis=1))
    return all(side.mean() >= _SIDE_COVER for side in (*level, *upright))


def _starts_a_line(boxes: Boxes, i: int, *, round_one: bool) -> bool:
    """Whether text follows component `i` at the distance of a label, nothing precedes it and it is no letter itself."""
    x0, y0, x1, y1 = boxes[i].tolist()
    size = y1 - y0
    heights = boxes[:, 3] - boxes[:, 1]
    overlap = np.minimum(boxes[:, 3], y1) - np.maximum(boxes[:, 1], y0)
    level = (overlap >= 0.6 * np.minimum(heights, size)) & (heights >= 0.3 * size) & (heights <= 2 * size)
    after = boxes[level & (boxes[:, 0] >= x1 - 1) & (boxes[:, 0] <= x1 + 8 * size)]
    before = level & (boxes[:, 2] <= x0 + 1) & (boxes[:, 2] >= x0 - 0.8 * size)
    if not len(after) or before.any() or _is_nested(boxes, i):
        return False
    gap = (int(after[:, 0].min()) - x1) / size
    tallest = int((after[:, 3] - after[:, 1]).max())
    if size < (_ROUND_SIZE if round_one else _CLOSE_SIZE if gap < _CLOSE else 0) * tallest:
        return False
    text = int((after[:, 2] - after[:, 0]).sum())
    return bool(_NEAREST <= gap <= _FARTHEST and text >= _LEAST_TEXT * size)


def _is_nested(boxes: Boxes, i: int) -> bool:
    """Whether component `i` lies in one not much larger: the inner edge of a thick border, or of a letter."""
    x0, y0, x1, y1 = boxes[i].tolist()
    holds = (boxes[:, 0] <= x0) & (boxes[:, 1] <= y0) & (boxes[:, 2] >= x1) & (boxes[:, 3] >= y1)
    holds[i] = False
    sides = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    return bool((holds & (sides <= 3 * (y1 - y0))).any())


def _mark(pixels: Pixels, box: Boxes, *, round_one: bool) -> Mark | None:
    """What the shape in `box` shows; None where it is no checkbox."""
    x0, y0, x1, y1 = box.tolist()
    size = min(x1 - x0, y1 - y0)
    inset = max(1, round(_BORDER * size))
    # Edges lie one pixel to the left of and above what they bound.
    inside = pixels[y0 + 1 + inset : y1 - inset, x0 + 1 + inset : x1 - inset]
    ground = paper_of(inside)
    drawn = cv2.absdiff(inside, np.full_like(inside, ground)).max(axis=2) >= _DIFFERENT
    if round_one:
        drawn &= _ellipse(drawn.shape)
    cover = float(drawn.mean())
    border = pixels[(y0 + y1) // 2, x0 + 1 : x0 + 1 + inset].reshape(-1, 3)
    outlined = max(int(np.abs(colour.astype(int) - ground).max()) for colour in border) >= _DIFFERENT
    filled = (round_one or not outlined) and _differs(ground, _outside(pixels, box))
    if cover <= _EMPTY_COVER:
        return None if filled else Mark.EMPTY
    if size < _SMALLEST_TICKED or not _TICK_COVER[0] <= cover <= _TICK_COVER[1]:
        return None
    if round_one and not filled:  # a dot or a clock hand in a ring
        return None
    return Mark.TICKED if _is_tick(drawn) or (not filled and _is_cross(drawn)) else None


def _ellipse(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """The inside of the ellipse that fits `shape`: the corners of a round box are its border."""
    down, across = (np.linspace(-1, 1, length) for length in shape)
    inner: NDArray[np.bool_] = down[:, None] ** 2 + across[None, :] ** 2 <= _ROUND
    return inner


def _outside(pixels: Pixels, box: Boxes) -> NDArray[np.uint8]:
    """The colour round the box."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = box.tolist()
    ring = pixels[max(0, y0 - 3) : min(height, y1 + 3), max(0, x0 - 3) : min(width, x1 + 3)]
    edge = np.concatenate((ring[:2].reshape(-1, 3), ring[-2:].reshape(-1, 3), ring[:, :2].reshape(-1, 3)))
    return paper_of(edge[None])


def _drawn_corners(pixels: Pixels, box: Boxes) -> int:
    """How many corners of the box are drawn, none in a circle: the way in from it shows more than what lies outside."""
    x0, y0, x1, y1 = (box - (-1, -1, 1, 1)).tolist()
    steps = range(1 + round(0.1 * (y1 - y0)))
    outside = _outside(pixels, box)
    ways = (
        [(y0 + k, x0 + k) for k in steps],
        [(y0 + k, x1 - k) for k in steps],
        [(y1 - k, x0 + k) for k in steps],
        [(y1 - k, x1 - k) for k in steps],
    )
    return sum(any(_differs(pixels[y, x], outside) for y, x in way) for way in ways)


def _is_tick(drawn: NDArray[np.bool_]) -> bool:
    """A stroke that goes down and then, further, up to the right."""
    height = drawn.shape[0]
    columns = np.flatnonzero(drawn.any(axis=0))
    if columns.size < 4 or columns[-1] - columns[0] + 1 != columns.size:
        return False
    rows = np.arange(height)[:, None]
    middles = (drawn * rows)[:, columns].sum(axis=0) / drawn[:, columns].sum(axis=0)
    ends = max(1, columns.size // 6)
    left, right = float(middles[:ends].mean()), float(middles[-ends:].mean())
    lowest = float(middles.max())
    where = float(middles.argmax()) / (columns.size - 1)
    return 0.12 <= where <= 0.62 and lowest - right >= 0.3 * height and lowest - left >= 0.08 * height and left > right


def _is_cross(drawn: NDArray[np.bool_]) -> bool:
    """Two diagonals: drawn in the middle and the corners of its own box, free between them."""
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    shape = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    if min(shape.shape) < 5:
        return False
    grid = cv2.resize(shape, (5, 5), interpolation=cv2.INTER_AREA)
    on = min(grid[0, 0], grid[0, 4], grid[4, 0], grid[4, 4], grid[2, 2])
    off = max(grid[0, 2], grid[2, 0], grid[2, 4], grid[4, 2])
    return bool(on > 0.35 and off < 0.25)


def _differs(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> bool:
    return int(np.abs(a.astype(int) - b.astype(int)).max()) >= _DIFFERENT
