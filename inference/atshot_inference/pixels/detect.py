"""Where lines of text stand, found by the neural detector; the way for photos and other noisy pictures."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.pixels.networks import Network, Tensor
from atshot_inference.pixels.strips import Strip

# The network halves its input five times.
_STRIDE = 32
# The values below are those the model was published with.
_SHORT_SIDE = 736
_LONG_SIDE = 2000
_TEXT_PROBABILITY = 0.3
_LINE_SCORE = 0.5
_UNCLIP = 1.6
_MAX_LINES = 1000
_MIN_THICKNESS = 3


def detect_strips(pixels: Pixels, network: Network) -> list[Strip]:
    """Strips of the lines that the network sees, in pixels of the picture, in no particular order."""
    height, width = pixels.shape[:2]
    size = _input_size(width, height)
    blob = cv2.dnn.blobFromImage(pixels, 1 / 127.5, size, (127.5, 127.5, 127.5), swapRB=True)
    probability: Tensor = network.run(np.ascontiguousarray(blob, np.float32))[0, 0]
    scale = np.array([width / size[0], height / size[1]], np.float32)
    limit = np.array([width - 1, height - 1], np.float32)
    return [Strip(np.clip(corners * scale, 0, limit)) for corners in _lines_in(probability)]


def _input_size(width: int, height: int) -> tuple[int, int]:
    scale = max(1.0, _SHORT_SIDE / min(width, height))
    scale = min(scale, _LONG_SIDE / max(width, height))
    return max(_STRIDE, round(width * scale / _STRIDE) * _STRIDE), max(
        _STRIDE, round(height * scale / _STRIDE) * _STRIDE
    )


def _lines_in(probability: Tensor) -> list[NDArray[np.float32]]:
    """Corners of each patch of text, by the box step of DB (Liao et al., 2020)."""
    mask = cv2.dilate((probability > _TEXT_PROBABILITY).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:_MAX_LINES]:
        centre, (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < _MIN_THICKNESS or _score(probability, _corners(centre, (w, h), angle)) < _LINE_SCORE:
            continue
        # The network is trained on shrunken lines; this grows them back.
        grown = 2 * w * h * _UNCLIP / (2 * (w + h))
        found.append(_clockwise(_corners(centre, (w + grown, h + grown), angle)))
    return found


def _corners(centre: Sequence[float], size: Sequence[float], angle: float) -> NDArray[np.float32]:
    return np.asarray(cv2.boxPoints((centre, size, angle)), np.float32)


def _score(probability: Tensor, corners: NDArray[np.float32]) -> float:
    height, width = probability.shape
    x0, y0 = np.clip(np.floor(corners.min(axis=0)), 0, (width - 1, height - 1)).astype(int)
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)), 0, (width - 1, height - 1)).astype(int)
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (x0, y0)).astype(np.int32)], 1)
    return float(cv2.mean(probability[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The corners from the top left on, as text that runs to the right sees them."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    (tl, bl), (tr, br) = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([tl, tr, br, bl], np.float32)
