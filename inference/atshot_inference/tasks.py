"""The answer every engine gives: tasks and where they stand in the picture. Knows nothing of how they are found."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Priority(StrEnum):
    """How urgent a task is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return tuple(Priority).index(self)


class PriorityReason(StrEnum):
    """The rule that decided a priority; the first that applied, in this order."""

    MARKER = "marker"
    HEADING = "heading"
    COLOUR = "colour"
    DUE_SOON = "due_soon"
    WORDING = "wording"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the uploaded picture, origin at its top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x just past the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y just past the bottom edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The y of the horizontal middle line."""
        return self.y + self.height / 2

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """The smallest box that holds all of `boxes`, of which there is at least one."""
        held = list(boxes)
        x, y = min(b.x for b in held), min(b.y for b in held)
        return cls(x, y, max(b.right for b in held) - x, max(b.bottom for b in held) - y)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as the picture shows it, with the recogniser's confidence from 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, with someone named to do it."""

    owners: tuple[str, ...]
    text: str
    due: date | datetime | None = None
    due_phrase: str | None = None
    priority: Priority = Priority.MEDIUM
    priority_reason: PriorityReason = PriorityReason.DEFAULT
    done: bool = False
    box: Box | None = None
    evidence: tuple[Box, ...] = ()
    confidence: float = 1.0
    verified: bool = True
    known_id: str | None = None

    @property
    def id(self) -> str:
        """Stable across captures: it depends on who must do what, not on where or when it was seen.

        `known_id` is the id under which an earlier capture showed the same task in other words.
        """
        if self.known_id:
            return self.known_id
        who = sorted(_folded(owner) for owner in self.owners)
        return hashlib.sha256("\n".join([*who, "", _folded(self.text)]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that an engine found in one picture; `stages_ms` names what took how long, in milliseconds."""

    tasks: tuple[Task, ...]
    maybe: tuple[Task, ...] = ()
    lines: tuple[Line, ...] = ()
    language: str = "en"
    stages_ms: dict[str, float] = field(default_factory=dict)


def urgency(task: Task) -> tuple[bool, int, datetime]:
    """A sorting key: open before done, high before low, nearer date first, undated last."""
    return task.done, task.priority.rank, _day_end(task.due)


def by_urgency(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Most urgent first, else as given."""
    return tuple(sorted(tasks, key=urgency))


def _day_end(due: date | datetime | None) -> datetime:
    if due is None:
        return datetime.max
    return due.replace(tzinfo=None) if isinstance(due, datetime) else datetime.combine(due, time.max)


def _folded(text: str) -> str:
    return re.sub(r"[^\w+#]+|_", "", unicodedata.normalize("NFKC", text).casefold())
