"""The extension as files for the stores: the same bytes everywhere, fit for their browser, nothing else inside."""

import json
import os
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from atshot_daemon.extension import extension_folder
from atshot_daemon.packing import BROWSERS, manifest_for, pack, read_files
from tests.ui.conftest import program

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
SOURCE = extension_folder()
MANIFEST = json.loads((SOURCE / "manifest.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files."""
    return pack(SOURCE, tmp_path_factory.mktemp("packed"))


@pytest.fixture(params=BROWSERS)
def archive(request: pytest.FixtureRequest, packed: dict[str, Path]) -> Iterator[zipfile.ZipFile]:
    """One of them."""
    with zipfile.ZipFile(packed[request.param]) as archive:
        yield archive


def copied(target: Path, *, time: int) -> Path:
    """The extension's files with other times, as another checkout has them."""
    for path in sorted(SOURCE.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / path.relative_to(SOURCE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            os.utime(copy, (time, time))
    return target


def test_the_same_files_give_the_same_bytes(tmp_path: Path, packed: dict[str, Path]) -> None:
    before = os.umask(0o077)
    try:
        again = pack(copied(tmp_path / "copy", time=1_000_000_000), tmp_path / "out")
    finally:
        os.umask(before)

    assert [path.name for path in packed.values()] == [path.name for path in again.values()]
    assert [path.read_bytes() for path in packed.values()] == [path.read_bytes() for path in again.values()]


def test_a_checkout_on_windows_has_the_same_bytes(tmp_path: Path) -> None:
    git = [program("git"), "-C", str(tmp_path), "-c", "core.autocrlf=true"]
    files = {"a.js": b"// a\n", "a.png": b"\x89PNG\r\n\x1a\n"}
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run([*git, *command], check=True)
    for name in files:
        (tmp_path / name).unlink()
    subprocess.run([*git, "checkout-index", "--all", "--force"], check=True)

    assert files == {name: (tmp_path / name).read_bytes() for name in files}


def test_a_changed_file_changes_the_bytes(tmp_path: Path, packed: dict[str, Path]) -> None:
    copy = copied(tmp_path / "copy", time=1_000_000_000)
    (copy / "background.js").write_text("// another one\n")

    assert packed["chrome"].read_bytes() != pack(copy, tmp_path / "out")["chrome"].read_bytes()


def test_the_version_is_that_of_the_package(packed: dict[str, Path]) -> None:
    assert VERSION == MANIFEST["version"]
    assert all(f"-{VERSION}-" in path.name for path in packed.values())


def test_each_browser_gets_the_keys_that_it_knows() -> None:
    chrome, firefox = (json.loads(manifest_for(b, json.dumps(MANIFEST).encode())) for b in ("chrome", "firefox"))

    assert {"browser_specific_settings", "sidebar_action"} == MANIFEST.keys() - chrome.keys()
    assert {"minimum_chrome_version", "side_panel"} == MANIFEST.keys() - firefox.keys()
    assert {"service_worker": "background.js", "type": "module"} == chrome["background"]
    assert {"scripts": ["background.js"], "type": "module"} == firefox["background"]
    assert ["sidePanel"] == [name for name in MANIFEST["permissions"] if name not in firefox["permissions"]]


def test_it_may_do_no_more_than_it_says() -> None:
    assert ["http://127.0.0.1/*"] == MANIFEST["host_permissions"], (
        "a port here, and Firefox asks nobody and refuses all"
    )
    assert {"activeTab", "alarms", "contextMenus", "scripting", "storage", "sidePanel"} == set(MANIFEST["permissions"])
    assert ["http://127.0.0.1/pair"] == [m for script in MANIFEST["content_scripts"] for m in script["matches"]]
    assert "externally_connectable" not in MANIFEST
    assert "web_accessible_resources" not in MANIFEST


def test_its_pages_load_nothing_from_elsewhere() -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in MANIFEST["content_security_policy"]["extension_pages"].split(";")
    )

    assert {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "connect-src": "http://127.0.0.1:*",
    } == policy


def test_nothing_is_inside_that_nobody_uses(archive: zipfile.ZipFile) -> None:
    files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])

    assert sorted(files) == sorted(used(manifest, files))


def used(manifest: dict[str, Any], files: dict[str, bytes]) -> set[str]:
    """Every file that the browser comes to from the manifest."""
    named = set(re.findall(r'"([\w/.-]+\.(?:js|html|css|png|svg))"', json.dumps(manifest)))
    known = {"manifest.json", *(name for name in files if name.startswith("_locales/"))}
    waiting = list(named)
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        assert name in files, f"{name} is named, but is not there"
        waiting += references(name, files[name].decode("utf-8", "replace"))
    return known


def references(name: str, text: str) -> Iterator[str]:
    """What a module, a page or a style sheet loads."""
    folder = PurePosixPath(name).parent
    if name.endswith(".html"):
        found = re.findall(r'(?:src|href)="([^"#:]+)"', text)
    elif name.endswith(".css"):
        found = re.findall(r'(?:@import|url\()\s*"?([^")#:]+)"?', text)
    elif name.endswith(".js"):
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)  # where the types are
        found = re.findall(r'(?:from|import|import\()\s*"(\.[^"]+\.js)"', text)
        yield from re.findall(r'"/?([\w/-]+\.(?:html|js|png|svg))"', text)
    else:
        return
    yield from (os.path.normpath(folder / path) if not path.startswith("/") else path[1:] for path in found)


def test_nothing_of_the_tests_or_of_the_machine_is_inside(archive: zipfile.ZipFile) -> None:
    wrong = re.compile(r"test|package\.json|tsconfig|node_modules|\.d\.ts|\.map$|/\.|^\.|\\")

    assert [] == [name for name in archive.namelist() if wrong.search(name)]


def test_every_entry_is_a_plain_file_without_a_time(archive: zipfile.ZipFile) -> None:
    kinds = {(e.date_time, e.compress_type, e.external_attr >> 16, e.create_system) for e in archive.infolist()}

    assert {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0o100644, 3)} == kinds
    assert sorted(archive.namelist()) == archive.namelist()


def test_each_language_says_what_the_manifest_asks_for() -> None:
    asked = {name for name in re.findall(r"__MSG_(\w+)__", json.dumps(MANIFEST))}
    tables = {path.parent.name: json.loads(path.read_text("utf-8")) for path in SOURCE.glob("_locales/*/messages.json")}

    assert {"en", "zh_CN"} == tables.keys()
    assert all(asked <= table.keys() for table in tables.values())
    assert tables["en"].keys() == tables["zh_CN"].keys()


def test_mozillas_linter_finds_nothing(packages: Path, packed: dict[str, Path]) -> None:
    command = [str(packages / ".bin/addons-linter"), "--output", "json", str(packed["firefox"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)

    assert {"errors": 0, "warnings": 0, "notices": 0} == said["summary"], done.stdout


def test_only_what_belongs_to_it_is_read(tmp_path: Path) -> None:
    for name in ("manifest.json", "package.json", "ui/index.html", "ui/dom.js", "ui/types.d.ts", "notes.md", ".x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    assert ["manifest.json", "ui/dom.js"] == sorted(read_files(tmp_path))
