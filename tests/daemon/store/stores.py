"""A real store on a real disk, and what arrives in it. Knows no test."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.store import Store
from atshot_daemon.store.values import Arrival, Capture, PictureInfo, Wish
from atshot_inference.tasks import Box, Line, Reading, Task

TODAY = date(2026, 3, 16)
BOX = Box(1, 2, 30, 10)


@dataclass
class Shelf:
    """A store whose clock goes on by hand."""

    folder: Path
    clock: datetime = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the folder, as a new run does."""
        self.store = Store(self.folder, lambda: self.clock)

    def pass_time(self, **more: float) -> None:
        """Let time pass."""
        self.clock += timedelta(**more)

    def capture(
        self, *tasks: Task, name: str = "", lines: tuple[str, ...] = (), maybe: tuple[Task, ...] = ()
    ) -> Capture:
        """A picture of that name, read into these tasks."""
        self.pass_time(seconds=1)
        content = name or f"picture at {self.clock}"
        capture, _ = self.store.arrive(arrival(content), content.encode())
        return finished(self.store, capture, *tasks, lines=lines, maybe=maybe)


def arrival(content: str, *, repeat_key: str | None = None, **wish: Any) -> Arrival:
    """A picture with that content."""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    picture = PictureInfo(sha256, "image/png", 100, 80, len(content))
    return Arrival(picture, replace(Wish("auto", TODAY), **wish), "Firefox", "c1", repeat_key=repeat_key)


def task(text: str, *owners: str, **more: Any) -> Task:
    """A task of these people."""
    return replace(Task(owners or ("张工",), text, box=BOX), **more)


def finished(
    store: Store, capture: Capture, *tasks: Task, lines: tuple[str, ...] = (), maybe: tuple[Task, ...] = ()
) -> Capture:
    """The capture, read into these tasks."""
    texts = tuple(Line(text, BOX, 0.9) for text in lines or [task.text for task in tasks])
    reading = Reading(tasks, maybe, texts, "zh")
    return store.finish(capture, Outcome("", "ocr", reading, 100, 80, 12.5, {"look": 3.0}))
