"""One JSON object a line, one line a picture, failures included. Knows every field of a task."""

import json
import unicodedata
from collections.abc import Iterable, Iterator

from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Failure, Outcome
from atshot_inference.tasks import Box, Task


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """A line as soon as its picture is read."""
    for outcome in outcomes:
        record = _failure(outcome) if isinstance(outcome, Failure) else _picture(outcome)
        yield _escaped(json.dumps(record, ensure_ascii=False)) + "\n"


def task_record(task: Task) -> dict[str, object]:
    """A task as JSON's own types; dates as ISO strings, boxes in pixels."""
    return {
        "id": task.id,
        "owners": list(task.owners),
        "text": task.text,
        "due": task.due.isoformat() if task.due else None,
        "due_phrase": task.due_phrase,
        "priority": task.priority.value,
        "priority_reason": task.priority_reason.value,
        "done": task.done,
        "box": _box(task.box) if task.box else None,
        "evidence": [_box(box) for box in task.evidence],
        "confidence": round(task.confidence, 3),
        "verified": task.verified,
    }


def _picture(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.source,
        "engine": outcome.engine,
        "language": outcome.reading.language,
        "size": {"width": outcome.width, "height": outcome.height},
        "elapsed_ms": round(outcome.elapsed_ms, 1),
        "stages": {name: round(ms, 1) for name, ms in outcome.stages_ms.items()},
        "notes": list(outcome.notes),
        "tasks": [task_record(task) for task in outcome.reading.tasks],
        "maybe": [task_record(task) for task in outcome.reading.maybe],
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {"file": failure.source, "error": failure.code, "message": failure.message}


def _box(box: Box) -> dict[str, float]:
    return {
        "x": round(float(box.x), 1),
        "y": round(float(box.y), 1),
        "width": round(float(box.width), 1),
        "height": round(float(box.height), 1),
    }


def _escaped(line: str) -> str:
    """The same JSON with the characters that a terminal acts on, or UTF-8 cannot hold, as \\u escapes."""
    return "".join(f"\\u{ord(character):04x}" if _is_acted_on(character) else character for character in line)


def _is_acted_on(character: str) -> bool:
    # Above U+FFFF one escape is not enough, and what is invisible there acts on no terminal.
    return ord(character) <= 0xFFFF and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
