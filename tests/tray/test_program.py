"""The program `atshot` as a whole: which verbs it has, what it loads for them, and how it is started again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atshot_daemon.__main__ import VERBS
from atshot_tray.__main__ import ATSHOT
from atshot_tray.program import own_command
from tests.daemons import daemon, free_port
from tests.fakes import FakeDesk


def test_the_daemons_verbs_are_all_there_and_the_trays_besides() -> None:
    assert {"clip", "grab", "uninstall"} == ATSHOT.verbs.keys() - VERBS.keys()
    assert VERBS.keys() <= ATSHOT.verbs.keys()


@pytest.mark.parametrize("words", [[], ["--help"]], ids=["nothing", "help"])
def test_the_daemons_own_program_knows_no_tray(
    desk: FakeDesk, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        shown = desk.run(*words).out
    except SystemExit:
        shown = capsys.readouterr().out

    assert "serve" in shown
    assert "uninstall" not in shown
    assert 2 == desk.run("clip").status


@pytest.mark.parametrize("words", [["--help"], ["clip", "--help"], ["version"], ["config", "path"]], ids=" ".join)
def test_no_verb_waits_for_what_the_tray_needs(words: list[str], tmp_path: Path) -> None:
    code = f"""
import sys
from atshot_tray.__main__ import main
try:
    main({words!r})
except SystemExit:
    pass
costly = {{"aiohttp", "keyring", "psutil", "sqlite3", "structlog", "numpy", "PIL", "multiprocessing"}}
costly |= {{"pystray", "Xlib", "dbus_fast", "desktop_notifier", "gi"}}
print(sorted(costly & sys.modules.keys()), file=sys.stderr)
"""
    environ = {**os.environ, "ATSHOT_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=False)

    assert b"[]" == done.stderr.splitlines()[-1]


def test_the_tray_is_started_by_the_same_python_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run([*own_command(), "--version"], cwd=tmp_path, capture_output=True, check=True)

    assert done.stdout.startswith(b"atshot ")


def test_on_windows_it_is_started_without_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "python.exe").touch()
    alone = own_command(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()

    assert [str(tmp_path / "python.exe"), "-P", "-m", "atshot_tray"] == alone
    assert [str(tmp_path / "pythonw.exe"), *alone[1:]] == own_command(tmp_path / "python.exe")


async def test_without_a_desktop_it_is_the_daemon(tmp_path: Path) -> None:
    port = free_port()
    environ = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "ATSHOT_PORT": str(port)}
    async with daemon(tmp_path, program=(sys.executable, "-m", "atshot_tray"), env=environ, port=None) as running:
        said = running.said

    assert "there is no desktop here" in said
    assert f"listening on http://127.0.0.1:{port}" in said
