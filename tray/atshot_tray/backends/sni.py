"""The icon as a StatusNotifierItem on the session bus, on X11 and on Wayland. Knows D-Bus, no window system."""

import asyncio
import html
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any

from dbus_fast import Message, PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusObjectPath, DBusSignature, DBusStr
from dbus_fast.errors import DBusFastError
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from atshot_tray.backends.dbusmenu import DbusMenu
from atshot_tray.icon_picture import picture
from atshot_tray.menu import default_run, menu, state_sentence
from atshot_tray.session_bus import BusRefused, BusUnavailable, ask, ask_bus, connect
from atshot_tray.state import Actions, Look, Snapshot
from atshot_tray.words import Words

WATCHER = "org.kde.StatusNotifierWatcher"
_WATCHER_PATH = "/StatusNotifierWatcher"
_ITEM_PATH = "/StatusNotifierItem"
_MENU_PATH = "/MenuBar"
# What panels ask for, from a low one to one on a dense screen; every panel is sent all of them again and again.
_SIZES_PX = (16, 22, 24, 32, 48)

Pixmaps = Annotated[list[Any], DBusSignature("a(iiay)")]
ToolTipValue = Annotated[list[Any], DBusSignature("(sa(iiay)ss)")]


class _Item(ServiceInterface):
    """The icon as panels ask for it."""

    def __init__(self, snapshot: Snapshot, words: Words, on_click: Callable[[], None]) -> None:
        super().__init__("org.kde.StatusNotifierItem")
        self._snapshot = snapshot
        self._words = words
        self._on_click = on_click

    def set_snapshot(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if before.look is not snapshot.look:
            self.NewIcon()
            self.NewAttentionIcon()
            self.NewStatus()
        if state_sentence(before, self._words) != state_sentence(snapshot, self._words):
            self.NewToolTip()

    @dbus_property(PropertyAccess.READ)
    def Category(self) -> DBusStr:
        return "ApplicationStatus"

    @dbus_property(PropertyAccess.READ)
    def Id(self) -> DBusStr:
        return "atshot"

    @dbus_property(PropertyAccess.READ)
    def Title(self) -> DBusStr:
        return "Atshot"

    @dbus_property(PropertyAccess.READ)
    def Status(self) -> DBusStr:
        return "NeedsAttention" if self._snapshot.look is Look.ATTENTION else "Active"

    @dbus_property(PropertyAccess.READ)
    def WindowId(self) -> DBusInt32:
        return 0

    @dbus_property(PropertyAccess.READ)
    def IconName(self) -> DBusStr:
        return ""

    @dbus_property(PropertyAccess.READ)
    def IconThemePath(self) -> DBusStr:
        return ""

    @dbus_property(PropertyAccess.READ)
    def IconPixmap(self) -> Pixmaps:
        return _pixmaps(self._snapshot.look)

    @dbus_property(PropertyAccess.READ)
    def OverlayIconName(self) -> DBusStr:
        return ""

    @dbus_property(PropertyAccess.READ)
    def AttentionIconName(self) -> DBusStr:
        return ""

    @dbus_property(PropertyAccess.READ)
    def AttentionIconPixmap(self) -> Pixmaps:
        return _pixmaps(Look.ATTENTION) if self._snapshot.look is Look.ATTENTION else []

    @dbus_property(PropertyAccess.READ)
    def ToolTip(self) -> ToolTipValue:
        # Panels take it for markup, and a sentence may end in a program's own words.
        return ["", [], "Atshot", html.escape(state_sentence(self._snapshot, self._words), quote=False)]

    @dbus_property(PropertyAccess.READ)
    def ItemIsMenu(self) -> DBusBool:
        return False

    @dbus_property(PropertyAccess.READ)
    def Menu(self) -> DBusObjectPath:
        return _MENU_PATH

    @dbus_method()
    def Activate(self, x: DBusInt32, y: DBusInt32) -> None:
        self._on_click()

    @dbus_method()
    def SecondaryActivate(self, x: DBusInt32, y: DBusInt32) -> None:
        self._on_click()

    @dbus_method()
    def ContextMenu(self, x: DBusInt32, y: DBusInt32) -> None:
        """The panel shows the menu itself; this is for items that have none on the bus."""

    @dbus_method()
    def Scroll(self, delta: DBusInt32, orientation: DBusStr) -> None:
        """Nothing here can be scrolled."""

    @dbus_signal()
    def NewIcon(self) -> None: ...

    @dbus_signal()
    def NewAttentionIcon(self) -> None: ...

    @dbus_signal()
    def NewToolTip(self) -> None: ...

    @dbus_signal()
    def NewStatus(self) -> DBusStr:
        return "NeedsAttention" if self._snapshot.look is Look.ATTENTION else "Active"


class SniTray:
    """An icon on one session bus; it comes back when the panel is started anew."""

    name = "sni"

    def __init__(self, address: str, words: Words, actions: Actions) -> None:
        self._address = address
        self._words = words
        self._actions = actions
        self._snapshot = Snapshot()
        self._lock = threading.Lock()
        self._is_stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        """Show the icon until `stop`; returns too when the session bus is gone."""
        with suppress(BusRefused, BusUnavailable, OSError, EOFError, DBusFastError):  # it may go at any moment
            asyncio.run(self._serve(on_ready))

    def show(self, snapshot: Snapshot) -> None:
        """Let icon, tooltip and menu tell this from now on."""
        with self._lock:
            self._snapshot = snapshot
        self._wake()

    def stop(self) -> None:
        """Take the icon away and let `run` return."""
        with self._lock:
            self._is_stopped = True
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._changed.set)

    async def _serve(self, on_ready: Callable[[], None]) -> None:
        bus = await connect(self._address)
        try:
            with self._lock:
                self._loop, shown = asyncio.get_running_loop(), self._snapshot
            lines = menu(shown, self._words, self._actions)
            item, items = _Item(shown, self._words, default_run(lines)), DbusMenu(lines)
            bus.export(_ITEM_PATH, item)
            bus.export(_MENU_PATH, items)
            await _register(bus)
            threading.Thread(target=on_ready, name="tray-ready", daemon=True).start()
            await self._follow(bus, shown, item, items)
        finally:
            with self._lock:
                self._loop = None
            bus.disconnect()

    async def _follow(self, bus: MessageBus, shown: Snapshot, item: _Item, items: DbusMenu) -> None:
        """Show each snapshot until `stop`, or until the bus is gone."""
        gone = asyncio.ensure_future(_gone(bus))
        gone.add_done_callback(lambda _: self._changed.set())
        while not (self._is_stopped or gone.done()):
            with self._lock:
                snapshot = self._snapshot
            if snapshot != shown:
                item.set_snapshot(snapshot)
                items.set_items(menu(snapshot, self._words, self._actions))
                shown = snapshot
            await self._changed.wait()
            self._changed.clear()
        gone.cancel()


