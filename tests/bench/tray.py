"""`python -m tests.bench tray`: from the clipboard to the list, by the tray in a real panel. Knows no engine."""

import argparse
import asyncio
import io
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import psutil
from PIL import Image, ImageDraw

from atshot_daemon.local_client import LocalClient
from atshot_tray.control import ask
from tests.bench.timing import Figure, memory_mib, spread, told
from tests.panels import Desktop, desktop
from tests.tray.programs import Program, program
from tests.ui.boards import BOARD
from tests.waiting import until

LIMIT_S = 60
IDLE_S = 20


def measure_tray(arguments: Sequence[str]) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench tray", description="Measure the tray.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.add_argument("--pictures", type=int, default=20, help="how many are read (default: 20)")
    parser.add_argument("--idle", type=float, default=IDLE_S, help=f"seconds of rest (default: {IDLE_S})")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(_measured(Path(folder), args.pictures, args.idle))
    print(told(figures, as_json=args.json))
    return 0


async def _measured(folder: Path, pictures: int, idle_s: float) -> list[Figure]:
    home = folder / "home"
    (home / "data").mkdir(parents=True)
    (home / "config.toml").write_text('show_result = "notification"\n', "utf-8")
    async with desktop(folder / "desk", "xfce4-panel") as desk:
        await desk.start_notifications()
        begun = time.perf_counter()
        async with program(desk, home) as tray:
            await tray.icon()
            ready_ms = (time.perf_counter() - begun) * 1000
            laps = [await _lap(desk, tray, number) for number in range(pictures + 1)][1:]  # the first starts the engine
            share = await _idle_share(tray.process.pid, idle_s)
            memory = memory_mib(tray.process.pid)
    whole, reading = zip(*laps, strict=True)
    return [
        Figure("start to an icon that is ready", ready_ms, "ms"),
        *spread("clipboard to the list", whole),
        *spread("of it, the engine's own reading", reading),
        Figure("list over the engine's own reading", median(w / r for w, r in laps), "times"),
        Figure("the tray's share of a core at rest", share * 100, "%"),
        Figure("the tray's own memory", memory, "MiB"),
    ]


async def _lap(desk: Desktop, tray: Program, number: int) -> tuple[float, float]:
    """Milliseconds from asking for the clipboard's picture to its list, and those of the engine."""
    picture = desk.folder / f"{number}.png"
    picture.write_bytes(_numbered(number))
    holder = desk.start("xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", str(picture))
    await until(lambda: "image/png" in _targets(desk))
    begun = time.perf_counter()
    reply = await asyncio.to_thread(ask, tray.places, "clip", limit_s=LIMIT_S)
    ended = time.perf_counter()
    assert reply is not None and reply.ok and "接口文档" in reply.text, reply
    running = tray.running
    assert running is not None
    with LocalClient(running) as daemon:
        record = daemon.request("GET", f"/v1/captures/{reply.capture}").json
    holder.terminate()
    print(f"  picture {number}", file=sys.stderr)
    return (ended - begun) * 1000, float(record["elapsed_ms"])


def _numbered(number: int) -> bytes:
    """The sample board with a number in its corner: the same picture would be the same capture."""
    with Image.open(BOARD) as board:
        ImageDraw.Draw(board).text((8, 8), str(number), fill="black")
        held = io.BytesIO()
        board.save(held, "PNG", compress_level=1)
    return held.getvalue()


def _targets(desk: Desktop) -> str:
    return desk.said("xclip", "-selection", "clipboard", "-out", "-target", "TARGETS")


async def _idle_share(pid: int, idle_s: float) -> float:
    """The share of a core that the process takes while nothing is asked of it."""
    process = psutil.Process(pid)
    before = sum(process.cpu_times()[:2])
    await asyncio.sleep(idle_s)
    return (sum(process.cpu_times()[:2]) - before) / idle_s
