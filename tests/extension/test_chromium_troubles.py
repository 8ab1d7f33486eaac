"""What goes wrong on the way in Chromium: whatever is killed, a picture arrives, once; and strangers get nothing."""

import json
from pathlib import Path

import pytest

from tests.browsers.cdp import Target
from tests.daemons import COLOURS, Daemon, client_of, end, start
from tests.extension.site import Site
from tests.extension.walk import SCREEN, InChromium, captures, connect, in_chromium
from tests.fake_daemon import FakeDaemon, Said
from tests.ui.walk import TEXTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "document.body.innerText"


async def being_read(daemon: Daemon) -> None:
    """Returns once a picture is being read."""
    async with client_of(daemon.running) as client:
        await client.busy(running=1, waiting=0)


async def one_task(popup: Target) -> None:
    """Returns once the one task is shown."""
    await popup.until(f"{TEXTS}.length === 1 && !!document.querySelector('.exports')")


async def again(daemon: Daemon) -> Daemon:
    """The daemon of the same home, started anew on the same port."""
    return await start(daemon.home, program=COLOURS, port=daemon.running.port).up()


async def test_a_killed_worker_loses_nothing(waiter: InChromium, site: Site, colours: Daemon, gate: Path) -> None:
    page = await waiter.visit(site.colour("green"))
    popup = await waiter.click(page)
    await being_read(colours)

    await popup.close()
    await waiter.extension.kill_worker()
    gate.touch()

    await one_task(await waiter.click(page))
    assert 1 == len(await captures(colours))
    await waiter.badge("1")


async def test_a_killed_worker_goes_on_while_nobody_looks(
    waiter: InChromium, site: Site, colours: Daemon, gate: Path
) -> None:
    popup = await waiter.click(await waiter.visit(site.colour("green")))
    await being_read(colours)
    await popup.close()

    await waiter.extension.kill_worker()
    gate.touch()

    await waiter.badge("1", limit_s=45)
    assert 1 == len(await captures(colours))


