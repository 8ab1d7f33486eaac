"""Firefox over Marionette, its own remote protocol: a launcher and a client. Knows browsers, no page of ours."""

import asyncio
import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from tests.browsers.page import LOOK_AGAIN_S, BrowserError, until

PROGRAMS = ("firefox-esr", "firefox")

# A first start asks and fetches all kinds of things; none of them belongs into a test.
_QUIET: Mapping[str, object] = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
    "services.settings.server": "data:,",
    "startup.homepage_welcome_url": "",
    "termsofuse.bypassNotification": True,
}
_START_S = 60
_ANSWER_S = 90
# Runs in the browser's own window; returns once the item was taken.
_MENU_ITEM = """
const menu = document.getElementById("contentAreaContextMenu");
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
while (menu.state !== "open") await pause();
menu.activateItem([...menu.querySelectorAll("menuitem")].find((item) => item.label === args[0]));
while (menu.state !== "closed") await pause();
"""
# The same, for a view of an extension, which lives in a process of its own.
_VIEW = """
const [id, page, body] = args;
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
const views = () => [...WebExtensionPolicy.getByID(id).extension.views];
const find = () => views().find((view) => view.xulBrowser && view.uri?.spec?.includes(page));
for (let i = 0; i < 160 && !find(); i++) await pause();
if (!find()) throw new Error(`no view ${page}: ${views().map((view) => view.uri?.spec)}`);
const { messageManager } = find().xulBrowser;
const name = "atshot" + Math.random();
const code = `(async () => { const document = content.document; const window = content; ${body} })()
  .then((v) => sendAsyncMessage("${name}", { v: v ?? null }), (e) => sendAsyncMessage("${name}", { e: "" + e }))`;
return await new Promise((resolve, reject) => {
  messageManager.addMessageListener(name, ({ data }) => ("e" in data ? reject(new Error(data.e)) : resolve(data.v)));
  setTimeout(() => reject(new Error(`${page} has closed`)), 3000);
  messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(code), false);
});
"""
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Firefox:
    """A browser with one tab; use `firefox()`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._number = 0

    async def send(self, command: str, **params: object) -> dict[str, Any]:
        """One command, as WebDriver names it."""
        self._number += 1
        data = json.dumps([0, self._number, command, params]).encode()
        self._writer.write(b"%d:%b" % (len(data), data))
        await self._writer.drain()
        _, _, error, result = await asyncio.wait_for(self.receive(), _ANSWER_S)
        if error:
            raise BrowserError(f"{error['error']}: {error['message']}")
        return dict(result) if isinstance(result, dict) else {"value": result}

    async def receive(self) -> Any:
        """The next message."""
        length = (await self._reader.readuntil(b":"))[:-1]
        return json.loads(await self._reader.readexactly(int(length)))

    async def chrome(self) -> None:
        """What follows runs in the browser's own window."""
        await self.send("Marionette:SetContext", value="chrome")

    async def content(self) -> None:
        """What follows runs in the page."""
        await self.send("Marionette:SetContext", value="content")

    async def one_tab(self, url: str) -> None:
        """Go on in the only tab that is left, as soon as it shows an address that contains this."""
        await self.chrome()
        await self.until(f"gBrowser.tabs.length === 1 && gBrowser.currentURI.spec.includes({json.dumps(url)})")
        handles = (await self.send("WebDriver:GetWindowHandles"))["value"]
        await self.send("WebDriver:SwitchToWindow", handle=handles[0])
        await self.content()

    async def go(self, url: str) -> None:
        """Load an address in the tab."""
        await self.content()
        await self.send("WebDriver:Navigate", url=url)

    async def evaluate(self, script: str) -> Any:
        """The value of an expression, awaited, in the context set last."""
        return await self.run(f"return await ({script})")

    async def run(self, body: str, *args: object) -> Any:
        """What the body of an async function returns; it sees `args`."""
        wrapped = (
            "const args = [...arguments], done = args.pop(); (async () => {"
            + body
            + "})().then(v => done({v: v ?? null}), e => done({e: e + '\\n' + (e.stack ?? '')}))"
        )
        answer = await self.send("WebDriver:ExecuteAsyncScript", script=wrapped, args=list(args), newSandbox=False)
        value = answer["value"]
        if "e" in value:
            raise BrowserError(value["e"])
        return value["v"]

    async def until(self, condition: str, *, limit_s: float = 20) -> Any:
        """The value of an expression as soon as it is true; BrowserError with what the page shows if it never is."""
        return await until(self.evaluate, condition, limit_s)

    async def click(self, css: str) -> None:
        """A real click on the first element that fits."""
        await self.send("WebDriver:ElementClick", id=await self.element(css))

    async def type(self, css: str, text: str) -> None:
        """Type into the first element that fits, key by key; a file input gets the path as its file."""
        await self.send("WebDriver:ElementSendKeys", id=await self.element(css), text=text)

    async def element(self, css: str) -> str:
        """The driver's name for the first element that fits."""
        found = (await self.send("WebDriver:FindElement", using="css selector", value=css))["value"]
        return str(found[_ELEMENT])

    async def keys(self, *keys: str) -> None:
        """Hold these keys down one after the other, then release them, where the focus is."""
        actions = [{"type": "keyDown", "value": key} for key in keys]
        actions += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        await self.send("WebDriver:PerformActions", actions=[{"type": "key", "id": "k", "actions": actions}])

    async def pointer(self, *steps: tuple[float, float], button: int = 0) -> None:
        """Press the button at the first place, move over the others, release at the last."""
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 50} for x, y in steps]
        down, up = {"type": "pointerDown", "button": button}, {"type": "pointerUp", "button": button}
        actions = [moves[0], down, *moves[1:], up]
        pointer = {"type": "pointer", "id": "m", "parameters": {"pointerType": "mouse"}, "actions": actions}
        await self.send("WebDriver:PerformActions", actions=[pointer])

    async def size(self, width: int, height: int) -> None:
        """Make the page so big, in CSS pixels."""
        outer = await self.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
        await self.send("WebDriver:SetWindowRect", width=width + outer[0], height=height + outer[1])

    async def screenshot(self) -> bytes:
        """What the page shows, as PNG."""
        return base64.b64decode((await self.send("WebDriver:TakeScreenshot", full=False))["value"])

    async def menu_item(self, label: str) -> None:
        """Choose this item of the context menu that a press of the right button has opened."""
        await self.chrome()
        await self.run(_MENU_ITEM, label)

    async def install(self, extension: Path) -> "Addon":
        """Load a folder or zip until the browser ends; its button stands in the toolbar, with no warning about it."""
        addon_id = (await self.send("Addon:Install", path=str(extension), temporary=True))["value"]
        await self.chrome()
        policy = "WebExtensionPolicy.getByID(args[0])"
        warnings = await self.run(f"return {policy}.extension.warnings ?? []", addon_id)
        if warnings:
            raise BrowserError(f"warnings about {extension}: {warnings}")
        host = await self.run(f"return {policy}.mozExtensionHostname", addon_id)
        addon = Addon(self, addon_id, str(host))
        await self.run("CustomizableUI.addWidgetToArea(args[0], 'nav-bar')", addon.button)
        return addon


