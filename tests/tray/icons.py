"""What tests of icons share: the colours to look for, actions that only remember, a tray that runs. Knows no test."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from atshot_tray.backends import Tray
from atshot_tray.state import Look, Recent, Snapshot
from tests.waiting import until

# The tile of an icon that is ready, and the badge of one that wants attention.
TILE = (43, 83, 132)
BADGE = (200, 38, 28)

READY = Snapshot(look=Look.READY, recent=(Recent("c1", "@张工：3月20日前提供接口文档", 3),), engine="ocr")


@dataclass
class Pressed:
    """Actions that remember what was asked for."""

    asked: list[str] = field(default_factory=list)

    def open(self) -> None:
        self.asked.append("open")

    def clip(self) -> None:
        self.asked.append("clip")

    def grab(self) -> None:
        self.asked.append("grab")

    def show(self, capture_id: str) -> None:
        self.asked.append(f"show {capture_id}")

    def connect_browser(self) -> None:
        self.asked.append("connect browser")

    def show_engine_help(self) -> None:
        self.asked.append("show engine help")

    def pause(self, *, is_paused: bool) -> None:
        self.asked.append("pause" if is_paused else "resume")

    def start_at_login(self, *, is_on: bool) -> None:
        self.asked.append(f"start at login: {is_on}")

    def copy_list(self, *, is_on: bool) -> None:
        self.asked.append(f"copy list: {is_on}")

    def show_logs(self) -> None:
        self.asked.append("show logs")

    def restart(self) -> None:
        self.asked.append("restart")

    def quit(self) -> None:
        self.asked.append("quit")

    async def until(self, *asked: str) -> None:
        """Returns once exactly this was asked for."""
        await until(lambda: self.asked == list(asked))


@asynccontextmanager
async def running(tray: Tray) -> AsyncIterator[threading.Thread]:
    """The tray, ready, in a thread of its own; stopped at the end, which its `run` must follow."""
    ready = threading.Event()
    thread = threading.Thread(target=tray.run, args=(ready.set,), daemon=True)
    thread.start()
    try:
        await until(lambda: ready.is_set() or not thread.is_alive())
        assert ready.is_set()
        yield thread
    finally:
        tray.stop()
        await until(lambda: not thread.is_alive())
