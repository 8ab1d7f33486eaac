"""Clocks that a test turns, and the table of clients. Knows no test."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


@dataclass
class WallClock:
    """Shows `now` until it is turned, backwards too."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        """Show a later or an earlier time from now on."""
        self.now += by


@dataclass
class MonotonicClock:
    """Seconds since some moment, which never go back."""

    now_s: float = 1000.0

    def __call__(self) -> float:
        return self.now_s

    def turn(self, by_s: float) -> None:
        """Let so many seconds pass."""
        assert by_s >= 0
        self.now_s += by_s


def client_table() -> sqlite3.Connection:
    """A database in memory that holds the table of clients and nothing else."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        """
        CREATE TABLE clients (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, scopes TEXT NOT NULL,
            token_hash BLOB NOT NULL UNIQUE, origin TEXT, created_at TEXT NOT NULL, last_used_at TEXT, expires_at TEXT
        )
        """
    )
    return connection
