"""The table of captures. Knows SQL, nothing of pictures' bytes or HTTP."""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from atshot_daemon.folding import folded
from atshot_daemon.outcome import Outcome
from atshot_daemon.records import line_of, line_record, stages_record, task_of, task_record
from atshot_daemon.store.errors import IdempotencyMismatch, NotFound
from atshot_daemon.store.values import Arrival, Capture, Fault, Page, PictureInfo, SeenTask, State, Wish
from atshot_inference.tasks import Task

_LISTED = "deleted_at IS NULL"


class CaptureTable:
    """Captures; each method is part of the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self, arrival: Arrival) -> int | None:
        """The number of the capture that this one repeats; IdempotencyMismatch."""
        identity = _identity(arrival)
        if arrival.repeat_key is not None:
            row = self._one(
                "SELECT identity, capture FROM repeats WHERE client = ? AND key = ?",
                (arrival.client_id, arrival.repeat_key),
            )
            if row and row["identity"] != identity:
                raise IdempotencyMismatch("this Idempotency-Key was used for another body; take a new key")
        row = self._one(f"SELECT number FROM captures WHERE identity = ? AND {_LISTED}", (identity,))
        return int(row["number"]) if row else None

    def add(self, arrival: Arrival, now: datetime) -> int:
        """Keep a new capture, queued; its number."""
        picture, wish = arrival.picture, arrival.wish
        cursor = self._connection.execute(
            """
            INSERT INTO captures (id, identity, image_hash, image_type, width, height, bytes,
                                  created_at, client, client_id, source, today, me, wanted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                *(secrets.token_hex(12), _identity(arrival)),
                *(picture.sha256, picture.type, picture.width, picture.height, picture.bytes),
                *(_text(now), arrival.client, arrival.client_id, arrival.source),
                *(wish.today.isoformat(), wish.me, wish.engine),
            ),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def remember_repeat(self, arrival: Arrival, number: int, now: datetime) -> None:
        """Let the client's own key stand for this capture."""
        if arrival.repeat_key is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO repeats VALUES (?, ?, ?, ?, ?)",
                (arrival.client_id, arrival.repeat_key, _identity(arrival), number, _text(now)),
            )

    def queue_again(self, number: int) -> None:
        """To be read once more; what went wrong before is forgotten."""
        self._connection.execute(
            "UPDATE captures SET state = ?, error = NULL, message = NULL, finished_at = NULL, stored = 1 "
            "WHERE number = ?",
            (State.QUEUED, number),
        )

    def finish(self, number: int, outcome: Outcome, now: datetime) -> None:
        """Keep what was read."""
        reading = outcome.reading
        tasks = (*reading.tasks, *reading.maybe)
        texts = [*(line.text for line in reading.lines), *(task.text for task in tasks)]
        owners = [owner for task in tasks for owner in task.owners]
        self._connection.execute(
            """
            UPDATE captures SET state = ?, finished_at = ?, engine = ?, language = ?, elapsed_ms = ?, stages = ?,
                notes = ?, maybe = ?, lines = ?, words = ?, width = ?, height = ? WHERE number = ?
            """,
            (
                *(State.DONE, _text(now), outcome.engine, reading.language, outcome.elapsed_ms),
                *(_json(stages_record(outcome.stages_ms)), _json(list(outcome.notes))),
                *(_json(list(map(task_record, reading.maybe))), _json(list(map(line_record, reading.lines)))),
                # Upright, as the boxes are; the header may know the picture lying on its side.
                *(folded("\n".join([*texts, *owners])), outcome.width, outcome.height, number),
            ),
        )

    def set_maybe(self, number: int, maybe: Iterable[Task]) -> None:
        """What may be tasks from now on."""
        self._connection.execute(
            "UPDATE captures SET maybe = ? WHERE number = ?", (_json(list(map(task_record, maybe))), number)
        )

    def fail(self, number: int, fault: Fault, now: datetime) -> None:
        """Keep why it was not read."""
        self._connection.execute(
            "UPDATE captures SET state = ?, finished_at = ?, error = ?, message = ? WHERE number = ?",
            (State.FAILED, _text(now), fault.code, fault.message, number),
        )

    def number_of(self, capture_id: str, *, or_deleted: bool = False) -> int:
        """The number of the capture with this id; NotFound."""
        condition = "TRUE" if or_deleted else _LISTED
        row = self._one(f"SELECT number FROM captures WHERE id = ? AND {condition}", (capture_id,))
        if row is None:
            raise NotFound("there is no such capture, or no more; GET /v1/captures lists them")
        return int(row["number"])

    def rows(self, numbers: Iterable[int]) -> list[sqlite3.Row]:
        """The captures with these numbers, newest first."""
        wanted = list(numbers)
        marks = ",".join("?" * len(wanted))
        return self._connection.execute(
            f"SELECT * FROM captures WHERE number IN ({marks}) ORDER BY number DESC", wanted
        ).fetchall()

    def listed(self, page: Page, words: Iterable[str]) -> list[int]:
        """The newest captures after the cursor that hold all words somewhere."""
        terms = [folded(word) for word in words]
        conditions = [_LISTED, *(["number < ?"] if page.cursor else []), *["instr(words, ?) > 0" for _ in terms]]
        values: list[Any] = [*([int(page.cursor)] if page.cursor else []), *terms, page.limit]
        rows = self._connection.execute(
            f"SELECT number FROM captures WHERE {' AND '.join(conditions)} ORDER BY number DESC LIMIT ?", values
        )
        return [row["number"] for row in rows]

    def unfinished(self) -> list[int]:
        """What was not read to the end, oldest first."""
        rows = self._connection.execute(
            f"SELECT number FROM captures WHERE state = ? AND {_LISTED} ORDER BY number", (State.QUEUED,)
        )
        return [row["number"] for row in rows]

    def mark_deleted(self, number: int | None, now: datetime) -> int:
        """Hide one capture, or with None all; how many."""
        only, values = ("", ()) if number is None else ("AND number = ?", (number,))
        return self._connection.execute(
            f"UPDATE captures SET deleted_at = ? WHERE {_LISTED} {only}", (_text(now), *values)
        ).rowcount

    def unmark_deleted(self, number: int) -> None:
        """Show it again; NotFound where the same picture was captured anew meanwhile."""
        try:
            self._connection.execute("UPDATE captures SET deleted_at = NULL WHERE number = ?", (number,))
        except sqlite3.IntegrityError:
            raise NotFound("the same picture was captured again since; that capture is in the list") from None

    def remove(self, condition: str, *values: object) -> list[str]:
        """Delete the captures that fit the condition; the pictures that no capture needs any more."""
        hashes = [
            row[0] for row in self._connection.execute(f"SELECT image_hash FROM captures WHERE {condition}", values)
        ]
        self._connection.execute(f"DELETE FROM captures WHERE {condition}", values)
        self._connection.execute("DELETE FROM crashes WHERE image_hash NOT IN (SELECT image_hash FROM captures)")
        return [sha for sha in dict.fromkeys(hashes) if not self.needs(sha)]

    def drop_pictures(self, before: datetime) -> tuple[list[int], list[str]]:
        """Forget text and picture of what was read before: the captures, and the pictures that none needs any more."""
        rows = self._connection.execute(
            "SELECT number, image_hash FROM captures WHERE stored = 1 AND created_at < ? AND state IN (?, ?)",
            (_text(before), State.DONE, State.FAILED),
        ).fetchall()
        for row in rows:
            self._connection.execute("UPDATE captures SET stored = 0, lines = '[]' WHERE number = ?", (row["number"],))
        unneeded = [sha for sha in dict.fromkeys(row["image_hash"] for row in rows) if not self.needs(sha)]
        return [row["number"] for row in rows], unneeded

    def set_words(self, number: int, texts: Iterable[str]) -> None:
        """What the search looks at from now on."""
        self._connection.execute("UPDATE captures SET words = ? WHERE number = ?", (folded("\n".join(texts)), number))

    def count(self) -> int:
        """How many there are, those that are hidden left out."""
        return int(self._connection.execute(f"SELECT count(*) FROM captures WHERE {_LISTED}").fetchone()[0])

    def hashes(self) -> set[str]:
        """The pictures that captures need."""
        return {row[0] for row in self._connection.execute("SELECT image_hash FROM captures WHERE stored = 1")}

    def count_crash(self, image_hash: str) -> int:
        """One more crash over this picture; how many by now."""
        self._connection.execute(
            "INSERT INTO crashes VALUES (?, 1) ON CONFLICT (image_hash) DO UPDATE SET count = count + 1", (image_hash,)
        )
        return self.crashes(image_hash)

    def crashes(self, image_hash: str) -> int:
        """How often reading this picture brought the engine down."""
        row = self._one("SELECT count FROM crashes WHERE image_hash = ?", (image_hash,))
        return int(row["count"]) if row else 0

    def forget_repeats(self, before: datetime) -> None:
        """Let clients' keys from before then be used again."""
        self._connection.execute("DELETE FROM repeats WHERE created_at < ?", (_text(before),))

    def needs(self, image_hash: str) -> bool:
        """Whether a capture needs this picture."""
        return self._one("SELECT 1 FROM captures WHERE image_hash = ? AND stored = 1", (image_hash,)) is not None

    def _one(self, query: str, values: tuple[object, ...]) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
        return row


