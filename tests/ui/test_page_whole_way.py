"""The whole way: the daemon as users start it, its own engine, its own page, a picture, both browsers."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browsers.cdp import Chromium
from tests.browsers.mn import Firefox
from tests.ui.boards import BOARD
from tests.ui.walk import TEXTS, TOAST, choose, complaints, open_page, undo_by_key

ATSHOT = [sys.executable, "-P", "-m", "atshot_daemon"]
LISTENING = b"listening on"
# Loading the engine comes on top of reading, on a machine that does other things too.
READ_LIMIT_S = 60
ON_BOARD = ["3月20日前提供接口文档", "确认UI终稿", "整理会议纪要发全员"]


@dataclass(frozen=True)
class Program:
    """A daemon that runs, with a home of its own."""

    env: dict[str, str]

    def opened(self) -> str:
        """What `atshot open` prints where it finds no browser."""
        run = subprocess.run([*ATSHOT, "open"], env=self.env, capture_output=True, text=True, check=True)
        return run.stdout.strip()


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    """`atshot serve`, stopped as Ctrl+C stops it."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env |= {"ATSHOT_HOME": str(tmp_path / "home"), "PATH": str(Path(sys.executable).parent)}
    process = await asyncio.create_subprocess_exec(*ATSHOT, "serve", env=env, stderr=asyncio.subprocess.PIPE)
    assert process.stderr
    try:
        async with asyncio.timeout(30):
            said = b""
            while LISTENING not in said:
                line = await process.stderr.readline()
                assert line, said.decode()
                said += line
        yield Program(env)
    finally:
        process.terminate()
        await process.wait()


async def test_a_picture_becomes_tasks_in_chromium(chrome: Chromium, program: Program) -> None:
    page = await open_page(chrome, program.opened())
    await page.until("!!document.querySelector('.drop')")

    await choose(page, BOARD)
    await page.until(f"{TEXTS}.length === 3 && !!document.querySelector('.exports')", limit_s=READ_LIMIT_S)
    assert ON_BOARD == await page.evaluate(TEXTS)
    boxes = await page.evaluate("document.querySelectorAll('.box').length")
    assert 3 == boxes
    await page.click(".tick input")
    await page.until(f"{TOAST}.startsWith('Ticked off')")
    await page.evaluate("location.hash = '#/tasks'")
    await page.until("document.querySelectorAll('.page.narrow .task').length === 2")
    await undo_by_key(page)
    await page.until("document.querySelectorAll('.page.narrow .task').length === 3")
    await page.evaluate("location.hash = '#/history'")
    await page.until("!!document.querySelector('.history canvas')")
    await page.evaluate("document.querySelector('.search input').focus()")
    await page.type("接口")
    await page.until("location.hash === '#/history' && document.querySelectorAll('.history li').length === 1")
    await page.click(".history .icon-button")
    await page.until("!!document.querySelector('.empty')")
    await undo_by_key(page)
    await page.until("document.querySelectorAll('.history li').length === 1")

    assert [] == complaints(chrome)


async def test_a_picture_becomes_tasks_in_firefox(fox: Firefox, program: Program) -> None:
    await fox.go(program.opened())
    await fox.until("!!document.querySelector('.drop')")

    await fox.type("input[type=file]", str(BOARD))
    await fox.until(f"{TEXTS}.length === 3 && !!document.querySelector('.exports')", limit_s=READ_LIMIT_S)
    assert ON_BOARD == await fox.evaluate(TEXTS)
    await fox.click("[data-act=copy]")
    await fox.until("document.querySelector('[data-act=copy]').innerText === '已复制'")
    await fox.chrome()

    copied = "- @张工: 3月20日前提供接口文档 (高)\n- @李经理: 确认UI终稿 (中)\n- @我: 整理会议纪要发全员 (低)\n"
    assert copied == await fox.evaluate("navigator.clipboard.readText()")
