"""The page as the tray opens it: at a capture, in a window of its own, and with what others have captured meanwhile."""

import os
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.browsers.cdp import Chromium, Target, chromium
from tests.fakes import picture_bytes
from tests.ui.boards import BOARD, board_lines, board_tasks
from tests.ui.conftest import program
from tests.ui.standin import Finding, Standin
from tests.ui.walk import TEXTS, open_page, signed_in, with_board
from tests.xserver import x_server

FOCUS = "window.dispatchEvent(new Event('focus'))"
CHOSEN = "[...document.querySelectorAll('.thumb-button')].findIndex(e => e.getAttribute('aria-current') === 'true')"


async def captured_elsewhere(daemon: Standin, data: bytes) -> str:
    """The id of a capture that another client makes."""
    headers = {"Authorization": f"Bearer {daemon.token}", "Content-Type": "image/png"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(daemon.url("/v1/captures?source=region"), data=data, headers=headers) as answer,
    ):
        return str((await answer.json())["id"])


async def test_a_link_opens_the_very_capture_and_keeps_no_code(chrome: Chromium, daemon: Standin) -> None:
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines())
    capture = await captured_elsewhere(daemon, BOARD.read_bytes())

    page = await open_page(chrome, f"{daemon.signed_in_url()}/captures/{capture}")
    await page.until(f"{TEXTS}.length === 3")

    assert daemon.url(f"/#/captures/{capture}") == await page.evaluate("location.href")


async def test_a_link_in_an_open_page_opens_the_very_capture(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    [capture] = daemon.captures

    await page.evaluate(f"location.hash = '#{daemon.open_code()}/captures/{capture}'")

    await page.until(f"location.hash === '#/captures/{capture}' && {TEXTS}.length === 3")


async def test_a_code_that_failed_still_leads_to_the_capture(chrome: Chromium, daemon: Standin) -> None:
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines())
    capture = await captured_elsewhere(daemon, BOARD.read_bytes())
    page = await open_page(chrome, daemon.url(f"/#OLDCODE/captures/{capture}"))
    await page.until("!!document.querySelector('[role=alert]')?.textContent")

    await page.evaluate("document.querySelector('#code').focus()")
    await page.type(daemon.open_code())
    await page.key("Enter", number=13, text="\r")

    await page.until(f"{TEXTS}.length === 3")


async def test_what_others_capture_is_there_when_the_page_gets_the_focus(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    daemon.find = lambda data: Finding(tasks=board_tasks()[:1])
    await captured_elsewhere(daemon, picture_bytes((70, 50)))

    await page.evaluate(FOCUS)

    await page.until(f"document.querySelectorAll('.thumb-button').length === 2 && {CHOSEN} === 1")
    await page.until(f"{TEXTS}.length === 1 && !!document.querySelector('.exports')")
    await page.evaluate(FOCUS)
    assert 2 == await page.evaluate("document.querySelectorAll('.thumb-button').length")


async def test_a_page_that_nobody_is_signed_in_to_has_another_title(chrome: Chromium, daemon: Standin) -> None:
    page = await open_page(chrome, daemon.url())

    await page.until("document.title === 'Open Atshot from your own machine'")


@pytest.fixture
async def window(daemon: Standin) -> AsyncIterator[tuple[Chromium, Target]]:
    """A window without tabs, signed in, in a Chromium that has a screen."""
    program("Xvfb")
    program("chromium")
    with x_server("1000x800") as display:
        args = [f"--app={daemon.signed_in_url()}"]
        async with chromium(is_headless=False, args=args, env={**os.environ, "DISPLAY": display}) as browser:
            page = await browser.attach(await browser.find("page", daemon.url()))
            await page.until("!!document.querySelector('.head')")
            yield browser, page


async def test_a_window_of_its_own_has_nothing_to_go_back_to(window: tuple[Chromium, Target], daemon: Standin) -> None:
    _, page = window
    before = await page.evaluate("history.length")

    await page.click("[data-tab=history]")
    await page.until("location.hash === '#/history' && !!document.querySelector('.history, .empty')")
    await page.click("[data-tab=tasks]")
    await page.until("location.hash === '#/tasks' && document.title.startsWith('All tasks')")

    assert before == await page.evaluate("history.length")


async def test_a_window_in_which_something_is_half_written_stays_open(chrome: Chromium, daemon: Standin) -> None:
    first = await with_board(chrome, daemon)
    second = await signed_in(chrome, daemon)
    await first.front()
    await first.evaluate(
        "window.asked = window.ended = 0; import('/ui/app-window.js').then((m) => {"
        " m.oneWindow(() => (window.ended += 1));"
        " new BroadcastChannel('atshot-window').onmessage = () => (window.asked += 1); window.isReady = true })"
    )
    await first.until("window.isReady")
    call = "import('/ui/app-window.js').then((m) => m.oneWindow(() => {})())"

    await first.click("[data-task=task1] [data-act=edit]")
    await first.until("!!document.querySelector('textarea[name=text]')")
    await second.evaluate(call)
    await first.until("window.asked === 1")
    assert 0 == await first.evaluate("window.ended")
    await first.key("Escape", number=27)
    await first.until("!document.querySelector('textarea[name=text]')")
    await second.evaluate(call)

    await first.until("window.ended === 1")


async def test_a_tab_keeps_its_history_and_no_other_page_closes_it(chrome: Chromium, daemon: Standin) -> None:
    first = await signed_in(chrome, daemon)
    before = await first.evaluate("history.length")
    await first.click("[data-tab=history]")
    await first.until("location.hash === '#/history'")
    await signed_in(chrome, daemon)

    assert before + 1 == await first.evaluate("history.length")