def captures_of(
    rows: Iterable[sqlite3.Row], tasks: Mapping[int, tuple[SeenTask, ...]], *, has_lines: bool = True
) -> Iterator[Capture]:
    """Captures as values, each with its tasks; without their lines it is faster."""
    return (_capture(row, tasks.get(row["number"], ()), has_lines=has_lines) for row in rows)


def _capture(row: sqlite3.Row, tasks: tuple[SeenTask, ...], *, has_lines: bool) -> Capture:
    picture = PictureInfo(
        row["image_hash"], row["image_type"], row["width"], row["height"], row["bytes"], stored=bool(row["stored"])
    )
    return Capture(
        number=row["number"],
        id=row["id"],
        state=State(row["state"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        client=row["client"],
        client_id=row["client_id"],
        source=row["source"],
        picture=picture,
        wish=Wish(row["wanted"], date.fromisoformat(row["today"]), me=row["me"]),
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
        engine=row["engine"],
        language=row["language"],
        elapsed_ms=row["elapsed_ms"],
        stages_ms=json.loads(row["stages"]),
        notes=tuple(json.loads(row["notes"])),
        tasks=tasks,
        maybe=tuple(map(task_of, json.loads(row["maybe"]))),
        lines=tuple(map(line_of, json.loads(row["lines"]))) if has_lines else (),
        fault=Fault(row["error"], row["message"]) if row["error"] else None,
    )


def _identity(arrival: Arrival) -> str:
    wish = arrival.wish
    today = wish.today.isoformat() if wish.is_today_given else ""
    own = arrival.client_id if arrival.is_private else ""
    return sha256("\n".join([arrival.picture.sha256, today, wish.me or "", wish.engine, own]).encode()).hexdigest()


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
