"""The patch of even colour that a line stands on: a card, a sticky note, a chat bubble, a cell; reads no text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.tasks import Box

# Wider captures have two pixels or more for each point of the screen, so that every second one still shows borders.
_FULL_WIDTH = 2000
# Shades within this distance (of 255) are one colour: JPEG noise and slight gradients.
_SHADE = 6
# Where to look for the colour round a box: these shares of its height outside.
_OUTSIDE = (0.15, 0.4)
# What covers so much of the picture both ways, or touches three of its sides, is the page.
_PAGE_SHARE = 0.85
# A patch that barely exceeds the line is a chip or a highlight, and what lies round it counts.
_CHIP_HEIGHTS = 1.45
_CHIP_WIDER = 1.2


@dataclass(slots=True)
class _Patches:
    """Patches of even colour, filled from the points that are asked for, each once."""

    pixels: Pixels
    boxes: list[Box] = field(default_factory=list)
    owner: NDArray[np.int32] = field(init=False)
    _mask: NDArray[np.uint8] = field(init=False)

    def __post_init__(self) -> None:
        height, width = self.pixels.shape[:2]
        self.owner = np.full((height, width), -1, np.int32)
        self._mask = np.zeros((height + 2, width + 2), np.uint8)

    def at(self, x: int, y: int) -> int:
        """The index of the patch that holds the point; fills it if it is new."""
        if self.owner[y, x] < 0:
            self._fill(x, y)
        return int(self.owner[y, x])

    def _fill(self, x: int, y: int) -> None:
        flags = 4 | (1 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
        shade = (_SHADE, _SHADE, _SHADE)
        _, _, _, rectangle = cv2.floodFill(self.pixels, self._mask, (x, y), (0, 0, 0), shade, shade, flags)
        left, top, width, height = rectangle
        filled = self._mask[top + 1 : top + height + 1, left + 1 : left + width + 1]
        new = filled == 1
        self.owner[top : top + height, left : left + width][new] = len(self.boxes)
        filled[new] = 2
        self.boxes.append(Box(left, top, width, height))


def panels_behind(pixels: Pixels, lines: Sequence[Box]) -> list[Box | None]:
    """For each box of a line the patch it stands on, None where that is the page; for clean screens only."""
    step = -(-pixels.shape[1] // _FULL_WIDTH)
    patches = _Patches(pixels[::step, ::step].copy())
    panels = (_panel(patches, _scaled(line, 1 / step)) for line in lines)
    return [panel and _scaled(panel, step) for panel in panels]


def _panel(patches: _Patches, line: Box) -> Box | None:
    patch = _around(patches, line)
    if patch is None or _is_page(patches, patch):
        return None
    is_chip = patch.height < _CHIP_HEIGHTS * line.height and patch.width < line.width + _CHIP_WIDER * line.height
    if not is_chip:
        return patch
    outer = _around(patches, patch)
    if outer is None:
        return patch
    return None if _is_page(patches, outer) else outer


def _around(patches: _Patches, box: Box) -> Box | None:
    """The patch that most points round `box` lie in, among those that enclose it."""
    votes: dict[int, int] = {}
    for x, y in _ring(box, patches.pixels.shape[1], patches.pixels.shape[0]):
        patch = patches.at(x, y)
        if _encloses(patches.boxes[patch], box):
            votes[patch] = votes.get(patch, 0) + 1
    return patches.boxes[max(votes, key=lambda patch: votes[patch])] if votes else None


def _ring(box: Box, width: int, height: int) -> list[tuple[int, int]]:
    columns = [box.x + box.width * share for share in (0.1, 0.35, 0.65, 0.9)]
    points = []
    for share in _OUTSIDE:
        away = max(1.5, share * min(box.height, 40))
        points += [(x, y) for x in columns for y in (box.y - away, box.bottom + away)]
        points += [(box.x - away, box.middle), (box.right + away, box.middle)]
    return [(int(x), int(y)) for x, y in points if 0 <= x < width and 0 <= y < height]


def _encloses(patch: Box, box: Box) -> bool:
    slack = 0.25 * min(box.height, 24)
    return (
        patch.x <= box.x + slack
        and patch.y <= box.y + slack
        and patch.right >= box.right - slack
        and patch.bottom >= box.bottom - slack
    )


def _is_page(patches: _Patches, patch: Box) -> bool:
    height, width = patches.pixels.shape[:2]
    touched = (patch.x <= 1) + (patch.y <= 1) + (patch.right >= width - 1) + (patch.bottom >= height - 1)
    large = patch.width >= _PAGE_SHARE * width and patch.height >= _PAGE_SHARE * height
    return bool(touched >= 3 or large)


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
