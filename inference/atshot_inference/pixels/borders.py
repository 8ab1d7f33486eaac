"""Lines that bound something rather than write it: frames, rules and underlines; takes them out of the edges."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.pixels.edges import Edges, Mask, has_equals
from atshot_inference.tasks import Box

# A straight run of edge pixels this long is no stroke of a letter; that of larger letters is measured.
_RULE = 40
# A rule with next to nothing (share of edge pixels) on one side bounds something; one through text has text on both.
_ONE_SIDED = 0.06
_FRAME_HEIGHT = 14
# Letters with nothing in the middle, such as O, are narrower than this, and no taller than the others.
_FRAME_WIDTHS = 1.6
_FRAME_HEIGHTS = 1.8
# The side of a tilted patch or the round end of a chip is at least so long in pixels, and as thick as this, or this
# share of its length; one that lies is no thicker than this share of the usual letter, since words lie too.
_LEAST_STEP = 8
_STEP, _STEP_SHARE, _STEP_HEIGHT = 3, 0.3, 0.4
_OTHER_GROUND = 20
# A square or round frame no larger than this is an avatar or an icon, and the letter in it no text.
_AVATAR = 5.0


def without_borders(edges: Edges, drawn: Sequence[Box]) -> tuple[Edges, Mask]:
    """The edges less frames, rules and the shapes in `drawn`, and a mask of what was taken out."""
    usual = edges.usual_height
    frames = _are_frames(edges, usual)
    borders = np.concatenate(([False], frames))[edges.labels].astype(np.uint8)
    avatars = frames & (np.abs(edges.widths - edges.heights) <= 0.1 * edges.heights) & (edges.heights < _AVATAR * usual)
    for x0, y0, x1, y1 in edges.boxes[avatars].tolist():
        borders[y0:y1, x0:x1] = 1
    for box in drawn:
        borders[int(box.y) : int(box.bottom), int(box.x) : int(box.right)] = 1
    rest = np.asarray(cv2.subtract(edges.mask, borders), np.uint8)
    borders |= _rules(rest, max(_RULE, round(5 * usual)), max(_RULE, round(4 * usual)))
    return Edges.of_mask(np.asarray(cv2.subtract(edges.mask, borders), np.uint8)), borders


def are_steps(pixels: Pixels, edges: Edges) -> NDArray[np.bool_]:
    """Thin components between two grounds, such as the sides of a tilted note: a stroke has one ground round it."""
    steps = np.zeros(len(edges.boxes), np.bool_)
    thickest = max(_STEP, _STEP_HEIGHT * edges.usual_height)
    narrow = edges.widths <= np.maximum(_STEP, _STEP_SHARE * edges.heights)
    flat = edges.heights <= np.clip(_STEP_SHARE * edges.widths, _STEP, thickest)
    turned, labels = pixels.transpose(1, 0, 2), edges.labels
    for i in np.flatnonzero((narrow != flat) & (np.maximum(edges.widths, edges.heights) >= _LEAST_STEP)).tolist():
        x0, y0, x1, y1 = edges.boxes[i].tolist()
        own = labels[y0:y1, x0:x1] == i + 1
        steps[i] = _is_step(pixels, own, (x0, y0)) if narrow[i] else _is_step(turned, own.T, (y0, x0))
    return steps


def _is_step(pixels: Pixels, own: NDArray[np.bool_], at: tuple[int, int]) -> bool:
    """Whether what lies left and right of each row of a shape differs, right beside it and beyond the blur."""
    rows = at[1] + np.arange(own.shape[0])
    left = at[0] + own.argmax(axis=1)
    right = at[0] + own.shape[1] - own[:, ::-1].argmax(axis=1)
    for out in range(2):
        before = pixels[rows, np.maximum(left - out, 0)].astype(int)
        after = pixels[rows, np.minimum(right + out, pixels.shape[1] - 1)]
        if np.median(np.abs(before - after).max(axis=1)) < _OTHER_GROUND:
            return False
    return True


def _are_frames(edges: Edges, usual: float) -> NDArray[np.bool_]:
    """Components that run round something and leave the middle to it: buttons, bubbles, fields, cards."""
    widths, heights = edges.widths, edges.heights
    frames = np.zeros(len(widths), np.bool_)
    for i in np.flatnonzero((heights >= _FRAME_HEIGHT) & (edges.areas < 0.5 * widths * heights)).tolist():
        large = heights[i] > _FRAME_HEIGHTS * usual and not has_equals(edges.boxes, i)
        frames[i] = (widths[i] >= _FRAME_WIDTHS * heights[i] or large) and _is_hollow(edges, i)
    return frames


def _is_hollow(edges: Edges, i: int) -> bool:
    """Whether component `i` leaves the middle of its box free."""
    x0, y0, x1, y1 = edges.boxes[i]
    inset = int(0.3 * (y1 - y0))
    inner = edges.labels[y0 + inset : y1 - inset, x0 + inset : x1 - inset]
    return not bool((inner == i + 1).any())


def _rules(mask: Mask, across: int, down: int) -> Mask:
    """Straight runs longer than any stroke: borders and underlines, not what strikes text out."""
    # Where a border crosses another of the same colour there is no edge.
    whole = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    rules = mask & cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8)).astype(np.uint8, copy=False)
    level = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, across), np.uint8)).astype(np.uint8, copy=False)
    count, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=4)
    for x, y, width, height, _ in stats[1:count].tolist():
        above, below = mask[max(0, y - 3) : y, x : x + width], mask[y + height : y + height + 3, x : x + width]
        if min(_share(above), _share(below)) < _ONE_SIDED:
            rules[y : y + height, x : x + width] |= level[y : y + height, x : x + width]
    return rules


def _share(mask: Mask) -> float:
    return float(mask.mean()) if mask.size else 0.0