class Addon:
    """An extension that was loaded; use `Firefox.install()`."""

    def __init__(self, browser: Firefox, addon_id: str, host: str) -> None:
        self.id = addon_id
        self.button = "".join(c if c.isalnum() else "_" for c in addon_id) + "-browser-action"
        self._browser = browser
        self._host = host

    def url(self, page: str) -> str:
        """Where one of its pages is."""
        return f"moz-extension://{self._host}/{page}"

    async def click_action(self) -> None:
        """A real click on its button: the popup, and leave to capture."""
        await self._browser.chrome()
        await self._browser.click(f"#{self.button} .unified-extensions-item-action-button")

    async def close_popup(self) -> None:
        """No popup is open any more."""
        await self._browser.chrome()
        await self._browser.run("document.getElementById('customizationui-widget-panel')?.hidePopup()")
        views = "[...WebExtensionPolicy.getByID(args[0]).extension.views]"
        pause = "await new Promise((resolve) => setTimeout(resolve, 20))"
        await self._browser.run(f"while ({views}.some((view) => view.viewType === 'popup')) {pause}", self.id)

    async def command(self, key: str) -> None:
        """Its shortcut with this letter."""
        await self._browser.chrome()
        await self._browser.run(
            "[...document.querySelectorAll('keyset[id^=ext-keyset] key')]"
            ".find(k => k.getAttribute('key') === args[0]).doCommand()",
            key,
        )

    async def kill_background(self) -> None:
        """End its background, as the browser does when it thinks that nothing happens."""
        await self._browser.chrome()
        await self._browser.run("await WebExtensionPolicy.getByID(args[0]).extension.terminateBackground()", self.id)

    async def view(self, page: str, body: str) -> Any:
        """What the body of an async function returns in its popup, sidebar or background; it sees `document`."""
        await self._browser.chrome()
        return await self._browser.run(_VIEW, self.id, page, body)

    async def view_until(self, page: str, condition: str, *, limit_s: float = 20) -> Any:
        """The value of an expression in such a view, as soon as it is true; in the next one, where one closes."""

        async def evaluate(script: str) -> Any:
            try:
                return await self.view(page, f"return await ({script})")
            except BrowserError as error:
                if "has closed" not in str(error):
                    raise
                return None

        return await until(evaluate, condition, limit_s)


@contextlib.asynccontextmanager
async def firefox(
    *, prefs: Mapping[str, object] | None = None, env: Mapping[str, str] | None = None
) -> AsyncIterator[Firefox]:
    """A headless Firefox that is gone afterwards, with all that it wrote."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert program, f"none of {', '.join(PROGRAMS)} is installed"
    profile = Path(tempfile.mkdtemp(prefix="atshot-firefox-"))
    port = _free_port()
    wanted = {**_QUIET, "marionette.port": port, **(prefs or {})}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items())
    (profile / "user.js").write_text("".join(lines))
    process = await asyncio.create_subprocess_exec(
        program,
        *("-profile", str(profile), "-no-remote", "-marionette", "-remote-allow-system-access", "-headless"),
        *("--width", "1000", "--height", "760"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
        start_new_session=True,
    )
    try:
        reader, writer = await _connected(port, process)
        browser = Firefox(reader, writer)
        await browser.receive()
        # Flat: nested capabilities are passed over without a word.
        await browser.send("WebDriver:NewSession", acceptInsecureCerts=True, unhandledPromptBehavior="ignore")
        yield browser
        with contextlib.suppress(BrowserError, TimeoutError, OSError, asyncio.IncompleteReadError):
            await asyncio.wait_for(browser.send("Marionette:Quit", flags=["eForceQuit"]), 8)
        writer.close()
    finally:
        await _end(process)
        shutil.rmtree(profile, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _connected(
    port: int, process: asyncio.subprocess.Process
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(_START_S):
        while True:
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port, limit=64 << 20)
            if process.returncode is not None:
                raise BrowserError(f"Firefox ended with {process.returncode}")
            await asyncio.sleep(LOOK_AGAIN_S)


async def _end(process: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), 10)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
