"""The whole way in Firefox: a real page, the extension, a real daemon that reads, the list in the popup."""

import pytest
import pytest_asyncio

from tests.daemons import Daemon, client_of
from tests.extension.site import Site
from tests.extension.walk import (
    BOARD,
    CHAT,
    OVERLAY,
    PART,
    PART_END,
    PART_START,
    POPUP,
    InFirefox,
    captures,
    forget_captures,
)
from tests.ui.walk import TOAST

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTICE = "(document.querySelector('.tools-notice')?.innerText ?? '')"


@pytest_asyncio.fixture(loop_scope="module")
async def user(fox_newcomer: InFirefox, reader: Daemon) -> InFirefox:
    """Somebody who is connected with the daemon that reads and has captured nothing yet."""
    await fox_newcomer.begin(reader)
    await forget_captures(reader)
    return fox_newcomer


async def test_a_click_reads_the_tab(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("chat.html"))
    width, height = await user.fox.evaluate("[innerWidth, innerHeight]")

    await user.addon.click_action()

    await user.shown(CHAT)
    assert [("tab", width, height)] == await captures(reader)
    await user.badge("4")
    seen = "browser.storage.local.get(null).then(all => Object.values(all).every(({isSeen}) => isSeen))"
    await user.addon.view_until(POPUP, seen.replace("browser", "content.wrappedJSObject.browser"))


async def test_the_shortcut_does_what_the_button_does(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("chat.html"))

    await user.addon.command("S")

    await user.shown(CHAT)
    assert ["tab"] == [source for source, _, _ in await captures(reader)]


async def test_a_part_of_the_page_is_exactly_what_was_dragged_over(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("chat.html"))
    await user.addon.click_action()
    await user.shown(CHAT)

    await user.click_in_popup("[data-act=capture-region]")
    await user.fox.content()
    await user.fox.until(OVERLAY)
    await user.fox.pointer(PART_START, (400, 200), PART_END)

    await user.shown(PART)
    assert ("region", 690, 180) == (await captures(reader))[0]


async def test_escape_ends_the_selection(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("chat.html"))
    await user.select()

    await user.fox.keys("\ue00c")

    await user.fox.until(f"!({OVERLAY})")
    assert [] == await captures(reader)


async def test_a_picture_that_is_shown_small_arrives_in_full(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("picture.html"))
    x, y = await user.fox.evaluate(
        "document.querySelector('img').decode().then(() => { const r ="
        " document.querySelector('img').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })"
    )

    await user.fox.pointer((x, y), button=2)
    await user.fox.menu_item("Read tasks in this picture")

    await user.shown(BOARD)
    assert [("picture", 900, 600)] == await captures(reader)


async def test_what_is_done_in_the_popup_reaches_the_daemon(user: InFirefox, site: Site, reader: Daemon) -> None:
    await user.fox.go(site.page("chat.html"))
    await user.addon.click_action()
    await user.shown(CHAT)

    await user.click_in_popup(".tick input")
    await user.addon.view_until(POPUP, f"{TOAST}.startsWith('Ticked off')")

    async with client_of(reader.running) as client:
        _, said = await client.call("GET", "/v1/tasks?state=done")
    assert 1 == len(said["tasks"])
    await user.badge("3")


async def test_the_list_is_copied_by_a_click(user: InFirefox, site: Site) -> None:
    await user.fox.go(site.page("chat.html"))
    await user.addon.click_action()
    await user.shown(CHAT)

    await user.click_in_popup("[data-act=copy]")
    await user.addon.view_until(POPUP, "document.querySelector('[data-act=copy]').innerText === 'Copied'")

    await user.fox.chrome()
    copied = await user.fox.evaluate("navigator.clipboard.readText()")
    assert 4 == copied.count("- @")
    assert all(text in copied for text in CHAT)


async def test_a_page_of_the_browser_that_gives_no_part_says_so(user: InFirefox) -> None:
    await user.fox.go("about:config")
    await user.addon.click_action()
    await user.addon.view_until(POPUP, "!!document.querySelector('[data-act=capture-region]')")

    await user.click_in_popup("[data-act=capture-region]")
    said = await user.addon.view_until(POPUP, NOTICE)

    assert said.startswith("The browser keeps its own pages to itself.")
