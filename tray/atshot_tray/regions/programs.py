"""A part of the screen by a picker that is a program of its own. Knows each one's arguments and how it says "no"."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from atshot_daemon.clipboard import clipboard_picture
from atshot_daemon.errors import ClipboardEmpty, ClipboardUnavailable
from atshot_daemon.machine import Machine, ProgramFailed, run_program

Run = Callable[[Sequence[str]], bytes]

_LOOK_AGAIN_S = 0.2
# In the words of slurp, maim and scrot.
_GIVEN_UP = ("cancel", "abort")


class NobodyPicked(Exception):
    """The user was asked, and did nothing for so long that they have gone."""


def run_in_time(command: Sequence[str], *, limit_s: float) -> bytes:
    """What a picker writes to its standard output; NobodyPicked after `limit_s`, ProgramFailed when it fails."""
    ends_at = time.monotonic() + limit_s
    try:
        return run_program(command, limit_s=limit_s)
    except ProgramFailed:
        if time.monotonic() >= ends_at:
            raise NobodyPicked from None
        raise


def from_overlay(machine: Machine, run: Run) -> bytes | None:
    """By our own picker on X11, in a process of its own: it holds the mouse, and must not hold anything else up."""
    overlay = [sys.executable, "-P", "-m", "atshot_tray.regions.overlay", machine.environ["DISPLAY"], str(os.getpid())]
    return run(overlay) or None


def from_slurp(machine: Machine, run: Run) -> bytes | None:
    """By slurp and grim, on those Wayland desktops that have no portal."""
    box = _unless_given_up(lambda: run(["slurp"]))
    return run(["grim", "-g", box.decode().strip(), "-"]) if box else None


def from_maim(machine: Machine, run: Run) -> bytes | None:
    """By maim, on X11."""
    return _unless_given_up(lambda: run(["maim", "--select", "--hidecursor"]))


def from_scrot(machine: Machine, run: Run) -> bytes | None:
    """By scrot, on X11."""
    return _unless_given_up(lambda: _written(run, ["scrot", "--select", "--freeze"]))


def from_screencapture(machine: Machine, run: Run) -> bytes | None:
    """By macOS itself, which ends alike for "no" and for a permission that is missing."""
    try:
        return _written(run, ["screencapture", "-i", "-x", "-t", "png"])
    except ProgramFailed as error:
        if "could not create image" in str(error):
            raise ProgramFailed(
                "macOS does not let Atshot see the screen; allow it in System Settings, Privacy & Security, "
                "Screen Recording"
            ) from error
        return None


def from_snipping(
    machine: Machine,
    *,
    limit_s: float,
    start: Callable[[str], None],
    changes: Callable[[], int],
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> bytes | None:
    """By Windows itself, which puts the picture on the clipboard; None when no picture comes there in time.

    `changes` counts what happens to the clipboard: looking into it all the time would be in the way of others.
    """
    ends_at = monotonic() + limit_s
    seen = changes()
    start("ms-screenclip:")
    while monotonic() < ends_at:
        pause(_LOOK_AGAIN_S)
        if (now := changes()) == seen:
            continue
        try:
            return clipboard_picture(machine)
        except ClipboardEmpty:  # something else was copied meanwhile
            seen = now
        except ClipboardUnavailable:  # another program looks into it right now
            continue
    return None


def _unless_given_up(picture: Callable[[], bytes | None]) -> bytes | None:
    try:
        return picture()
    except ProgramFailed as error:
        if any(word in str(error).lower() for word in _GIVEN_UP):
            return None
        raise


def _written(run: Run, command: list[str]) -> bytes | None:
    """What the program writes to the file that it is given as its last argument, None when it writes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "region.png"
        run([*command, str(path)])
        return path.read_bytes() if path.exists() else None
