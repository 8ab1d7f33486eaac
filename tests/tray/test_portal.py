"""The desktop's own picker on Wayland: a stand-in for its portal on a real session bus."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from atshot_daemon.machine import Machine
from atshot_tray.regions import RegionUnavailable, region_picture
from atshot_tray.regions.programs import Run
from tests.fakes import picture_bytes
from tests.panels import Desktop, desktop, lacking
from tests.tray.pictures import opened

MISSING = lacking()
ON_A_DESKTOP = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

PORTAL = "org.freedesktop.portal.Desktop"


class FakePortal:
    """A desktop's portal as its specification has it; `answer` is what the user does in its picker."""

    def __init__(self, bus: MessageBus) -> None:
        self.bus = bus
        self.answer: Callable[[], tuple[int, dict[str, Variant]]] = lambda: (1, {})
        self.options: dict[str, Any] = {}
        self.is_broken = False

    def handle(self, message: Message) -> Message | bool:
        """Answers one call, then says on the request's own path what the user did."""
        if message.message_type is not MessageType.METHOD_CALL or message.member != "Screenshot":
            return False
        if self.is_broken:
            return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "no such interface")
        parent, options = message.body
        assert "" == parent
        self.options = {name: variant.value for name, variant in options.items()}
        sender = str(message.sender).lstrip(":").replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{sender}/{self.options['handle_token']}"
        code, results = self.answer()
        # Of somebody else's request first: it must not be taken for ours.
        for place, body in ((f"{path}x", [1, {}]), (path, [code, results])):
            signal = Message.new_signal(place, "org.freedesktop.portal.Request", "Response", "ua{sv}", body)
            asyncio.get_running_loop().call_soon(self.bus.send, signal)
        return Message.new_method_return(message, "o", [path])


@asynccontextmanager
async def portal(shown: Desktop) -> AsyncIterator[FakePortal]:
    """A portal on the session bus of a Wayland desktop."""
    shown.environ["WAYLAND_DISPLAY"] = "wayland-0"
    bus = await MessageBus(bus_address=shown.address).connect()
    fake = FakePortal(bus)
    bus.add_message_handler(fake.handle)
    await bus.request_name(PORTAL)
    try:
        yield fake
    finally:
        bus.disconnect()


def nothing(command: Sequence[str]) -> bytes:
    """No program is to be started."""
    raise AssertionError(command)


async def picked(shown: Desktop, run: Run = nothing) -> bytes | None:
    """What a pick gives on this desktop."""
    return await asyncio.to_thread(region_picture, shown.machine, run=run)


@ON_A_DESKTOP
async def test_the_portal_s_picture_is_read(tmp_path: Path) -> None:
    picture = tmp_path / "截图 1.png"
    picture.write_bytes(picture_bytes((30, 20)))
    async with desktop(tmp_path) as shown, portal(shown) as fake:
        fake.answer = lambda: (0, {"uri": Variant("s", picture.as_uri())})

        assert (30, 20) == opened(await picked(shown)).size
    assert True is fake.options["interactive"]
    assert picture.exists()


@ON_A_DESKTOP
async def test_who_gives_up_at_the_portal_is_asked_by_nothing_else(tmp_path: Path) -> None:
    async with desktop(tmp_path) as shown, portal(shown):
        assert None is await picked(shown)


@ON_A_DESKTOP
@pytest.mark.parametrize(
    "answer",
    [(2, {}), (0, {}), (0, {"uri": Variant("s", "file:///no/such.png")}), (0, {"uri": Variant("s", "file:///a%00b")})],
)
async def test_a_portal_that_fails_leaves_it_to_the_next_way(
    answer: tuple[int, dict[str, Variant]], tmp_path: Path
) -> None:
    programs = {"slurp": b"5,6 30x20\n", "grim": b"png"}
    async with desktop(tmp_path) as shown, portal(shown) as fake:
        fake.answer = lambda: answer
        machine = Machine(platform="linux", environ=shown.environ, which=programs.get)  # type: ignore[arg-type]

        given = await asyncio.to_thread(region_picture, machine, run=lambda command: programs[command[0]])
        fake.is_broken = True
        with pytest.raises(RegionUnavailable, match="no such interface"):
            await picked(shown)

    assert b"png" == given


@ON_A_DESKTOP
async def test_a_wayland_desktop_without_a_portal_says_so(tmp_path: Path) -> None:
    async with desktop(tmp_path) as shown:
        shown.environ["WAYLAND_DISPLAY"] = "wayland-0"
        shown.environ["PATH"] = str(tmp_path)

        with pytest.raises(RegionUnavailable, match=r"gives no screenshots .* let Atshot read the clipboard"):
            await picked(shown)
        shown.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path}/gone"
        with pytest.raises(RegionUnavailable, match="gives no screenshots"):
            await picked(shown)
        del shown.environ["DBUS_SESSION_BUS_ADDRESS"], shown.environ["XDG_RUNTIME_DIR"]
        with pytest.raises(RegionUnavailable, match="no session bus"):
            await picked(shown)
