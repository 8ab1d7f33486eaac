"""`atshot doctor` with what the tray would use of this desktop. Knows which kind of each there is, not how it works."""

import argparse
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from atshot_daemon.cli.doctor import doctor as daemon_doctor
from atshot_daemon.doctor.checks import CHECKS, Check
from atshot_daemon.doctor.desktop_checks import NO_DESKTOP
from atshot_daemon.doctor.finding import Finding, ok, warning
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.world import World
from atshot_tray.autostart import autostart
from atshot_tray.backends import tray_kind
from atshot_tray.popup.browsers import find_browser
from atshot_tray.program import own_command
from atshot_tray.regions import region_way

_KINDS = MappingProxyType(
    {
        "sni": "the desktop shows the icon and its menu (StatusNotifierItem)",
        "gtk": "a panel shows the icon (XEmbed), GTK its menu",
        "xorg": "a panel shows the icon (XEmbed), and Atshot its menu",
    }
)


def doctor(args: argparse.Namespace, world: World) -> int:
    """Check everything, the tray's part too; 0, or 1 when something is wrong."""
    return daemon_doctor(args, world, checks={**CHECKS, **TRAY_CHECKS})


def check_tray(probe: Probe) -> Iterator[Finding]:
    """Where the icon would be shown."""
    kind = tray_kind(probe.machine)
    if kind != "none":
        yield ok(_KINDS.get(kind, "the system shows the icon"))
    elif probe.machine.has_desktop:
        yield warning(
            "the desktop shows no icons now",
            "GNOME: install the extension AppIndicator; others: add a tray to the panel; or use the page: atshot open",
        )
    else:
        yield ok(NO_DESKTOP)


def check_popup(probe: Probe) -> Iterator[Finding]:
    """Which browser would show the page in a window of its own."""
    browser = find_browser(probe.machine, probe.places.popup_profile)
    if not probe.machine.has_desktop:
        yield ok(NO_DESKTOP)
    elif browser:
        yield ok(f"the page gets a window of its own by {browser.program}")
    else:
        yield ok(
            "the page opens in the default browser: Chrome, Chromium, Edge, Brave and Vivaldi give it its own window"
        )


def check_region(probe: Probe) -> Iterator[Finding]:
    """How a part of the screen would be chosen."""
    way = region_way(probe.machine)
    yield ok(f"a part of the screen is chosen by {way}" if way else NO_DESKTOP)


def check_autostart(probe: Probe) -> Iterator[Finding]:
    """Whether Atshot starts at login."""
    is_on = autostart(probe.machine, own_command()).is_on()
    yield ok("Atshot starts at login" if is_on else "Atshot does not start at login; the icon's menu switches that")


TRAY_CHECKS: Mapping[str, Check] = MappingProxyType(
    {"tray": check_tray, "popup": check_popup, "region": check_region, "autostart": check_autostart}
)
