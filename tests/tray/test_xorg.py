"""The icon in trays that embed windows: seen, clicked, back after the tray's end; and the menu that we draw."""

import os
import subprocess
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from atshot_daemon.fonts import font
from atshot_tray.backends.menu_picture import MenuPicture
from atshot_tray.backends.x11 import Area, density, monitor_at
from atshot_tray.backends.xorg import XorgTray, has_tray, has_tray_for_us
from atshot_tray.menu import SEPARATOR, Item, menu
from atshot_tray.state import Look, Snapshot
from atshot_tray.words import CHINESE
from tests.panels import SIZE, Desktop, desktop, lacking
from tests.tray.icons import BADGE, READY, TILE, Pressed, running
from tests.waiting import until
from tests.xserver import x_server

TRAYS = [
    pytest.param(name, marks=pytest.mark.skipif(lacking(name) is not None, reason=str(lacking(name))))
    for name in ("tint2", "trayer")
]
every_tray = pytest.mark.parametrize("panel", TRAYS)
in_tint2 = pytest.mark.parametrize("panel", TRAYS[:1])


@asynccontextmanager
async def icon_in(panel: str, folder: Path, pressed: Pressed) -> AsyncIterator[tuple[Desktop, XorgTray]]:
    """A desktop whose tray shows the icon of an Atshot that is ready."""
    async with desktop(folder, panel) as desk:
        tray = XorgTray(desk.display, CHINESE, pressed)
        tray.show(READY)
        async with running(tray):
            yield desk, tray


async def opened_menu(desk: Desktop) -> tuple[MenuPicture, Area]:
    """The menu on the screen, and where it is."""
    place = await desk.place_of(TILE)
    before = desk.screen()
    desk.click(place, 3)
    await desk.changed(before, height_px=200)
    picture = MenuPicture(menu(READY, CHINESE, Pressed()), font(14))
    left, bottom = min(round(place[0]), SIZE[0] - picture.size[0]), round(place[1])
    return picture, Area(left, bottom - picture.size[1], *picture.size)


def row_place(picture: MenuPicture, area: Area, label: str) -> tuple[float, float]:
    """The middle of the row that says this, on the screen."""
    row = next(row for row in picture.rows if row.item.label == label)
    return area.left + area.width / 2, area.top + row.top + row.height / 2


@every_tray
async def test_a_click_does_the_default_action_and_the_icon_follows_the_look(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, tray):
        desk.click(await desk.place_of(TILE))
        await pressed.until("open")

        tray.show(Snapshot(look=Look.ATTENTION))

        await desk.place_of(BADGE)


