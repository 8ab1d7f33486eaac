"""A part of the screen by the desktop's own picker, which Wayland desktops offer to programs (xdg-desktop-portal).

Knows the portal's calls, not who wants the picture.
"""

import asyncio
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.session_bus import BusRefused, BusUnavailable, ask_bus, bus_address, connect

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
# The portal is started by the first who asks, and asks others in turn.
_STARTS_S = 25.0
_DONE, _GIVEN_UP = 0, 1


def from_portal(machine: Machine, *, limit_s: float) -> bytes | None:
    """The picture that the user picks, None when they give up; ProgramFailed where there is no portal that can do it.

    The picture file that the desktop makes stays where the desktop keeps such files.
    """
    address = bus_address(machine)
    if address is None:
        raise ProgramFailed("there is no session bus to ask for a screenshot")
    try:
        place = asyncio.run(_picked(address, limit_s))
    except (BusUnavailable, BusRefused) as error:
        raise ProgramFailed(f"the desktop gives no screenshots ({error})") from error
    return None if place is None else _content(place)


async def _picked(address: str, limit_s: float) -> str | None:
    """The address of the picture file, None when the user gives up."""
    bus = await connect(address)
    try:
        responses: asyncio.Queue[Message] = asyncio.Queue()
        bus.add_message_handler(lambda message: _take(message, responses))
        await ask_bus(bus, "AddMatch", "s", f"type='signal',interface='{_REQUEST}',member='Response'")
        handle = await _asked(bus)
        async with asyncio.timeout(limit_s):
            while (response := await responses.get()).path != handle:
                pass
        return _place(*response.body)
    except TimeoutError:
        return None  # nobody picked anything; the desktop's picker may be gone or hidden
    finally:
        bus.disconnect()


def _take(message: Message, responses: "asyncio.Queue[Message]") -> None:
    if message.message_type is MessageType.SIGNAL and message.interface == _REQUEST:
        responses.put_nowait(message)


async def _asked(bus: MessageBus) -> str:
    """The name under which the portal will answer; BusRefused, BusUnavailable."""
    options = {"handle_token": Variant("s", f"atshot{secrets.token_hex(8)}"), "interactive": Variant("b", True)}
    call = Message(_NAME, _PATH, "org.freedesktop.portal.Screenshot", "Screenshot", signature="sa{sv}")
    call.body = ["", options]
    try:
        async with asyncio.timeout(_STARTS_S):
            reply = await bus.call(call)
    except (OSError, EOFError, DBusFastError) as error:
        raise BusUnavailable(f"{type(error).__name__}: {error}") from error
    if reply.message_type is MessageType.ERROR:
        raise BusRefused(str(reply.body[0] if reply.body else reply.error_name))
    return str(reply.body[0])


def _place(code: int, results: dict[str, Variant]) -> str | None:
    if code == _GIVEN_UP:
        return None
    uri: Any = results["uri"].value if code == _DONE and "uri" in results else None
    if not isinstance(uri, str):
        raise BusRefused("its own picker has failed")
    return uri


def _content(uri: str) -> bytes:
    try:
        return Path(unquote(urlsplit(uri).path)).read_bytes()
    except (OSError, ValueError) as error:
        raise ProgramFailed(f"the desktop's screenshot cannot be read ({error})") from error
