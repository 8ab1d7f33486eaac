"""What came of one picture: a reading or a failure. Knows no form and no terminal."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from atshot_daemon.plain import one_line
from atshot_inference.tasks import Reading, Task


@dataclass(frozen=True, slots=True)
class Outcome:
    """A picture that was read: `source` is how the user named it, times are in milliseconds, sides in pixels."""

    source: str
    engine: str
    reading: Reading
    width: int
    height: int
    elapsed_ms: float
    stages_ms: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that could not be read: `code` is stable, `message` says what happened and what to do."""

    source: str
    code: str
    message: str


def printable(reading: Reading) -> Reading:
    """The same reading with every text on one line and free of control characters."""
    return replace(
        reading,
        tasks=_printable_tasks(reading.tasks),
        maybe=_printable_tasks(reading.maybe),
        lines=tuple(replace(line, text=one_line(line.text)) for line in reading.lines),
    )


def _printable_tasks(tasks: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(
        replace(
            task,
            owners=tuple(filter(None, map(one_line, task.owners))),
            text=one_line(task.text),
            due_phrase=one_line(task.due_phrase) if task.due_phrase else None,
        )
        for task in tasks
    )
