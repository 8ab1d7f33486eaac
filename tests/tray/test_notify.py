"""What the user is told while no window is open: by a real notification server, without one, and on other systems."""

import asyncio
import subprocess
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import pytest
from dbus_fast import DBusError
from dbus_fast.annotations import DBusInt32, DBusSignature, DBusStr, DBusUInt32
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.notify import Notifier, WindowsNotifications
from atshot_tray.session_bus import ask_bus, connect
from atshot_tray.words import CHINESE
from tests.panels import SIZE, Desktop, desktop, end, lacking
from tests.waiting import until

with_server = pytest.mark.skipif(lacking("dunst", "gdbus") is not None, reason=str(lacking("dunst", "gdbus")))

TITLE = "3 项任务"
BODY = "- @张工：提供接口文档"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desktop]:
    """A desktop with a notification server."""
    async with desktop(tmp_path) as made:
        await made.start_notifications()
        yield made


async def told(notifier: Notifier, body: str = BODY, on_click: Callable[[], None] | None = None) -> bool:
    """Whether it was shown; told from another thread, as the program does."""
    return await asyncio.to_thread(notifier.tell, TITLE, body, on_click=on_click)


@with_server
async def test_a_notification_is_shown_and_a_click_on_it_is_heard(desk: Desktop) -> None:
    clicked = threading.Event()
    notifier = Notifier(CHINESE, desk.machine)
    before = desk.screen()

    assert await told(notifier, on_click=clicked.set)
    await desk.changed(before, height_px=30)
    desk.click((SIZE[0] - 100, 70))

    await until(clicked.is_set)
    notifier.close()


@with_server
async def test_words_of_a_picture_are_no_markup(desk: Desktop) -> None:
    notifier = Notifier(CHINESE, desk.machine)

    assert await told(notifier, "R&D <b>bold</b>")
    notifier.close()
    said_by(desk, "dunstctl", "close-all")

    await until(lambda: "R&amp;D &lt;b&gt;bold&lt;/b&gt;" in said_by(desk, "dunstctl", "history"))


def said_by(desk: Desktop, *command: str) -> str:
    """What a program says on this desktop."""
    return subprocess.run(command, env=desk.environ, capture_output=True, text=True, check=False).stdout


@with_server
async def test_a_server_that_has_ended_does_no_harm_to_the_next_word(desk: Desktop) -> None:
    notifier = Notifier(CHINESE, desk.machine)

    before = await told(notifier)
    end([desk.processes.pop()])
    await desk.start_notifications()

    assert (True, True) == (before, await told(notifier))
    notifier.close()


@with_server
async def test_where_nothing_shows_notifications_nobody_is_told(tmp_path: Path) -> None:
    async with desktop(tmp_path, has_services=False) as desk:
        notifier = Notifier(CHINESE, desk.machine)
        before = await told(notifier)
        await desk.start_notifications()

        assert (False, True) == (before, await told(notifier))
        notifier.close()


@with_server
async def test_halves_of_characters_and_nothing_at_all_are_left_out(desk: Desktop) -> None:
    notifier = Notifier(CHINESE, desk.machine)

    assert await told(notifier, "a\0b\ud800c")
    notifier.close()
    said_by(desk, "dunstctl", "close-all")

    await until(lambda: "ab?c" in said_by(desk, "dunstctl", "history"))


