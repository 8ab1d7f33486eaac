"""todo.txt: `(A) 提供接口文档 due:2026-03-20 who:张工`. Knows which words the format would take for something else."""

import re
from collections.abc import Iterable, Iterator

from atshot_daemon.forms.style import Style, listed, readings
from atshot_daemon.outcome import Failure, Outcome
from atshot_inference.tasks import Priority, Task

_LETTERS = {Priority.HIGH: "A", Priority.MEDIUM: "B", Priority.LOW: "C"}


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """One line a task; done ones start with `x` and keep their rank as `pri:`."""
    for outcome in readings(outcomes):
        yield "".join(f"{_line(task, doubtful)}\n" for task, doubtful in listed(outcome, style))


def _line(task: Task, doubtful: bool) -> str:
    letter = _LETTERS[task.priority]
    return " ".join(
        [
            "x" if task.done else f"({letter})",
            _escaped(task.text),
            *([f"pri:{letter}"] if task.done else []),
            # The format knows days only; the hour stays in the text.
            *([f"due:{task.due:%Y-%m-%d}"] if task.due else []),
            *(f"who:{_value(owner)}" for owner in task.owners),
            *(["maybe:yes"] if doubtful else []),
        ]
    )


def _escaped(text: str) -> str:
    """`text` with full-width signs where a word would become a context, a project, a key or a date of creation."""
    text = re.sub(r"(?<!\S)@(?=\S)", "＠", text)
    text = re.sub(r"(?<!\S)\+(?=\S)", "＋", text)
    text = re.sub(r"(?<!\S)([A-Za-z][\w-]*):(?!//)(?=[^\s:])", r"\1：", text)
    text = re.sub(r"^\(([A-Z])\)(?=\s)", r"[\1]", text)
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)(?!\S)", r"\1/\2/\3", text)


def _value(owner: str) -> str:
    return re.sub(r"[\s:]+", "_", owner)
