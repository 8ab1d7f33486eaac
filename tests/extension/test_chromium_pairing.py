"""How a browser becomes a client of the daemon, in Chromium: by one click, by a typed code, and not otherwise."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.browsers.cdp import Target
from tests.daemons import COLOURS, Daemon, client_of, daemon
from tests.extension.site import Site
from tests.extension.walk import SCREEN, InChromium
from tests.ui.walk import TEXTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "document.body.innerText"
TITLE = "(document.querySelector('h1')?.innerText ?? '')"
STANDING = "import('/platform/link.js').then(({link}) => link.standing()).then(standing => standing.state)"
STEADY = "[data-act=connect]:not([aria-disabled])"
USUAL_PORTS = range(21860, 21870)


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(newcomer: InChromium) -> InChromium:
    """Somebody whose Chromium knows no daemon."""
    await newcomer.tidy()
    await newcomer.own.evaluate("import('/platform/link.js').then(({link}) => link.disconnect())")
    return newcomer


@pytest_asyncio.fixture(loop_scope="module")
async def usual(tmp_path: Path) -> AsyncIterator[Daemon]:
    """A daemon on one of the ports on which extensions look for it."""
    async with daemon(tmp_path / "usual", program=COLOURS, port=None) as running:
        if running.running.port not in USUAL_PORTS:
            pytest.skip("needs one of the usual ports, all of which others have")
        yield running


async def opened(daemon: Daemon) -> Any:
    """A pairing that the user has opened."""
    async with client_of(daemon.running) as client:
        _, said = await client.call("POST", "/v1/pairings", json={"kind": "extension"})
    return said


async def extensions(daemon: Daemon) -> list[str]:
    """The extensions that the daemon knows."""
    async with client_of(daemon.running) as client:
        _, said = await client.call("GET", "/v1/clients")
    return [client["name"] for client in said["clients"] if client["kind"] == "extension"]


async def asked(user: InChromium, url: str) -> Target:
    """The page on which the extension asks, in the tab that was opened at this address."""
    await user.browser.send("Target.createTarget", {"url": url})
    page = await user.browser.attach(await user.browser.find("page", user.extension.url("connect.html")))
    await page.until(f"{TITLE} !== ''")
    return page


async def type_code(user: InChromium, code: str) -> Target:
    """The settings, with this code typed and sent."""
    page = await user.visit(user.extension.url("options.html#code"))
    await page.until("!!document.querySelector('form input')")
    await page.evaluate("document.querySelector('form input').focus()")
    await page.type(code)
    await page.click("form [type=submit]")
    return page


async def test_one_click_connects(stranger: InChromium, colours: Daemon, site: Site) -> None:
    pairing = await opened(colours)

    page = await asked(stranger, pairing["url"])
    shown = await page.evaluate(f"[{TITLE}, document.querySelector('.check-word').innerText]")
    before = await extensions(colours)
    await page.click_when(STEADY)
    await page.until(f"{TITLE} === 'Connected'")

    assert [f"Connect to Atshot on port {colours.running.port}?", pairing["check_word"]] == shown
    assert [] == before
    assert 1 == len(await extensions(colours))
    assert "ready" == await stranger.own.evaluate(STANDING)
    popup = await stranger.click(await stranger.visit(site.colour("white")))
    await popup.until(f"{TEXTS}.length === 1")


async def test_the_code_does_not_stay_in_the_address(stranger: InChromium, colours: Daemon) -> None:
    pairing = await opened(colours)

    page = await asked(stranger, pairing["url"])

    history = await page.send("Page.getNavigationHistory")
    assert not any(pairing["code"] in entry["url"] for entry in history["entries"])


async def test_cancel_sends_nothing(stranger: InChromium, colours: Daemon) -> None:
    page = await asked(stranger, (await opened(colours))["url"])

    await page.click("[data-act=cancel]")
    await page.until(f"{TITLE} === 'Not connected'")

    assert [] == await extensions(colours)
    assert await stranger.own.evaluate(STANDING) == "unpaired"


async def test_a_click_that_was_meant_for_another_page_does_not_connect(stranger: InChromium, colours: Daemon) -> None:
    page = await asked(stranger, (await opened(colours))["url"])
    await page.until(f"!!document.querySelector('{STEADY}')")

    await page.evaluate("dispatchEvent(new Event('blur')); document.querySelector('[data-act=connect]').click()")
    await page.evaluate("dispatchEvent(new Event('focus')); document.querySelector('[data-act=connect]').click()")
    said = await page.evaluate(f"[{TITLE}, document.querySelector('[role=status]').innerText]")

    assert [
        f"Connect to Atshot on port {colours.running.port}?",
        "One moment: compare the word first, then press again.",
    ] == said
    assert [] == await extensions(colours)


async def test_a_browser_that_cannot_keep_the_connection_says_so(stranger: InChromium, colours: Daemon) -> None:
    page = await asked(stranger, (await opened(colours))["url"])
    await page.evaluate(
        "IDBFactory.prototype.open = IDBDatabase.prototype.transaction = () => { throw new DOMException(); }"
    )

    await page.click_when(STEADY)
    await page.until(f"{TITLE} === 'That did not work'")

    assert "The browser could not keep the connection." in await page.evaluate(SAID)


async def test_a_code_that_is_not_valid_any_more_says_so(stranger: InChromium, colours: Daemon) -> None:
    page = await asked(stranger, (await opened(colours))["url"])
    async with client_of(colours.running) as client:
        await client.call("DELETE", "/v1/pairings")

    await page.click_when(STEADY)
    await page.until(f"{TITLE} === 'That did not work'")

    assert "That code is not valid any more. Get a new one." in await page.evaluate(SAID)
    assert await stranger.own.evaluate(STANDING) == "unpaired"


async def test_a_page_that_only_looks_like_ours_is_no_daemon(stranger: InChromium, site: Site) -> None:
    page = await asked(stranger, f"http://127.0.0.1:{site.port}/pair#{'0' * 26}")

    await page.click_when(STEADY)
    await page.until(f"{TITLE} === 'That did not work'")

    assert f"What answers on port {site.port} is not Atshot. It was given nothing." in await page.evaluate(SAID)
    assert await stranger.own.evaluate(STANDING) == "unpaired"


async def test_a_typed_code_connects(stranger: InChromium, usual: Daemon) -> None:
    pairing = await opened(usual)

    page = await type_code(stranger, f" {pairing['short_code'].lower()} ")
    await page.until(f"{SAID}.includes('Connected to Atshot on port {usual.running.port}')")

    assert 1 == len(await extensions(usual))
    assert "ready" == await stranger.own.evaluate(STANDING)


async def test_a_wrong_code_says_so_and_the_right_one_still_works(stranger: InChromium, usual: Daemon) -> None:
    pairing = await opened(usual)
    page = await type_code(stranger, "0000-0000" if pairing["short_code"] != "00000000" else "1111-1111")
    await page.until(f"{SAID}.includes('That code is wrong. Type it again.')")
    assert [] == await extensions(usual)

    page = await type_code(stranger, pairing["short_code"])
    await page.until(f"{SAID}.includes('Connected to Atshot')")


async def test_the_list_appears_by_itself_once_connected(stranger: InChromium, usual: Daemon, site: Site) -> None:
    popup = await stranger.click(await stranger.visit(site.colour("white")))
    await popup.until(f"{SCREEN} === 'connect'")
    await popup.close()
    panel = await stranger.visit(stranger.extension.url("panel.html"))
    await panel.until(f"{SCREEN} === 'connect'")

    page = await asked(stranger, (await opened(usual))["url"])
    await page.click_when(STEADY)

    await panel.front()
    await panel.until("!!document.querySelector('.drop')")
