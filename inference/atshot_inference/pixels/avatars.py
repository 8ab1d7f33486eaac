"""Filled discs and squares the size of an avatar, and the pictures in them; knows shapes and colours, reads no text."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.pixels.edges import Boxes, Edges, inside
from atshot_inference.tasks import Box

# In heights of the usual letter: below it stand full letters and emoji, above it pictures that hold text of their own.
_SIZES = (1.35, 5.0)
_LEAST = 14
_SQUARE = 0.12
# A tag with one letter is as small as a small avatar, but its letter is as tall as the text beside it.
_TAG_SIZE = 1.7
_TAG_LETTER = 0.85
# What differs this much (of 255) from the ground is filled.
_DIFFERENT = 30
# Letters leave more of their box to the ground than a disc with two white letters on it does.
_COVER = 0.72
# Just inside its outline a disc is filled all round.
_RIM = (0.8, 0.9)
_RIM_COVER = 0.97
# Round letters of a heading, such as a bold "o", have another that stands on the same line as close as this.
_LETTER_GAP = 0.3
_SAME_LINE = 0.08


def find_avatars(pixels: Pixels, edges: Edges) -> list[Box]:
    """Boxes of the avatars and filled icons of a clean screen."""
    usual = edges.usual_height
    widths, heights = edges.widths, edges.heights
    candidates = (
        (heights >= max(_LEAST, _SIZES[0] * usual))
        & (heights <= _SIZES[1] * usual)
        & (np.abs(widths - heights) <= _SQUARE * heights)
    )
    filled = [i for i in np.flatnonzero(candidates).tolist() if _is_filled(pixels, edges.boxes[i])]
    others = np.delete(edges.boxes, filled, axis=0)
    found = [
        i for i in filled if not _is_tag(edges, i, usual) and not _stands_in_a_word(edges.boxes[i].tolist(), others)
    ]
    return [Box(x0, y0, x1 + 1 - x0, y1 + 1 - y0) for x0, y0, x1, y1 in edges.boxes[found].tolist()]


def _is_filled(pixels: Pixels, box: Boxes) -> bool:
    """Whether the ellipse that fits the box is another colour than the ground, at its rim all round."""
    # Edges lie one pixel to the left of and above what they bound.
    x0, y0, x1, y1 = np.add(box, (1, 1, 0, 0)).tolist()
    patch = pixels[y0:y1, x0:x1]
    corners = pixels[[y0 - 1, y0 - 1, y1, y1], [x0 - 1, x1, x0 - 1, x1]] if _has_room(pixels, box) else None
    if corners is None or int(np.ptp(corners.astype(int), axis=0).max()) >= _DIFFERENT:
        return False
    ground = np.median(corners, axis=0).astype(np.uint8)
    drawn = cv2.absdiff(patch, np.full_like(patch, ground)).max(axis=2) >= _DIFFERENT
    distance = _distances(drawn.shape)
    rim = (distance >= _RIM[0]) & (distance <= _RIM[1])
    return bool(drawn[distance <= 1].mean() >= _COVER and drawn[rim].mean() >= _RIM_COVER)


def _is_tag(edges: Edges, i: int, usual: float) -> bool:
    """Whether the patch is small and holds a letter as tall as those around it."""
    if edges.heights[i] > _TAG_SIZE * usual:
        return False
    held = inside(edges.boxes, i)
    held[i] = False
    return bool((edges.heights[held] >= _TAG_LETTER * usual).any())


def _stands_in_a_word(box: Sequence[int], others: Boxes) -> bool:
    x0, y0, x1, y1 = box
    height = y1 - y0
    gap = np.maximum(others[:, 0] - x1, x0 - others[:, 2])
    heights = (others[:, 3] - others[:, 1]) / height
    same_line = np.abs(others[:, 3] - y1) <= _SAME_LINE * height
    return bool((same_line & (heights >= 0.85) & (heights <= 1.6) & (gap >= 0) & (gap <= _LETTER_GAP * height)).any())


def _has_room(pixels: Pixels, box: Boxes) -> bool:
    height, width = pixels.shape[:2]
    return bool(box[2] < width and box[3] < height)


def _distances(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """How far each pixel is from the middle, 1 on the ellipse that fits `shape`."""
    down, across = (np.linspace(-1, 1, length) for length in shape)
    distances: NDArray[np.float64] = np.hypot(down[:, None], across[None, :])
    return distances
