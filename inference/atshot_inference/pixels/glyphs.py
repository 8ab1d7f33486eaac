"""Which components of the edges are letters or parts of them; knows sizes and company, not words."""

import numpy as np
from numpy.typing import NDArray

from atshot_inference.pixels.edges import Boxes, Edges, has_equals, has_parts_beside, inside

_MAX_HEIGHT_SHARE = 0.2
_MAX_HEIGHT = 200
# Glyphs fill more of their box with edges than a frame does, and hold nothing else of size.
_FRAME_COVER = 0.22
# From this many usual heights on a component is a letter of a heading if it has company, else an icon.
_TALL = 1.7
# Strokes of letters so tall that one alone looks like a rule are at least so wide; the frames of buttons are not.
_STROKE = 4
# Avatars and icons are as wide as they are tall, to within a tenth, and not much larger than two lines.
_AVATAR = (1.6, 5.0)
# Struck text is no higher than this many usual heights, and its strokes are at least this share of its middle; a frame
# round text has none there.
_STRUCK_HEIGHT, _STRUCK_INK = 1.9, 0.08


def are_glyphs(edges: Edges) -> NDArray[np.bool_]:
    """Components of a size that text can have and that are no rule, no frame and no avatar."""
    widths, heights = edges.widths, edges.heights
    limit = min(_MAX_HEIGHT, _MAX_HEIGHT_SHARE * max(edges.mask.shape))
    usual = edges.usual_height
    lying = (widths > 12 * heights) & (heights <= 4)
    thin = (heights > 6 * widths) & (widths <= 4) & (heights >= 16)
    standing = thin | ((heights > 5 * widths) & (heights > 3 * usual))
    for i in np.flatnonzero(standing & (heights <= limit) & (widths >= _STROKE)).tolist():
        standing[i] = not has_parts_beside(edges.boxes, i)
    keep: NDArray[np.bool_] = (heights <= limit) & (edges.areas >= 3) & ~lying & ~standing
    cover = edges.areas / (widths * heights)
    for i in np.flatnonzero(keep & (heights >= 14) & (cover < _FRAME_COVER)).tolist():
        keep[i] = not _holds_text(edges, i, usual)
    avatars = (heights > _AVATAR[0] * usual) & (heights < _AVATAR[1] * usual) & (abs(widths - heights) <= 0.1 * heights)
    for i in np.flatnonzero(avatars).tolist():
        if not has_equals(edges.boxes, i):
            keep &= ~inside(edges.boxes, i)
    return keep


def _holds_text(edges: Edges, i: int, usual: float) -> bool:
    """Whether component `i` goes round text: more lies in it than a letter's counters, or it is an avatar."""
    x0, y0, x1, y1 = edges.boxes[i].tolist()
    if _is_struck_line(edges, i, usual):
        return False
    tall_enough = edges.heights >= 4
    held = int((inside(edges.boxes, i) & tall_enough).sum()) - 1
    if held < 1:
        return False
    height = y1 - y0
    return held > 3 or x1 - x0 > 2.5 * height or (height > 1.8 * usual and not has_equals(edges.boxes, i))


def _is_struck_line(edges: Edges, i: int, usual: float) -> bool:
    """Whether component `i` is a line of text that a stroke through it holds together: its own ink fills its middle."""
    x0, y0, x1, y1 = edges.boxes[i].tolist()
    if y1 - y0 > _STRUCK_HEIGHT * usual:
        return False
    inset = int(0.3 * (y1 - y0))
    middle = edges.labels[y0 + inset : y1 - inset, x0:x1] == i + 1
    return bool(middle.size) and float(middle.mean()) > _STRUCK_INK


def is_loner(glyphs: Boxes, i: int, usual: float) -> bool:
    """Whether a glyph is tall and stands without others of its size: an icon or avatar, at most one large letter."""
    width, height = (glyphs[i, 2:] - glyphs[i, :2]).tolist()
    return bool(height > _TALL * usual and width < 1.5 * height and not has_equals(glyphs, i))