@every_tray
async def test_the_icon_is_back_when_the_tray_is_started_anew(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        await desk.place_of(TILE)

        desk.processes[-1].kill()
        await desk.colour_is_gone(TILE)
        await desk.start_panel(panel)

        desk.click(await desk.place_of(TILE))
        await pressed.until("open")


@every_tray
async def test_the_panel_shows_through_beside_the_icon(panel: str, tmp_path: Path) -> None:
    async with icon_in(panel, tmp_path, Pressed()) as (desk, _):
        x, y = await desk.place_of(TILE)
        screen = desk.screen()
        # Left of the tile's rounded corner, inside of our window; and a place of the panel beside the window.
        corner, beside = (round(x) - 11, round(y) - 11), (round(x) - 11, SIZE[1] - 3)

        assert screen.getpixel(beside) == screen.getpixel(corner)


@in_tint2
async def test_an_icon_that_was_there_first_waits_for_the_tray(panel: str, tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk:
        tray = XorgTray(desk.display, CHINESE, Pressed())
        tray.show(READY)
        before = has_tray(desk.display)
        thread = threading.Thread(target=tray.run, args=(lambda: None,), daemon=True)
        thread.start()
        await desk.start_panel(panel)

        await desk.place_of(TILE)
        tray.stop()
        await until(lambda: not thread.is_alive())
        assert (False, True) == (before, has_tray(desk.display))


@every_tray
async def test_the_menu_does_what_is_chosen_with_the_mouse(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        await desk.place_of(TILE)
        before = desk.screen()
        picture, area = await opened_menu(desk)

        desk.click(row_place(picture, area, CHINESE.clip))

        await pressed.until("clip")
        await desk.shows(before)


@in_tint2
async def test_the_menu_does_what_is_chosen_with_the_keys(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        await opened_menu(desk)

        desk.press("Down", "Down", "Down", "Down", "Right", "Return")

        await pressed.until("show c1")


@in_tint2
async def test_a_list_below_a_row_opens_under_the_mouse(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        picture, area = await opened_menu(desk)
        row = row_place(picture, area, CHINESE.recent)
        before = desk.screen()
        desk.point(row)
        await desk.changed(before, height_px=20)
        await until(lambda: desk.screen().getpixel((area.left + area.width + 40, round(row[1]))) != (0, 0, 0))

        desk.click((area.left + area.width + 40, row[1]))

        await pressed.until("show c1")


@in_tint2
async def test_a_click_on_a_row_whose_list_is_open_does_nothing(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        picture, area = await opened_menu(desk)
        before = desk.screen()
        desk.press("Down", "Down", "Down", "Down", "Right")
        await desk.changed(before, height_px=20)

        desk.click(row_place(picture, area, CHINESE.recent))
        desk.click(row_place(picture, area, CHINESE.clip))

        await pressed.until("clip")


@in_tint2
@pytest.mark.parametrize("how", ["Escape", "a click elsewhere"])
async def test_the_menu_closes_without_doing_anything(how: str, panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        await desk.place_of(TILE)
        before = desk.screen()
        await opened_menu(desk)

        desk.press("Escape") if how == "Escape" else desk.click((900, 200))

        await desk.shows(before)
        assert [] == pressed.asked


@in_tint2
async def test_a_row_that_is_off_does_nothing_and_leaves_the_menu_open(panel: str, tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in(panel, tmp_path, pressed) as (desk, _):
        picture, area = await opened_menu(desk)

        desk.click(row_place(picture, area, CHINESE.state_ready))
        desk.click(row_place(picture, area, CHINESE.quit))

        await pressed.until("quit")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # python-xlib leaves a socket open
async def test_run_returns_when_the_display_is_gone(tmp_path: Path) -> None:
    if reason := lacking("tint2"):
        pytest.skip(reason)
    async with icon_in("tint2", tmp_path, Pressed()) as (desk, tray):
        await desk.place_of(TILE)
        assert has_tray(desk.display)

    assert not has_tray(desk.display)
    tray.run(lambda: None)


def started_trayer(display: str) -> "subprocess.Popen[bytes]":
    """A tray without a desktop around it."""
    return subprocess.Popen(["trayer"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)


@pytest.mark.skipif(lacking("trayer") is not None, reason=str(lacking("trayer")))
@pytest.mark.parametrize(("depth", "is_for_us"), [(16, False), (24, True)])
async def test_a_screen_whose_colours_we_do_not_paint_is_left_to_others(depth: int, is_for_us: bool) -> None:
    with x_server("640x400", depth=depth) as display, closing(Display(display)):
        panel = started_trayer(display)
        try:
            await until(lambda: has_tray(display))

            assert is_for_us == has_tray_for_us(display)
        finally:
            panel.terminate()
            panel.wait()


@pytest.mark.skipif(lacking() is not None, reason=str(lacking()))
async def test_letters_are_as_large_as_the_desktop_wants_them(tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk:
        display = Display(desk.display)
        root = display.screen().root
        held = []
        for resources in ("", "Xft.dpi: 192\nXft.antialias: 1\n", "Xft.dpi: many\n"):
            root.change_property(display.intern_atom("RESOURCE_MANAGER"), Xatom.STRING, 8, resources.encode())
            held.append(density(display))
        area = monitor_at(display, 10, 10)
        display.close()

    assert [1.0, 2.0, 1.0] == held
    assert Area(0, 0, *SIZE) == area


def test_the_keys_go_round_and_pass_by_what_cannot_be_chosen() -> None:
    def nothing() -> None:
        pass

    items = (Item(label="state"), SEPARATOR, Item(label="a", run=nothing), Item(label="b", run=nothing))
    picture = MenuPicture(items, font(14))

    assert [2, 3, 2] == [picture.next_row(at, 1) for at in (None, 2, 3)]
    assert [3, 3, 2] == [picture.next_row(at, -1) for at in (None, 2, 3)]
    assert MenuPicture(items[:1], font(14)).next_row(None, 1) is None
    assert picture.row_at(-1, 20) is None


def overlook_the_first(display: Display, owner: Window, told: list[int]) -> None:
    """A tray that has just started: it does not hear who asks first, and embeds whoever asks then."""
    opcode = display.intern_atom("_NET_SYSTEM_TRAY_OPCODE")
    while len(told) < 2:
        event = display.next_event()
        if event.type == X.ClientMessage and event.client_type == opcode:
            told.append(event.data[1][2])
    window = display.create_resource_object("window", told[-1])
    window.reparent(owner.id, 0, 0)
    window.map()
    display.sync()


async def test_a_tray_that_has_overlooked_us_is_asked_again() -> None:
    with x_server("320x200") as name, closing(Display(name)) as display:
        owner = display.screen().root.create_window(0, 0, 32, 32, 0, X.CopyFromParent)
        owner.map()
        owner.set_selection_owner(display.intern_atom("_NET_SYSTEM_TRAY_S0"), X.CurrentTime)
        display.sync()
        told: list[int] = []
        other = threading.Thread(target=overlook_the_first, args=(display, owner, told), daemon=True)
        other.start()
        tray = XorgTray(name, CHINESE, Pressed())

        async with running(tray):
            other.join()

    assert 2 == len(set(told))
