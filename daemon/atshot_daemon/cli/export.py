"""Everything that was captured in one .zip file. Knows the file, not where the captures come from."""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from atshot_daemon.cli.archive import History
from atshot_daemon.errors import OutputUnwritable
from atshot_daemon.private_files import FILE_MODE
from atshot_daemon.records import Record
from atshot_inference.errors import AtshotError

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
# Deleted while the others were being saved.
_GONE = frozenset({"not_found", "picture_gone"})


def export(history: History, target: Path) -> int:
    """Write captures.jsonl, tasks.jsonl and the pictures; how many captures. OutputUnwritable."""
    part = target.with_name(target.name + ".part")
    try:
        if target.exists():
            raise OutputUnwritable(f"{target} exists; name another file")
        with _created(part) as stream, zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            count = _write(history, archive)
            archive.close()
            part.rename(target)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror or error}") from error
    return count


@contextmanager
def _created(part: Path) -> Iterator[BinaryIO]:
    """A new file for this user alone, which is not left behind when something goes wrong."""
    stream = os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE), "wb"
    )
    try:
        with stream:
            yield stream
    finally:
        part.unlink(missing_ok=True)


def _write(history: History, archive: zipfile.ZipFile) -> int:
    captures = list(history.all_captures())
    for capture in captures:
        picture = _picture(history, capture)
        if picture is not None:
            name = f"pictures/{capture['id']}{_SUFFIXES[capture['picture']['type']]}"
            archive.writestr(name, picture, compress_type=zipfile.ZIP_STORED)
    _lines(archive, "captures.jsonl", captures)
    _lines(archive, "tasks.jsonl", history.tasks())
    return len(captures)


def _picture(history: History, capture: Record) -> bytes | None:
    """Its picture, if there still is one."""
    if not capture["picture"]["stored"]:
        return None
    try:
        return history.picture(capture["id"])
    except AtshotError as error:
        if error.code not in _GONE:
            raise
        return None


def _lines(archive: zipfile.ZipFile, name: str, records: list[dict[str, object]]) -> None:
    archive.writestr(name, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
