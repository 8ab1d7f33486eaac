"""A picture from the clipboard, by whatever the system offers. Knows programs and their targets, no pixels."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from atshot_daemon.errors import ClipboardEmpty, ClipboardUnavailable
from atshot_daemon.files import PICTURE_SUFFIXES, read_file
from atshot_daemon.machine import Machine, ProgramFailed, png_bytes

# Best first: PNG loses nothing and is small, the last two are big.
_PICTURE_TYPES = ("image/png", "image/webp", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/x-bmp")
_FILE_TYPES = ("text/uri-list", "x-special/gnome-copied-files")

_NOTHING = "the clipboard holds no picture; copy a screenshot or a picture file first"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the clipboard: where it could work, the program it needs, how to get that, how to use it."""

    fits: Callable[[Machine], bool]
    program: str | None
    advice: str
    picture: Callable[[Machine], bytes]


def clipboard_picture(machine: Machine) -> bytes:
    """The picture on the clipboard, or the copied picture file; ClipboardEmpty, ClipboardUnavailable."""
    fitting = [way for way in WAYS if way.fits(machine)]
    for way in fitting:
        if way.program is None or machine.which(way.program):
            return way.picture(machine)
    if not fitting:
        raise ClipboardUnavailable("there is no desktop here to ask; run it in one, or give a file")
    raise ClipboardUnavailable(f"reading the clipboard needs {fitting[0].program}; {fitting[0].advice}")


def _from_system(machine: Machine) -> bytes:
    try:
        held = machine.clipboard()
    except (OSError, NotImplementedError, ValueError) as error:  # Windows: another program keeps it open, odd formats
        raise ClipboardUnavailable(f"the clipboard cannot be read now ({error}); try again") from error
    if held is None:
        raise ClipboardEmpty(_NOTHING)
    return _first_picture_file(map(Path, held)) if isinstance(held, list) else png_bytes(held)


def _from_wayland(machine: Machine) -> bytes:
    types = _asked(machine, ["wl-paste", "--list-types"])
    return _picked(types, lambda kind: _asked(machine, ["wl-paste", "--no-newline", "--type", kind]))


def _from_x11(machine: Machine) -> bytes:
    xclip = ["xclip", "-selection", "clipboard", "-out", "-target"]
    return _picked(_asked(machine, [*xclip, "TARGETS"]), lambda kind: _asked(machine, [*xclip, kind]))


def _asked(machine: Machine, command: list[str]) -> bytes:
    try:
        return machine.run(command)
    except ProgramFailed as error:
        # Both programs fail alike on an empty clipboard and on a dead desktop; only their words tell.
        if any(word in str(error).lower() for word in ("display", "connect", "server", "answer", "started")):
            raise ClipboardUnavailable(f"the clipboard cannot be read ({error})") from error
        raise ClipboardEmpty(_NOTHING) from error


def _picked(types: bytes, content: Callable[[str], bytes]) -> bytes:
    """The best picture among the offered types, else the first copied picture file."""
    offered = types.decode("utf-8", "replace").split()
    for kind in _PICTURE_TYPES:
        if kind in offered:
            return content(kind)
    for kind in _FILE_TYPES:
        if kind in offered:
            return _first_picture_file(_paths(content(kind).decode("utf-8", "replace")))
    raise ClipboardEmpty(_NOTHING)


def _paths(uris: str) -> Iterable[Path]:
    for line in uris.split():
        try:
            parts = urlsplit(line)
        except ValueError:  # half an address
            continue
        if parts.scheme == "file":
            yield Path(unquote(parts.path))


def _first_picture_file(paths: Iterable[Path]) -> bytes:
    for path in paths:
        if path.suffix.lower() in PICTURE_SUFFIXES:
            return read_file(path)
    raise ClipboardEmpty(_NOTHING)


WAYS = (
    Way(lambda machine: machine.has_own_calls, None, "", _from_system),
    # Before X11: XWayland sees copies from Wayland programs only while one of its own windows has the focus.
    Way(lambda machine: machine.is_wayland, "wl-paste", "install it with: apt install wl-clipboard", _from_wayland),
    Way(lambda machine: machine.is_x11, "xclip", "install it with: apt install xclip", _from_x11),
)
