"""The icon on the session bus, in a real panel: seen, clicked, chosen from, and back after the panel's end."""

import re
import signal
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from dbus_fast import DBusError

from atshot_tray.backends.dbusmenu import ROOT, DbusMenu
from atshot_tray.backends.sni import SniTray, _Item, has_host
from atshot_tray.menu import SEPARATOR, Item
from atshot_tray.state import Look, Pairing, Snapshot
from atshot_tray.words import CHINESE
from tests.panels import Desktop, desktop, end, lacking
from tests.tray.icons import BADGE, READY, TILE, Pressed, running
from tests.waiting import until

WATCHER = "org.kde.StatusNotifierWatcher"
with_panel = pytest.mark.skipif(
    lacking("xfce4-panel", "gdbus") is not None, reason=str(lacking("xfce4-panel", "gdbus"))
)


@asynccontextmanager
async def icon_in_panel(folder: Path, pressed: Pressed) -> AsyncIterator[tuple[Desktop, SniTray]]:
    """A desktop whose panel shows the icon of an Atshot that is ready."""
    async with desktop(folder, "xfce4-panel") as desk:
        tray = SniTray(desk.address, CHINESE, pressed)
        tray.show(READY)
        async with running(tray):
            yield desk, tray


def item_of(desk: Desktop) -> str:
    """The name on the bus of the icon that the panel knows."""
    get = "org.freedesktop.DBus.Properties.Get"
    known = desk.bus_call(WATCHER, "/StatusNotifierWatcher", get, WATCHER, "RegisteredStatusNotifierItems")
    found = re.search(r"org\.kde\.StatusNotifierItem-\d+-\d+", known)
    assert found, known
    return found[0]


def menu_of(desk: Desktop) -> str:
    """The whole menu as the bus has it."""
    return desk.bus_call(item_of(desk), "/MenuBar", "com.canonical.dbusmenu.GetLayout", "0", "--", "-1", "[]")


def number_of(desk: Desktop, label: str) -> str:
    """The number of the line that says this."""
    found = re.search(rf"\((\d+), {{[^}}]*'label': <'{re.escape(label)}'>", menu_of(desk))
    assert found, menu_of(desk)
    return found[1]


