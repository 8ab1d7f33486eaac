"""What the strips say: the neural recogniser, its batches and its decoding; knows no layout and no colours."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from atshot_inference.picture import Pixels
from atshot_inference.pixels.networks import Network, Tensor

_HEIGHT = 48
# The network answers once for every 8 columns.
_COLUMN = 8
_MIN_WIDTH = 48
# Longer lines are squeezed: the attention inside grows with the square of the width.
_MAX_WIDTH = 3200
# Lines in one batch may differ by this share of width, since the narrower ones are padded.
_BATCH_SLACK = 0.06
# Larger batches are no faster, and leave a core idle at the end.
_BATCH_COLUMNS = 600
# More than this, which takes some seconds, is read only if a share of it is text. Of a page's lines nearly all are
# read with such confidence; of the longest lines seen in noise none are.
_SAMPLE_COLUMNS = 32_000
_LEAST_TEXT = 0.3
_CONFIDENT = 0.7


@dataclass(frozen=True, slots=True)
class Reading:
    """Text of one strip; `spans` says where each character begins and ends, as shares of the strip's width."""

    text: str
    confidence: float
    spans: tuple[tuple[float, float], ...]


_NOTHING = Reading("", 0.0, ())


class Recogniser:
    """Reads strips with one network; a call keeps nothing for the next."""

    def __init__(self, network: Network, threads: int) -> None:
        """`network` is loaded for one thread: batches side by side use `threads` cores better than one batch on all."""
        self._network = network
        self._threads = threads
        self._alphabet = np.array(network.alphabet(), dtype=object)

    def read(self, strips: Sequence[Pixels]) -> list[Reading]:
        """The text of each strip, in their order; a strip without text gives an empty Reading."""
        distinct: dict[tuple[tuple[int, ...], bytes], int] = {}
        # The same time, button or name often stands on a page more than once, to the pixel.
        places = [distinct.setdefault((strip.shape, strip.tobytes()), len(distinct)) for strip in strips]
        firsts = dict(zip(reversed(places), reversed(strips), strict=True))
        readings = self._read_distinct([firsts[place] for place in range(len(firsts))])
        return [readings[place] for place in places]

    def _read_distinct(self, strips: Sequence[Pixels]) -> list[Reading]:
        """Strips that all differ; once the longest turn out to hold no text, the others are taken to hold none."""
        widths = [_width_of(strip) for strip in strips]
        readings: dict[int, Reading] = {}
        with ThreadPoolExecutor(self._threads) as pool:
            for batches in _rounds(list(_batches(widths)), widths):
                if readings and _share_of_text(readings.values()) < _LEAST_TEXT:
                    break
                answers = pool.map(lambda batch: self._read_batch([(strips[i], widths[i]) for i in batch]), batches)
                for batch, answer in zip(batches, answers, strict=True):
                    readings.update(zip(batch, answer, strict=True))
        return [readings.get(i, _NOTHING) for i in range(len(strips))]

    def _read_batch(self, strips: Sequence[tuple[Pixels, int]]) -> list[Reading]:
        """The text of strips, each given with the width it is scaled to."""
        widest = max(_MIN_WIDTH, *(width for _, width in strips))
        tensor = np.zeros((len(strips), 3, _HEIGHT, widest), np.float32)
        for row, (strip, width) in enumerate(strips):
            tensor[row, :, :, :width] = _normalised(strip, width)
        output = self._network.run(tensor)
        return [self._decoded(output[row], width) for row, (_, width) in enumerate(strips)]

    def _decoded(self, output: Tensor, width: int) -> Reading:
        """CTC by the best path: repeats are one character, blanks are none."""
        best = output.argmax(axis=1)
        starts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
        if not starts.size:
            return _NOTHING
        stops = np.array([_run_end(best, start) for start in starts.tolist()])
        peaks = output[starts, best[starts]]
        text = "".join(self._alphabet[best[starts]])
        return Reading(text, float(peaks.mean()), _spans(starts, stops, width))


def _rounds(batches: Sequence[list[int]], widths: Sequence[int]) -> tuple[Sequence[list[int]], Sequence[list[int]]]:
    """The batches apart into a sample, all of them on most pages, and the rest."""
    columns = np.cumsum([sum(widths[i] for i in batch) for batch in batches])
    sample = 1 + int(np.searchsorted(columns, _SAMPLE_COLUMNS))
    return batches[:sample], batches[sample:]


def _share_of_text(readings: Collection[Reading]) -> float:
    return sum(reading.confidence >= _CONFIDENT for reading in readings) / len(readings)


def _run_end(best: NDArray[np.intp], start: int) -> int:
    later = np.flatnonzero(best[start:] != best[start])
    return start + int(later[0]) if later.size else len(best)


def _spans(starts: NDArray[np.intp], stops: NDArray[np.intp], width: int) -> tuple[tuple[float, float], ...]:
    """Edges half way between the columns at which neighbours fire, the outer ones as far out as the inner ones."""
    centres = (starts + stops) / 2
    between = (centres[:-1] + centres[1:]) / 2
    reach = float(np.median(np.diff(centres))) / 2 if len(centres) > 1 else width / _COLUMN / 2
    edges = np.concatenate(([centres[0] - reach], between, [centres[-1] + reach])) * _COLUMN / width
    edges = np.clip(edges, 0.0, 1.0)
    return tuple(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _width_of(strip: Pixels) -> int:
    height, width = strip.shape[:2]
    return min(_MAX_WIDTH, max(_COLUMN, -(-int(width) * _HEIGHT // int(height))))


def _normalised(strip: Pixels, width: int) -> NDArray[np.float32]:
    scaled = cv2.resize(strip, (width, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    planes: NDArray[np.float32] = scaled[:, :, ::-1].transpose(2, 0, 1) * np.float32(1 / 127.5) - np.float32(1)
    return planes


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in groups of like width, widest first, so that the memory of the first serves the others."""
    batch: list[int] = []
    for i in sorted(range(len(widths)), key=lambda i: -widths[i]):
        if batch:
            widest = widths[batch[0]]
            too_narrow = widths[i] < widest * (1 - _BATCH_SLACK) and widest - widths[i] > _MIN_WIDTH
            if too_narrow or (len(batch) + 1) * widest > _BATCH_COLUMNS:
                yield batch
                batch = []
        batch.append(i)
    if batch:
        yield batch
