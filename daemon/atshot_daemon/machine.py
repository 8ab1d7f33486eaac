"""The desktop around us: its kind, its environment and the programs it has. Knows nothing about clipboards or tasks."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# The owner of a selection may hang: whoever waits for it must not. Seen: under 0.1 s, on a busy machine 1 s.
PROGRAM_LIMIT_S = 10.0


class ProgramFailed(Exception):
    """A program of the desktop is gone, late or ended with an error; the message is its own last line."""


def run_program(command: Sequence[str], *, limit_s: float = PROGRAM_LIMIT_S) -> bytes:
    """What `command` writes to its standard output; ProgramFailed when it fails or takes longer than `limit_s`."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s, check=False)
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"{command[0]} did not answer within {limit_s:g} s") from None
    except OSError as error:
        raise ProgramFailed(f"{command[0]} cannot be started: {error.strerror}") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ProgramFailed(f"{command[0]}: {said[-1] if said else f'exit status {done.returncode}'}")
    return done.stdout


def grabbed_clipboard() -> "Image | list[str] | None":
    """A picture or the names of copied files, where the system itself has a call for it (Windows, macOS)."""
    from PIL import ImageGrab

    return ImageGrab.grabclipboard()


def grabbed_screen() -> "Image":
    """All screens in one picture; OSError where the system refuses."""
    from PIL import ImageGrab

    return ImageGrab.grab(all_screens=True)


def png_bytes(image: "Image") -> bytes:
    """The picture as PNG, without loss."""
    held = io.BytesIO()
    # Level 1 is several times faster than the default and the file lives for a moment only.
    image.save(held, "PNG", compress_level=1)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything that a way to the clipboard or the screen asks of the desktop; tests build their own."""

    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    which: Callable[[str], str | None] = shutil.which
    run: Callable[[Sequence[str]], bytes] = run_program
    clipboard: "Callable[[], Image | list[str] | None]" = grabbed_clipboard
    screen: "Callable[[], Image]" = grabbed_screen

    @property
    def has_own_calls(self) -> bool:
        """Windows and macOS give pictures without a helper program."""
        return self.platform in {"win32", "darwin"}

    @property
    def has_desktop(self) -> bool:
        """There is something on which windows and icons can be shown."""
        return self.has_own_calls or self.is_wayland or self.is_x11

    @property
    def is_wayland(self) -> bool:
        """A Wayland session, perhaps with X11 beside it."""
        return not self.has_own_calls and bool(self.environ.get("WAYLAND_DISPLAY"))

    @property
    def is_x11(self) -> bool:
        """An X11 display can be reached, be it XWayland's."""
        return not self.has_own_calls and bool(self.environ.get("DISPLAY"))
