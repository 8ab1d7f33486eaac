"""Engines whose processes are real and whose work is told by a picture's colour. Knows no test."""

import sys
from datetime import date
from pathlib import Path

from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from atshot_daemon.engine.host import Job
from atshot_inference.engine import Event
from atshot_inference.engines import Entry
from tests.fakes import picture_bytes

CHILD = Path(__file__).with_name("engine_child.py")
MISSING = "a_package_that_nobody_has"
TODAY = date(2026, 3, 16)


def make_engines(*names: str, config: Config) -> Engines:
    """Engines of `engine_child` by name, the last one stands in for all; `missing` lacks a package."""
    table = {
        name: Entry("", "", (MISSING,) if name == "missing" else (), f"get {name}", answers=name == "answering")
        for name in names
    }
    return Engines(config, table=table, command=lambda name: [sys.executable, str(CHILD), name])


def job(colour: str, *, width: int = 64, told: list[Event] | None = None) -> Job:
    """A picture of that colour to read."""
    told = [] if told is None else told
    return Job(picture_bytes((width, 48), colour=colour), TODAY, None, told.append)
