"""The whole way in Chromium: a real page, the extension, a real daemon that reads, the list in the popup."""

import base64
import json

import pytest

from tests.browsers.cdp import ALT, SHIFT, Target
from tests.daemons import Daemon, client_of
from tests.extension.site import PAGES, Site
from tests.extension.walk import (
    BOARD,
    CHAT,
    EXTENSION,
    OVERLAY,
    PART,
    PART_END,
    PART_START,
    READ_LIMIT_S,
    InChromium,
    captures,
    shown,
)
from tests.ui.walk import STATE, TEXTS, TOAST

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTICE = "(document.querySelector('.tools-notice')?.innerText ?? '')"
# Keys without a letter, by what Windows calls them.
NUMBERS = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}


async def press(page: Target, key: str, modifiers: int = 0) -> None:
    """One of these keys."""
    await page.key(key, number=NUMBERS[key], modifiers=modifiers)


async def selecting(user: InChromium, page: Target) -> None:
    """The shortcut for a part of the page."""
    await page.letter("D", ALT | SHIFT)
    await page.until(OVERLAY)


async def test_a_click_reads_the_tab(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.page("chat.html"))
    width, height = await page.evaluate("[innerWidth, innerHeight]")

    popup = await user.click(page)

    await shown(popup, CHAT)
    assert [("tab", width, height)] == await captures(reader)
    await user.badge("4")


async def test_the_shortcut_does_what_the_button_does(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.page("chat.html"))

    await page.letter("S", ALT | SHIFT)

    await shown(await user.extension.popup(), CHAT)
    assert ["tab"] == [source for source, _, _ in await captures(reader)]


async def test_a_part_of_the_page_is_exactly_what_was_dragged_over(
    user: InChromium, site: Site, reader: Daemon
) -> None:
    page = await user.visit(site.page("chat.html"))
    popup = await user.click(page)
    await shown(popup, CHAT)

    await popup.click_and_close("[data-act=capture-region]")
    await page.until(OVERLAY)
    await page.drag(PART_START, PART_END)

    await shown(await user.extension.popup(), PART)
    assert ("region", 690, 180) == (await captures(reader))[0]
    assert not await page.evaluate(OVERLAY)


async def test_a_part_is_as_exact_when_the_page_is_zoomed(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.page("chat.html"))
    zoom = "chrome.tabs.query({active: true}).then(([tab]) => chrome.tabs.setZoom(tab.id, %s))"
    await user.own.evaluate(zoom % "1.5")
    await page.until("devicePixelRatio === 1.5")
    try:
        await selecting(user, page)
        await page.drag(PART_START, (590, 290))

        await shown(await user.extension.popup(), PART)
        assert [("region", 840, 270)] == await captures(reader)
    finally:
        await user.own.evaluate(zoom % "1")


async def test_a_popup_that_opens_by_itself_captures_nothing(user: InChromium, reader: Daemon) -> None:
    # As a view that takes up each result at once.
    await user.own.evaluate(
        "chrome.storage.onChanged.addListener((changes) => Object.values(changes).forEach(({newValue}) => {"
        " if (newValue?.state === 'failed') chrome.runtime.sendMessage({type: 'forget', key: newValue.key}); }))"
    )
    page = await user.visit("chrome://version")

    await page.letter("D", ALT | SHIFT)

    popup = await user.extension.popup()
    await popup.until("globalThis.atshotClick?.then(answer => JSON.stringify(answer) === '{}')")
    assert [] == await captures(reader)
    await popup.close()
    popup = await user.click(page)
    await popup.until("globalThis.atshotClick?.then(answer => !!answer.key)")


async def test_a_picture_larger_than_the_daemon_takes_is_made_smaller_in_its_page(user: InChromium, site: Site) -> None:
    """Its pixels are read where they are, by what the menu sends there."""
    page = await user.visit(site.page("chat.html"))
    source = (EXTENSION / "lone-picture.js").read_text("utf-8").replace("export ", "")
    limits = "{pixels: 40_000_000, side: 16_000, bytes: 16_777_216, exact: 8_000_000}"
    read = f"""(async (width, height) => {{ {source}
        const canvas = new OffscreenCanvas(width, height);
        canvas.getContext("2d").fillRect(0, 0, 9, 9);
        const address = URL.createObjectURL(await canvas.convertToBlob());
        const url = await readLargePicture(address, {limits});
        const picture = new Image();
        picture.src = url;
        await picture.decode();
        return [url.slice(0, 15), picture.naturalWidth, picture.naturalHeight];
    }})"""

    assert ["data:image/png;", 2000, 3000] == await page.evaluate(f"{read}(2000, 3000)")
    assert ["data:image/jpeg", 2656, 15055] == await page.evaluate(f"{read}(3000, 17000)")
    assert ["data:image/jpeg", 1882, 16000] == await page.evaluate(f"{read}(2000, 17000)")


