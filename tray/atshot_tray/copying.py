"""Text onto the clipboard, by whatever the system offers. Knows programs, not what the text says."""

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atshot_daemon.errors import BadRequest
from atshot_daemon.machine import PROGRAM_LIMIT_S, Machine, ProgramFailed
from atshot_tray.copying_windows import set_text

Feed = Callable[[Sequence[str], bytes], None]


class CopyFailed(BadRequest):
    """The text could not be put on the clipboard; the message says what to do."""

    code = "copy_failed"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the clipboard: where it could work, the command that takes the text, how to get its program."""

    fits: Callable[[Machine], bool]
    command: tuple[str, ...]
    advice: str


def feed_program(command: Sequence[str], data: bytes, *, limit_s: float = PROGRAM_LIMIT_S) -> None:
    """Give `data` to the standard input of `command`; ProgramFailed when it fails or takes longer than `limit_s`.

    What it leaves running behind it, as the programs of X11 and Wayland do to serve the clipboard, is not waited for.
    """
    # A file, not a pipe: the one that stays behind holds it open.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                command,
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=said,
                timeout=limit_s,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            raise ProgramFailed(f"{command[0]} did not answer within {limit_s:g} s") from None
        except OSError as error:
            raise ProgramFailed(f"{command[0]} cannot be started: {error.strerror}") from error
        if done.returncode != 0:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise ProgramFailed(f"{command[0]}: {lines[-1] if lines else f'exit status {done.returncode}'}")


def copy_text(
    text: str, machine: Machine, *, feed: Feed = feed_program, on_windows: Callable[[str], None] = set_text
) -> None:
    """Put the text on the clipboard; CopyFailed."""
    if machine.platform == "win32":
        try:
            return on_windows(text)
        except OSError as error:  # another program keeps it open
            raise CopyFailed(f"the clipboard cannot be written now ({error}); try again") from error
    fitting = [way for way in WAYS if way.fits(machine)]
    way = next((way for way in fitting if machine.which(way.command[0])), None)
    if way is None:
        raise CopyFailed(_what_is_missing(fitting))
    try:
        return feed(way.command, text.encode())
    except ProgramFailed as error:
        raise CopyFailed(f"the clipboard cannot be written ({error}); try again") from error


def _what_is_missing(fitting: Sequence[Way]) -> str:
    if not fitting:
        return "there is no desktop here whose clipboard could be written; run it in one"
    return f"writing the clipboard needs {fitting[0].command[0]}; {fitting[0].advice}"


WAYS = (
    # LC_CTYPE: it takes what comes for the letters of the locale, and a program started from the dock has none.
    Way(lambda machine: machine.platform == "darwin", ("/usr/bin/env", "LC_CTYPE=UTF-8", "pbcopy"), ""),
    Way(
        lambda machine: machine.is_wayland,
        ("wl-copy", "--type", "text/plain;charset=utf-8"),
        "install it with: apt install wl-clipboard",
    ),
    Way(
        lambda machine: machine.is_x11,
        ("xclip", "-selection", "clipboard", "-in"),
        "install it with: apt install xclip",
    ),
)
