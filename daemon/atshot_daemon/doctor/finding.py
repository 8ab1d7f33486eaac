"""What one look has found. Knows no check."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: `warning` is something that works less well, `wrong` something that does not work."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is so, and how to mend it where it should be otherwise."""

    state: State
    what: str
    mend: str | None = None


def ok(what: str) -> Finding:
    """All is well."""
    return Finding(State.OK, what)


def warning(what: str, mend: str | None = None) -> Finding:
    """It works, but less well."""
    return Finding(State.WARNING, what, mend)


def wrong(what: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(State.WRONG, what, mend)
