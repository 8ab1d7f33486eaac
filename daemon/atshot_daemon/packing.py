"""The extension as one file for each kind of browser, the same bytes on any machine. Knows manifests, no browser."""

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from atshot_daemon.errors import OutputUnwritable
from atshot_daemon.extension import MANIFEST

Manifest = dict[str, Any]

# Whatever else lies in the folder is for those who work on it.
SUFFIXES = frozenset({".css", ".html", ".js", ".json", ".png", ".svg"})
DEVELOPERS_FILES = frozenset({"package.json", "tsconfig.json"})
# The web page's own; the extension has pages of its own with the same parts.
WEB_PAGE_FILES = frozenset(
    {
        *("ui/app-window.js", "ui/arrivals.js", "ui/icon.svg", "ui/index.html", "ui/main.js"),
        *("ui/pair.html", "ui/pair.js", "ui/views/signin.js"),
    }
)

# A .zip knows no time before that one.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE = 0o100644 << 16


def _for_chrome(manifest: Manifest) -> None:
    del manifest["background"]["scripts"], manifest["browser_specific_settings"], manifest["sidebar_action"]


def _for_firefox(manifest: Manifest) -> None:
    del manifest["background"]["service_worker"], manifest["minimum_chrome_version"], manifest["side_panel"]
    manifest["permissions"].remove("sidePanel")


# What each kind of browser would complain of in the manifest that both understand.
BROWSERS: Mapping[str, Callable[[Manifest], None]] = MappingProxyType({"chrome": _for_chrome, "firefox": _for_firefox})


def pack(folder: Path, target: Path) -> dict[str, Path]:
    """Write a .zip of the extension in `folder` for each kind of browser into `target`; OutputUnwritable."""
    files = read_files(folder)
    version = json.loads(files[MANIFEST])["version"]
    packed = {browser: target / f"atshot-{version}-{browser}.zip" for browser in BROWSERS}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in packed.values():
            _check(path)
        for browser, path in packed.items():
            _write(path, {**files, MANIFEST: manifest_for(browser, files[MANIFEST])})
    except OSError as error:
        advice = "name another folder"
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror or error}; {advice}") from error
    return packed


def read_files(folder: Path) -> dict[str, bytes]:
    """What belongs to the extension, by its path with slashes."""
    paths = (path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths if path.name not in DEVELOPERS_FILES}
    return {name: path.read_bytes() for name, path in named.items() if name not in WEB_PAGE_FILES}


def manifest_for(browser: str, source: bytes) -> bytes:
    """The manifest without what this kind of browser does not know."""
    manifest: Manifest = json.loads(source)
    BROWSERS[browser](manifest)
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _check(path: Path) -> None:
    if path.exists() and not _is_ours(path):
        raise OutputUnwritable(f"{path} is something else; move it away, or name another folder")


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, IsADirectoryError):
        return False


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(files):
                archive.writestr(_entry(name), files[name])
        Path(part).chmod(0o644)  # nothing in it is private, and the browser may run as somebody else
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)


def _entry(name: str) -> zipfile.ZipInfo:
    # Stored, since compressed bytes differ from one zlib to the next.
    entry = zipfile.ZipInfo(name, _TIME)
    entry.external_attr, entry.create_system = _FILE, _UNIX
    return entry
