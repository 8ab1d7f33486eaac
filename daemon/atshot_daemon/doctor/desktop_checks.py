"""The desktop: clipboard and screen. Knows the same tables as those who use them."""

from collections.abc import Iterator

from atshot_daemon import clipboard, screen
from atshot_daemon.doctor.finding import Finding, ok, warning
from atshot_daemon.doctor.probe import Probe

NO_DESKTOP = "there is no desktop here; files and HTTP work without"


def check_clipboard(probe: Probe) -> Iterator[Finding]:
    """Whether pictures can be read from the clipboard."""
    fitting = [way for way in clipboard.WAYS if way.fits(probe.machine)]
    if not fitting:
        yield ok(NO_DESKTOP)
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
        yield ok(NO_DESKTOP)
        return
    present = [way.program for way in fitting if way.program is None or probe.machine.which(way.program)]
    names = ", ".join(way.program for way in fitting if way.program)
    if present:
        yield ok(f"captured by {present[0] or 'the system itself'}")
    else:
        yield warning(
            f"capturing it needs one of {names}", "install one, or copy a screenshot and use atshot extract --clipboard"
        )
