"""The SQLite file: opened so that nothing acknowledged is lost, brought up to date, put aside when it is damaged.

Knows the file and its settings, not what the tables mean.
"""

import contextlib
import errno
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from atshot_daemon.private_files import FILE_MODE, private_folder
from atshot_daemon.store.errors import StorageDamaged, StorageFull, StorageNewer, StorageUnusable
from atshot_daemon.store.schema import MIGRATIONS

FILE_NAME = "atshot.sqlite3"
# Freed when the disk is full, since deleting needs room too.
BALLAST_NAME = "ballast"
_ASIDE = ".corrupt-"
BALLAST_BYTES = 1024 * 1024
# Another process of ours (`atshot token add`) writes for milliseconds.
BUSY_TIMEOUT_S = 5.0

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def open_database(folder: Path) -> sqlite3.Connection:
    """A connection in autocommit mode to the database in `folder`, which is made where it is missing.

    StorageNewer, StorageUnusable, StorageFull; sqlite3.DatabaseError when the file is damaged.
    """
    with _unusable_told(folder):
        file = private_folder(folder) / FILE_NAME
        file.touch(mode=FILE_MODE)  # before SQLite makes it for all to read
        connection = sqlite3.connect(file, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_or_replace(folder: Path, now: datetime) -> tuple[sqlite3.Connection, Path | None]:
    """As `open_database`; a damaged file is put aside under the name that is given back, and a new one begun."""
    try:
        connection = open_database(folder)
        if _is_sound(connection):
            return connection, None
        connection.close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _DAMAGED:
            raise
    aside = _put_aside(folder, now)
    return open_database(folder), aside


@contextlib.contextmanager
def unhurried(connection: sqlite3.Connection) -> Iterator[None]:
    """What is committed within may be lost when the power goes: for what would be done again then."""
    connection.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous=FULL")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing; StorageFull when the disk has no room."""
    with trouble_told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def trouble_told() -> Iterator[None]:
    """StorageFull or StorageUnusable instead of what SQLite and the system say when nothing can be written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise _full() from error
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            raise StorageUnusable("the folder for captures cannot be written; see: atshot doctor") from error
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full() from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise StorageUnusable(f"the folder for captures cannot be written: {error.strerror or error}") from error
        raise


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """StorageDamaged instead of what SQLite says of a file that something else has written to."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise StorageDamaged("the database is damaged; start Atshot again, which puts the file aside") from error
        raise


def wipe_traces(connection: sqlite3.Connection) -> None:
    """Empty the write-ahead log, which still holds what was just deleted; a reader may put that off."""
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def free_ballast(folder: Path) -> None:
    """Give up the room that was kept for deleting."""
    (folder / BALLAST_NAME).unlink(missing_ok=True)


def keep_ballast(folder: Path) -> None:
    """Keep some room for deleting, where there is some."""
    file = folder / BALLAST_NAME
    if file.exists() and file.stat().st_size == BALLAST_BYTES:
        return
    try:
        file.touch(mode=FILE_MODE)
        file.write_bytes(b"\0" * BALLAST_BYTES)
    except OSError:
        file.unlink(missing_ok=True)


def _set_up(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # 0.2 ms a commit, and a power cut loses nothing
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StorageNewer("the captures were written by a newer Atshot; update this one, they are left untouched")
    if version < len(MIGRATIONS):
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have done it meanwhile
        for script in MIGRATIONS[version:]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(MIGRATIONS)}")


def _statements(script: str) -> Iterator[str]:
    """`executescript` would commit on its own, and a half-done migration stay."""
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _is_sound(connection: sqlite3.Connection) -> bool:
    return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]


def _put_aside(folder: Path, now: datetime) -> Path:
    suffix = f"{_ASIDE}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    # The pictures first: a new database beside them would take them for nobody's.
    for name in ("pictures", f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", FILE_NAME):
        part = folder / name
        if part.exists():
            part.rename(part.with_name(name + suffix))
    return folder / (FILE_NAME + suffix)


def found_aside(folder: Path) -> Path | None:
    """The newest damaged database that was put aside and is still there."""
    return max(folder.glob(f"{FILE_NAME}{_ASIDE}*"), default=None)


def forget_aside(folder: Path) -> None:
    """Delete the damaged databases that were put aside, with their pictures."""
    for part in folder.glob(f"*{_ASIDE}*"):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _unusable_told(folder: Path) -> Iterator[None]:
    try:
        with trouble_told():
            yield
    except StorageUnusable as error:
        raise StorageUnusable(f"{folder}: {error}") from error
    except OSError as error:
        raise StorageUnusable(f"{folder} cannot be written: {error.strerror or error}") from error
    except sqlite3.OperationalError as error:
        raise StorageUnusable(f"{folder} cannot be written: {error}") from error


def _full() -> StorageFull:
    return StorageFull("the disk is full; make room, or delete captures")
