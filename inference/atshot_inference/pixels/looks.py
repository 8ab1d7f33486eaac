"""How a line looks: its paper, the ink of each character and where it begins and ends, and whether it is struck out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atshot_inference.page import Colour
from atshot_inference.picture import Pixels

# Glyph pixels differ from the paper by at least this share of the line's strongest difference; tints of chips do not.
_INK_SHARE = 0.4
# Of a character's pixels the strongest decide its colour: the rest is blended with the paper.
_CORE_SHARE = 0.75
# Below this difference (of 255) there is nothing but paper and noise.
_FAINT = 24
# A rule that strikes text out runs through the middle third, is thin, and covers nearly all of the width.
_STRIKE_ZONE = (0.3, 0.72)
_STRIKE_COVER = 0.9
_STRIKE_THICKNESS = 0.22
# Besides the rule there must be text: else it is a dash or a divider.
_STRUCK_TEXT_COVER = 0.25

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The strip apart into paper and ink: `mask` is true where a glyph is, `strength` how far a pixel is from paper."""

    paper: Colour
    strength: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    struck: bool

    @property
    def columns(self) -> NDArray[np.bool_]:
        """Whether each column has ink."""
        return np.asarray(self.mask.any(axis=0))

    @property
    def top_and_bottom(self) -> tuple[int, int]:
        """First row with ink and the one past the last; the whole height where there is none."""
        rows = np.flatnonzero(self.mask.any(axis=1))
        return (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, self.mask.shape[0])


def ink_of(strip: Pixels) -> Ink:
    """Paper and ink of a strip of one line; a rule through the text is told and taken out of the mask."""
    paper = paper_of(strip)
    low, high = np.minimum(strip, paper), np.maximum(strip, paper)
    strength = (high - low).max(axis=2)
    mask = strength >= max(_FAINT, int(strength.max() * _INK_SHARE))
    rule = _rule_rows(mask)
    if rule.size:
        mask[rule] = False
    return Ink(_colour(paper), strength, mask, bool(rule.size))


def paper_of(strip: Pixels) -> NDArray[np.uint8]:
    """The colour most of the strip has, to within a sixteenth, averaged."""
    sample = strip[:: 1 + strip.shape[0] // 48, :: 1 + strip.shape[1] // 640].reshape(-1, 3)
    coarse = (sample >> 4).astype(np.int32) @ np.array([256, 16, 1], np.int32)
    common = np.bincount(coarse, minlength=4096).argmax()
    mean: NDArray[np.uint8] = np.rint(sample[coarse == common].mean(axis=0)).astype(np.uint8)
    return mean


def inks_of(strip: Pixels, ink: Ink, spans: Sequence[Span]) -> tuple[Colour, ...]:
    """The colour of each character, by `spans` in columns of the strip; the paper's where a span holds no ink."""
    width = strip.shape[1]
    owner = _owners(spans, width)
    count = len(spans)
    strength = np.where(ink.mask, ink.strength, 0)
    strongest = np.zeros(count + 1, np.int32)
    np.maximum.at(strongest, owner, strength.max(axis=0))
    core = (strength > 0) & (strength >= (strongest[owner] * _CORE_SHARE)[None, :])
    rows, columns = np.nonzero(core)
    whose = owner[columns]
    amount = np.bincount(whose, minlength=count + 1)
    sums = [np.bincount(whose, weights=strip[rows, columns, c], minlength=count + 1) for c in range(3)]
    means = np.rint(np.stack(sums, axis=1) / np.maximum(amount, 1)[:, None]).astype(int)
    return tuple(_colour(means[i]) if amount[i] else ink.paper for i in range(count))


def _owners(spans: Sequence[Span], width: int) -> NDArray[np.intp]:
    """The index of the character that each column belongs to, the number of characters where to none."""
    owner = np.full(width, len(spans), np.intp)
    for i, (left, right) in enumerate(spans):
        owner[max(0, round(left)) : max(round(left) + 1, round(right))] = i
    return owner


def _rule_rows(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Rows of a rule through the text, none where nothing strikes it out."""
    none = np.empty(0, np.intp)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size < 5 or columns.size < rows.size:
        return none
    text = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    full = np.flatnonzero(text.mean(axis=1) >= _STRIKE_COVER)
    height = text.shape[0]
    if not full.size or full[-1] - full[0] + 1 > max(2, _STRIKE_THICKNESS * height):
        return none
    centre = (full[0] + full[-1] + 1) / 2 / height
    if not _STRIKE_ZONE[0] <= centre <= _STRIKE_ZONE[1]:
        return none
    others = np.delete(text, full, axis=0).any(axis=0).mean()
    return rows[0] + full if others >= _STRUCK_TEXT_COVER else none


def _colour(values: NDArray[np.integer]) -> Colour:
    return int(values[0]), int(values[1]), int(values[2])
