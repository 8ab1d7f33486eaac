"""What a form may be asked for, and the words that several forms share. Knows no form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from atshot_daemon.outcome import Failure, Outcome
from atshot_inference.tasks import Priority, Task

PRIORITY_WORDS = {
    "zh": {Priority.HIGH: "高", Priority.MEDIUM: "中", Priority.LOW: "低"},
    "en": {Priority.HIGH: "high", Priority.MEDIUM: "medium", Priority.LOW: "low"},
}
MAYBE_WORDS = {"zh": "待确认：", "en": "Maybe:"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the user wants a form: `language` is zh, en or None for the picture's own; `written_at` stamps a calendar."""

    language: str | None = None
    headings: bool = False
    maybe: bool = False
    written_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def language_of(self, outcome: Outcome) -> str:
        """`zh` or `en`: the one asked for, else the picture's own."""
        language = self.language or outcome.reading.language
        return "zh" if language.startswith("zh") else "en"


def readings(outcomes: Iterable[Outcome | Failure]) -> Iterator[Outcome]:
    """The pictures that were read: a list of tasks has no place for the others."""
    return (outcome for outcome in outcomes if isinstance(outcome, Outcome))


def listed(outcome: Outcome, style: Style) -> Iterator[tuple[Task, bool]]:
    """Each task to show and whether it is a doubtful one."""
    yield from ((task, False) for task in outcome.reading.tasks)
    if style.maybe:
        yield from ((task, True) for task in outcome.reading.maybe)


def mentions(owners: Iterable[str]) -> str:
    """`@周杰 @吴迪`."""
    return " ".join(f"@{owner}" for owner in owners)


def due_apart(task: Task) -> str | None:
    """The due date as `2026-04-03` or `2026-04-03 18:00` where the task's own text does not say it, else None."""
    if task.due is None or (task.due_phrase and _folded(task.due_phrase) in _folded(task.text)):
        return None
    if isinstance(task.due, datetime):
        return task.due.strftime("%Y-%m-%d %H:%M")
    return task.due.isoformat()


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
