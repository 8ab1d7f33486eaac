"""Files for this user's eyes only, written whole or not at all. Knows modes and links, not what is kept."""

import contextlib
import os
import tempfile
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(folder: Path) -> Path:
    """The folder, made where it is missing, which nobody else may enter from now on; OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    close_to_others(folder, FOLDER_MODE)
    return folder


def close_to_others(path: Path, mode: int) -> bool:
    """Take away what `mode` does not allow; whether there was something to take away. OSError."""
    if os.name == "nt":  # there a user's folders are closed to others by their list of rights
        return False
    found = path.stat().st_mode & 0o7777
    if not found & ~mode:
        return False
    path.chmod(found & mode)
    return True


def write_private(file: Path, text: str) -> None:
    """Write the file for us alone; readers see the old one or the new one, and a link in its place is replaced."""
    replace_file(private_folder(file.parent) / file.name, text, mode=FILE_MODE)


def replace_file(file: Path, text: str, *, mode: int) -> None:
    """Put a whole new file in the place of `file`; when that fails (OSError), the old one is untouched."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # 0600 from its first moment
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if mode != FILE_MODE:
            fresh.chmod(mode)
        fresh.replace(file)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)  # still there when something went wrong
