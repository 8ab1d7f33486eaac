"""Everything that was captured in one .zip file. Knows the file, not where the captures come from."""

import json
import zipfile
from pathlib import Path

from atshot_daemon.cli.archive import History
from atshot_daemon.errors import OutputUnwritable

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}


def export(history: History, target: Path) -> int:
    """Write captures.jsonl, tasks.jsonl and the pictures; how many captures. OutputUnwritable."""
    part = target.with_name(target.name + ".part")
    try:
        if target.exists():
            raise OutputUnwritable(f"{target} exists; name another file")
        with zipfile.ZipFile(part, "x", compression=zipfile.ZIP_DEFLATED) as archive:
            count = _write(history, archive)
        part.rename(target)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(history: History, archive: zipfile.ZipFile) -> int:
    captures = list(history.all_captures())
    for capture in captures:
        if capture["picture"]["stored"]:
            name = f"pictures/{capture['id']}{_SUFFIXES[capture['picture']['type']]}"
            archive.writestr(name, history.picture(capture["id"]), compress_type=zipfile.ZIP_STORED)
    _lines(archive, "captures.jsonl", captures)
    _lines(archive, "tasks.jsonl", history.tasks())
    return len(captures)


def _lines(archive: zipfile.ZipFile, name: str, records: list[dict[str, object]]) -> None:
    archive.writestr(name, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
