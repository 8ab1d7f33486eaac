"""All that the command line touches besides its arguments, in one value. Knows where the real things are."""

import io
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from atshot_daemon.clipboard import clipboard_picture
from atshot_daemon.config import Places, places
from atshot_daemon.machine import Machine
from atshot_daemon.screen import screen_picture
from atshot_daemon.streams import abandon, utf8
from atshot_inference.engine import Engine
from atshot_inference.engines import AUTO, ENGINES, open_engine

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


@dataclass(frozen=True, slots=True)
class World:
    """Streams, clock and collaborators; tests pass fakes, the program `real_world()`."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    engines: Sequence[str]
    open_engine: Callable[[str], Engine]
    decode: "Callable[[bytes], Picture]"
    clipboard: Callable[[], bytes]
    screen: Callable[[], bytes]
    now: Callable[[], datetime]
    view: Callable[[Path], None]
    machine: Machine
    open_browser: Callable[[str], bool]
    monotonic: Callable[[], float]
    pause: Callable[[float], None]

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables that this program was started with."""
        return self.machine.environ

    @property
    def places(self) -> Places:
        """The folders that Atshot uses."""
        return places(self.environ)

    @property
    def today(self) -> date:
        """The day on which phrases such as "tomorrow" are anchored unless another is given."""
        return self.now().astimezone().date()

    def say(self, message: str) -> None:
        """One line for the user, beside the output; where nobody can be told, the work goes on all the same."""
        try:
            self.stderr.write(f"atshot: {message}\n")
            self.stderr.flush()
        except OSError:
            abandon(self.stderr)


def real_world() -> World:
    """This process's own streams, in UTF-8 whatever the locale says, this machine's clipboard, screen and engines."""
    _quieten_libraries()
    machine = Machine()
    return World(
        stdin=sys.stdin.buffer if sys.stdin else io.BytesIO(),
        stdout=utf8(sys.stdout),
        stderr=utf8(sys.stderr),
        engines=tuple(dict.fromkeys([AUTO, *ENGINES])),
        open_engine=open_engine,
        decode=_decoded,
        clipboard=lambda: clipboard_picture(machine),
        screen=lambda: screen_picture(machine),
        now=lambda: datetime.now(UTC),
        view=lambda path: view(path, machine),
        machine=machine,
        open_browser=lambda url: open_browser(url, machine),
        monotonic=time.monotonic,
        pause=time.sleep,
    )


def _quieten_libraries() -> None:
    """Keep what libraries tell their developers, and their makers, from the user and from the network."""
    if not sys.warnoptions:  # whoever asks Python for warnings gets them
        warnings.simplefilter("ignore")
    # onnxruntime writes an identifier to the home folder and sends statistics, unless told before its import not to.
    # Its versions read one name or the other.
    os.environ.update(ORT_DISABLE_TELEMETRY="1", ORT_TELEMETRY_DISABLED="1")


def view(path: Path, machine: Machine) -> None:
    """Open the picture in the desktop's own viewer, if there is a desktop; never waits for it."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    program = "open" if machine.platform == "darwin" else "xdg-open"
    if machine.has_desktop and machine.which(program):
        _start(program, str(path))


def open_browser(url: str, machine: Machine) -> bool:
    """Open the page in the desktop's own browser and never wait for it; whether there is one to open it."""
    if sys.platform == "win32":
        os.startfile(url)
        return True
    programs = ("open",) if machine.platform == "darwin" else _BROWSERS
    program = next(filter(None, map(machine.which, programs)), None) if machine.has_desktop else None
    if program is None:
        return False
    _start(program, url)
    return True


# Best first. What shows pages in the terminal itself is none of them: it would take the terminal over.
_BROWSERS = ("xdg-open", "wslview", "x-www-browser", "firefox", "google-chrome", "chromium", "microsoft-edge")


def _start(program: str, argument: str) -> None:
    quiet = subprocess.DEVNULL
    subprocess.Popen([program, argument], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def _decoded(data: bytes) -> "Picture":
    from atshot_inference.picture import MORE_FORMATS, decode  # brings numpy and Pillow along

    return decode(data, formats=MORE_FORMATS)
