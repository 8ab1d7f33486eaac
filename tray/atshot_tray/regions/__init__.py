"""A part of the screen that the user picks with the mouse. Knows which desktop has which way, no pixels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from atshot_daemon.errors import BadRequest
from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.regions import programs, windows_calls
from atshot_tray.regions.programs import NobodyPicked, Run, run_in_time

# Who picks may first look for the window that they want.
PICK_LIMIT_S = 180.0

_INSTEAD = "or copy a screenshot and let Atshot read the clipboard"


class RegionUnavailable(BadRequest):
    """Nothing here lets the user pick a part of the screen; the message says what to install or to do."""

    code = "region_unavailable"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a part of the screen: where it could work, the programs it needs, how to use it."""

    name: str
    fits: Callable[[Machine], bool]
    programs: tuple[str, ...]
    picture: Callable[[Machine, Run], bytes | None]


def region_picture(machine: Machine, *, run: Run | None = None, limit_s: float = PICK_LIMIT_S) -> bytes | None:
    """The picture that the user picks, None when they give up; RegionUnavailable. Takes as long as the user does."""
    reasons = []
    for way in _present(machine):
        try:
            return way.picture(machine, run or partial(run_in_time, limit_s=limit_s))
        except NobodyPicked:
            return None  # the next way would only ask them again
        except (ProgramFailed, OSError) as error:
            reasons.append(str(error))
    if reasons:
        raise RegionUnavailable(f"no part of the screen can be picked ({'; '.join(reasons)}); try again, {_INSTEAD}")
    raise RegionUnavailable(_what_is_missing(machine))


def region_way(machine: Machine) -> str | None:
    """What will be tried first here, None where there is nothing to try."""
    return next((way.name for way in _present(machine)), None)


def _present(machine: Machine) -> Sequence[Way]:
    return [way for way in WAYS if way.fits(machine) and all(map(machine.which, way.programs))]


def _what_is_missing(machine: Machine) -> str:
    lacking = next((way.programs for way in WAYS if way.fits(machine)), None)
    if lacking is None:
        return "there is no desktop here to pick a part of; run it in one"
    return f"picking a part of the screen needs {' and '.join(lacking)}; install it, {_INSTEAD}"


def _by_portal(machine: Machine, run: Run) -> bytes | None:
    from atshot_tray.regions.portal import from_portal  # brings the session bus along

    return from_portal(machine, limit_s=PICK_LIMIT_S)


def _by_snipping(machine: Machine, run: Run) -> bytes | None:
    return programs.from_snipping(
        machine, limit_s=PICK_LIMIT_S, start=windows_calls.start, changes=windows_calls.clipboard_changes
    )


def _is_plain_x11(machine: Machine) -> bool:
    # What XWayland shows of a Wayland desktop is black.
    return machine.is_x11 and not machine.is_wayland


WAYS = (
    Way("the snipping tool", lambda machine: machine.platform == "win32", (), _by_snipping),
    Way("screencapture", lambda machine: machine.platform == "darwin", ("screencapture",), programs.from_screencapture),
    Way("the desktop's portal", lambda machine: machine.is_wayland, (), _by_portal),
    Way("slurp and grim", lambda machine: machine.is_wayland, ("slurp", "grim"), programs.from_slurp),
    Way("Atshot's own picker", _is_plain_x11, (), programs.from_overlay),
    Way("maim", _is_plain_x11, ("maim",), programs.from_maim),
    Way("scrot", _is_plain_x11, ("scrot",), programs.from_scrot),
)
