"""What differs from its neighbours on a clean screen, and what of it hangs together; knows shapes, not text."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels

Mask = NDArray[np.uint8]
Boxes = NDArray[np.int32]  # n × 4: left, top, right, bottom, the last two exclusive

# Screens have equal neighbours nearly everywhere (the least of 60 captures, a dense sheet as JPEG, had 0.52);
# photos and scans have noise (0.00 to 0.31).
_CLEAN_SHARE = 0.45
# Grey text on a grey page differs by 60 and more, the tint behind a mention or the stripes of a table by under 25.
_EDGE = 30
# The densest captures have under 10,000 components; each takes time.
_MOST = 40_000
# Components of this height can be letters.
_LETTERS = (6, 200)
# Han characters fall into parts, and some, such as the one for "one", are a single stroke: the two characters after a
# letter are as tall as it, and closer than text stands to an avatar.
_PARTS_REACH = 2.2
_PARTS_HEIGHT = 0.8
_PART_ROOM = 0.25
_PART_GAP = 0.18


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edge pixels and their components: `labels` is 1 more than the index into `boxes` and `areas`, 0 where no edge."""

    mask: Mask
    labels: NDArray[np.int32]
    boxes: Boxes
    areas: NDArray[np.int32]

    @classmethod
    def of_mask(cls, mask: Mask) -> "Edges":
        """The components of `mask`, 1 where an edge is."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        corners = stats[1:, :2]
        boxes = np.concatenate((corners, corners + stats[1:, 2:4]), axis=1)
        return cls(mask, np.asarray(labels, np.int32), boxes.astype(np.int32), np.asarray(stats[1:, 4], np.int32))

    @property
    def are_few(self) -> bool:
        """Whether there are no more than text makes; textures and dithered pictures have many more."""
        return len(self.boxes) <= _MOST

    @property
    def widths(self) -> NDArray[np.int32]:
        """Of each component."""
        return self.boxes[:, 2] - self.boxes[:, 0]

    @property
    def heights(self) -> NDArray[np.int32]:
        """Of each component."""
        return self.boxes[:, 3] - self.boxes[:, 1]

    @property
    def usual_height(self) -> float:
        """The height that most components of the size of a letter have; 12 where there is none."""
        heights = self.heights
        letters = heights[(heights >= _LETTERS[0]) & (heights <= _LETTERS[1])]
        return float(np.median(letters)) if letters.size else 12.0


def is_clean(pixels: Pixels) -> bool:
    """Whether the picture is a screen capture rather than a photo: most neighbours are exactly equal."""
    same = _strongest(pixels[:, 1:], pixels[:, :-1]) == 0
    return bool(same.mean() >= _CLEAN_SHARE)


def edges_of(pixels: Pixels) -> Edges:
    """All edges of a clean screen."""
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    mask[:, :-1] = _strongest(pixels[:, 1:], pixels[:, :-1]) > _EDGE
    mask[:-1] |= _strongest(pixels[1:], pixels[:-1]) > _EDGE
    return Edges.of_mask(mask)


def inside(boxes: Boxes, i: int) -> NDArray[np.bool_]:
    """Which boxes lie in box `i`, itself included."""
    x0, y0, x1, y1 = boxes[i]
    held: NDArray[np.bool_] = (boxes[:, 0] >= x0) & (boxes[:, 1] >= y0) & (boxes[:, 2] <= x1) & (boxes[:, 3] <= y1)
    return held


def has_equals(boxes: Boxes, i: int) -> bool:
    """Whether letters about as tall as component `i` stand beside it, whole or in parts, as those of a heading do."""
    x0, y0, x1, y1 = boxes[i].tolist()
    height = y1 - y0
    gap = np.maximum(boxes[:, 0], x0) - np.minimum(boxes[:, 2], x1)
    overlap = np.minimum(boxes[:, 3], y1) - np.maximum(boxes[:, 1], y0)
    alike = (overlap >= 0.55 * height) & (boxes[:, 3] - boxes[:, 1] <= 1.7 * height)
    return bool((alike & (gap >= 0) & (gap <= 0.5 * height)).any()) or has_parts_beside(boxes, i)


def has_parts_beside(boxes: Boxes, i: int) -> bool:
    """Whether the parts of a letter as tall as component `i` stand right beside it."""
    x0, y0, x1, y1 = boxes[i].tolist()
    height = y1 - y0
    room = _PART_ROOM * height
    gap = np.maximum(boxes[:, 0], x0) - np.minimum(boxes[:, 2], x1)
    level = (boxes[:, 1] >= y0 - room) & (boxes[:, 3] <= y1 + room) & (gap >= 0) & (gap <= _PARTS_REACH * height)
    return any(
        _make_a_letter(boxes[level & side], gap[level & side], height)
        for side in (boxes[:, 0] >= x1 - 1, boxes[:, 2] <= x0 + 1)
    )


def _make_a_letter(parts: Boxes, gaps: NDArray[np.int32], height: int) -> bool:
    """Whether parts, at these gaps from a letter, begin as close as the next letter would and are together as tall."""
    if not len(parts) or gaps.min() > _PART_GAP * height:
        return False
    return bool(parts[:, 3].max() - parts[:, 1].min() >= _PARTS_HEIGHT * height)


def _strongest(a: Pixels, b: Pixels) -> Mask:
    """The largest difference among the three channels."""
    red, green, blue = cv2.split(cv2.absdiff(a, b))
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)
