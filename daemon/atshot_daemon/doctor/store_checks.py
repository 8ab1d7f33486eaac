"""What Atshot keeps: its folders, their rights, the database, the keyring. Repairs rights, nothing else."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from atshot_daemon.doctor.finding import Finding, ok, warning, wrong
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.private_files import FILE_MODE, FOLDER_MODE, close_to_others
from atshot_daemon.store.database import FILE_NAME
from atshot_daemon.vault import Kept


def check_folders(probe: Probe) -> Iterator[Finding]:
    """Whether Atshot can write where it must, and nobody else can read it; open ones are closed."""
    places = probe.places
    for folder in dict.fromkeys((places.config, places.data, places.state)):  # some systems have one for all
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if not _can_be_written(there):
            yield wrong(f"{there} cannot be written", "make it yours, or set ATSHOT_HOME to a folder that is")
        elif not folder.exists():
            yield ok(f"{folder} will be made when it is needed")
        else:
            yield ok(f"{folder} can be written")
    for folder in dict.fromkeys((places.data, places.state)):
        yield from _closed(folder)


def _can_be_written(folder: Path) -> bool:
    """Tried out: rights do not tell of a disk that is read only."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _closed(folder: Path) -> Iterator[Finding]:
    """What others could read until now, in the folder itself and right inside."""
    if not folder.is_dir():
        return
    inside = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()]
    for path, mode in ((folder, FOLDER_MODE), *((path, FILE_MODE) for path in inside)):
        before = path.stat().st_mode & 0o777
        if close_to_others(path, mode):
            yield warning(f"{path} could be read by others (mode {before:03o}); it is closed now")


def check_database(probe: Probe) -> Iterator[Finding]:
    """Whether what was captured is sound; nothing is written."""
    file = probe.places.data / FILE_NAME
    version = f"SQLite {sqlite3.sqlite_version}"
    if not file.exists():
        yield ok(f"{version}; nothing was captured yet")
        return
    try:
        # `mode=ro`: looking must not bring the database up to date, that is the daemon's work.
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.Error as error:
        said = [str(error)]
    if said == ["ok"]:
        yield ok(f"{version}; {file} is sound, {file.stat().st_size / 1024**2:.1f} MiB")
    else:
        yield wrong(
            f"{file} is damaged: {said[0]}",
            "the daemon puts it aside when it starts and begins a new one; programs must then be paired again",
        )


def check_keyring(probe: Probe) -> Iterator[Finding]:
    """Whether the system's keyring keeps secrets, and what is used instead."""
    keeping = probe.keeping(probe)
    if keeping.place is Kept.KEYRING:
        yield ok(f"{keeping.keyring} keeps secrets")
        return
    yield warning(
        f"{keeping.reason}; secrets are kept in files that only you may read, in {probe.places.secrets}",
        "unlock the system's keyring, or install one (Debian: apt install gnome-keyring)",
    )
