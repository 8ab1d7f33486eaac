"""The arguments of the verbs round the daemon, and what starting the program costs."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from atshot_daemon.cli.arguments import parser
from atshot_daemon.config import DAEMON_SETTINGS, Config, load
from atshot_daemon.errors import BadUsage, ConfigInvalid
from tests.fakes import FakeDesk


def parsed(*words: str) -> argparse.Namespace:
    """What the parser makes of the words."""
    return parser(["auto", "ocr"]).parse_args(words)


def settings(*words: str) -> Config:
    """The settings with which `atshot serve` and these flags would start."""
    args = parsed("serve", *words)
    return load(Path("nosuch.toml"), environ={}, flags={name: getattr(args, name) for name in DAEMON_SETTINGS})


def test_without_flags_serve_changes_no_setting() -> None:
    assert Config() == settings()


def test_each_flag_of_serve_is_a_setting() -> None:
    config = settings("--port", "8080", "--deadline-s", "30", "--me", "王芳", "--allowed-hosts", "a.lan,b.lan")

    assert (8080, 30.0, "王芳", ("a.lan", "b.lan")) == (config.port, config.deadline_s, config.me, config.allowed_hosts)


@pytest.mark.parametrize(("flag", "value"), [("--allow-remote", True), ("--no-allow-remote", False)])
def test_a_switch_of_serve_can_be_turned_both_ways(flag: str, value: bool) -> None:
    assert value is settings(flag).allow_remote


def test_a_wrong_value_of_serve_names_its_flag() -> None:
    with pytest.raises(ConfigInvalid, match="--port: port = '0' is wrong"):
        settings("--port", "0")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "--limit", "5"], {"action": "list", "limit": 5, "json": False}),
        (["search", "接口", "张工"], {"action": "search", "words": ["接口", "张工"], "limit": 20}),
        (["show", "a1", "--format", "csv"], {"action": "show", "id": "a1", "format": "csv"}),
        (["delete", "a1", "b2", "--now"], {"action": "delete", "ids": ["a1", "b2"], "now": True, "all": False}),
        (["delete", "--all", "--yes"], {"action": "delete", "ids": [], "all": True, "yes": True}),
        (["restore", "a1"], {"action": "restore", "id": "a1"}),
        (["export", "all.zip"], {"action": "export", "path": "all.zip"}),
    ],
)
def test_history_takes_its_actions(words: list[str], expected: dict[str, object]) -> None:
    args = vars(parsed("history", *words))

    assert expected == {name: args[name] for name in expected}


@pytest.mark.parametrize(
    "words",
    [
        ["history"],
        ["history", "list", "--limit", "-1"],
        ["history", "list", "--limit", "many"],
        ["history", "search"],
        ["history", "show", "a1", "--format", "pdf"],
        ["config"],
        ["config", "set", "port"],
        ["serve", "--nosuch", "1"],
        ["status", "now"],
    ],
    ids=" ".join,
)
def test_what_is_no_argument_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(BadUsage, match="--help lists what there is"):
        parsed(*words)


@pytest.mark.parametrize("words", [["--help"], ["token", "--help"], ["version"], ["config", "path"]], ids=" ".join)
def test_no_verb_waits_for_what_another_needs(words: list[str], tmp_path: Path) -> None:
    code = f"""
import sys
from atshot_daemon.__main__ import main
try:
    main({words!r})
except SystemExit:
    pass
costly = {{"aiohttp", "keyring", "psutil", "sqlite3", "structlog", "tomlkit", "numpy", "PIL"}}
print(sorted(costly & sys.modules.keys()), file=sys.stderr)
"""
    environ = {**os.environ, "ATSHOT_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=False)

    assert b"[]" == done.stderr.splitlines()[-1]


def test_a_verbs_help_is_no_error(desk: FakeDesk, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        desk.run("doctor", "--help")

    assert 0 == ended.value.code
    assert "Check what Atshot needs" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such locale")
def test_chinese_words_are_understood_whatever_the_locale_says(tmp_path: Path) -> None:
    home = tmp_path / ("家 " + "x" * 200)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "ATSHOT_HOME": str(home), "ATSHOT_ALLOWED_HOSTS": "图.lan"}

    def run(*words: str, **environ: str) -> str:
        command = [sys.executable, "-m", "atshot_daemon", *words]
        return subprocess.run(command, env={**os.environ, **environ}, capture_output=True, check=True).stdout.decode()

    run("config", "set", "me", "王芳", **ascii_only)
    token = run("token", "add", "脚本", **ascii_only).strip()

    assert "王芳\n" == run("config", "get", "me", **ascii_only)
    assert "图.lan\n" == run("config", "get", "allowed_hosts", **ascii_only)
    assert 'me = "王芳"\n' == (home / "config.toml").read_text("utf-8")
    assert " 脚本 " in run("token", "list", **ascii_only)
    assert token not in run("doctor", "--json", **ascii_only)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems hand over text, not bytes")
@pytest.mark.parametrize("words", [["config", "set", "me"], ["token", "add"], ["history", "search"]], ids=" ".join)
def test_what_is_no_text_is_refused(desk: FakeDesk, words: list[str]) -> None:
    run = desk.run(*words, "\udcff")

    assert run.status in (2, 78)
    assert "no text in UTF-8" in run.err
