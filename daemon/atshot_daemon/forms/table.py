"""CSV for spreadsheets: one row a task. Knows what Excel needs and what it would run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

from atshot_daemon.forms.style import Style, listed, readings
from atshot_daemon.outcome import Failure, Outcome
from atshot_daemon.plain import one_line
from atshot_inference.tasks import Box, Task

COLUMNS = (
    "file",
    "list",
    "owners",
    "text",
    "due",
    "due_phrase",
    "priority",
    "priority_reason",
    "done",
    "confidence",
    "verified",
    "x",
    "y",
    "width",
    "height",
    "id",
)
# Excel reads UTF-8 only behind a byte order mark.
BYTE_ORDER_MARK = "\ufeff"
# Spreadsheets run a cell that starts like this; East Asian input methods make the full-width ones count too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """A header row, then a row for each task; the column `list` tells `tasks` from `maybe`."""
    yield BYTE_ORDER_MARK + _row(COLUMNS)
    for outcome in readings(outcomes):
        yield "".join(_row(_cells(outcome, task, doubtful)) for task, doubtful in listed(outcome, style))


def _cells(outcome: Outcome, task: Task, doubtful: bool) -> list[str]:
    return [
        _guarded(one_line(outcome.source)),
        "maybe" if doubtful else "tasks",
        _guarded("; ".join(task.owners)),
        _guarded(task.text),
        task.due.isoformat() if task.due else "",
        _guarded(task.due_phrase or ""),
        task.priority.value,
        task.priority_reason.value,
        "yes" if task.done else "no",
        f"{task.confidence:.3f}",
        "yes" if task.verified else "no",
        *_sides(task.box),
        task.id,
    ]


def _sides(box: Box | None) -> list[str]:
    return [f"{side:.1f}" for side in (box.x, box.y, box.width, box.height)] if box else [""] * 4


def _guarded(cell: str) -> str:
    """The cell behind an apostrophe where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
