"""From a picture to its page: finds the lines, reads them, looks at them; the one entry to this package."""

import os
import time
from collections.abc import Callable
from dataclasses import replace

from atshot_inference.page import Checkbox, Page, TextLine
from atshot_inference.picture import Picture, Pixels
from atshot_inference.pixels.avatars import find_avatars
from atshot_inference.pixels.checkboxes import find_checkboxes
from atshot_inference.pixels.detect import detect_strips
from atshot_inference.pixels.edges import edges_of, is_clean
from atshot_inference.pixels.find_lines import find_strips
from atshot_inference.pixels.line_starts import joined_markers, without_boxes
from atshot_inference.pixels.looks import ink_of, inks_of
from atshot_inference.pixels.networks import DETECTOR, RECOGNISER, Network, model_path
from atshot_inference.pixels.panels import panels_behind
from atshot_inference.pixels.recognise import Reading, Recogniser
from atshot_inference.pixels.spaces import missing_spaces
from atshot_inference.pixels.spans import fitted_spans
from atshot_inference.pixels.strips import Strip, most_like_lines

# Below it are icons and scraps of pictures; the model's own pipeline draws the line there too.
_LEAST_CONFIDENCE = 0.5

OnStage = Callable[[str, float], None]


class Ocr:
    """Reads pages with the models of the rapidocr package; holds them in memory until `close`. One call at a time."""

    def __init__(self, threads: int | None = None) -> None:
        """Loads both networks to run on `threads` cores, by default all; EngineUnavailable if they cannot be loaded."""
        cores = threads or os.cpu_count() or 1
        self._detector: Network | None = Network.load(model_path(DETECTOR), cores)
        self._recogniser: Recogniser | None = Recogniser(Network.load(model_path(RECOGNISER), threads=1), cores)

    def read_page(self, picture: Picture, on_stage: OnStage | None = None) -> Page:
        """The lines and checkboxes of `picture`; `on_stage` is told each stage's name and milliseconds."""
        if self._detector is None or self._recogniser is None:
            raise ValueError("this Ocr is closed")
        pixels = picture.pixels
        clock = _Stages(on_stage)
        checkboxes: list[Checkbox] = []
        edges = edges_of(pixels) if is_clean(pixels) else None
        if edges and edges.are_few:
            checkboxes = find_checkboxes(pixels, edges)
            avatars = find_avatars(pixels, edges)
            strips = find_strips(pixels, edges, [*(checkbox.box for checkbox in checkboxes), *avatars])
        else:
            strips = detect_strips(pixels, self._detector)
        strips = most_like_lines(strips)
        clock.end("detect")
        cuts = [strip.cut(pixels) for strip in strips]
        readings = self._recogniser.read(cuts)
        clock.end("recognise")
        lines = joined_markers(
            [
                without_boxes(_line(strip, cut, reading), checkboxes)
                for strip, cut, reading in zip(strips, cuts, readings, strict=True)
                if _is_text(reading)
            ]
        )
        clock.end("looks")
        if edges:
            panels = panels_behind(pixels, [line.box for line in lines])
            lines = [replace(line, panel=panel) for line, panel in zip(lines, panels, strict=True)]
            clock.end("panels")
        return Page(picture.width, picture.height, tuple(lines), tuple(checkboxes))

    def close(self) -> None:
        """Lets go of the networks; reading afterwards is a ValueError."""
        self._detector = self._recogniser = None


def _is_text(reading: Reading) -> bool:
    return bool(reading.text.strip()) and reading.confidence >= _LEAST_CONFIDENCE


class _Stages:
    def __init__(self, tell: OnStage | None) -> None:
        self._tell = tell
        self._began = time.perf_counter()

    def end(self, name: str) -> None:
        """The stage `name` is over; the next begins."""
        now = time.perf_counter()
        if self._tell:
            self._tell(name, (now - self._began) * 1000)
        self._began = now


def _line(strip: Strip, cut: Pixels, reading: Reading) -> TextLine:
    width = cut.shape[1]
    ink = ink_of(cut)
    text = reading.text
    spans = fitted_spans(text, [(a * width, b * width) for a, b in reading.spans], ink.columns)
    top, bottom = ink.top_and_bottom
    for i in reversed(missing_spaces(text, spans, bottom - top)):
        text = f"{text[:i]} {text[i:]}"
        spans.insert(i, (spans[i - 1][1], spans[i][0]))
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    text, spans = text[first:last], spans[first:last]
    return TextLine(
        text=text,
        box=strip.box(),
        confidence=reading.confidence,
        edges=tuple((strip.x_at(a / width), strip.x_at(b / width)) for a, b in spans),
        inks=inks_of(cut, ink, spans),
        paper=ink.paper,
        struck=ink.struck,
    )
