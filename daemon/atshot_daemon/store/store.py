"""All that is kept, behind one door: what is acknowledged here survives a crash. Knows tables and files, no HTTP."""

import asyncio
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.captures import CaptureTable, captures_of
from atshot_daemon.store.database import (
    damage_told,
    forget_aside,
    found_aside,
    free_ballast,
    keep_ballast,
    open_or_replace,
    transaction,
    unhurried,
    wipe_traces,
)
from atshot_daemon.store.errors import NotFound, StorageDamaged, StorageFull
from atshot_daemon.store.pictures import PictureFolder
from atshot_daemon.store.tasks import TaskTable
from atshot_daemon.store.values import Arrival, Capture, Fault, Page, SeenTask

# How long a client may repeat itself under one Idempotency-Key.
REPEAT_WINDOW = timedelta(hours=24)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is kept."""

    captures: int
    tasks: int


class Store:
    """Captures, tasks and pictures in one folder. One call at a time, from any thread."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """Opens the folder; `set_aside` names a damaged database that lies beside it, or is None.

        StorageNewer, StorageUnusable, StorageFull.
        """
        self._folder = folder
        self._now = now
        self._connection, aside = open_or_replace(folder, now())
        self.set_aside = aside or found_aside(folder)
        self._captures = CaptureTable(self._connection)
        self._tasks = TaskTable(self._connection)
        self._pictures = PictureFolder(folder)
        # For who pages through all of them: how much had been written by then, and the tasks.
        self._shown: tuple[int, tuple[SeenTask, ...]] | None = None
        self._pictures.keep_only(self._captures.hashes())
        keep_ballast(folder)

    def close(self) -> None:
        """Lets go of the files."""
        self._connection.close()

    def known(self, arrival: Arrival) -> tuple[Capture | None, int]:
        """The capture that this one repeats, and how often its picture brought the engine down; IdempotencyMismatch."""
        number = self._captures.known(arrival)
        return None if number is None else self._capture(number), self._captures.crashes(arrival.picture.sha256)

    def arrive(self, arrival: Arrival, data: bytes) -> tuple[Capture, bool]:
        """The capture for this picture and whether it is new; on the disk by then. IdempotencyMismatch, StorageFull."""
        number = self._captures.known(arrival)
        is_new = number is None
        if number is None:
            self._pictures.put(arrival.picture.sha256, data)
        try:
            with transaction(self._connection):
                if number is None:
                    number = self._captures.add(arrival, self._now())
                self._captures.remember_repeat(arrival, number, self._now())
        except BaseException:
            if is_new and not self._captures.needs(arrival.picture.sha256):  # a full disk must not get fuller
                self._pictures.delete(arrival.picture.sha256)
            raise
        return self._capture(number), is_new

    def capture(self, capture_id: str) -> Capture:
        """One capture; NotFound."""
        return self._capture(self._captures.number_of(capture_id))

    def picture(self, capture: Capture) -> bytes:
        """Its picture; PictureGone."""
        return self._pictures.get(capture.picture.sha256)

    def captures(self, page: Page, words: Iterable[str] = ()) -> list[Capture]:
        """The newest captures after the cursor, a capture's number, that hold all the words; without their lines."""
        return self._loaded(self._captures.listed(page, words), has_lines=False)

    def unfinished(self) -> list[Capture]:
        """What was not read to the end, oldest first."""
        return self._loaded(self._captures.unfinished())[::-1]

    def queue_again(self, capture: Capture, data: bytes) -> Capture:
        """The capture, queued, what went wrong before forgotten, its picture on the disk; NotFound, StorageFull."""
        self._pictures.put(capture.picture.sha256, data)
        with transaction(self._connection):
            self._captures.queue_again(capture.number)
        return self._capture(capture.number)

    def finish(self, capture: Capture, outcome: Outcome) -> Capture:
        """The capture with what was read; NotFound when it was wiped meanwhile, StorageFull."""
        # Should the power go, the picture is still queued and is read again.
        with unhurried(self._connection), transaction(self._connection):
            if not self._captures.rows([capture.number]):
                raise NotFound("the capture was deleted meanwhile")
            settled = self._settled(outcome)
            self._captures.finish(capture.number, settled, self._now())
            self._tasks.see(capture.number, settled.reading.tasks)
        return self._capture(capture.number)

    def accept(self, capture_id: str, task_id: str) -> Capture:
        """The capture with a task that may be one among its tasks: the user says it is. NotFound, StorageFull."""
        capture = self.capture(capture_id)
        accepted = [task for task in capture.maybe if task.id == task_id]
        if not accepted:
            raise NotFound("this capture has no such doubtful task, or no more")
        with transaction(self._connection):
            self._tasks.add(capture.number, accepted[0])
            self._captures.set_maybe(capture.number, [task for task in capture.maybe if task.id != task_id])
        return self._capture(capture.number)

    def fail(self, capture: Capture, fault: Fault) -> Capture:
        """The capture with why it was not read; NotFound, StorageFull."""
        with transaction(self._connection):
            self._captures.fail(capture.number, fault, self._now())
        return self._capture(capture.number)

    def count_crash(self, image_hash: str) -> int:
        """One more crash over this picture; how many by now."""
        with transaction(self._connection):
            return self._captures.count_crash(image_hash)

    def crashes(self, image_hash: str) -> int:
        """How often reading this picture brought the engine down."""
        return self._captures.crashes(image_hash)

    def delete(self, capture_id: str | None = None) -> int:
        """Hide one capture, or all; how many. NotFound."""
        number = None if capture_id is None else self._captures.number_of(capture_id)
        return self._making_room(lambda: self._captures.mark_deleted(number, self._now()))

    def restore(self, capture_id: str) -> Capture:
        """Show a hidden capture again, or leave alone one that is in the list; NotFound."""
        number = self._captures.number_of(capture_id, or_deleted=True)
        with transaction(self._connection):
            self._captures.unmark_deleted(number)
        return self._capture(number)

    def purge(self, capture_id: str | None = None) -> int:
        """Delete for good one capture, hidden or not, or everything, damaged databases too; how many. NotFound."""
        if capture_id is not None:
            number = self._captures.number_of(capture_id, or_deleted=True)
            self._remove("number = ?", number)
            return 1
        count = self._captures.count()
        self._remove("TRUE")
        forget_aside(self._folder)
        self.set_aside = None
        return count

    def wipe(self, *, hidden_before: datetime) -> None:
        """Delete for good what was hidden before that time: rows, pictures, and what the log of the database holds."""
        self._shown = None  # called every few seconds: nobody pages that long
        self._remove("deleted_at IS NOT NULL AND deleted_at <= ?", hidden_before.isoformat(timespec="milliseconds"))

    def forget_repeats(self) -> None:
        """Let clients use their keys anew after a day."""
        with transaction(self._connection):
            self._captures.forget_repeats(self._now() - REPEAT_WINDOW)

    def drop_pictures(self, *, captured_before: datetime) -> None:
        """Delete pictures and their full text by age; their tasks stay, and can still be searched."""
        with transaction(self._connection):
            numbers, unneeded = self._captures.drop_pictures(captured_before)
            for number, tasks in self._tasks.of_captures(numbers).items():
                self._captures.set_words(
                    number, [text for seen in tasks for text in (seen.task.text, *seen.task.owners)]
                )
        self._clean_up(unneeded)

    def tasks(self) -> tuple[SeenTask, ...]:
        """Every task that a capture shows, most urgent first, those that are alike by their ids."""
        changes = self._connection.total_changes
        if self._shown is None or self._shown[0] != changes:
            self._shown = changes, self._tasks.all()
        return self._shown[1]

    def task(self, task_id: str) -> SeenTask:
        """One task; NotFound."""
        return self._tasks.get(task_id)

    def change_task(self, task_id: str, changes: Mapping[str, Any]) -> SeenTask:
        """The task with the user's changes, in JSON's own types, on top; NotFound, StorageFull."""
        with transaction(self._connection):
            self._tasks.change(task_id, changes)
        return self._tasks.get(task_id)

    def undo_task(self, task_id: str) -> SeenTask:
        """The task without its last change; NotFound, NothingToUndo."""
        with transaction(self._connection):
            self._tasks.undo(task_id)
        return self._tasks.get(task_id)

    def totals(self) -> Totals:
        """How much there is."""
        return Totals(self._captures.count(), self._tasks.count())

    def _settled(self, outcome: Outcome) -> Outcome:
        """The outcome with what is doubtful again, but was settled before, among its tasks."""
        reading = outcome.reading
        known = self._tasks.known(task.id for task in reading.maybe)
        sure = {task.id for task in reading.tasks}
        doubtful = [task for task in reading.maybe if task.id not in sure]
        tasks = (*reading.tasks, *(task for task in doubtful if task.id in known))
        maybe = tuple(task for task in doubtful if task.id not in known)
        return replace(outcome, reading=replace(reading, tasks=tasks, maybe=maybe))

    def _capture(self, number: int) -> Capture:
        loaded = self._loaded([number])
        if not loaded:
            raise NotFound("the capture was deleted meanwhile")
        return loaded[0]

    def _loaded(self, numbers: Sequence[int], *, has_lines: bool = True) -> list[Capture]:
        rows, tasks = self._captures.rows(numbers), self._tasks.of_captures(numbers)
        return list(captures_of(rows, tasks, has_lines=has_lines))

    def _remove(self, condition: str, *values: object) -> None:
        def remove() -> list[str]:
            before = self._connection.total_changes
            unneeded = self._captures.remove(condition, *values)
            if self._connection.total_changes > before:  # it is called every few seconds, mostly for nothing
                self._tasks.forget_unseen()
            return unneeded

        self._clean_up(self._making_room(remove))

    def _clean_up(self, unneeded: Iterable[str]) -> None:
        """After the commit: a crash in between leaves files for the next start to sweep, no row without its file."""
        for sha256 in unneeded:
            self._pictures.delete(sha256)
        wipe_traces(self._connection)
        keep_ballast(self._folder)

    def _making_room(self, change: Callable[[], T]) -> T:
        """Deleting needs room too: on a full disk the ballast is given up for it."""
        try:
            with transaction(self._connection):
                return change()
        except StorageFull:
            free_ballast(self._folder)
        with transaction(self._connection):
            return change()


class StoreThread:
    """The store on a thread of its own, in the order of the calls: a slow disk must not stop the event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self.is_damaged = False

    async def __call__(self, method: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of one of the store's methods: `await stored(Store.capture, "…")`. Who leaves stops nothing.

        StorageDamaged, and `is_damaged` from then on, where something else has written to the file.
        """
        loop = asyncio.get_running_loop()
        try:
            with damage_told():
                return await asyncio.shield(
                    loop.run_in_executor(self._thread, functools.partial(method, self._store, *args, **kwargs))
                )
        except StorageDamaged:
            self.is_damaged = True
            raise

    async def aclose(self) -> None:
        """Finishes what was asked for, then lets go of the files."""
        await self(Store.close)
        self._thread.shutdown()
