"""The icon in the desktop's tray, by whatever this desktop offers. Knows the order of the ways, none of them itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from atshot_daemon.machine import Machine
from atshot_tray.state import Actions, Snapshot
from atshot_tray.words import Words


class Tray(Protocol):
    """An icon with a menu; `name` says of which kind, `none` where there is no place for an icon."""

    @property
    def name(self) -> str:
        """The kind of icon: sni, gtk, xorg, win32, darwin or none."""
        ...

    def run(self, on_ready: Callable[[], None]) -> None:
        """Show the icon and serve it until `stop`, on the main thread; `on_ready` is called from a worker thread."""
        ...

    def show(self, snapshot: Snapshot) -> None:
        """Let icon, tooltip and menu tell this from now on; from any thread, before `run` too."""
        ...

    def stop(self) -> None:
        """Take the icon away and let `run` return; from any thread, again and again."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of icon on Linux: where it fits, and the icon itself."""

    name: str
    fits: Callable[[Machine], bool]
    tray: Callable[[Machine, Words, Actions], Tray]


def open_tray(machine: Machine, words: Words, actions: Actions) -> Tray:
    """The icon for this desktop, not shown yet; of kind `none` as long as there is no place for one."""
    from atshot_tray.backends.linux import LinuxTray
    from atshot_tray.backends.native import macos_tray, windows_tray

    if machine.platform == "win32":
        return windows_tray(words, actions)
    if machine.platform == "darwin":
        return macos_tray(words, actions)

    def find() -> Tray | None:
        way = _fitting(machine)
        return way.tray(machine, words, actions) if way else None

    return LinuxTray(find)


def tray_kind(machine: Machine) -> str:
    """The kind of icon that `open_tray` would show now, `none` where there is no place for one."""
    if machine.has_own_calls:
        return machine.platform
    way = _fitting(machine)
    return way.name if way else "none"


def _fitting(machine: Machine) -> Way | None:
    return next((way for way in WAYS if way.fits(machine)), None)


def _has_sni_host(machine: Machine) -> bool:
    from atshot_tray.backends.sni import has_host
    from atshot_tray.session_bus import bus_address

    address = bus_address(machine)
    return address is not None and has_host(address)


def _sni(machine: Machine, words: Words, actions: Actions) -> Tray:
    from atshot_tray.backends.sni import SniTray
    from atshot_tray.session_bus import bus_address

    return SniTray(bus_address(machine) or "", words, actions)


def _has_embedding_tray(machine: Machine) -> bool:
    from atshot_tray.backends.xorg import has_tray_for_us

    return machine.is_x11 and has_tray_for_us(machine.environ["DISPLAY"])


def _xorg(machine: Machine, words: Words, actions: Actions) -> Tray:
    from atshot_tray.backends.xorg import XorgTray

    return XorgTray(machine.environ["DISPLAY"], words, actions)


def _has_gtk_tray(machine: Machine) -> bool:
    from atshot_tray.backends.gtk import has_gtk
    from atshot_tray.backends.xorg import has_tray

    return machine.is_x11 and has_tray(machine.environ["DISPLAY"]) and has_gtk()


def _gtk(_machine: Machine, words: Words, actions: Actions) -> Tray:
    from atshot_tray.backends.gtk import gtk_tray

    return gtk_tray(words, actions)


# Best first. The session bus works on Wayland too and gives the panel's own menu. Whoever embeds windows shows no menu
# of its own: GTK's looks like the desktop, ours needs nothing but X11.
WAYS = (
    Way("sni", _has_sni_host, _sni),
    Way("gtk", _has_gtk_tray, _gtk),
    Way("xorg", _has_embedding_tray, _xorg),
)
