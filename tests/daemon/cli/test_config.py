"""`atshot config`: the settings file as a user keeps it, with comments and an order of its own."""

import json
import os
import stat
from pathlib import Path

import pytest

from atshot_daemon.config import SETTINGS, load
from tests.fakes import FakeDesk
from tests.privileges import as_owner, can_be_shut_out

MINE = """\
# how I like it
queue_limit = 4  # few

port = 21900
"""


@pytest.fixture
def file(desk: FakeDesk) -> Path:
    """The settings file, with comments."""
    desk.home.mkdir()
    path = desk.home / "config.toml"
    path.write_text(MINE)
    return path


def test_every_setting_is_listed_with_where_it_comes_from(desk: FakeDesk, file: Path) -> None:
    desk.environ["ATSHOT_ME"] = "王芳"
    rows = dict(line.split(maxsplit=1) for line in desk.run("config", "get").out.splitlines())

    assert set(SETTINGS) == set(rows)
    assert ["21900", f"{file}, line 4"] == rows["port"].split(maxsplit=1)
    assert ["王芳", "the variable ATSHOT_ME"] == rows["me"].split(maxsplit=1)
    assert ["10m", "default"] == rows["keep_alive"].split()
    assert ["-", "default"] == rows["tls_cert"].split()
    assert ["false", "default"] == rows["allow_remote"].split()


@pytest.mark.parametrize(
    ("name", "shown"), [("port", "21900"), ("allow_remote", "false"), ("tls_cert", ""), ("deadline_s", "15")]
)
def test_one_setting_is_its_value_and_nothing_else(desk: FakeDesk, file: Path, name: str, shown: str) -> None:
    run = desk.run("config", "get", name)

    assert (0, f"{shown}\n", "") == (run.status, run.out, run.err)


def test_programs_get_settings_as_json(desk: FakeDesk, file: Path) -> None:
    one = json.loads(desk.run("config", "get", "port", "--json").out)
    everything = json.loads(desk.run("config", "get", "--json").out)

    assert (21900, None, "ATSHOT_PORT") == (one["value"], one["default"], one["variable"])
    assert one == everything["port"]
    assert list(SETTINGS) == list(everything)


def test_a_change_keeps_comments_and_order(desk: FakeDesk, file: Path) -> None:
    run = desk.run("config", "set", "queue_limit", "16")

    assert (0, "atshot: the daemon takes it up when it is started again\n") == (run.status, run.err)
    assert MINE.replace("= 4", "= 16") == file.read_text()


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("me", '王 "芳"', 'me = "王 \\"芳\\""'),
        ("allow_remote", "false", "allow_remote = false"),
        ("deadline_s", "20", "deadline_s = 20.0"),
        ("allowed_hosts", "a.lan,b.lan", 'allowed_hosts = ["a.lan", "b.lan"]'),
        ("keep_pictures_days", "-1", "keep_pictures_days = -1"),
    ],
)
def test_a_new_setting_is_written_as_its_kind(desk: FakeDesk, file: Path, name: str, value: str, line: str) -> None:
    assert 0 == desk.run("config", "set", name, value).status
    assert f"{MINE}{line}\n" == file.read_text("utf-8")


def test_the_first_setting_makes_the_file(desk: FakeDesk) -> None:
    desk.run("config", "set", "port", "21900")

    assert 21900 == load(desk.home / "config.toml", environ={}).port


def test_a_setting_that_is_unset_has_its_default_again(desk: FakeDesk, file: Path) -> None:
    for arguments in (["unset", "queue_limit"], ["set", "port", ""], ["unset", "me"]):
        assert 0 == desk.run("config", *arguments).status

    assert "# how I like it\n\n" == file.read_text()


def test_a_variable_that_counts_more_is_named(desk: FakeDesk) -> None:
    desk.environ["ATSHOT_PORT"] = "21901"

    assert "the variable ATSHOT_PORT is set and counts more than the file" in desk.run("config", "set", "port", "1").err


WRONG = [
    ["set", "port", "abc"],
    ["set", "port", "0"],
    ["set", "prot", "21900"],
    ["set", "host", "0.0.0.0"],
    ["set", "engine", "nosuch"],
    ["set", "keep_alive", "soon"],
    ["unset", "prot"],
    ["get", "prot"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_not_written(desk: FakeDesk, file: Path, arguments: list[str]) -> None:
    run = desk.run("config", *arguments)

    assert (78, "") == (run.status, run.out)
    assert run.err.endswith("(config_invalid)\n")
    assert MINE == file.read_text()


def test_the_setting_that_was_meant_is_suggested(desk: FakeDesk) -> None:
    assert "did you mean 'port'?" in desk.run("config", "set", "prot", "1").err


@pytest.mark.parametrize("arguments", [["get"], ["set", "me", "Kim"], ["unset", "me"]])
def test_a_file_that_is_no_toml_is_left_as_it_is(desk: FakeDesk, file: Path, arguments: list[str]) -> None:
    file.write_text("port = \n")
    run = desk.run("config", *arguments)

    assert (78, True, True) == (run.status, str(file) in run.err, "line 1" in run.err)
    assert "port = \n" == file.read_text()


def test_a_wrong_line_can_be_mended(desk: FakeDesk, file: Path) -> None:
    file.write_text('port = "abc"\n')

    assert 78 == desk.run("config", "set", "me", "Kim").status
    assert 0 == desk.run("config", "set", "port", "21900").status
    assert "port = 21900\n" == file.read_text()


def test_a_file_from_windows_keeps_its_line_ends(desk: FakeDesk, file: Path) -> None:
    file.write_bytes("\ufeff# 我的\r\nport = 1\r\n".encode())
    desk.run("config", "set", "port", "21900")

    assert "# 我的\r\nport = 21900\r\n".encode() == file.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_is_a_link_stays_one_and_keeps_its_mode(desk: FakeDesk, file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "dotfiles.toml"
    file.rename(mine)
    mine.chmod(0o640)
    file.symlink_to(mine)
    desk.run("config", "set", "port", "21901")

    assert (True, 0o640) == (file.is_symlink(), stat.S_IMODE(mine.stat().st_mode))
    assert "port = 21901" in mine.read_text()


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_leaves_the_file_as_it_is(desk: FakeDesk, file: Path) -> None:
    desk.home.chmod(0o500)
    with as_owner():
        run = desk.run("config", "set", "port", "21901")

    assert (78, True) == (run.status, "cannot be written: Permission denied" in run.err)
    assert MINE == file.read_text()


def test_the_path_of_the_file_is_printed(desk: FakeDesk) -> None:
    assert f"{desk.home / 'config.toml'}\n" == desk.run("config", "path").out
