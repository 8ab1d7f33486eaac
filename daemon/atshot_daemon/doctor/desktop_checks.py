"""The desktop: clipboard, screen, tray. Knows the same tables as those who use them."""

from collections.abc import Iterator

from atshot_daemon import clipboard, screen
from atshot_daemon.doctor.finding import Finding, ok, warning
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.machine import Machine, ProgramFailed

_NO_DESKTOP = "there is no desktop here; files and HTTP work without"
_WATCHER = "org.kde.StatusNotifierWatcher"
# Whichever is there: each asks the session's bus whether somebody shows icons, and answers with a `true` or `false`.
_ASKS = (
    "dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus"
    f" org.freedesktop.DBus.NameHasOwner string:{_WATCHER}",
    "gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus"
    f" --method org.freedesktop.DBus.NameHasOwner {_WATCHER}",
    f"busctl --user call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus NameHasOwner s {_WATCHER}",
)


def check_clipboard(probe: Probe) -> Iterator[Finding]:
    """Whether pictures can be read from the clipboard."""
    fitting = [way for way in clipboard.WAYS if way.fits(probe.machine)]
    if not fitting:
        yield ok(_NO_DESKTOP)
        return
    present = [way.program for way in fitting if way.program is None or probe.machine.which(way.program)]
    if present:
        yield ok(f"read by {present[0] or 'the system itself'}")
    else:
        yield warning(f"reading it needs {fitting[0].program}", fitting[0].advice)


def check_screen(probe: Probe) -> Iterator[Finding]:
    """Whether the screen can be captured."""
    fitting = [way for way in screen.WAYS if way.fits(probe.machine)]
    if not fitting:
        yield ok(_NO_DESKTOP)
        return
    present = [way.program for way in fitting if way.program is None or probe.machine.which(way.program)]
    names = ", ".join(way.program for way in fitting if way.program)
    if present:
        yield ok(f"captured by {present[0] or 'the system itself'}")
    else:
        yield warning(
            f"capturing it needs one of {names}", "install one, or copy a screenshot and use atshot extract --clipboard"
        )


def check_tray(probe: Probe) -> Iterator[Finding]:
    """Whether an icon can be shown."""
    machine = probe.machine
    if machine.has_own_calls:
        yield ok("the system shows icons")
    elif not (machine.is_wayland or machine.is_x11):
        yield ok(_NO_DESKTOP)
    elif not machine.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        yield warning("the session has no D-Bus, so that no icon can be shown", "use the page: atshot open")
    else:
        yield _shown(machine)


def _shown(machine: Machine) -> Finding:
    ask = next((words for words in map(str.split, _ASKS) if machine.which(words[0])), None)
    if ask is None:
        return ok("whether icons are shown cannot be asked here (no dbus-send, gdbus or busctl)")
    try:
        shows = b"true" in machine.run(ask)
    except ProgramFailed as error:
        return warning(f"the session's D-Bus does not answer ({error})", "use the page: atshot open")
    if shows:
        return ok("the desktop shows icons")
    if machine.is_x11 and not machine.is_wayland:
        return ok("the desktop shows icons at most the old way (XEmbed)")
    return warning(
        "the desktop shows no icons", "GNOME: install the extension AppIndicator; or use the page: atshot open"
    )
