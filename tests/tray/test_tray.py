"""`atshot` without a verb: where there is no desktop, where it runs already, where another has the lock."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from atshot_daemon.discovery import StateUnusable, find_running
from atshot_daemon.machine import Machine
from atshot_daemon.world import World
from atshot_tray.control import claim_tray
from atshot_tray.tray import daemon_command, tray
from atshot_tray.words import CHINESE
from tests.daemons import environment, start
from tests.fakes import FakeDesk
from tests.tray.headless import headless

TRAY = (sys.executable, "-m", "atshot_tray")
NO_DESKTOP = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


def atshot(home: Path) -> "subprocess.CompletedProcess[str]":
    """Start the tray of this home, on a desktop of which only the name is known."""
    environ = environment(home, {"DISPLAY": ":4242"})
    return subprocess.run(TRAY, env=environ, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_where_a_desktop_is(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert expected == Machine(platform=platform, environ=environ).has_desktop


async def test_without_a_desktop_the_daemon_runs_alone(tmp_path: Path) -> None:
    daemon = start(tmp_path, program=TRAY, env=NO_DESKTOP)
    try:
        await daemon.up()
    finally:
        daemon.process.terminate()

    assert 0 == await daemon.ended()
    assert daemon.said.startswith("atshot: there is no desktop here, so this runs without an icon")
    assert "listening on http://127.0.0.1:" in daemon.said


async def test_a_second_start_shows_the_window_of_the_first(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        await tray.says("shown")
        second = atshot(tmp_path)
        await tray.says("shown", times=2)

    assert (0, "atshot: Atshot is already running; its window is open\n") == (second.returncode, second.stderr)


async def test_a_second_start_says_when_the_first_is_paused(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        tray.do("pause", {"is_paused": True})
        await tray.looks("stopped")
        second = atshot(tmp_path)

    assert 0 == second.returncode
    assert second.stderr.endswith("its window cannot be opened: Atshot is paused; resume it in its menu\n")
    assert find_running(tray.places) is None


def test_a_tray_that_is_about_to_end_is_told_of(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        places = tray.places
    with claim_tray(places):
        second = atshot(tmp_path)

    assert (0, "atshot: Atshot is already running, or about to end\n") == (second.returncode, second.stderr)


def test_a_folder_that_cannot_be_written_is_told_on_the_desktop(desk: FakeDesk) -> None:
    desk.home.mkdir()
    (desk.home / "state").write_text("in the way", "utf-8")
    desk.environ |= {"DISPLAY": ":4242", "ATSHOT_LANGUAGE": "zh"}
    told: list[tuple[str, ...]] = []

    def verb(world: World) -> int:
        return tray(argparse.Namespace(), world, notify=lambda words, machine, *said: told.append(said))

    with pytest.raises(StateUnusable):
        desk.perform(verb)

    assert [CHINESE.not_started] == [title for title, _ in told]
    assert told[0][1].startswith(CHINESE.folder_closed)


def test_the_daemon_ends_with_us() -> None:
    assert ["atshot_daemon", "serve", "--stop-with-stdin"] == daemon_command()[-3:]
