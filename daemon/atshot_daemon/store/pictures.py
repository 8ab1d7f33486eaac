"""The pictures as files, each under its SHA-256. Knows bytes on a disk, not what they show."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from atshot_daemon.private_files import private_folder
from atshot_daemon.store.database import trouble_told
from atshot_daemon.store.errors import PictureGone

FOLDER_NAME = "pictures"
_PART_SUFFIX = ".part"


class PictureFolder:
    """`pictures/ab/abcdef…`, written whole or not at all."""

    def __init__(self, data: Path) -> None:
        self._root = data / FOLDER_NAME

    def put(self, sha256: str, data: bytes) -> None:
        """Keep the picture, on the disk by the time this returns; StorageFull."""
        path = self._path(sha256)
        if path.exists():
            return
        with trouble_told():
            private_folder(private_folder(self._root) / path.parent.name)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=_PART_SUFFIX)
            try:
                with os.fdopen(handle, "wb") as part:
                    part.write(data)
                    part.flush()
                    os.fsync(part.fileno())
                Path(name).replace(path)
                _sync_folder(path.parent)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def get(self, sha256: str) -> bytes:
        """The picture; PictureGone."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise PictureGone("the picture was deleted by age; its tasks are still there") from None

    def delete(self, sha256: str) -> None:
        """Delete it, if it is there."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # others are in there
            path.parent.rmdir()

    def keep_only(self, known: Iterable[str]) -> None:
        """Delete what a crash left: half-written files, and pictures that no capture knows."""
        kept = set(known)
        for path in self._files():
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return (path for path in self._root.glob("??/*") if path.is_file())

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """The name too must survive a power cut; Windows does that by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
