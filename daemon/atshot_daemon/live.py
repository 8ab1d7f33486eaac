"""What is told of a capture while it is read, and who listens. Knows events, no store and no engine."""

import asyncio
from dataclasses import dataclass, field

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.values import Capture
from atshot_inference.engine import LinesRead
from atshot_inference.tasks import Task


@dataclass(frozen=True, slots=True)
class Queued:
    """The picture waits for so many others."""

    waiting: int


@dataclass(frozen=True, slots=True)
class Started:
    """An engine reads it now."""

    engine: str


@dataclass(frozen=True, slots=True)
class Found:
    """A task was found; `position` counts from 1."""

    task: Task
    position: int


@dataclass(frozen=True, slots=True)
class Over:
    """The capture is done or failed."""

    capture: Capture


LiveEvent = Queued | Started | LinesRead | Found | Over


@dataclass(eq=False, slots=True)
class Live:
    """A capture that is not over: what has been told of it, and a bell that rings for each new event.

    `data` is its picture, if that is at hand; `reading` is under way, if it began while the picture went to the disk.
    """

    capture: Capture = field(init=False)
    data: bytes | None = None
    reading: asyncio.Task[Outcome] | None = None
    events: list[LiveEvent] = field(default_factory=list)
    is_running: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: LiveEvent) -> None:
        """Append an event and wake who listens."""
        self.events.append(event)
        self.ring()

    def ring(self) -> None:
        """Wake who listens."""
        bell, self.bell = self.bell, asyncio.Event()
        bell.set()

    def restart(self) -> None:
        """Forget all but the first event: reading again finds the same in the same order."""
        del self.events[1:]


def replayed(capture: Capture) -> list[LiveEvent]:
    """What was told of a capture while it was read."""
    told: list[LiveEvent] = [Queued(0)]
    if capture.engine:
        found = [Found(seen.task, position) for position, seen in enumerate(capture.tasks, 1)]
        told += [Started(capture.engine), LinesRead(capture.lines), *found]
    return [*told, Over(capture)] if capture.state.is_over else told
