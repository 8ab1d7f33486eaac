"""Which kind of icon a desktop gets, when it comes later, and what happens when it is lost."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from atshot_daemon.machine import Machine
from atshot_tray.backends import Tray, open_tray, tray_kind
from atshot_tray.backends.linux import LinuxTray, longer
from atshot_tray.state import Look, Snapshot
from atshot_tray.words import CHINESE
from tests.panels import desktop, lacking
from tests.tray.icons import READY, TILE, Pressed, running
from tests.waiting import until

with_panels = pytest.mark.skipif(
    lacking("xfce4-panel", "tint2") is not None, reason=str(lacking("xfce4-panel", "tint2"))
)
NO_DESKTOP = Machine(platform="linux", environ={})


class FakeTray:
    """An icon that remembers what it was shown and ends when told, or when its panel is taken away."""

    name = "fake"

    def __init__(self) -> None:
        self.shown: list[Snapshot] = []
        self.is_over = threading.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        threading.Thread(target=on_ready).start()
        self.is_over.wait()

    def show(self, snapshot: Snapshot) -> None:
        self.shown.append(snapshot)

    def stop(self) -> None:
        self.is_over.set()


@with_panels
@pytest.mark.parametrize(("panel", "kinds"), [("xfce4-panel", {"sni"}), ("tint2", {"xorg", "gtk"}), (None, {"none"})])
async def test_the_desktop_settles_the_kind(panel: str | None, kinds: set[str], tmp_path: Path) -> None:
    async with desktop(tmp_path, panel) as desk:
        found: list[str] = []
        thread = threading.Thread(target=lambda: found.append(tray_kind(desk.machine)))
        thread.start()
        await until(lambda: not thread.is_alive())

    assert kinds >= set(found) != set()


@with_panels
async def test_a_panel_that_comes_a_little_later_gets_the_icon(tmp_path: Path) -> None:
    pressed = Pressed()
    async with desktop(tmp_path) as desk:
        tray = open_tray(desk.machine, CHINESE, pressed)
        tray.show(READY)
        thread = threading.Thread(target=tray.run, args=(lambda: None,), daemon=True)
        thread.start()
        await desk.start_panel("xfce4-panel")

        desk.click(await desk.place_of(TILE))

        await pressed.until("open")
        assert "sni" == tray.name
        tray.stop()
        await until(lambda: not thread.is_alive())


async def test_where_there_is_no_place_for_an_icon_everything_else_goes_on() -> None:
    tray = LinuxTray(lambda: None, login_s=0.0)
    async with running(tray):
        tray.show(READY)

        assert "none" == tray.name


async def test_an_icon_that_is_lost_is_looked_for_again_and_tells_the_last_word() -> None:
    made: list[FakeTray] = []

    def find() -> Tray:
        made.append(FakeTray())
        return made[-1]

    tray = LinuxTray(find, login_s=0.0, pause_s=0.0)
    async with running(tray):
        tray.show(Snapshot(look=Look.WORKING))
        made[0].is_over.set()
        await until(lambda: len(made) == 2 and bool(made[1].shown))

        assert [Look.WORKING] == [snapshot.look for snapshot in made[1].shown]
        assert "fake" == tray.name


async def test_an_icon_that_is_lost_is_looked_for_at_once_and_then_ever_later() -> None:
    made: list[FakeTray] = []

    def find() -> Tray:
        made.append(FakeTray())
        return made[-1]

    tray = LinuxTray(find, login_s=0.0, pause_s=3600.0)
    async with running(tray):
        made[0].is_over.set()
        await until(lambda: len(made) == 2)

    pauses = [0.0]
    while pauses[-1] < 10:
        pauses.append(longer(pauses[-1], 10.0))
    assert [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 10.0] == pauses


def test_an_icon_that_is_stopped_before_it_runs_never_shows() -> None:
    tray = LinuxTray(FakeTray)
    tray.stop()
    tray.stop()

    tray.run(lambda: None)

    assert "none" == tray.name


def test_without_any_desktop_there_is_no_kind() -> None:
    assert "none" == tray_kind(NO_DESKTOP)
    assert ["win32", "darwin"] == [tray_kind(Machine(platform=name, environ={})) for name in ("win32", "darwin")]