def has_host(address: str) -> bool:
    """Whether a panel on this session bus shows such icons."""
    try:
        return asyncio.run(_has_host(address))
    except (BusRefused, BusUnavailable):
        return False


async def _has_host(address: str) -> bool:
    bus = await connect(address)
    try:
        property_ = _to_watcher("org.freedesktop.DBus.Properties", "Get", WATCHER, "IsStatusNotifierHostRegistered")
        return bool((await ask(bus, property_))[0].value)
    finally:
        bus.disconnect()


async def _register(bus: MessageBus) -> None:
    """Tell the watcher of us, now and whenever there is a new one."""
    name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
    await ask_bus(bus, "RequestName", "su", name, 0)

    def heard(message: Message) -> None:
        if message.member == "NameOwnerChanged" and message.body[0] == WATCHER and message.body[2]:
            bus.send(_to_watcher(WATCHER, "RegisterStatusNotifierItem", name))

    bus.add_message_handler(heard)
    rule = f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{WATCHER}'"
    await ask_bus(bus, "AddMatch", "s", rule)
    with suppress(BusRefused):  # the panel has just gone: the next one will be told
        await ask(bus, _to_watcher(WATCHER, "RegisterStatusNotifierItem", name))


def _to_watcher(interface: str, member: str, *body: str) -> Message:
    return Message(
        destination=WATCHER,
        path=_WATCHER_PATH,
        interface=interface,
        member=member,
        signature="s" * len(body),
        body=list(body),
    )


async def _gone(bus: MessageBus) -> None:
    with suppress(OSError, EOFError, DBusFastError):
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # of all its methods this one has no types


def _pixmaps(look: Look) -> list[Any]:
    return [_pixmap(look, size_px) for size_px in _SIZES_PX]


def _pixmap(look: Look, size_px: int) -> list[object]:
    """As the interface has it: alpha first, then red, green and blue."""
    from PIL import Image

    red, green, blue, alpha = picture(look, size_px).split()
    return [size_px, size_px, Image.merge("RGBA", (alpha, red, green, blue)).tobytes()]
