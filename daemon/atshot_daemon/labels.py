"""What people say stands in a picture: the labels of an evaluation. Knows their file's grammar, no scores."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from atshot_daemon.errors import LabelsInvalid
from atshot_inference.tasks import Box, Priority

T = TypeVar("T")

# A due date that the labellers could not agree on.
UNSCORED_DUE = "skip"


@dataclass(frozen=True, slots=True)
class LabelledTask:
    """A task as people see it; None in `priority` or `done` means that it is not scored."""

    owners: tuple[str, ...]
    texts: tuple[str, ...]
    due: str | None
    due_text: str | None
    priority: Priority | None
    done: bool | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    """A picture's file name, its kind, the day it was taken and its tasks in order."""

    file: str
    kind: str
    today: date
    tasks: tuple[LabelledTask, ...]


def read_labels(path: Path) -> tuple[LabelledPicture, ...]:
    """The labels in a JSON-lines file; LabelsInvalid names the line that is wrong."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise LabelsInvalid(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LabelsInvalid(f"{path} is not UTF-8") from error
    labels = tuple(_picture(line, path, number) for number, line in enumerate(lines, 1) if line.strip())
    if not labels:
        raise LabelsInvalid(f"{path} holds no labels")
    return labels


def _picture(line: str, path: Path, number: int) -> LabelledPicture:
    try:
        record = _typed(json.loads(line), dict, "a line")
        return LabelledPicture(
            file=_bare_name(_typed(record.get("file"), str, "file")),
            kind=_typed(record.get("kind", "other"), str, "kind"),
            today=date.fromisoformat(_typed(record.get("today"), str, "today")),
            tasks=tuple(_task(_typed(task, dict, "a task")) for task in _typed(record.get("tasks"), list, "tasks")),
        )
    # json's and fromisoformat's own errors are ValueErrors too; the others are brackets and numbers without end.
    except (ValueError, OverflowError, RecursionError) as error:
        raise LabelsInvalid(f"{path}, line {number}: {error}") from error


def _task(record: dict[str, Any]) -> LabelledTask:
    texts = [record.get("text"), *_typed(record.get("also", []), list, "also")]
    return LabelledTask(
        owners=tuple(_typed(owner, str, "an owner") for owner in _typed(record.get("owners"), list, "owners")),
        texts=tuple(_typed(text, str, "text") for text in texts),
        due=_optional(record.get("due"), lambda value: _typed(value, str, "due")),
        due_text=_optional(record.get("due_text"), lambda value: _typed(value, str, "due_text")),
        priority=_optional(record.get("priority"), Priority),
        done=_optional(record.get("done"), lambda value: _typed(value, bool, "done")),
        box=_optional(record.get("box"), _box),
    )


def _box(value: object) -> Box:
    """From `{x, y, width, height}` or from the corners `[left, top, right, bottom]`."""
    if isinstance(value, dict):
        sides = [value.get(name) for name in ("x", "y", "width", "height")]
        return Box(*(float(_typed(side, (int, float), "box")) for side in sides))
    left, top, right, bottom = (float(_typed(side, (int, float), "box")) for side in _typed(value, list, "box"))
    return Box(left, top, right - left, bottom - top)


def _bare_name(file: str) -> str:
    if not file or "/" in file or "\\" in file:
        raise ValueError("file must be the bare name of a picture in the same folder")
    return file


def _typed(value: Any, kind: type | tuple[type, ...], name: str) -> Any:
    if not isinstance(value, kind):
        names = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
        raise ValueError(f"{name} must be {names}, not {type(value).__name__}")
    return value


def _optional(value: Any, parse: Callable[[Any], T]) -> T | None:
    return None if value is None else parse(value)
