"""Every file and folder that Atshot makes for a user, to be taken back. Knows names, not what is in them."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from atshot_daemon.config import Places
from atshot_daemon.logs import OLD_FILES
from atshot_daemon.store.database import BALLAST_NAME, FILE_NAME
from atshot_daemon.store.pictures import FOLDER_NAME

# Some systems have one folder for everything, and a user may name any: so a file is ours by its whole name only.
_ASIDE = r"(\.corrupt-\d{8}T\d{6}Z)?"
_DATABASE = re.escape(FILE_NAME) + r"(-wal|-shm|-journal)?" + _ASIDE
_PICTURES = re.escape(FOLDER_NAME) + _ASIDE
_SHELF = r"[0-9a-f]{2}"
# Under its SHA-256; or what a crash has left of it.
_PICTURE = r"[0-9a-f]{64}|tmp[a-z0-9_]{8}\.part"


def left_by_runs(places: Places, *, secrets: Iterable[str]) -> list[Path]:
    """What runs have left: logs, how daemon and tray are reached, the popup's profile, and these secrets in files."""
    told = (places.discovery_file, places.tray_control_file)
    logs = (places.log_file, places.tray_log_file)
    others = (places.lock_file, places.tray_lock_file, places.tray_socket, places.popup_profile)
    names = [
        *(_replaceable(file.name) for file in told),
        *(rf"{re.escape(file.name)}(\.[1-{OLD_FILES}])?" for file in logs),
        *(re.escape(file.name) for file in others),
    ]
    return [*_named(places.state, *names), *_named(places.secrets, *map(_replaceable, secrets))]


def made_by_user(places: Places) -> list[Path]:
    """What the user has made: captures with their pictures and clients, settings."""
    return [
        *_named(places.data, _DATABASE, BALLAST_NAME),
        *(picture for shelf in _shelves(places) for picture in _named(shelf, _PICTURE)),
        *_named(places.config, _replaceable(places.config_file.name)),
    ]


def as_seen(made: Iterable[Path], places: Places) -> list[Path]:
    """The same with one folder for all the pictures in it."""
    data = places.data
    return sorted({data / path.relative_to(data).parts[0] if path.is_relative_to(data) else path for path in made})


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
    pictures = _named(places.data, _PICTURES)
    for folder in (*_shelves(places), *pictures, places.secrets, places.state, places.data, places.config):
        with suppress(OSError):
            folder.rmdir()


def _shelves(places: Places) -> list[Path]:
    return [shelf for folder in _named(places.data, _PICTURES) for shelf in _named(folder, _SHELF)]


def _replaceable(name: str) -> str:
    """A file that is written whole, or what a crash has left of that."""
    return rf"{re.escape(name)}|\.{re.escape(name)}\.[a-z0-9_]{{8}}"


def _named(folder: Path, *patterns: str) -> list[Path]:
    """What in the folder has such a name; nothing where there is no such folder."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if any(re.fullmatch(one, path.name) for one in patterns))
    return []
