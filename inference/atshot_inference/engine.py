"""What an engine is, and the events it tells while it reads. Knows no engine in particular."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

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
