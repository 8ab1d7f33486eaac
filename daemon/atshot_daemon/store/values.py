"""What is kept, as values. Knows no SQL, no HTTP."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from atshot_inference.tasks import Line, Task


class State(StrEnum):
    """How far a capture is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self in {State.DONE, State.FAILED}


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """A picture that came in: sides in pixels as stored in its header; `stored` is false once it was deleted by age."""

    sha256: str
    type: str
    width: int
    height: int
    bytes: int
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """How a picture is to be read; `today` counts for its identity only where the client named it."""

    engine: str
    today: date
    is_today_given: bool = False
    me: str | None = None


@dataclass(frozen=True, slots=True)
class SeenTask:
    """A task as the user has it: what the newest capture shows, with the user's edits on top."""

    task: Task
    first_seen: datetime
    last_seen: datetime
    captures: tuple[str, ...]
    dismissed: bool = False
    edited: tuple[str, ...] = ()
    can_undo: bool = False

    @property
    def id(self) -> str:
        """The id under which it was first seen."""
        return self.task.id


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a capture failed: a stable code, and what happened and what to do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Capture:
    """A picture on its way from bytes to tasks, times in UTC, `elapsed_ms` and `stages_ms` in milliseconds."""

    number: int
    id: str
    state: State
    created_at: datetime
    client: str
    client_id: str
    source: str | None
    picture: PictureInfo
    wish: Wish
    finished_at: datetime | None = None
    engine: str | None = None
    language: str | None = None
    elapsed_ms: float | None = None
    stages_ms: dict[str, float] | None = None
    notes: tuple[str, ...] = ()
    tasks: tuple[SeenTask, ...] = ()
    maybe: tuple[Task, ...] = ()
    lines: tuple[Line, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture that is to be captured, by whom, and the client's own key for repeating itself.

    With `is_private` the client is not to learn what others have captured, be it the same picture.
    """

    picture: PictureInfo
    wish: Wish
    client: str
    client_id: str
    source: str | None = None
    repeat_key: str | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a long list: at most `limit` entries after the one that `cursor` names."""

    limit: int
    cursor: str | None = None