async def test_a_browser_that_was_closed_goes_on(site: Site, colours: Daemon, gate: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    async with in_chromium(profile=profile) as user:
        await connect(user.own.evaluate, colours)
        await user.click(await user.visit(site.colour("green")))
        await being_read(colours)
    gate.touch()

    async with in_chromium(profile=profile) as user:
        await user.badge("1")
        await one_task(await user.click(await user.visit(site.colour("green"))))

    assert 1 == len(await captures(colours))


async def test_a_picture_waits_for_a_daemon_that_does_not_run(
    waiter: InChromium, site: Site, colours: Daemon, gate: Path
) -> None:
    where = colours.running
    end(colours)

    popup = await waiter.click(await waiter.visit(site.colour("white")))
    await popup.until(f"{SCREEN} === 'absent' && {SAID}.includes('1 picture waits and will be read.')")
    said = await popup.evaluate(SAID)
    anew = await start(colours.home, program=COLOURS, port=where.port).up()

    try:
        assert "Atshot is not running" in said
        assert "atshot serve" in said
        await one_task(popup)
        assert 1 == len(await captures(anew))
        await waiter.badge("1")
    finally:
        end(anew)


async def test_a_daemon_that_is_killed_while_it_reads_goes_on(
    waiter: InChromium, site: Site, colours: Daemon, gate: Path
) -> None:
    popup = await waiter.click(await waiter.visit(site.colour("green")))
    await being_read(colours)
    port = colours.running.port

    colours.kill()
    gate.touch()
    anew = await start(colours.home, program=COLOURS, port=port).up()

    try:
        await one_task(popup)
        assert 1 == len(await captures(anew))
    finally:
        end(anew)


async def test_a_stranger_on_the_daemons_port_is_told_nothing(waiter: InChromium, site: Site, colours: Daemon) -> None:
    stranger = FakeDaemon({"POST /v1/hello": Said({"proof": "0f" * 32})}, port=colours.running.port)
    end(colours)

    with stranger.serving():
        popup = await waiter.click(await waiter.visit(site.colour("white")))
        await popup.until(f"{SCREEN} === 'stranger'")
        said = await popup.evaluate(SAID)

    assert f"Another program answers on port {stranger.port}" in said
    assert {"GET /healthz", "POST /v1/hello"} >= {f"{asked.method} {asked.path}" for asked in stranger.asked}
    assert stranger.said_to("POST /v1/hello")
    assert all("Authorization" not in asked.headers and b"ats_" not in asked.body for asked in stranger.asked)


async def test_a_browser_that_was_disconnected_says_so_and_goes_on_when_it_is_back(
    waiter: InChromium, site: Site, colours: Daemon
) -> None:
    async with client_of(colours.running) as client:
        _, said = await client.call("GET", "/v1/clients")
        own = next(each for each in said["clients"] if each["kind"] == "extension")
        await client.call("DELETE", f"/v1/clients/{own['id']}")

    popup = await waiter.click(await waiter.visit(site.colour("white")))
    await popup.until(f"{SCREEN} === 'revoked' && {SAID}.includes('1 picture waits and will be read.')")
    await connect(waiter.own.evaluate, colours)

    await one_task(popup)
    assert 1 == len(await captures(colours))


PASTE = """
(async () => {
  globalThis.createImageBitmap = () => new Promise(() => {});
  const canvas = Object.assign(new OffscreenCanvas(64, 64));
  Object.assign(canvas.getContext("2d"), {fillStyle: "#fff"}).fillRect(0, 0, 64, 64);
  const held = new DataTransfer();
  held.items.add(new File([await canvas.convertToBlob()], "a.png", {type: "image/png"}));
  document.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData: held}));
})()
"""
# As if the pictures had been put into the database long ago.
AGE = """
new Promise((done) => {
  indexedDB.open("atshot").onsuccess = ({target: {result: database}}) => {
    const change = database.transaction("pictures", "readwrite");
    change.objectStore("pictures").openCursor().onsuccess = ({target: {result: cursor}}) => {
      if (!cursor) return;
      cursor.update({...cursor.value, at: 0});
      cursor.continue();
    };
    change.oncomplete = () => (database.close(), done());
  };
})
"""
STORED = "import('/platform/database.js').then(({pictures}) => pictures.all()).then(all => all.length === 1)"
UNSEEN = "chrome.storage.local.get(null).then(all => Object.values(all).map(({isSeen}) => isSeen))"
UNSTORED = """
const {open} = IDBFactory.prototype;
IDBFactory.prototype.open = () => { throw new DOMException("the disk is full", "UnknownError"); };
globalThis.mend = () => void (IDBFactory.prototype.open = open);
"""


async def test_a_picture_that_was_pasted_just_before_the_popup_closed_arrives(
    waiter: InChromium, site: Site, colours: Daemon
) -> None:
    popup = await waiter.click(await waiter.visit(site.colour("white")))
    await one_task(popup)

    await popup.evaluate(PASTE)
    await popup.until(f"{SAID}.includes('Looking at the picture')")
    await waiter.own.until(STORED)
    await popup.close()
    await waiter.own.until("chrome.alarms.getAll().then(alarms => alarms.length === 1)")
    await waiter.own.evaluate(AGE)
    await waiter.own.evaluate("chrome.runtime.sendMessage({type: 'resume'})")

    await waiter.own.until("chrome.storage.local.get(null).then(all => Object.values(all).length === 2)")
    await waiter.badge("1")
    assert [("clipboard", 64, 64)] == [each for each in await captures(colours) if each[0] == "clipboard"]


async def test_while_a_tab_is_captured_the_list_says_so(waiter: InChromium, site: Site) -> None:
    popup = await waiter.click(await waiter.visit(site.colour("white")))
    await one_task(popup)

    await popup.evaluate("void (chrome.runtime.sendMessage = () => new Promise(() => {}))")
    await popup.click("[data-act=capture-tab]")

    await popup.until(f"{SAID}.includes('Capturing …')")


async def test_what_a_hidden_list_shows_is_news_until_somebody_looks(
    waiter: InChromium, site: Site, colours: Daemon
) -> None:
    panel = await waiter.visit(waiter.extension.url("panel.html"))
    await panel.until("!!document.querySelector('.drop')")
    await waiter.visit(site.colour("white"))
    await panel.until("document.visibilityState === 'hidden'")

    await waiter.own.evaluate(
        "import('/platform/database.js').then(async ({pictures}) => {"
        " const canvas = new OffscreenCanvas(64, 64);"
        " Object.assign(canvas.getContext('2d'), {fillStyle: '#fff'}).fillRect(0, 0, 64, 64);"
        " await pictures.set('k', await canvas.convertToBlob());"
        " await chrome.runtime.sendMessage({type: 'accept', key: 'k', source: 'tab', name: ''}); })"
    )
    await one_task(panel)
    hidden = await waiter.own.evaluate(UNSEEN)
    await panel.front()

    await waiter.own.until(f"{UNSEEN}.then(seen => seen.join() === 'true')")
    assert [False] == hidden


async def test_a_browser_whose_storage_fails_says_so_and_goes_on_when_it_works_again(waiter: InChromium) -> None:
    async def prepare(page: Target) -> None:
        await page.send("Page.addScriptToEvaluateOnNewDocument", source=UNSTORED)

    options = await waiter.browser.open(waiter.extension.url("options.html"), prepare=prepare)
    await options.until("document.querySelector('.standing')?.dataset.state === 'broken'")
    panel = await waiter.browser.open(waiter.extension.url("panel.html"), prepare=prepare)
    await panel.until(f"{SCREEN} === 'broken'")
    said = await panel.evaluate(SAID)

    await panel.evaluate("mend()")
    await panel.click(".gate .primary")

    await panel.until("!!document.querySelector('.drop')")
    assert "The browser’s storage does not work" in said


THIEF = {
    "manifest_version": 3,
    "name": "Another extension",
    "version": "1",
    "permissions": ["declarativeNetRequestWithHostAccess"],
    "host_permissions": ["http://127.0.0.1/*"],
    "background": {"service_worker": "thief.js"},
}
STEAL = """
(async ({url, origin, id, capture}) => {
  const rule = {
    id: 1,
    action: {type: "modifyHeaders", requestHeaders: [{header: "origin", operation: "set", value: origin}]},
    condition: {urlFilter: "|http://127.0.0.1", resourceTypes: ["xmlhttprequest"]},
  };
  await chrome.declarativeNetRequest.updateSessionRules({addRules: [rule]});
  const calls = [
    ["GET", "/v1/captures"], ["GET", `/v1/captures/${capture}`], ["GET", `/v1/captures/${capture}/image`],
    ["GET", `/v1/captures/${capture}/events`], ["GET", "/v1/tasks"], ["GET", "/v1/status"], ["GET", "/v1/clients"],
    ["POST", "/v1/captures"], ["POST", "/v1/pairings"], ["POST", "/v1/shutdown"], ["DELETE", "/v1/captures"],
  ];
  const told = {};
  for (const [method, path] of calls) {
    for (const headers of [{}, {Authorization: "Bearer ats_guess"}]) {
      const response = await fetch(url + path, {method, headers});
      const said = await response.json();
      (told[response.status] ??= []).push(said.error);
    }
  }
  const asked = await chrome.runtime.sendMessage(id, {type: "capture"}).catch((error) => String(error));
  const file = await fetch(`chrome-extension://${id}/manifest.json`).then(() => "read", () => "refused");
  return {told, asked, file};
})
"""


async def test_another_extension_without_a_token_gets_nothing(colours: Daemon, tmp_path: Path) -> None:
    thief = tmp_path / "thief"
    thief.mkdir()
    (thief / "manifest.json").write_text(json.dumps(THIEF))
    (thief / "thief.js").write_text("")
    (thief / "thief.html").write_text("<!doctype html><title>thief</title>")
    async with client_of(colours.running) as client:
        capture = (await client.send("white", query="?wait=30"))["id"]
        before = await client.call("GET", "/v1/captures")

    async with in_chromium(others=[thief]) as user:
        await connect(user.own.evaluate, colours)
        worker = await user.browser.find("service_worker", "/thief.js")
        page = await user.browser.open(worker["url"].replace("thief.js", "thief.html"))
        about = {"url": colours.running.url, "origin": user.extension.url("")[:-1], "id": user.extension.id}
        got = await page.evaluate(f"{STEAL}({json.dumps({**about, 'capture': capture})})")

    assert {"401": ["auth_required", "bad_token"] * 11} == got["told"]
    assert "Receiving end does not exist" in got["asked"]
    assert "refused" == got["file"]
    async with client_of(colours.running) as client:
        assert before == await client.call("GET", "/v1/captures")
