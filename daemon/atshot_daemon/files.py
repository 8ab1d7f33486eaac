"""Bytes of a picture from a file or a stream, within the limit. Knows no pixels."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from atshot_daemon.errors import FileUnreadable
from atshot_inference.errors import ImageTooLarge
from atshot_inference.limits import MAX_BYTES

# What a folder is searched for; a file that is named is read whatever its name.
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
# What --show writes: reading a folder twice must not read our own drawings.
DRAWING_SUFFIX = ".atshot.png"


def read_file(path: Path) -> bytes:
    """The bytes of the file; FileUnreadable when it cannot be opened, ImageTooLarge over the limit."""
    try:
        with path.open("rb") as handle:
            return read_stream(handle)
    except FileNotFoundError:
        raise FileUnreadable("no such file or folder") from None
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        raise FileUnreadable(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from error


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder; what may not be looked at is none, and reading it will say why."""
    return _has_kind(path, stat.S_ISDIR, unknown=False)


def read_stream(stream: BinaryIO) -> bytes:
    """All bytes of the stream; ImageTooLarge as soon as there are more than a picture may have."""
    # Read past the limit by one byte only: a stream may never end.
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImageTooLarge(f"the picture has over {MAX_BYTES // 1024 // 1024} MiB; save it smaller or capture a part")
    return data


def pictures_in(folder: Path, *, recursive: bool = False) -> list[Path]:
    """The pictures in the folder by name; hidden files and our own drawings are none; FileUnreadable."""
    try:
        entries = list(folder.rglob("*") if recursive else folder.iterdir())
        return sorted(entry for entry in entries if _is_picture(entry))
    except OSError as error:
        raise FileUnreadable(f"the folder cannot be read: {error.strerror or error}") from error


def _is_picture(path: Path) -> bool:
    return (
        path.suffix.lower() in PICTURE_SUFFIXES
        and not path.name.startswith(".")
        and not path.name.endswith(DRAWING_SUFFIX)
        # A pipe that nobody writes to would keep us waiting for ever; a dangling link is named when it is read.
        and _has_kind(path, stat.S_ISREG, unknown=True)
    )


def _has_kind(path: Path, is_kind: Callable[[int], bool], *, unknown: bool) -> bool:
    try:
        return is_kind(path.stat().st_mode)
    except (OSError, ValueError):
        return unknown
