"""The end of the desktop, with a real X server and a compositor that only listens."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from Xlib.display import Display

from atshot_daemon.machine import Machine
from atshot_tray.session import await_end
from tests.tray.headless import headless
from tests.waiting import until
from tests.xserver import x_server


def machine(**environ: str) -> Machine:
    return Machine(platform="linux", environ=environ)


def clients(display: Any) -> int:
    """How many programs the X server serves."""
    return len(display.res_query_clients().clients)


@contextmanager
def compositor(folder: Path) -> Iterator[socket.socket]:
    """What listens as wayland-7."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "wayland-7"))
        listening.listen()
        yield listening
    (folder / "wayland-7").unlink()


async def test_the_end_of_an_x_server_is_noticed() -> None:
    with x_server("64x48") as display:
        with closing(Display(display)) as other:
            alone = clients(other)
            waiting = asyncio.create_task(asyncio.to_thread(await_end, machine(DISPLAY=display), patience_s=0))
            await until(lambda: clients(other) > alone)
        has_waited = not waiting.done()

    assert has_waited and await waiting


async def test_a_compositor_that_comes_back_is_no_end(tmp_path: Path) -> None:
    user = machine(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path))
    with compositor(tmp_path) as listening:
        waiting = asyncio.create_task(asyncio.to_thread(await_end, user, patience_s=0.2))
        (await asyncio.to_thread(listening.accept))[0].close()
        again, _ = await asyncio.to_thread(listening.accept)
        has_waited = not waiting.done()
    again.close()

    assert has_waited and await waiting


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # of python-xlib, for a server that is not there
def test_where_no_display_is_reached_nothing_is_said(tmp_path: Path) -> None:
    assert not await_end(machine(DISPLAY=":4242"))
    assert not await_end(machine(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path)))
    assert not await_end(Machine(platform="win32", environ={}))


async def test_the_tray_and_its_daemon_end_with_the_desktop(tmp_path: Path) -> None:
    with headless(tmp_path) as tray:
        await tray.looks("ready")
        family = tray.family
        (tmp_path / "logged-out").touch()

        assert 0 == await tray.is_gone(family)
