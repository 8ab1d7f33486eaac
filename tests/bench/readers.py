"""The readers that race: ours, and off-the-shelf text recognition in front of our own grammar. Knows no labels."""

import csv
import io
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from PIL import Image

from atshot_inference.engines import open_engine
from atshot_inference.page import Page, TextLine
from atshot_inference.picture import MORE_FORMATS, Picture, decode
from atshot_inference.pipeline import read_tasks
from atshot_inference.tasks import Box, Task

# Looks that off-the-shelf readers do not tell.
_INK, _PAPER = (0, 0, 0), (255, 255, 255)


class Reader(Protocol):
    """Turns a picture's bytes into tasks."""

    name: str

    def tasks(self, data: bytes, *, today: date) -> tuple[Task, ...]:
        """The tasks in the picture, dates counted from `today`."""


class Atshot:
    """The embedded engine as the command line uses it."""

    name = "atshot"

    def __init__(self) -> None:
        self._engine = open_engine("ocr")

    def tasks(self, data: bytes, *, today: date) -> tuple[Task, ...]:
        return self._engine.read(decode(data, formats=MORE_FORMATS), today=today).tasks


class RapidOcr:
    """RapidOCR as its own README calls it, then our layout and grammar."""

    name = "rapidocr"

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._recognise = RapidOCR(params={"Global.log_level": "error"})

    def tasks(self, data: bytes, *, today: date) -> tuple[Task, ...]:
        picture = decode(data, formats=MORE_FORMATS)
        # It takes arrays in OpenCV's order of colours.
        found: Any = self._recognise(np.ascontiguousarray(picture.pixels[:, :, ::-1]))
        lines = [] if found.boxes is None else zip(found.boxes, found.txts, found.scores, strict=True)
        return _tasks(picture, (_line(text, _box_round(corners), score) for corners, text, score in lines), today)


class Tesseract:
    """Tesseract 5 with its Chinese and English models, then our layout and grammar."""

    name = "tesseract"

    def tasks(self, data: bytes, *, today: date) -> tuple[Task, ...]:
        picture = decode(data, formats=MORE_FORMATS)
        png = io.BytesIO()
        Image.fromarray(picture.pixels).save(png, "PNG", compress_level=1)
        command = ["tesseract", "-", "-", "-l", "chi_sim+eng", "tsv"]
        printed = subprocess.run(command, input=png.getvalue(), capture_output=True, check=True).stdout.decode()
        return _tasks(picture, _tesseract_lines(printed), today)


BASELINES: dict[str, Callable[[], Reader]] = {"rapidocr": RapidOcr, "tesseract": Tesseract}


def _tasks(picture: Picture, lines: Iterable[TextLine], today: date) -> tuple[Task, ...]:
    return read_tasks(Page(picture.width, picture.height, tuple(lines)), today=today).tasks


def _line(text: str, box: Box, confidence: float) -> TextLine:
    """A line whose characters share its width by how wide they usually are."""
    shares = [2.0 if unicodedata.east_asian_width(character) in "WF" else 1.0 for character in text]
    ends = box.x + np.cumsum([0.0, *shares]) * (box.width / max(1.0, sum(shares)))
    edges = tuple((float(left), float(right)) for left, right in pairwise(ends))
    return TextLine(text, box, float(confidence), edges, (_INK,) * len(text), _PAPER)


def _box_round(corners: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> Box:
    left, top = (float(side) for side in corners.min(axis=0))
    right, bottom = (float(side) for side in corners.max(axis=0))
    return Box(left, top, right - left, bottom - top)


def _tesseract_lines(tsv: str) -> Iterable[TextLine]:
    words: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            words[row["block_num"], row["par_num"], row["line_num"]].append(row)
    for row_words in words.values():
        sides = [[float(word[name]) for name in ("left", "top", "width", "height")] for word in row_words]
        confidence = sum(float(word["conf"]) for word in row_words) / len(row_words) / 100
        yield _line(_joined(word["text"] for word in row_words), Box.around(Box(*side) for side in sides), confidence)


def _joined(words: Iterable[str]) -> str:
    """Words with spaces between them, but not where two Chinese characters meet."""
    text = ""
    for word in words:
        meets_wide = text and all(unicodedata.east_asian_width(sign) in "WF" for sign in (text[-1], word[0]))
        text += word if not text or meets_wide else f" {word}"
    return text
