"""An engine's own process: takes pictures from standard input, tells on standard output what it finds.

Knows frames and one engine, no HTTP and no database. It looks at strangers' pictures, so that the daemon need not.
"""

import io
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from atshot_daemon.engine.frames import BadFrame, Frame, read_frame
from atshot_daemon.engine.sandbox import confine
from atshot_daemon.outcome import Outcome, printable
from atshot_daemon.reading import PictureReader
from atshot_daemon.records import line_record, reading_record, task_record
from atshot_inference.engine import AnsweringEngine, Engine, Event, LinesRead, Message
from atshot_inference.engines import open_engine
from atshot_inference.errors import AtshotError, EngineUnavailable
from atshot_inference.tasks import Reading

Say = Callable[[dict[str, Any]], None]


def main(opened: Callable[[str], Engine] = open_engine) -> int:
    """Serve the engine that the first argument names, until standard input ends; the exit status."""
    frames, answers = _own_pipes()
    say = partial(_write, answers)
    waiting = _received(frames)
    with PictureReader(partial(opened, sys.argv[1]), _decoded) as reader:
        try:
            reader.engine()
        except AtshotError as error:
            say(_failure(error))
            return 1
        _warm(reader)
        confine()
        say({"say": "ready"})
        while True:
            _answer(reader, waiting.get(), say)


def _warm(reader: PictureReader) -> None:
    """Read a task in plain letters: what is imported and compiled with the first picture must be there before it."""
    from PIL import Image, ImageDraw, ImageFont

    image, held = Image.new("RGB", (640, 120), "white"), io.BytesIO()
    ImageDraw.Draw(image).text((20, 40), "@Ben: draft the plan by Friday (high)", "black", ImageFont.load_default(28))
    image.save(held, "PNG")
    reader.read("", held.getvalue(), today=date(2026, 1, 1))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for us alone: what a library prints must not end up between the frames."""
    frames, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return os.fdopen(frames, "rb"), os.fdopen(answers, "wb")


def _received(frames: BinaryIO) -> "queue.SimpleQueue[Frame]":
    """Each frame; a thread waits for them, so that this process ends with the daemon whatever it is busy with."""
    waiting: queue.SimpleQueue[Frame] = queue.SimpleQueue()

    def receive() -> None:
        try:
            while frame := read_frame(frames):
                waiting.put(frame)
        except BadFrame:
            pass
        os._exit(0)

    threading.Thread(target=receive, daemon=True).start()
    return waiting


def _answer(reader: PictureReader, frame: Frame, say: Say) -> None:
    try:
        if frame.message["op"] == "ask":
            _ask(reader, frame, say)
        else:
            _read(reader, frame, say)
    except AtshotError as error:
        say(_failure(error))
    except (OSError, MemoryError):  # no daemon to tell, or no room to go on: the next process is a better one
        raise
    except Exception as error:  # noqa: BLE001  # an engine may raise anything, and the daemon must hear of it
        say({"say": "failed", "code": "internal", "message": "the engine failed", "where": _where(error)})


def _read(reader: PictureReader, frame: Frame, say: Say) -> None:
    today, me = date.fromisoformat(frame.message["today"]), frame.message["me"]
    outcome = reader.read("", frame.data, today=today, me=me, on_event=lambda event: say(_event_record(event)))
    say({"say": "done", **_outcome_record(outcome)})


def _ask(reader: PictureReader, frame: Frame, say: Say) -> None:
    engine = reader.engine()
    if not isinstance(engine, AnsweringEngine):
        raise EngineUnavailable(f"engine {engine.name!r} reads tasks only, it answers no questions")
    messages = [Message(held["role"], held["text"]) for held in frame.message["messages"]]
    picture = _decoded(frame.data) if frame.data else None
    for text in engine.ask(picture, messages, max_tokens=frame.message["max_tokens"]):
        say({"say": "text", "text": text})
    say({"say": "end"})


def _event_record(event: Event) -> dict[str, Any]:
    if isinstance(event, LinesRead):
        return {"say": "lines", "lines": list(map(line_record, printable(Reading((), lines=event.lines)).lines))}
    return {"say": "task", "task": task_record(printable(Reading((event.task,))).tasks[0])}


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "engine": outcome.engine,
        "reading": reading_record(outcome.reading),
        "width": outcome.width,
        "height": outcome.height,
        "elapsed_ms": outcome.elapsed_ms,
        "stages": outcome.stages_ms,
        "notes": list(outcome.notes),
    }


def _failure(error: AtshotError) -> dict[str, Any]:
    return {"say": "failed", "code": error.code, "message": str(error)}


def _where(error: Exception) -> str:
    """Type and place; the message may quote the picture."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def _write(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(Frame(message).encoded())
    answers.flush()


def _decoded(data: bytes) -> Any:
    from atshot_inference.picture import decode

    return decode(data)


if __name__ == "__main__":
    sys.exit(main())
