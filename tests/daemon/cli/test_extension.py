"""`atshot extension`: which files it writes, what it says, and what it leaves alone."""

import json
import zipfile
from pathlib import Path

import pytest

from atshot_daemon.extension import extension_folder
from tests.fakes import FakeDesk
from tests.privileges import as_owner, can_be_shut_out

VERSION = json.loads((extension_folder() / "manifest.json").read_text("utf-8"))["version"]
NAMES = [f"atshot-{VERSION}-{browser}.zip" for browser in ("chrome", "firefox")]


def test_a_file_for_each_kind_of_browser_is_written(desk: FakeDesk, tmp_path: Path) -> None:
    run = desk.run("extension", tmp_path / "new/folder")

    assert (0, "") == (run.status, run.err)
    assert NAMES == sorted(path.name for path in (tmp_path / "new/folder").iterdir())
    assert all(str(tmp_path / "new/folder" / name) in run.out for name in NAMES)


def test_how_to_load_them_is_said(desk: FakeDesk, tmp_path: Path) -> None:
    run = desk.run("extension", tmp_path)

    assert f"then this folder: {extension_folder()}\n" in run.out
    assert all(word in run.out for word in ("chrome://extensions", "about:debugging", "atshot pair"))


def test_without_a_folder_they_are_written_here(
    desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = json.loads(desk.run("extension", "--json").out)

    assert {"folder", "chrome", "firefox"} == said.keys()
    assert [tmp_path / name for name in NAMES] == [Path(said["chrome"]), Path(said["firefox"])]
    assert all(zipfile.is_zipfile(tmp_path / name) for name in NAMES)


def test_older_files_of_ours_are_replaced(desk: FakeDesk, tmp_path: Path) -> None:
    desk.run("extension", tmp_path)
    with zipfile.ZipFile(tmp_path / NAMES[0], "a") as archive:
        archive.writestr("old.js", "old")

    assert 0 == desk.run("extension", tmp_path).status
    with zipfile.ZipFile(tmp_path / NAMES[0]) as archive:
        assert "old.js" not in archive.namelist()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_users_own_is_left_alone(desk: FakeDesk, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")

    run = desk.run("extension", tmp_path)

    assert (2, "") == (run.status, run.out)
    assert f"{name} is something else; move it away, or name another folder (output_unwritable)\n" in run.err
    assert [name] == [path.name for path in tmp_path.iterdir()]
    assert "mine" == (tmp_path / name).read_text()


@pytest.mark.skipif(not can_be_shut_out(), reason="no folder is closed to this user")
def test_a_closed_folder_is_told_and_nothing_is_left_in_it(desk: FakeDesk, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    with as_owner():
        run = desk.run("extension", closed)

    assert 2 == run.status
    assert (
        f"atshot: {closed} cannot be written: Permission denied; name another folder (output_unwritable)\n" == run.err
    )
    assert [] == list(closed.iterdir())


def test_a_file_where_the_folder_should_be_is_told(desk: FakeDesk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    run = desk.run("extension", tmp_path / "file")

    assert 2 == run.status
    assert "(output_unwritable)\n" in run.err


def test_a_full_disk_leaves_no_half_of_a_file(desk: FakeDesk) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")

    run = desk.run("extension", "/dev/full")

    assert 2 == run.status
