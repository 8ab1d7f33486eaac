"""The tables of tasks: what captures show, what the user made of it. Knows SQL, nothing of pictures or HTTP."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from atshot_daemon.records import due_of, task_of, task_record
from atshot_daemon.store.errors import NotFound, NothingToUndo
from atshot_daemon.store.merging import known_ids
from atshot_daemon.store.values import SeenTask
from atshot_inference.tasks import Priority, Task, urgency

# So many earlier captures are looked at for the board that a new one shows.
BOARDS_LOOKED_AT = 20
UNDO_DEPTH = 50

# From a field of JSON to the same field of a task.
EDITABLE: Mapping[str, Callable[[Any], Any]] = {
    "done": bool,
    "owners": tuple,
    "text": str,
    "due": due_of,
    "priority": Priority,
}
DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One task in one capture."""

    capture: int
    capture_id: str
    created_at: datetime
    found: Task


class TaskTable:
    """Tasks and their sightings; each method is part of the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def see(self, capture: int, found: Sequence[Task]) -> None:
        """Keep what a capture shows; a known task keeps its id and the user's edits."""
        self.forget(capture)
        same = self._same([task.id for task in found])
        exact = [replace(task, known_id=same.get(task.id, task.id)) for task in found]
        changed = known_ids(exact, self._boards(capture, exact))
        for position, (task, shown) in enumerate(zip(found, exact, strict=True)):
            known = replace(shown, known_id=changed.get(position, shown.id))
            if position in changed and known.due != self._due_before(known.id):
                self._open_again(known.id)
            self._show(capture, position, known, own=task.id)

    def add(self, capture: int, task: Task) -> None:
        """Let the capture show one task more, if it does not yet."""
        rows = self._connection.execute("SELECT position, task FROM sightings WHERE capture = ?", (capture,)).fetchall()
        if task.id not in {row["task"] for row in rows}:
            self._show(capture, 1 + max((row["position"] for row in rows), default=-1), task, own=task.id)

    def _show(self, capture: int, position: int, task: Task, *, own: str) -> None:
        self._connection.execute("INSERT OR IGNORE INTO tasks (id) VALUES (?)", (task.id,))
        self._connection.execute(
            "INSERT INTO sightings (capture, position, task, own, found) VALUES (?, ?, ?, ?, ?)",
            (capture, position, task.id, own, json.dumps(task_record(task), ensure_ascii=False)),
        )

    def _same(self, ids: Sequence[str]) -> dict[str, str]:
        """Of tasks whose words were seen before: the id under which they are known, the newest that there is."""
        rows = self._connection.execute(
            f"SELECT own, task FROM sightings WHERE own IN ({','.join('?' * len(ids))}) ORDER BY capture", ids
        )
        return {row["own"]: row["task"] for row in rows}

    def _due_before(self, task_id: str) -> date | datetime | None:
        row = self._connection.execute(
            "SELECT found FROM sightings WHERE task = ? ORDER BY capture DESC LIMIT 1", (task_id,)
        ).fetchone()
        return task_of(json.loads(row["found"])).due if row else None

    def _open_again(self, task_id: str) -> None:
        """It is to be done by another day now: that it was ticked off, or dismissed, was about the day before."""
        edits, undo = self._edits(task_id)
        kept = {name: value for name, value in edits.items() if name not in {"done", "due", DISMISSED}}
        if kept != edits:
            self._write(task_id, kept, [*undo, edits][-UNDO_DEPTH:])

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that some capture shows as a task."""
        wanted = list(ids)
        return set(self._same(wanted))

    def forget(self, capture: int) -> None:
        """Forget what a capture showed."""
        rows = self._connection.execute("SELECT task FROM sightings WHERE capture = ?", (capture,)).fetchall()
        self._connection.execute("DELETE FROM sightings WHERE capture = ?", (capture,))
        for row in rows:
            self._connection.execute(
                "DELETE FROM tasks WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sightings WHERE task = id)",
                (row["task"],),
            )

    def forget_unseen(self) -> None:
        """Delete the tasks that no capture shows any more; a task seen elsewhere is shown as it is there."""
        self._connection.execute("DELETE FROM tasks WHERE id NOT IN (SELECT task FROM sightings)")

    def of_captures(self, numbers: Iterable[int]) -> Mapping[int, tuple[SeenTask, ...]]:
        """The tasks of each capture, most urgent first, with the boxes that it shows."""
        wanted = list(numbers)
        marks = ",".join("?" * len(wanted))
        rows = self._connection.execute(
            f"SELECT capture, task, found FROM sightings WHERE capture IN ({marks}) ORDER BY capture, position", wanted
        ).fetchall()
        seen = self._seen({row["task"] for row in rows})
        shown: dict[int, list[SeenTask]] = defaultdict(list)
        for row in rows:
            here, known = task_of(json.loads(row["found"])), seen.get(row["task"])
            if known is None:  # its capture is deleted, and about to be wiped
                continue
            placed = replace(
                known.task,
                box=here.box,
                evidence=here.evidence,
                confidence=here.confidence,
                verified=here.verified,
            )
            shown[row["capture"]].append(replace(known, task=placed))
        return {number: tuple(sorted(shown[number], key=_urgency)) for number in wanted}

    def all(self) -> tuple[SeenTask, ...]:
        """Every task that a capture shows, most urgent first, those that are alike by their ids."""
        return tuple(sorted(self._seen(None).values(), key=_urgency))

    def get(self, task_id: str) -> SeenTask:
        """One task; NotFound."""
        seen = self._seen({task_id})
        if task_id not in seen:
            raise NotFound("there is no such task, or no more; GET /v1/tasks lists them")
        return seen[task_id]

    def count(self) -> int:
        """How many there are, those of hidden captures too."""
        return int(self._connection.execute("SELECT count(*) FROM tasks").fetchone()[0])

    def change(self, task_id: str, changes: Mapping[str, Any]) -> None:
        """Put the user's changes, as JSON's own types, on top of what is there; NotFound."""
        seen = self.get(task_id)
        shown = {**task_record(seen.task), DISMISSED: seen.dismissed}
        edits, undo = self._edits(task_id)
        changed = {**edits, **{name: value for name, value in changes.items() if value != shown[name]}}
        if changed != edits:  # what changes nothing is nothing to take back
            self._write(task_id, changed, [*undo, edits][-UNDO_DEPTH:])

    def undo(self, task_id: str) -> None:
        """Take the last change back; NotFound, NothingToUndo."""
        self.get(task_id)
        _, undo = self._edits(task_id)
        if not undo:
            raise NothingToUndo("no change of this task is left to take back")
        self._write(task_id, undo[-1], undo[:-1])

    def _edits(self, task_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        row = self._connection.execute("SELECT edits, undo FROM tasks WHERE id = ?", (task_id,)).fetchone()
        return json.loads(row["edits"]), json.loads(row["undo"])

    def _write(self, task_id: str, edits: Mapping[str, Any], undo: Sequence[Mapping[str, Any]]) -> None:
        self._connection.execute(
            "UPDATE tasks SET edits = ?, undo = ? WHERE id = ?",
            (json.dumps(edits, ensure_ascii=False), json.dumps(undo, ensure_ascii=False), task_id),
        )

    def _boards(self, capture: int, found: Sequence[Task]) -> list[list[Task]]:
        """The newest earlier captures that show one of the tasks, each as the tasks on it."""
        marks = ",".join("?" * len(found))
        rows = self._connection.execute(
            f"""
            SELECT capture, found FROM sightings WHERE capture IN (
                SELECT DISTINCT s.capture FROM sightings s JOIN captures c ON c.number = s.capture
                WHERE s.task IN ({marks}) AND s.capture != ? AND c.deleted_at IS NULL
                ORDER BY s.capture DESC LIMIT {BOARDS_LOOKED_AT}
            ) ORDER BY capture DESC, position
            """,
            [*(task.id for task in found), capture],
        ).fetchall()
        return [[task_of(json.loads(row["found"])) for row in board] for _, board in groupby(rows, _capture_of)]

    def _seen(self, ids: Iterable[str] | None) -> dict[str, SeenTask]:
        """The tasks with these ids, or all, that a capture shows which is not deleted."""
        wanted = None if ids is None else list(ids)
        only = "" if wanted is None else f"AND s.task IN ({','.join('?' * len(wanted))})"
        rows = self._connection.execute(
            f"""
            SELECT t.id, s.found, t.edits, t.undo, c.id AS capture, c.created_at
            FROM sightings s JOIN tasks t ON t.id = s.task JOIN captures c ON c.number = s.capture
            WHERE c.deleted_at IS NULL {only} ORDER BY t.id, c.number DESC
            """,
            wanted or [],
        ).fetchall()
        return {task_id: _seen_task(list(group)) for task_id, group in groupby(rows, lambda row: row["id"])}


def _urgency(seen: SeenTask) -> tuple[bool, int, datetime]:
    return urgency(seen.task)


def _capture_of(row: sqlite3.Row) -> int:
    return int(row["capture"])


def _seen_task(rows: Sequence[sqlite3.Row]) -> SeenTask:
    """The newest sighting, which stands first, with the user's edits."""
    newest = rows[0]
    edits = json.loads(newest["edits"])
    changed = {name: EDITABLE[name](value) for name, value in edits.items() if name in EDITABLE}
    return SeenTask(
        task=replace(task_of(json.loads(newest["found"])), known_id=newest["id"], **changed),
        first_seen=datetime.fromisoformat(rows[-1]["created_at"]),
        last_seen=datetime.fromisoformat(newest["created_at"]),
        captures=tuple(dict.fromkeys(row["capture"] for row in rows)),
        dismissed=bool(edits.get(DISMISSED)),
        edited=tuple(name for name in edits if name in EDITABLE),
        can_undo=newest["undo"] != "[]",
    )