def has_host_now(desk: Desktop) -> bool:
    """Asked in a thread, as the program asks: here a loop runs already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(has_host, desk.address).result()


@with_panel
async def test_a_click_does_the_default_action_and_the_menu_does_what_is_chosen(tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in_panel(tmp_path, pressed) as (desk, _):
        place = await desk.place_of(TILE)
        desk.click(place)
        await pressed.until("open")

        before = desk.screen()
        desk.click(place, 3)
        await desk.changed(before, height_px=200)
        desk.press("Down", "Down", "Return")

        await pressed.until("open", "grab")


@with_panel
async def test_the_menu_on_the_bus_is_chinese_and_fires_what_is_chosen(tmp_path: Path) -> None:
    pressed = Pressed()
    async with icon_in_panel(tmp_path, pressed) as (desk, _):
        held = menu_of(desk)
        number = number_of(desk, CHINESE.clip)
        desk.bus_call(
            item_of(desk), "/MenuBar", "com.canonical.dbusmenu.Event", number, "clicked", "<int32 0>", "uint32 0"
        )

        await pressed.until("clip")
        assert all(
            label in held for label in ("就绪", "截取屏幕区域", "@张工：3月20日前提供接口文档（3 项任务）", "退出")
        )


@with_panel
async def test_icon_tooltip_and_menu_follow_what_is_the_case(tmp_path: Path) -> None:
    async with icon_in_panel(tmp_path, Pressed()) as (desk, tray):
        await desk.place_of(TILE)
        get, item = "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem"

        tray.show(Snapshot(look=Look.ATTENTION, detail="端口 21860 被占用", pairing=Pairing("苹果", "ABCD-1234")))

        await desk.place_of(BADGE)
        assert "'NeedsAttention'" in desk.bus_call(item_of(desk), "/StatusNotifierItem", get, item, "Status")
        assert "端口 21860 被占用" in desk.bus_call(item_of(desk), "/StatusNotifierItem", get, item, "ToolTip")
        assert "核对词：苹果" in menu_of(desk)


@with_panel
async def test_the_icon_is_back_when_the_panel_is_started_anew(tmp_path: Path) -> None:
    async with icon_in_panel(tmp_path, Pressed()) as (desk, _):
        await desk.place_of(TILE)

        end([desk.processes.pop()])
        await desk.colour_is_gone(TILE)
        await desk.start_panel("xfce4-panel")

        await desk.place_of(TILE)


@with_panel
async def test_a_stopped_icon_is_gone_and_a_later_word_does_no_harm(tmp_path: Path) -> None:
    async with desktop(tmp_path, "xfce4-panel") as desk:
        tray = SniTray(desk.address, CHINESE, Pressed())
        tray.show(READY)
        async with running(tray):
            await desk.place_of(TILE)

        tray.show(Snapshot(look=Look.ATTENTION))
        tray.stop()

        await desk.colour_is_gone(TILE)


@with_panel
async def test_a_host_is_there_while_the_panel_is(tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk:
        before = has_host_now(desk)
        await desk.start_panel("xfce4-panel")

        await until(lambda: has_host_now(desk))
        assert not before


@with_panel
async def test_run_returns_when_the_session_bus_is_gone(tmp_path: Path) -> None:
    async with desktop(tmp_path) as desk, running(SniTray(desk.address, CHINESE, Pressed())) as thread:
        end([desk.processes.pop(0)])

        await until(lambda: not thread.is_alive())


@with_panel
@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_bus_that_goes_or_hangs_while_the_icon_starts_ends_the_run_alone(
    fate: signal.Signals, tmp_path: Path
) -> None:
    async with desktop(tmp_path) as desk:
        bus = desk.processes[0]

        class Doomed(Pressed):
            """Asked for while the menu is made, between the connection and the first call."""

            @property
            def clip(self) -> Callable[[], None]:
                bus.send_signal(fate)
                return lambda: None

        # What is raised in a thread fails the test.
        tray = SniTray(desk.address, CHINESE, Doomed())
        thread = threading.Thread(target=tray.run, args=(lambda: None,), daemon=True)
        thread.start()

        await until(lambda: not thread.is_alive())
        bus.send_signal(signal.SIGCONT)


def test_words_of_a_program_are_no_markup_in_the_tooltip() -> None:
    item = _Item(Snapshot(look=Look.ATTENTION, detail="File <stdin> & more"), CHINESE, lambda: None)

    assert "File &lt;stdin&gt; &amp; more" == item.ToolTip[3]


def test_what_panels_are_sent_again_and_again_is_small() -> None:
    def size(pixmaps: list[list[bytes]]) -> int:
        return sum(len(pixels) for _, _, pixels in pixmaps)

    ready, urgent = (_Item(Snapshot(look=look), CHINESE, lambda: None) for look in (Look.READY, Look.ATTENTION))

    assert 20_000 > size(ready.IconPixmap) + size(ready.AttentionIconPixmap)
    assert urgent.IconPixmap == urgent.AttentionIconPixmap != []


def test_without_a_bus_there_is_no_host_and_run_returns_at_once(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/bus"
    ready = threading.Event()

    SniTray(nowhere, CHINESE, Pressed()).run(ready.set)

    assert not ready.is_set()
    assert not has_host(nowhere)


def line(label: str, run: Callable[[], None] | None = None, *, is_enabled: bool = True) -> Item:
    return Item(label=label, run=run, is_enabled=is_enabled)


async def test_a_click_on_a_menu_that_has_just_changed_does_what_it_says_there() -> None:
    asked: list[str] = []
    served = DbusMenu((line("first", lambda: asked.append("first")), line("second", lambda: asked.append("second"))))
    first = served._entries[ROOT].children[0]

    served.set_items((line("new", lambda: asked.append("new")), line("second", lambda: asked.append("second"))))
    served._happened(first, "clicked")

    assert ["first"] == asked


async def test_a_line_keeps_its_number_while_it_says_the_same() -> None:
    served = DbusMenu((line("state"), SEPARATOR, line("a"), SEPARATOR, line("a")))
    before = served._entries[ROOT].children

    served.set_items((line("other state"), SEPARATOR, line("a"), SEPARATOR, line("a")))
    after = served._entries[ROOT].children

    assert before[1:] == after[1:]
    assert after[0] not in before
    assert len(set(after)) == len(after)


async def test_a_line_that_is_switched_off_does_nothing_and_unknown_numbers_are_named() -> None:
    asked: list[str] = []
    served = DbusMenu((line("off", lambda: asked.append("off"), is_enabled=False),))

    served._happened(1, "clicked")
    served._happened(99, "clicked")

    assert [] == asked
    with pytest.raises(DBusError):
        served._entry(99)
