"""Stand-ins that obey the contracts of what they replace. Knows no test."""

import io
import tempfile
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from atshot_daemon.__main__ import DAEMON, Program, main
from atshot_daemon.machine import Machine
from atshot_daemon.world import World
from atshot_inference.engine import Engine
from atshot_inference.errors import EngineUnavailable
from atshot_inference.picture import MORE_FORMATS, Picture, decode
from atshot_inference.tasks import Box, Priority, PriorityReason, Reading, Task

NOW = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)

API_DOCS = Task(
    owners=("张工",),
    text="3月20日前提供接口文档",
    due=date(2026, 3, 20),
    due_phrase="3月20日前",
    priority=Priority.HIGH,
    priority_reason=PriorityReason.MARKER,
    box=Box(10, 10, 40, 12),
)


@dataclass
class FakeEngine:
    """Finds what it was told to find, whatever the picture shows; remembers what it was asked."""

    answer: Reading | Callable[[Picture], Reading] = field(default_factory=lambda: Reading(()))
    name: str = "fake"
    closed: bool = False
    asked: list[tuple[date, str | None]] = field(default_factory=list)

    def read(self, picture: Picture, *, today: date, me: str | None = None, **_: Any) -> Reading:
        self.asked.append((today, me))
        return self.answer(picture) if callable(self.answer) else self.answer

    def close(self) -> None:
        self.closed = True


@dataclass(frozen=True)
class Run:
    """How a command line ended: its exit status and what it wrote."""

    status: int
    out: str
    err: str


@dataclass
class FakeDesk:
    """A user's desk: what is in the clipboard, on the screen and on standard input, which engine and folders are there.

    Time stands still but for what a verb waits; `while_waiting` is what happens meanwhile.
    """

    engine: FakeEngine = field(default_factory=FakeEngine)
    stdin: bytes = b""
    clipboard: Callable[[], bytes] = lambda: b""
    screen: Callable[[], bytes] = lambda: b""
    is_terminal: bool = False
    viewed: list[Path] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    home: Path = field(default_factory=lambda: Path(tempfile.gettempdir(), f"atshot-{uuid.uuid4()}"))  # nobody makes it
    environ: dict[str, str] = field(default_factory=dict)
    programs: Mapping[str, Callable[[Sequence[str]], bytes]] = field(default_factory=dict)
    has_browser: bool = True
    browsed: list[str] = field(default_factory=list)
    waited_s: float = 0.0
    while_waiting: Callable[[], None] = lambda: None
    program: Program = DAEMON

    def run(self, *argv: str | Path) -> Run:
        """Run `atshot` with these arguments at this desk."""
        out, err = _Terminal(self.is_terminal), _Terminal(self.is_terminal)
        words = [str(argument) for argument in argv]
        status = main(words, make_world=lambda: self._world(out, err), program=self.program)
        return Run(status, out.getvalue(), err.getvalue())

    def perform(self, verb: Callable[[World], int]) -> Run:
        """Run a verb whose collaborators are given to it; what it raises is raised."""
        out, err = _Terminal(self.is_terminal), _Terminal(self.is_terminal)
        return Run(verb(self._world(out, err)), out.getvalue(), err.getvalue())

    def _world(self, out: io.StringIO, err: io.StringIO) -> World:
        return World(
            stdin=io.BytesIO(self.stdin),
            stdout=out,
            stderr=err,
            engines=("auto", "ocr", "absent"),
            open_engine=self._open,
            decode=lambda data: decode(data, formats=MORE_FORMATS),
            clipboard=self.clipboard,
            screen=self.screen,
            now=lambda: NOW,
            view=self.viewed.append,
            machine=self.machine,
            open_browser=self._browse,
            monotonic=lambda: self.waited_s,
            pause=self._wait,
        )

    @property
    def machine(self) -> Machine:
        """The desktop round the desk."""
        return Machine(
            platform="linux",
            environ={"ATSHOT_HOME": str(self.home), **self.environ},
            which=lambda name: f"/usr/bin/{name}" if name in self.programs else None,
            run=lambda command: self.programs[command[0]](command),
        )

    def _browse(self, url: str) -> bool:
        if self.has_browser:
            self.browsed.append(url)
        return self.has_browser

    def _wait(self, seconds: float) -> None:
        self.waited_s += seconds
        self.while_waiting()

    def _open(self, name: str) -> Engine:
        self.opened.append(name)
        if name == "absent":
            raise EngineUnavailable("the engine absent needs a part that is not here; install it")
        return self.engine


class _Terminal(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def picture_bytes(size: tuple[int, int] = (64, 48), *, colour: str = "white", kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, kind)
    return held.getvalue()


def save_pictures(folder: Path, names: Sequence[str]) -> list[Path]:
    """White pictures under these names."""
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture_bytes())
    return paths
