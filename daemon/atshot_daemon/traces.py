"""Every file and folder that Atshot makes for a user, to be taken back. Knows names, not what is in them."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from atshot_daemon.config import Places
from atshot_daemon.store.database import FILE_NAME

# Some systems have one folder for everything, and a user may name any: so only what is ours is named, never a folder.
_OF_RUNS = ("daemon.*", ".daemon.*", "tray.*", ".tray.*", "popup", "secrets")
_OF_CAPTURES = (f"{FILE_NAME}*", "pictures", "pictures.*", "ballast")


def left_by_runs(places: Places) -> list[Path]:
    """What runs have left: logs, how daemon and tray are reached, the popup's profile, secrets in files."""
    return _found(places.state, _OF_RUNS)


def made_by_user(places: Places) -> list[Path]:
    """What the user has made: captures with their pictures and clients, settings."""
    settings = [places.config_file] if places.config_file.is_symlink() or places.config_file.exists() else []
    return [*_found(places.data, _OF_CAPTURES), *settings]


def delete(paths: Iterable[Path]) -> list[OSError]:
    """Delete these files and folders; why some of them could not be."""
    failures = []
    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            failures.append(error)
    return failures


def delete_empty_folders(places: Places) -> None:
    """Delete our folders that hold nothing more."""
    for folder in (places.state, places.data, places.config):
        with suppress(OSError):
            folder.rmdir()


def _found(folder: Path, patterns: Iterable[str]) -> list[Path]:
    return sorted({path for pattern in patterns for path in folder.glob(pattern)})
