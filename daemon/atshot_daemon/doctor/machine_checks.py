"""The machine itself: Python, engines, graphics card, memory, disk. Knows how much is needed."""

import sys
from collections.abc import Iterator

from atshot_daemon.doctor.finding import Finding, ok, warning, wrong
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.machine import ProgramFailed

OLDEST_PYTHON = (3, 11)
# The embedded engine takes half of it while it reads a big picture.
NEEDED_MEMORY_BYTES = 1024**3
NEEDED_DISK_BYTES = 1024**3
# Under this, captures are refused now or very soon.
LEAST_DISK_BYTES = 50 * 1024**2

_NVIDIA = ["nvidia-smi", "--query-gpu=name,memory.free,memory.total", "--format=csv,noheader,nounits"]


def check_python(probe: Probe) -> Iterator[Finding]:
    """Whether this Python is new enough."""
    version = ".".join(map(str, probe.python))
    if tuple(probe.python[:2]) < OLDEST_PYTHON:
        yield wrong(f"Python {version} is too old", "install Python 3.11 or newer")
    else:
        yield ok(f"Python {version} on {probe.system} ({sys.executable})")


def check_engines(probe: Probe) -> Iterator[Finding]:
    """Which engines can run, and how to get the others; one is enough."""
    usable = [name for name, engine in probe.engines.items() if not engine.missing]
    for name, engine in probe.engines.items():
        if name in usable:
            yield ok(f"{name} is installed")
        else:
            told = f"{name} is not installed: {', '.join(engine.missing)} missing"
            yield ok(f"{told} ({engine.advice})") if usable else wrong(told, engine.advice)


def check_graphics(probe: Probe) -> Iterator[Finding]:
    """Which graphics cards there are; the embedded engine needs none."""
    if not probe.machine.which(_NVIDIA[0]):
        yield ok("no NVIDIA graphics card; the embedded engine needs none")
        return
    try:
        cards = probe.machine.run(_NVIDIA).decode("utf-8", "replace").strip().splitlines()
    except ProgramFailed as error:
        yield warning(f"the graphics card cannot be asked: {error}", "see what nvidia-smi says; the driver may be gone")
        return
    for card in cards:
        name, free_mb, total_mb = (part.strip() for part in card.rsplit(",", 2))
        yield ok(f"{name}, {free_mb} of {total_mb} MiB free")


def check_memory(probe: Probe) -> Iterator[Finding]:
    """Whether there is memory for an engine."""
    found = probe.memory()
    told = f"{_gib(found.available)} of {_gib(found.total)} free"
    if found.available < NEEDED_MEMORY_BYTES:
        yield warning(told, "close some programs: an engine that runs out of memory is ended by the system")
    else:
        yield ok(told)


def check_disk(probe: Probe) -> Iterator[Finding]:
    """Whether there is room for captures."""
    free = probe.disk_free(probe.places.data)
    told = f"{_gib(free)} free for {probe.places.data}"
    advice = "make room; `keep_pictures_days` says how long pictures are kept"
    if free < LEAST_DISK_BYTES:
        yield wrong(told, advice)
    elif free < NEEDED_DISK_BYTES:
        yield warning(told, advice)
    else:
        yield ok(told)


def _gib(count: int) -> str:
    return f"{count / 1024**3:.1f} GiB"
