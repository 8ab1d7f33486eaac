"""What was captured, as the API shows it: asked of the running daemon, or read from the disk while none runs."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from atshot_daemon.cli.claiming import claimed
from atshot_daemon.config import load
from atshot_daemon.discovery import AlreadyRunning, find_running
from atshot_daemon.local_client import LocalClient
from atshot_daemon.records import Record
from atshot_daemon.store.records import capture_record, seen_record
from atshot_daemon.store.store import Store
from atshot_daemon.store.values import Page
from atshot_daemon.world import World

PAGE = 100


class History(Protocol):
    """Captures and tasks as records; NotFound and the daemon's errors where there is none of that id."""

    def captures(self, *, limit: int, words: str = "") -> list[Record]:
        """The newest captures that hold the words."""
        ...

    def all_captures(self) -> Iterator[Record]:
        """Every capture, newest first."""
        ...

    def capture(self, capture_id: str) -> Record:
        """One capture."""
        ...

    def picture(self, capture_id: str) -> bytes:
        """Its picture."""
        ...

    def tasks(self) -> list[Record]:
        """Every task."""
        ...

    def delete(self, capture_id: str | None, *, purge: bool) -> int:
        """Delete one, or with None all; how many."""
        ...

    def restore(self, capture_id: str) -> Record:
        """Bring one back."""
        ...


@contextmanager
def opened_history(world: World) -> Iterator[History]:
    """The history, through the daemon when one runs."""
    with ExitStack() as opened:
        running = find_running(world.places)
        if running is None:
            try:
                opened.enter_context(claimed(world))
            except AlreadyRunning as error:  # it was about to start
                if error.running is None:
                    raise
                running = error.running
        if running is not None:
            yield _Remote(opened.enter_context(LocalClient(running)))
            return
        undo = timedelta(seconds=load(world.places.config_file, environ=world.environ).undo_s)
        store = opened.enter_context(closing(Store(world.places.data, world.now)))
        store.wipe(hidden_before=world.now() - undo)
        if store.set_aside:
            world.say(f"a database was damaged and is put aside as {store.set_aside}; its captures are not shown")
        yield _Local(store, world)


class _Remote:
    """Through the daemon."""

    def __init__(self, daemon: LocalClient) -> None:
        self._daemon = daemon

    def captures(self, *, limit: int, words: str = "") -> list[Record]:
        found: list[Record] = []
        for record in self._pages("captures", {"q": words, "limit": min(limit, PAGE) or 1}):
            if len(found) >= limit:
                break
            found.append(record)
        return found

    def all_captures(self) -> Iterator[Record]:
        return self._pages("captures", {"limit": PAGE})

    def capture(self, capture_id: str) -> Record:
        return self._asked("GET", f"/v1/captures/{quote(capture_id, safe='')}")

    def picture(self, capture_id: str) -> bytes:
        return self._daemon.request("GET", f"/v1/captures/{quote(capture_id, safe='')}/image").body

    def tasks(self) -> list[Record]:
        return list(self._pages("tasks", {"state": "all", "limit": PAGE}))

    def delete(self, capture_id: str | None, *, purge: bool) -> int:
        path = "/v1/captures" if capture_id is None else f"/v1/captures/{quote(capture_id, safe='')}"
        return int(self._asked("DELETE", f"{path}?purge={str(purge).lower()}")["deleted"])

    def restore(self, capture_id: str) -> Record:
        return self._asked("POST", f"/v1/captures/{quote(capture_id, safe='')}/restore")

    def _pages(self, what: str, parameters: dict[str, Any]) -> Iterator[Record]:
        cursor: dict[str, str] = {}
        while True:
            page = self._asked("GET", f"/v1/{what}?{urlencode({**parameters, **cursor})}")
            yield from page[what]
            if not page["next"]:
                return
            cursor = {"cursor": page["next"]}

    def _asked(self, method: str, path: str) -> Record:
        answer: Record = self._daemon.request(method, path).json
        return answer


class _Local:
    """From the disk."""

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world

    def captures(self, *, limit: int, words: str = "") -> list[Record]:
        return [capture_record(capture) for capture in self._store.captures(Page(limit), words.split())]

    def all_captures(self) -> Iterator[Record]:
        page = Page(PAGE)
        while found := self._store.captures(page):
            yield from map(capture_record, found)
            page = Page(PAGE, str(found[-1].number))

    def capture(self, capture_id: str) -> Record:
        return capture_record(self._store.capture(capture_id))

    def picture(self, capture_id: str) -> bytes:
        return self._store.picture(self._store.capture(capture_id))

    def tasks(self) -> list[Record]:
        return list(map(seen_record, self._store.tasks()))

    def delete(self, capture_id: str | None, *, purge: bool) -> int:
        return self._store.purge(capture_id) if purge else self._store.delete(capture_id)

    def restore(self, capture_id: str) -> Record:
        return capture_record(self._store.restore(capture_id))
