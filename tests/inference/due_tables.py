"""Tables of phrases and the days they mean, one "phrase=2026-03-20" a line; "NONE" is no day."""

from datetime import date, datetime


def rows(table: str) -> list[tuple[str, str]]:
    """The phrase and the written day of each line."""
    return [(phrase, when) for phrase, _, when in (line.rpartition("=") for line in table.strip().splitlines())]


def moment(written: str) -> date | datetime | None:
    """The day or moment that a line of a table names."""
    if written == "NONE":
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
