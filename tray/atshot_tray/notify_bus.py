"""Notifications over the session bus, as freedesktop.org has them. Knows D-Bus, not what is told."""

import asyncio
import html
import threading
from collections.abc import Callable
from typing import Any

from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus

from atshot_tray.icon_picture import picture
from atshot_tray.session_bus import BusRefused, BusUnavailable, ask, ask_bus, connect
from atshot_tray.state import Look

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_ICON_PX = 64
_NORMAL = 1
# The server decides how long it shows one.
_ITS_OWN_LIMIT = -1
# What a click does that hits no button, and the name of our only button.
_ACTIONS = ("default", "show")


class BusNotifications:
    """What the desktop's notification server shows for us. Everything is called on one event loop."""

    def __init__(self, address: str | None, *, show_label: str) -> None:
        self._address = address
        self._show_label = show_label
        self._connecting = asyncio.Lock()
        self._bus: MessageBus | None = None
        self._has_markup = False
        self._clicks: dict[int, Callable[[], None]] = {}

    async def send(self, title: str, body: str, on_click: Callable[[], None] | None) -> bool:
        """Show it; False when nobody here can."""
        try:
            async with self._connecting:
                bus = await self._connected()
            number = await self._notify(bus, title, body, has_click=on_click is not None)
        except BusRefused:
            return False
        except BusUnavailable:
            self.close()
            return False
        if on_click is not None:
            self._clicks[number] = on_click
        return True

    def close(self) -> None:
        """Leave the bus; what is shown stays, its clicks are lost."""
        if self._bus is not None:
            self._bus.disconnect()
        self._bus = None
        self._clicks.clear()

    async def _connected(self) -> MessageBus:
        if self._bus is not None and self._bus.connected:
            return self._bus
        if self._address is None:
            raise BusUnavailable("there is no session bus")
        bus = await connect(self._address)
        try:
            [capabilities] = await ask(bus, _call("GetCapabilities", ""))
            await ask_bus(bus, "AddMatch", "s", f"type='signal',sender='{_SERVICE}',interface='{_SERVICE}'")
        except (BusRefused, BusUnavailable):
            bus.disconnect()  # the next one finds a server that is started meanwhile
            raise
        self._has_markup = "body-markup" in capabilities
        bus.add_message_handler(self._heard)
        self._bus = bus
        return bus

    async def _notify(self, bus: MessageBus, title: str, body: str, *, has_click: bool) -> int:
        # What is told may come from a picture: a server that takes markup must not take any from there.
        shown = html.escape(body, quote=False) if self._has_markup else body
        actions = [text for action in _ACTIONS for text in (action, self._show_label)] if has_click else []
        hints = {"urgency": Variant("y", _NORMAL), "image-data": Variant("(iiibiiay)", _image_data())}
        call = _call("Notify", "susssasa{sv}i", "Atshot", 0, "", title, shown, actions, hints, _ITS_OWN_LIMIT)
        return int((await ask(bus, call))[0])

    def _heard(self, message: Message) -> None:
        if message.interface != _SERVICE or message.member not in ("ActionInvoked", "NotificationClosed"):
            return
        on_click = self._clicks.pop(message.body[0], None)
        if on_click is not None and message.member == "ActionInvoked":
            threading.Thread(target=on_click, name="notification-click", daemon=True).start()


def _call(member: str, signature: str, *body: object) -> Message:
    return Message(
        destination=_SERVICE, path=_PATH, interface=_SERVICE, member=member, signature=signature, body=list(body)
    )


def _image_data() -> list[Any]:
    """Width, height, bytes in a row, whether there is alpha, bits of a channel, channels, and the pixels."""
    icon = picture(Look.READY, _ICON_PX)
    return [_ICON_PX, _ICON_PX, _ICON_PX * 4, True, 8, 4, icon.tobytes()]