class Moody(ServiceInterface):
    """A server that shows the first notification and refuses all others."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.count = 0

    @dbus_method()
    def GetCapabilities(self) -> Annotated[list[str], DBusSignature("as")]:
        return []

    @dbus_method()
    def Notify(
        self,
        name: DBusStr,
        replaced: DBusUInt32,
        icon: DBusStr,
        title: DBusStr,
        body: DBusStr,
        actions: Annotated[list[str], DBusSignature("as")],
        hints: Annotated[dict[str, Any], DBusSignature("a{sv}")],
        limit_ms: DBusInt32,
    ) -> DBusUInt32:
        self.count += 1
        if self.count > 1:
            raise DBusError("org.example.Busy", "too many")
        return 1

    @dbus_signal()
    def ActionInvoked(self) -> Annotated[tuple[int, str], DBusSignature("us")]:
        return 1, "default"


@with_server
async def test_a_refusal_takes_no_click_from_what_is_shown(tmp_path: Path) -> None:
    async with desktop(tmp_path, has_services=False) as desk:
        bus, server = await connect(desk.address), Moody()
        bus.export("/org/freedesktop/Notifications", server)
        await ask_bus(bus, "RequestName", "su", "org.freedesktop.Notifications", 0)
        clicked = threading.Event()
        notifier = Notifier(CHINESE, desk.machine)

        assert [True, False] == [await told(notifier, on_click=click) for click in (clicked.set, lambda: None)]
        server.ActionInvoked()

        await until(clicked.is_set)
        notifier.close()
        bus.disconnect()


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "nonsense"])
def test_without_a_bus_nobody_is_told_and_nothing_is_raised(address: str) -> None:
    notifier = Notifier(CHINESE, Machine(platform="linux", environ={"DBUS_SESSION_BUS_ADDRESS": address}))

    assert not notifier.tell(TITLE, BODY)
    notifier.close()


def test_nobody_is_told_after_the_end() -> None:
    notifier = Notifier(CHINESE, Machine(platform="linux", environ={}))
    notifier.close()
    notifier.close()

    assert not notifier.tell(TITLE, BODY)


def test_on_macos_the_words_are_arguments_and_no_script() -> None:
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> bytes:
        ran.append(command)
        return b""

    notifier = Notifier(CHINESE, Machine(platform="darwin", environ={}, run=run))

    assert notifier.tell('"quoted" & shell', BODY)
    notifier.close()
    assert [('"quoted" & shell', BODY)] == [tuple(command[-2:]) for command in ran]
    assert "quoted" not in ran[0][2]


def test_on_macos_a_script_that_fails_tells_nobody() -> None:
    def run(_command: Sequence[str]) -> bytes:
        raise ProgramFailed("osascript: not allowed")

    notifier = Notifier(CHINESE, Machine(platform="darwin", environ={}, run=run))

    assert not notifier.tell(TITLE, BODY)
    notifier.close()


@dataclass
class FakeLibrary:
    """desktop-notifier on Windows, which says by `on_dispatched` alone that it could."""

    can_show: bool
    sent: list[dict[str, Any]] = field(default_factory=list)

    def DesktopNotifier(self, name: str, icon: None) -> "FakeLibrary":
        return self

    def Button(self, **options: Any) -> dict[str, Any]:
        return options

    async def send(self, title: str, message: str, **options: Any) -> None:
        self.sent.append({"title": title, "message": message, **options})
        if self.can_show:
            options["on_dispatched"]()


@pytest.mark.parametrize("can_show", [True, False])
def test_on_windows_it_is_known_whether_it_was_shown(can_show: bool) -> None:
    library = FakeLibrary(can_show)
    clicked = threading.Event()
    way = WindowsNotifications(CHINESE.show_it, library=library)
    notifier = Notifier(CHINESE, Machine(platform="win32", environ={}), way=way)

    shown = notifier.tell(TITLE, BODY, on_click=clicked.set)
    notifier.close()
    library.sent[0]["on_clicked"]()

    assert can_show == shown
    assert CHINESE.show_it == library.sent[0]["buttons"][0]["title"]
    assert clicked.wait(10)


def test_on_windows_a_library_that_cannot_be_loaded_tells_nobody() -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("no toast notifier")

    way = WindowsNotifications(CHINESE.show_it, library=Broken())
    notifier = Notifier(CHINESE, Machine(platform="win32", environ={}), way=way)

    assert not notifier.tell(TITLE, BODY)
    notifier.close()
