"""What is the case with the daemon, as a value. Knows no process."""

from dataclasses import dataclass
from enum import StrEnum

from atshot_daemon.discovery import Running


class State(StrEnum):
    """What the supervisor does."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    BACKOFF = "backoff"
    # Given up until somebody asks again, or another daemon is there.
    CRASHED = "crashed"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Situation:
    """The state, the daemon that runs, and what is wrong: why the last one ended, in its own words."""

    state: State
    running: Running | None = None
    is_own: bool = True
    why: str | None = None
