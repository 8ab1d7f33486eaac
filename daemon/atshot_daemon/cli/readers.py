"""Who reads for the command line: the daemon when one runs, else an engine of our own. Knows both, no picture."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from typing import Protocol

from atshot_daemon.discovery import find_running
from atshot_daemon.local_client import DaemonRefused, DaemonUnreachable, LocalClient
from atshot_daemon.outcome import Outcome
from atshot_daemon.reading import PictureReader
from atshot_daemon.world import World

# What keeps the daemon from reading, and not us.
_DAEMONS_OWN = frozenset(
    {
        *("bad_token", "overloaded", "queue_full", "rate_limited", "stopping"),
        *("storage_damaged", "storage_full", "storage_unusable"),
    }
)


class Reader(Protocol):
    """Reads pictures; `where` says by whom, None for this process itself."""

    @property
    def where(self) -> str | None:
        """`by the daemon on http://127.0.0.1:21860`."""
        ...

    def read(self, source: str, data: bytes, *, today: date, me: str | None = None) -> Outcome:
        """What the picture in `data` says; raises AtshotError when it cannot be read."""
        ...


@contextmanager
def opened_reader(engine: str, world: World) -> Iterator[Reader]:
    """A reader that asks the running daemon, and goes on alone when there is none, or no more."""
    with ExitStack() as opened:
        alone = opened.enter_context(PictureReader(partial(world.open_engine, engine), world.decode))
        running = find_running(world.places)
        if running is None:
            yield alone
            return
        from atshot_daemon.cli.daemon_reader import DaemonReader

        through = opened.enter_context(
            DaemonReader(LocalClient(running), world.decode, engine=engine, pause=world.pause)
        )
        yield _WithFallback(through, alone)


class _WithFallback:
    """The first reader until it cannot be reached, then the second."""

    def __init__(self, first: Reader, second: Reader) -> None:
        self._reader = first
        self._second = second

    @property
    def where(self) -> str | None:
        """By whom the last picture was read."""
        return self._reader.where

    def read(self, source: str, data: bytes, *, today: date, me: str | None = None) -> Outcome:
        """What the picture in `data` says; raises AtshotError when it cannot be read."""
        try:
            return self._reader.read(source, data, today=today, me=me)
        except DaemonUnreachable:
            self._reader = self._second
        except DaemonRefused as error:
            if error.code not in _DAEMONS_OWN:
                raise
            self._reader = self._second
        return self._reader.read(source, data, today=today, me=me)
