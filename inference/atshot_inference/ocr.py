"""The embedded engine: reads text with small networks, finds tasks by layout and grammar. No GPU, no download."""

import time
from collections.abc import Callable
from datetime import date

from atshot_inference.engine import Event, LinesRead, TaskFound, ignore
from atshot_inference.language import language_of
from atshot_inference.picture import Picture
from atshot_inference.pipeline import read_tasks
from atshot_inference.pixels.read_page import Ocr
from atshot_inference.tasks import Line, Reading


class OcrEngine:
    """Engine `ocr`. EngineUnavailable when the networks' files are not installed."""

    name = "ocr"

    def __init__(self) -> None:
        """Loads the networks, in about a quarter of a second."""
        began = time.perf_counter()
        self._ocr = Ocr()
        self._load_ms: float | None = (time.perf_counter() - began) * 1000

    def read(
        self, picture: Picture, *, today: date, me: str | None = None, on_event: Callable[[Event], None] = ignore
    ) -> Reading:
        """The tasks in `picture`; the first reading also states the time of loading as the stage `load`."""
        stages = {"load": self._load_ms} if self._load_ms is not None else {}
        self._load_ms = None
        page = self._ocr.read_page(picture, stages.__setitem__)
        lines = tuple(Line(line.text, line.box, line.confidence) for line in page.lines)
        on_event(LinesRead(lines))
        began = time.perf_counter()
        answer = read_tasks(page, today=today, me=me)
        stages["understand"] = (time.perf_counter() - began) * 1000
        for task in answer.tasks:
            on_event(TaskFound(task))
        return Reading(answer.tasks, answer.maybe, lines, language_of(line.text for line in lines), stages)

    def close(self) -> None:
        """Lets go of the networks."""
        self._ocr.close()
