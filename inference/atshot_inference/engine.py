"""What an engine is, and the events it tells while it reads. Knows no engine in particular."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from atshot_inference.tasks import Line, Reading, Task

if TYPE_CHECKING:  # a command line that only prints its help must not wait for NumPy
    from atshot_inference.picture import Picture


@dataclass(frozen=True, slots=True)
class LinesRead:
    """The text of the picture is read; tasks come next."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TaskFound:
    """A task is known with all of its fields."""

    task: Task


Event = LinesRead | TaskFound


def ignore(event: Event) -> None:
    """Takes no notice of `event`."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation about a picture; `role` is system, user or assistant."""

    role: str
    text: str


class Engine(Protocol):
    """Reads pictures into tasks. One call at a time; `close` lets go of its models."""

    name: str

    def read(
        self, picture: "Picture", *, today: date, me: str | None = None, on_event: Callable[[Event], None] = ignore
    ) -> Reading:
        """The tasks in `picture`, most urgent first; dates count from `today`, the speaker is shown as `me`."""
        ...

    def close(self) -> None:
        """Lets go of the models; the engine cannot read afterwards."""
        ...


@runtime_checkable
class AnsweringEngine(Engine, Protocol):
    """An engine that also answers free questions about a picture."""

    def ask(self, picture: "Picture | None", messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        """The answer to the last message, piece by piece, in at most so many tokens."""
        ...
