"""What the tray shows and what its menu can do, as values. Knows no icon, no process and no request."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Look(StrEnum):
    """How the icon looks: what Atshot does right now."""

    STARTING = "starting"
    READY = "ready"
    WORKING = "working"
    # Something is wrong that the user should know of; `Snapshot.detail` says what.
    ATTENTION = "attention"
    # The user has paused it.
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Recent:
    """A capture that can be shown again; `title` is its first task, None while there is none."""

    capture_id: str
    title: str | None
    task_count: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairing with a browser that is open now: the word to compare, the code to type."""

    check_word: str
    short_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that icon and menu show; `detail` is a finished sentence in the user's language."""

    look: Look = Look.STARTING
    detail: str | None = None
    recent: tuple[Recent, ...] = ()
    # The engine that reads pictures now, and whether one is there that could also answer questions.
    engine: str | None = None
    has_better_engine: bool = False
    is_paused: bool = False
    starts_at_login: bool = False
    copies_list: bool = False
    pairing: Pairing | None = None


class Actions(Protocol):
    """What the user can ask for; each call returns at once and may come from any thread."""

    def open(self) -> None:
        """Show Atshot's window."""
        ...

    def clip(self) -> None:
        """Extract the tasks of the picture on the clipboard."""
        ...

    def grab(self) -> None:
        """Let the user choose a part of the screen and extract its tasks."""
        ...

    def show(self, capture_id: str) -> None:
        """Show this capture in Atshot's window."""
        ...

    def connect_browser(self) -> None:
        """Open the page that connects the browser extension."""
        ...

    def show_engine_help(self) -> None:
        """Say how to get an engine that reads handwriting and answers questions."""
        ...

    def pause(self, *, is_paused: bool) -> None:
        """Stop the daemon, or start it again."""
        ...

    def start_at_login(self, *, is_on: bool) -> None:
        """Start Atshot when the user logs in, or no longer."""
        ...

    def copy_list(self, *, is_on: bool) -> None:
        """Put each list on the clipboard from now on, or no longer."""
        ...

    def show_logs(self) -> None:
        """Open the folder that holds the logs."""
        ...

    def restart(self) -> None:
        """Start the daemon anew, also one that was given up."""
        ...

    def quit(self) -> None:
        """End Atshot: the daemon first, the icon last."""
        ...
