"""What a page can do about the extension in it: make it deaf, no more. Needs no daemon: what is captured waits."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.browsers.cdp import ALT, SHIFT, Target
from tests.extension.site import Site
from tests.extension.walk import OVERLAY, InChromium, in_chromium
from tests.ui.conftest import program

pytestmark = pytest.mark.asyncio(loop_scope="module")

RECORDS = "import('/platform/records.js').then(({records}) => records.all())"
SIZES = (
    f"Promise.all([{RECORDS}, import('/platform/database.js')]).then(([all, {{pictures}}]) => Promise.all(all.map("
    "async ({key}) => { const {width, height} = await createImageBitmap(await pictures.get(key));"
    " return [width, height]; })))"
)
OVER_ALL = """(() => {
    const host = document.getElementById('atshot-overlay'), {x, y, width, height} = host.getBoundingClientRect();
    const right = document.documentElement.clientWidth - 2;
    const corners = [[1, 1], [right, 1], [innerWidth / 2, innerHeight / 2], [1, innerHeight - 2]];
    return [x, y, width - innerWidth, height - innerHeight, Number(getComputedStyle(host).opacity) - 1,
        ...corners.map(([x, y]) => document.elementFromPoint(x, y) === host ? 0 : 1)]; })()"""
NO_MARK = "chrome.storage.session.get(null).then(all => !Object.keys(all).some(name => name.startsWith('region:')))"
REGION = "{type: 'region', tabId: id}"
# What only our own pages may ask for.
FOR_VIEWS = [
    "capture",
    "click",
    "region",
    "accept",
    "retry",
    "forget",
    "see",
    "recount",
    "resume",
    "paired",
    "pending-pairing",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def victim() -> AsyncIterator[InChromium]:
    program("chromium")
    async with in_chromium() as user:
        # A shortcut is lost on a background that has never run.
        await user.own.until("chrome.runtime.sendMessage({type: 'resume'}).then(answer => !!answer, () => false)")
        yield user


@pytest_asyncio.fixture(loop_scope="module")
async def user(victim: InChromium) -> AsyncIterator[InChromium]:
    yield victim
    await victim.own.evaluate("chrome.storage.session.clear()")
    await victim.tidy()


@pytest_asyncio.fixture(loop_scope="module")
async def page(user: InChromium, site: Site) -> Target:
    """The page, with the selection over it."""
    page = await user.visit(site.page("hostile.html"))
    await page.letter("D", ALT | SHIFT)
    await page.until(OVERLAY)
    return page


async def sizes(user: InChromium, count: int) -> Any:
    """How large the pictures are, once there are so many and the popup has opened."""
    await user.own.until(f"{RECORDS}.then(all => all.length === {count})")
    await user.extension.popup()
    return await user.own.evaluate(SIZES)


async def in_our_world(page: Target, user: InChromium, script: str) -> Any:
    """A value as the scripts that the extension has put into the page see it."""
    worlds = [
        event["params"]["context"]
        for event in user.browser.events
        if event["method"] == "Runtime.executionContextCreated"
    ]
    ours = [world["uniqueId"] for world in worlds if user.extension.id in world["origin"]]
    told = await page.send(
        "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, uniqueContextId=ours[-1]
    )
    return told["result"].get("value")


async def test_the_selection_is_over_everything_that_a_page_can_put_there(page: Target) -> None:
    assert [0] * 9 == await page.evaluate(OVER_ALL)


async def test_a_page_can_neither_look_into_the_selection_nor_steer_it(user: InChromium, page: Target) -> None:
    assert await page.evaluate("document.getElementById('atshot-overlay').shadowRoot === null")

    await page.evaluate("forge()")

    assert await page.evaluate(OVERLAY)
    assert [] == await user.own.evaluate(RECORDS)


async def test_a_page_hears_at_most_what_it_listened_for_before_and_does_not_move(
    user: InChromium, page: Target
) -> None:
    await page.send("Input.dispatchMouseEvent", type="mouseWheel", x=200, y=200, deltaX=0, deltaY=300)
    await page.key("ArrowDown")
    await page.key("PageDown")
    await page.drag((20, 30), (320, 150))

    assert [[300, 120]] == await sizes(user, 1)
    assert [[], 0] == await page.evaluate("[heard, scrollY]")


async def test_the_button_begins_the_selection_anew(user: InChromium, page: Target) -> None:
    await page.evaluate("document.getElementById('atshot-overlay').dataset.is = 'old'")
    await user.own.evaluate(
        f"chrome.tabs.query({{active: true}}).then(([{{id}}]) => chrome.runtime.sendMessage({REGION}))"
    )
    await page.until("!document.querySelector('[data-is=old]') && document.querySelector('#atshot-overlay')?.tabIndex")
    assert 1 == await page.evaluate("document.querySelectorAll('#atshot-overlay').length")
    await page.drag((20, 30), (320, 150))

    assert [[300, 120]] == await sizes(user, 1)


async def test_the_shortcut_ends_the_selection_that_it_began(user: InChromium, page: Target) -> None:
    await page.letter("D", ALT | SHIFT)

    await page.until(f"!({OVERLAY})")
    await user.own.until(NO_MARK)
    await page.letter("D", ALT | SHIFT)
    await page.until(OVERLAY)


async def test_a_page_that_listened_first_can_make_the_selection_deaf_but_not_keep_it_there(
    user: InChromium, page: Target
) -> None:
    await page.evaluate("isGreedy = true")
    await page.drag((20, 30), (320, 150))
    await page.key("Escape")
    assert "pointerdown" in await page.evaluate("overheard")
    assert await page.evaluate(OVERLAY)

    await page.letter("D", ALT | SHIFT)

    await page.until(f"!({OVERLAY})")
    assert [] == await user.own.evaluate(RECORDS)


async def test_a_selection_may_take_as_long_as_the_user_likes(user: InChromium, page: Target) -> None:
    await user.own.evaluate(
        "chrome.storage.session.get(null).then(all => chrome.storage.session.set(Object.fromEntries("
        "Object.keys(all).filter(name => name.startsWith('region:')).map(name => [name, {at: 0}]))))"
    )

    await page.drag((20, 30), (320, 150))

    assert [[300, 120]] == await sizes(user, 1)


async def test_a_part_is_not_taken_of_another_tab_that_comes_to_the_front(
    user: InChromium, page: Target, site: Site
) -> None:
    other = await user.visit(site.colour("white"))
    for is_there in (OVERLAY, f"!({OVERLAY})"):  # the browser would let us capture this one too
        await other.letter("D", ALT | SHIFT)
        await other.until(is_there)
    await page.front()
    worker = await user.extension.worker()
    # The user goes elsewhere between our look at the tab and the browser's.
    await worker.evaluate(
        "(() => { const take = chrome.tabs.captureVisibleTab; chrome.tabs.captureVisibleTab = async (...how) => {"
        f" const [other] = await chrome.tabs.query({{url: {json.dumps(await other.evaluate('location.href'))}}});"
        " await chrome.tabs.update(other.id, {active: true}); globalThis.taken = await take(...how);"
        " return globalThis.taken; }; globalThis.putBack = () => (chrome.tabs.captureVisibleTab = take); })()"
    )

    await page.drag((20, 30), (320, 150))

    await user.own.until(f"{RECORDS}.then(all => all.length === 1)")
    assert ["capture_failed"] == await user.own.evaluate(f"{RECORDS}.then(all => all.map(one => one.trouble?.code))")
    assert (await worker.evaluate("putBack(), taken")).startswith("data:image/png")


@pytest.mark.parametrize("name", ["drawing.svg", "quirks.html"])
async def test_a_part_of_a_document_of_another_kind_can_be_selected(user: InChromium, site: Site, name: str) -> None:
    page = await user.visit(site.page(name))
    await page.letter("D", ALT | SHIFT)
    await page.until(OVERLAY)

    await page.drag((20, 30), (320, 150))

    assert [[300, 120]] == await sizes(user, 1)


async def test_a_page_that_takes_the_selection_away_has_ended_it(user: InChromium, page: Target) -> None:
    await page.evaluate("document.getElementById('atshot-overlay').remove()")
    await page.drag((20, 30), (320, 150))
    await page.key("Enter")

    await user.own.until(NO_MARK)
    assert [] == await user.own.evaluate(RECORDS)
    await page.evaluate("heard.length = 0")
    await page.key("a")
    assert ["keydown"] == await page.evaluate("heard")


async def test_a_script_in_a_page_may_ask_for_nothing(user: InChromium, page: Target) -> None:
    for kind in FOR_VIEWS:
        message = json.dumps({"type": kind, "key": "k", "source": "file", "tabId": 1})
        answer = await in_our_world(page, user, f"chrome.runtime.sendMessage({message}).catch(() => undefined)")
        assert answer is None, kind

    assert [] == await user.own.evaluate(RECORDS)


async def test_a_part_that_nobody_asked_for_is_not_captured(user: InChromium, page: Target) -> None:
    part = {"rect": {"x": 0, "y": 0, "width": 50, "height": 50}, "innerWidth": 1000, "devicePixelRatio": 1}
    say = f"chrome.runtime.sendMessage({json.dumps({'type': 'region-rect', **part})})"
    await page.drag((20, 30), (320, 150))
    assert [[300, 120]] == await sizes(user, 1)

    assert {} == await in_our_world(page, user, say)

    assert [[300, 120]] == await sizes(user, 1)


async def test_a_page_elsewhere_cannot_pass_for_the_pairing_page(user: InChromium, page: Target, site: Site) -> None:
    await page.evaluate(f"location.hash = '#{'0' * 26}'")

    assert {} == await in_our_world(page, user, "chrome.runtime.sendMessage({type: 'pair'})")

    assert {} == await user.own.evaluate(
        "chrome.storage.session.get(null).then(all => Object.fromEntries("
        "Object.entries(all).filter(([name]) => name.startsWith('pairing:'))))"
    )
    assert site.page("hostile.html") in await page.evaluate("location.href")


async def test_a_page_that_opens_the_pairing_page_has_no_hold_of_our_question(
    user: InChromium, page: Target, site: Site
) -> None:
    url = f"http://127.0.0.1:{site.port}/pair#{'0' * 26}"

    await page.evaluate(f"void (globalThis.bait = open({json.dumps(url)}))", gesture=True)

    asking = await user.browser.attach(await user.browser.find("page", user.extension.url("connect.html")))
    await asking.until("!!document.querySelector('.check-word')")
    assert await asking.evaluate("opener === null")
    await page.until("bait.closed")
