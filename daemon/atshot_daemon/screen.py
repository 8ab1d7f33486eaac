"""A picture of the whole screen, by whatever the system offers. Knows programs, no pixels."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from atshot_daemon.errors import ScreenUnavailable
from atshot_daemon.machine import Machine, ProgramFailed, png_bytes

_ADVICE = "take the screenshot with your desktop's own key, copy it, and use --clipboard"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the screen: where it could work, the program it needs and how to use it."""

    fits: Callable[[Machine], bool]
    program: str | None
    picture: Callable[[Machine], bytes]


def screen_picture(machine: Machine) -> bytes:
    """All screens as PNG; ScreenUnavailable says what to do instead."""
    fitting = [way for way in WAYS if way.fits(machine)]
    if not fitting:
        raise ScreenUnavailable("there is no desktop here to capture; run it in one, or give a file")
    present = [way for way in fitting if way.program is None or machine.which(way.program)]
    if not present:
        names = ", ".join(filter(None, (way.program for way in fitting)))
        raise ScreenUnavailable(f"capturing the screen needs one of {names}; install one, or {_ADVICE}")
    reasons = []
    for way in present:
        try:
            return way.picture(machine)
        except (ProgramFailed, OSError) as error:
            reasons.append(str(error))
    raise ScreenUnavailable(f"the screen cannot be captured ({'; '.join(reasons)}); {_ADVICE}")


def _from_system(machine: Machine) -> bytes:
    return png_bytes(machine.screen())


def _from_grim(machine: Machine) -> bytes:
    return machine.run(["grim", "-"])


def _from_spectacle(machine: Machine) -> bytes:
    return _written(machine, ["spectacle", "--background", "--nonotify", "--fullscreen", "--output"])


def _from_gnome(machine: Machine) -> bytes:
    return _written(machine, ["gnome-screenshot", "--file"])


def _written(machine: Machine, command: list[str]) -> bytes:
    """What the program writes to the file that it is given as its last argument."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.png"
        machine.run([*command, str(path)])
        return path.read_bytes()


WAYS = (
    # On Wayland an X11 capture is black, so it is no way there; grim answers at once or refuses at once.
    Way(lambda machine: machine.is_wayland, "grim", _from_grim),
    Way(lambda machine: machine.is_wayland, "spectacle", _from_spectacle),
    Way(lambda machine: machine.is_wayland, "gnome-screenshot", _from_gnome),
    Way(lambda machine: machine.has_own_calls or (machine.is_x11 and not machine.is_wayland), None, _from_system),
)