async def test_a_picture_is_shown_in_full_in_a_document_without_a_doctype(user: InChromium, site: Site) -> None:
    """There the document's element is as high as what is in it."""
    page = await user.visit(site.page("quirks.html"))
    await page.look(700, 400)
    await page.until("innerHeight === 400")
    source = (EXTENSION / "lone-picture.js").read_text("utf-8").replace("export ", "")

    part = await page.evaluate(f"(() => {{ {source} return showPicture('/board.png', 'shown'); }})()")

    assert {"x": 0, "y": 0, "width": 600, "height": 400} == pytest.approx(part["rect"])


async def test_escape_ends_the_selection(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.page("chat.html"))
    await selecting(user, page)

    await press(page, "Escape")

    await page.until(f"!({OVERLAY})")
    assert [] == await captures(reader)
    await selecting(user, page)


async def test_a_part_can_be_selected_by_keys(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.page("chat.html"))
    width, height = await page.evaluate("[innerWidth, innerHeight]")
    await selecting(user, page)

    for key in ("ArrowDown", *["ArrowLeft"] * 21, *["ArrowUp"] * 10):
        await press(page, key)
    for key in ("ArrowRight", "ArrowDown"):
        await press(page, key, SHIFT)
    await press(page, "Enter")

    popup = await user.extension.popup()
    await popup.until(f"{TEXTS}.length > 0", limit_s=READ_LIMIT_S)
    (source, taken_width, taken_height), *others = await captures(reader)
    assert ("region", []) == (source, others)
    assert (width / 2 + 10, height / 2 + 10) == pytest.approx((taken_width, taken_height), abs=1)


async def test_a_picture_is_pasted_into_the_popup(user: InChromium, site: Site, reader: Daemon) -> None:
    page = await user.visit(site.colour("white"))
    popup = await user.click(page)
    await popup.until(f"{STATE}.includes('No tasks')", limit_s=READ_LIMIT_S)
    data = base64.b64encode((PAGES / "board.png").read_bytes()).decode()

    await popup.evaluate(
        f"""(() => {{
          const held = new DataTransfer();
          const bytes = Uint8Array.from(atob({json.dumps(data)}), c => c.charCodeAt(0));
          held.items.add(new File([bytes], "image.png", {{type: "image/png"}}));
          document.body.dispatchEvent(
            new ClipboardEvent("paste", {{bubbles: true, cancelable: true, clipboardData: held}}));
        }})()"""
    )

    await shown(popup, BOARD)
    assert ("clipboard", 900, 600) == (await captures(reader))[0]


async def test_what_is_done_in_the_popup_reaches_the_daemon(user: InChromium, site: Site, reader: Daemon) -> None:
    popup = await user.click(await user.visit(site.page("chat.html")))
    await shown(popup, CHAT)

    await popup.click(".tick input")
    await popup.until(f"{TOAST}.startsWith('Ticked off')")

    async with client_of(reader.running) as client:
        _, said = await client.call("GET", "/v1/tasks?state=done")
    assert 1 == len(said["tasks"])
    await user.badge("3")


async def test_the_list_is_copied_by_a_click(user: InChromium, site: Site) -> None:
    popup = await user.click(await user.visit(site.page("chat.html")))
    await shown(popup, CHAT)
    await user.browser.send("Browser.setPermission", {"permission": {"name": "clipboard-read"}, "setting": "granted"})

    await popup.click("[data-act=copy]")
    await popup.until("document.querySelector('[data-act=copy]').innerText === 'Copied'")

    copied = await popup.evaluate("navigator.clipboard.readText()")
    assert 4 == copied.count("- @")
    assert all(text in copied for text in CHAT)


async def test_a_result_that_nobody_saw_is_shown_at_the_next_click(
    user: InChromium, site: Site, reader: Daemon
) -> None:
    page = await user.visit(site.page("chat.html"))
    popup = await user.click(page)
    await popup.until("!!document.querySelector('.thumb-words')")
    await popup.close()
    await user.badge("4")

    popup = await user.click(page)

    await shown(popup, CHAT)
    assert 1 == len(await captures(reader))


async def test_a_page_of_the_browser_that_gives_no_part_says_so(user: InChromium, reader: Daemon) -> None:
    page = await user.visit("chrome://version")

    popup = await user.click(page)
    await popup.click_when("[data-act=capture-region]")
    await popup.until(NOTICE)

    said = await popup.evaluate(NOTICE)
    assert [
        "The browser keeps its own pages to itself.",
        "No part can be selected here. Capture the whole tab, or paste a screenshot.",
    ] == said.split("\n\n")


async def test_a_page_that_cannot_be_captured_says_what_to_do(user: InChromium, reader: Daemon) -> None:
    page = await user.visit("about:blank#nothing")

    popup = await user.click(page)
    await popup.until(NOTICE)

    said = await popup.evaluate(NOTICE)
    assert ["The browser lets nobody capture this page.", "Turn to another page, or paste a screenshot here."] == (
        said.split("\n\n")
    )
    assert [] == await captures(reader)
