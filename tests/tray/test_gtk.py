"""The icon through GTK, with the system's Python, which alone has it: seen, clicked, chosen from, ended by a signal."""

import json
import signal
import subprocess
import sys
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from atshot_tray.backends.gtk import has_gtk
from tests.daemons import ROOT
from tests.panels import Desktop, desktop, lacking
from tests.tray.icons import BADGE, TILE
from tests.waiting import until

SYSTEM_PYTHON = "/usr/bin/python3"
OURS = f"{sys.version_info[0]}.{sys.version_info[1]}"

# An icon in a process of its own; it says what is asked for, and changes its look when the list is to be copied.
PROGRAM = """
import os, signal, threading
from atshot_daemon.machine import Machine
from atshot_tray.backends import open_tray, tray_kind
from atshot_tray.state import Look, Snapshot
from atshot_tray.words import CHINESE
from tests.tray.icons import READY, Pressed

class Telling(Pressed):
    def open(self): print("open", flush=True)
    def clip(self): print("clip", flush=True); tray.show(Snapshot(look=Look.ATTENTION))

machine = Machine(platform="linux", environ=dict(os.environ))
tray = open_tray(machine, CHINESE, Telling())
tray.show(READY)

def leave(number, frame):
    print("signal", flush=True)
    threading.Thread(target=tray.stop).start()

for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, leave)
tray.run(lambda: print("ready", tray.name, flush=True))
print("end", flush=True)
"""


def reason() -> str | None:
    """Why there is no GTK to test with."""
    if missing := lacking("tint2"):
        return missing
    code = "import json, sys, gi; gi.require_version('Gtk', '3.0'); print(json.dumps(sys.version_info[:2]))"
    done = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"needs python3-gi and gir1.2-gtk-3.0 for {SYSTEM_PYTHON}"
    theirs = ".".join(map(str, json.loads(done.stdout)))
    # Compiled libraries of ours, such as Pillow, are for one version.
    return None if theirs == OURS else f"{SYSTEM_PYTHON} is Python {theirs}, the libraries are for {OURS}"


with_gtk = pytest.mark.skipif(reason() is not None, reason=str(reason()))


@asynccontextmanager
async def icon_in_tint2(folder: Path) -> AsyncIterator[tuple[Desktop, "subprocess.Popen[bytes]"]]:
    """A desktop whose tray shows the icon."""
    paths = [ROOT, *(ROOT / name for name in ("tray", "daemon", "inference")), sysconfig.get_path("purelib")]
    program = folder / "icon.py"
    program.write_text(PROGRAM, "utf-8")
    async with desktop(folder, "tint2") as desk:
        process = desk.start(SYSTEM_PYTHON, str(program), more={"PYTHONPATH": ":".join(map(str, paths))})
        await until(lambda: "ready" in said(desk) or process.poll() is not None)
        assert "ready gtk" in said(desk)
        yield desk, process


def said(desk: Desktop) -> str:
    """What the icon's process has said so far."""
    return "".join(file.read_text("utf-8") for file in desk.folder.glob("python3-*.said"))


@with_gtk
async def test_a_click_does_the_default_action_and_the_menu_does_what_is_chosen(tmp_path: Path) -> None:
    async with icon_in_tint2(tmp_path) as (desk, _):
        place = await desk.place_of(TILE)
        desk.click(place)
        await until(lambda: "open" in said(desk))

        before = desk.screen()
        desk.click(place, 3)
        await desk.changed(before, height_px=200)
        desk.press("Down", "Return")

        await until(lambda: "clip" in said(desk))
        await desk.place_of(BADGE)


@with_gtk
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_signals_reach_our_own_handlers(number: signal.Signals, tmp_path: Path) -> None:
    async with icon_in_tint2(tmp_path) as (desk, process):
        process.send_signal(number)
        await until(lambda: process.poll() is not None)

        assert 0 == process.returncode
        assert said(desk).endswith("signal\nend\n")


def test_a_python_without_gtk_says_so() -> None:
    program = "import sys; sys.modules['gi'] = None; from atshot_tray.backends.gtk import has_gtk; print(has_gtk())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "False" == done.stdout.strip(), done.stderr
    assert has_gtk() in (True, False)
