"""What goes wrong on the way in Firefox: what is killed or taken away, and how a browser becomes a client."""

import contextlib
from pathlib import Path

import pytest
import pytest_asyncio

from tests.browsers.page import BrowserError
from tests.daemons import COLOURS, Daemon, client_of, end, start
from tests.extension.site import Site
from tests.extension.walk import POPUP, SCREEN, InFirefox, captures
from tests.ui.walk import TEXTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "document.body.innerText"
TITLE = "(document.querySelector('h1')?.innerText ?? '')"
ONE_TASK = f"{TEXTS}.length === 1 && !!document.querySelector('.exports')"


@pytest_asyncio.fixture(loop_scope="module")
async def waiter(fox_newcomer: InFirefox, colours: Daemon) -> InFirefox:
    """Somebody who is connected with the daemon that waits for the gate."""
    await fox_newcomer.begin(colours)
    return fox_newcomer


async def test_a_killed_background_loses_nothing(waiter: InFirefox, site: Site, colours: Daemon, gate: Path) -> None:
    await waiter.fox.go(site.colour("green"))
    await waiter.addon.click_action()
    async with client_of(colours.running) as client:
        await client.busy(running=1, waiting=0)

    await waiter.addon.close_popup()
    await waiter.addon.kill_background()
    gate.touch()

    await waiter.addon.click_action()
    await waiter.addon.view_until(POPUP, ONE_TASK)
    assert 1 == len(await captures(colours))
    await waiter.badge("1")


async def test_a_picture_waits_for_a_daemon_that_does_not_run(waiter: InFirefox, site: Site, colours: Daemon) -> None:
    port = colours.running.port
    end(colours)

    await waiter.fox.go(site.colour("white"))
    await waiter.addon.click_action()
    await waiter.addon.view_until(
        POPUP, f"{SCREEN} === 'absent' && {SAID}.includes('1 picture waits and will be read.')"
    )
    anew = await start(colours.home, program=COLOURS, port=port).up()

    try:
        await waiter.addon.view_until(POPUP, ONE_TASK)
        assert 1 == len(await captures(anew))
    finally:
        end(anew)


async def test_one_click_connects(waiter: InFirefox, colours: Daemon) -> None:
    await waiter.fox.evaluate("import('/platform/link.js').then(({link}) => link.disconnect())")
    async with client_of(colours.running) as client:
        _, pairing = await client.call("POST", "/v1/pairings", json={"kind": "extension"})

    with contextlib.suppress(BrowserError):  # the extension closes this tab while it loads, and asks in one of its own
        await waiter.fox.go(pairing["url"])
    await waiter.fox.one_tab(waiter.addon.url("connect.html"))
    await waiter.fox.until(f"{TITLE} !== ''")
    shown = await waiter.fox.evaluate(f"[{TITLE}, document.querySelector('.check-word').innerText]")
    steady = "[data-act=connect]:not([aria-disabled])"
    await waiter.fox.until(f"!!document.querySelector('{steady}')")
    await waiter.fox.click(steady)
    await waiter.fox.until(f"{TITLE} === 'Connected'")

    assert [f"Connect to Atshot on port {colours.running.port}?", pairing["check_word"]] == shown
    standing = "import('/platform/link.js').then(({link}) => link.standing()).then(({state}) => state)"
    assert "ready" == await waiter.fox.evaluate(standing)


async def test_a_permission_that_was_taken_away_is_asked_for(waiter: InFirefox, site: Site) -> None:
    removed = "browser.permissions.remove({origins: ['http://127.0.0.1/*']})"
    assert await waiter.fox.evaluate(removed)

    await waiter.fox.go(site.colour("white"))
    await waiter.addon.click_action()
    await waiter.addon.view_until(POPUP, f"{SCREEN} === 'forbidden'")
    await waiter.click_in_popup(".gate .primary")

    await waiter.addon.view_until(POPUP, ONE_TASK)
