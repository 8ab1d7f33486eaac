"""Tasks, lines and readings as JSON's own types, and back. Knows every field, no file and no HTTP."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from atshot_inference.tasks import Box, Line, Priority, PriorityReason, Reading, Task

Record = dict[str, Any]


def task_record(task: Task) -> Record:
    """A task; dates as ISO strings, boxes in pixels."""
    return {
        "id": task.id,
        "owners": list(task.owners),
        "text": task.text,
        "due": task.due.isoformat() if task.due else None,
        "due_phrase": task.due_phrase,
        "priority": task.priority.value,
        "priority_reason": task.priority_reason.value,
        "done": task.done,
        "box": box_record(task.box) if task.box else None,
        "evidence": [box_record(box) for box in task.evidence],
        "confidence": round(task.confidence, 3),
        "verified": task.verified,
    }


def task_of(record: Mapping[str, Any]) -> Task:
    """The task of a record; ValueError, TypeError or KeyError for what is none."""
    return Task(
        owners=tuple(map(str, record["owners"])),
        text=str(record["text"]),
        due=due_of(record["due"]),
        due_phrase=record["due_phrase"],
        priority=Priority(record["priority"]),
        priority_reason=PriorityReason(record["priority_reason"]),
        done=bool(record["done"]),
        box=box_of(record["box"]) if record["box"] else None,
        evidence=tuple(map(box_of, record["evidence"])),
        confidence=float(record["confidence"]),
        verified=bool(record["verified"]),
        known_id=str(record["id"]),
    )


def due_of(text: str | None) -> date | datetime | None:
    """`2026-03-20` as a date, `2026-03-20T18:00:00` as a date-time; ValueError for anything else."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def box_record(box: Box) -> Record:
    """A box with a tenth of a pixel."""
    return {
        "x": round(float(box.x), 1),
        "y": round(float(box.y), 1),
        "width": round(float(box.width), 1),
        "height": round(float(box.height), 1),
    }


def box_of(record: Mapping[str, Any]) -> Box:
    """The box of a record."""
    return Box(float(record["x"]), float(record["y"]), float(record["width"]), float(record["height"]))


def line_record(line: Line) -> Record:
    """A line of text."""
    return {"text": line.text, "box": box_record(line.box), "confidence": round(float(line.confidence), 3)}


def line_of(record: Mapping[str, Any]) -> Line:
    """The line of a record."""
    return Line(str(record["text"]), box_of(record["box"]), float(record["confidence"]))


def stages_record(stages_ms: Mapping[str, float]) -> Record:
    """Stages and their milliseconds."""
    return {name: round(ms, 1) for name, ms in stages_ms.items()}


def reading_record(reading: Reading) -> Record:
    """All that an engine found."""
    return {
        "tasks": [task_record(task) for task in reading.tasks],
        "maybe": [task_record(task) for task in reading.maybe],
        "lines": [line_record(line) for line in reading.lines],
        "language": reading.language,
        "stages": stages_record(reading.stages_ms),
    }


def reading_of(record: Mapping[str, Any]) -> Reading:
    """The reading of a record; ValueError, TypeError or KeyError for what is none."""
    return Reading(
        tasks=tuple(map(task_of, record["tasks"])),
        maybe=tuple(map(task_of, record["maybe"])),
        lines=tuple(map(line_of, record["lines"])),
        language=str(record["language"]),
        stages_ms={str(name): float(ms) for name, ms in record["stages"].items()},
    )
