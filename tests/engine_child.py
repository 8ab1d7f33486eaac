"""A real engine's process whose engine does what the colour of the picture says. Run as a program, by name.

white: finds a task. red: brings the process down. blue: hangs. black: raises an error that quotes the picture.
green: waits until the file GATE is there. yellow: brings the process down, but only the first time. cyan: takes memory.
magenta: finds what may be a task.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from atshot_daemon.engine.child import main
from atshot_inference.engine import Engine, Event, LinesRead, Message, TaskFound, ignore
from atshot_inference.errors import EngineUnavailable
from atshot_inference.picture import Picture
from atshot_inference.tasks import Box, Line, Priority, Reading, Task

SECRET = "CANARY-7f3a"
COLOURS = {
    (255, 255, 255): "white",
    (255, 0, 0): "red",
    (0, 0, 255): "blue",
    (0, 0, 0): "black",
    (0, 128, 0): "green",
    (255, 255, 0): "yellow",
    (0, 255, 255): "cyan",
    (255, 0, 255): "magenta",
}
BOX = Box(2, 2, 30, 10)


def found(number: int = 0) -> Task:
    """The task that a picture of that width shows."""
    return Task(("张工",), f"提供接口文档 {SECRET} {number}", date(2026, 3, 20), None, Priority.HIGH, box=BOX)


class ColourEngine:
    """Does what the first pixel says; every picture of another width shows another task."""

    name = "colour"

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def read(
        self, picture: Picture, *, today: date, me: str | None = None, on_event: Callable[[Event], None] = ignore
    ) -> Reading:
        colour = _colour(picture)
        sys.stdout.write("a library prints\n")
        sys.stdout.flush()
        if colour == "red" or (colour == "yellow" and _is_first_time()):
            os.kill(os.getpid(), signal.SIGKILL)
        if colour == "blue":
            threading.Event().wait()
        if colour == "black":
            raise ValueError(f"the picture says {SECRET}")
        if colour == "cyan":
            self._held.append(os.urandom(300 * 1024 * 1024))
        while colour == "green" and not _gate().exists():
            time.sleep(0.005)
        line = Line(f"@张工 {SECRET}", BOX, 0.9)
        on_event(LinesRead((line,)))
        task = found(picture.width)
        if colour == "magenta":
            return Reading((), (task,), (line,), "zh", {"look": 1.0})
        on_event(TaskFound(task))
        return Reading((task,), (), (line,), "zh", {"look": 1.0})

    def close(self) -> None:
        self._held.clear()


class AnsweringColourEngine(ColourEngine):
    """The same, and it answers."""

    name = "answering"

    def ask(self, picture: Picture | None, messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        yield "你问："
        yield messages[-1].text
        if picture is not None and _colour(picture) == "blue":
            threading.Event().wait()
        yield f" ({picture.width if picture else 0} px)"


def opened(name: str) -> Engine:
    """The engine of that name; `broken` cannot be opened."""
    if name == "broken":
        raise EngineUnavailable("engine 'broken' needs a part that is not here")
    return AnsweringColourEngine() if name == "answering" else ColourEngine()


def _colour(picture: Picture) -> str:
    red, green, blue = map(int, picture.pixels[0, 0])
    return COLOURS[red, green, blue]


def _gate() -> Path:
    return Path(os.environ["GATE"])


def _is_first_time() -> bool:
    marker = _gate().with_name("was-here")
    if marker.exists():
        return False
    marker.touch()
    return True


if __name__ == "__main__":
    sys.exit(main(opened))
