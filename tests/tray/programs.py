"""The tray as a program of its own on a real desktop, and what a user sees of it. Knows no assertion."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import psutil

from atshot_daemon import discovery
from atshot_daemon.config import Places, places
from atshot_daemon.discovery import Running
from atshot_inference.engine import Engine
from atshot_inference.picture import Picture
from tests.daemons import ROOT, environment, lives
from tests.panels import SIZE, Desktop, found
from tests.tray.icons import TILE
from tests.waiting import until

TRAY = (sys.executable, "-P", "-m", "atshot_tray")
PANEL_PX = 30
_ITEMS = "RegisteredStatusNotifierItems"
_WATCHER = "org.kde.StatusNotifierWatcher"


@dataclass
class Program:
    """A tray that was started on this desktop; every process of it is remembered."""

    desk: Desktop
    home: Path
    process: "subprocess.Popen[bytes]"
    seen: list[psutil.Process] = field(default_factory=list)

    @property
    def places(self) -> Places:
        """Its folders."""
        return places({"ATSHOT_HOME": str(self.home)})

    @property
    def running(self) -> Running | None:
        """How its daemon is reached, if it answers."""
        return discovery.find_running(self.places)

    async def daemon(self, *, other_than: int = 0) -> Running:
        """How its daemon is reached, once it answers."""
        await until(lambda: (found := self.running) is not None and found.pid != other_than)
        found = self.running
        assert found is not None
        return found

    def note_processes(self) -> list[psutil.Process]:
        """All its processes that live, its window's too."""
        own = psutil.Process(self.process.pid)
        found = [own, *own.children(recursive=True)]
        self.seen += [process for process in found if process not in self.seen]
        return found

    @property
    def left(self) -> list[psutil.Process]:
        """Which of its processes still live."""
        return list(filter(lives, self.seen))

    async def icon(self) -> tuple[float, float]:
        """Where its icon is in the panel, once it is there and says that it is ready."""
        await until(lambda: self._icon() is not None and "就绪" in self.menu())
        box = self._icon()
        assert box is not None
        return (box[0] + box[2]) / 2, SIZE[1] - PANEL_PX + (box[1] + box[3]) / 2

    def _icon(self) -> tuple[int, int, int, int] | None:
        # Notifications show the same tile.
        return found(self.desk.screen().crop((0, SIZE[1] - PANEL_PX, *SIZE)), TILE, tolerance=12)

    def menu(self) -> str:
        """The menu as the panel asks for it, in the words of the bus."""
        name, path = self._item()
        return self.desk.bus_call(name, f"{path}", "com.canonical.dbusmenu.GetLayout", "0", "--", "-1", "[]")

    def choose(self, label: str) -> None:
        """Click the line of the menu with this label, as the panel tells it."""
        name, path = self._item()
        number = re.search(rf"\((?:uint32 )?(\d+), \{{[^}}]*'label': <'{re.escape(label)}'>", self.menu())
        assert number, f"{label} is not in {self.menu()}"
        self.desk.bus_call(name, path, "com.canonical.dbusmenu.Event", number[1], "clicked", "<0>", "0")

    def _item(self) -> tuple[str, str]:
        said = self.desk.bus_call(
            _WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties.Get", _WATCHER, _ITEMS
        )
        address = re.search(r"'([^'/]+)(/[^']*)?'", said)
        assert address, said
        name, item = address[1], address[2] or "/StatusNotifierItem"
        menu = self.desk.bus_call(
            name, item, "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", "Menu"
        )
        path = re.search(r"'(/[^']*)'", menu)
        assert path, menu
        return name, path[1]


@asynccontextmanager
async def program(desk: Desktop, home: Path, *arguments: str, language: str = "zh") -> AsyncIterator[Program]:
    """A tray with its files in `home`; ended as `kill` does at the end, if it still runs."""
    own = {name: value for name, value in environment(home).items() if name.startswith("ATSHOT_")}
    more = {
        **own,
        "PYTHONPATH": str(ROOT),
        "ATSHOT_LANGUAGE": language,
        "LANGUAGE": {"zh": "zh_CN", "en": "en_GB"}[language],
    }
    started = Program(desk, home, desk.start(*TRAY, *arguments, more=more))
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.note_processes()
            started.process.terminate()
        started.process.wait(20)
        await until(lambda: not started.left)


@dataclass
class Reader:
    """Reads the screen as its user does, with our own engine."""

    engine: Engine

    def text(self, desk: Desktop) -> str:
        """All text on the screen, without spaces."""
        pixels = np.asarray(desk.screen())
        picture = Picture(pixels, pixels.shape[1], pixels.shape[0])
        reading = self.engine.read(picture, today=date(2026, 3, 16))
        return "".join("".join(line.text.split()) for line in reading.lines)

    async def sees(self, desk: Desktop, *texts: str) -> None:
        """Returns once all these texts are on the screen."""
        try:
            await until(lambda: all(text in self.text(desk) for text in texts))
        except TimeoutError:
            raise AssertionError(f"{texts} never were on the screen, but {self.text(desk)!r}") from None
