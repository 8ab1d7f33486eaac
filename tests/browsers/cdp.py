"""Chromium over its DevTools protocol: a launcher and a client on one websocket. Knows browsers, no page of ours."""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.browsers.page import LOOK_AGAIN_S, BrowserError, until

PROGRAM = "chromium"
ALT, CTRL, META, SHIFT = 1, 2, 4, 8

_FLAGS = (
    "--remote-debugging-port=0 --enable-unsafe-extension-debugging --no-sandbox --disable-gpu --no-first-run"
    " --no-default-browser-check --password-store=basic --window-size=1000,760 --disable-component-update"
    " --disable-background-networking"
).split()
_START_S = 30
_ANSWER_S = 60
# Where the browser says how it is reached.
_ADDRESS = "DevToolsActivePort"
# The extension's own pages, as its manifest names them.
_WORKER = "background.js"
_POPUP = "popup.html"


class Target:
    """One page, popup or worker that we are attached to."""

    def __init__(self, browser: "Chromium", info: Mapping[str, Any], session_id: str) -> None:
        self.info = info
        self._browser = browser
        self._session_id = session_id

    async def send(self, method: str, **params: object) -> dict[str, Any]:
        """One command to this target."""
        return await self._browser.send(method, params, self._session_id)

    async def evaluate(self, script: str, *, gesture: bool = False) -> Any:
        """The value of an expression, awaited; `gesture` makes it count as the user's click."""
        result = await self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=gesture
        )
        if thrown := result.get("exceptionDetails"):
            raise BrowserError(thrown.get("exception", {}).get("description") or thrown["text"])
        return result["result"].get("value")

    async def until(self, condition: str, *, limit_s: float = 15) -> Any:
        """The value of an expression as soon as it is true; BrowserError with what the page shows if it never is."""
        return await until(self.evaluate, condition, limit_s)

    async def screenshot(self) -> bytes:
        """What the page shows, as PNG."""
        return base64.b64decode((await self.send("Page.captureScreenshot"))["data"])

    async def key(self, key: str, *, code: str = "", number: int = 0, text: str = "", modifiers: int = 0) -> None:
        """Press and release a key; a shortcut needs the key's Windows number."""
        known = {"key": key, "code": code or key, "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number}
        down = "keyDown" if text else "rawKeyDown"
        await self.send("Input.dispatchKeyEvent", type=down, modifiers=modifiers, text=text, **known)
        await self.send("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **known)

    async def letter(self, letter: str, modifiers: int) -> None:
        """Press a letter together with Ctrl, Alt or Shift."""
        await self.key(letter.lower(), code=f"Key{letter.upper()}", number=ord(letter.upper()), modifiers=modifiers)

    async def type(self, text: str) -> None:
        """Insert text where the focus is."""
        await self.send("Input.insertText", text=text)

    async def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        await self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    async def click(self, css: str) -> None:
        """A real click on the middle of the first element that fits."""
        x, y = await self.middle(css)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    async def click_and_close(self, css: str) -> None:
        """The click on an element that closes the page, which then can say nothing any more."""
        await self.until(f"!!document.querySelector({json.dumps(css)})")
        with contextlib.suppress(BrowserError):
            await self.evaluate(f"document.querySelector({json.dumps(css)}).click()", gesture=True)
        await self._browser.gone(self.info["targetId"])

    async def click_when(self, css: str) -> None:
        """A real click on the first element that fits, as soon as there is one."""
        await self.until(f"!!document.querySelector({json.dumps(css)})")
        await self.click(css)

    async def middle(self, css: str) -> tuple[float, float]:
        """Where the middle of the first element that fits is in the window, scrolled to if need be."""
        place = await self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(css)}); if (!e) return null;"
            " e.scrollIntoView({block: 'nearest', behavior: 'instant'});"
            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        if place is None:
            raise BrowserError(f"nothing fits {css}")
        return place[0], place[1]

    async def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at `start`, move by way of the middle, release at `end`."""
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        steps = [("mousePressed", start), ("mouseMoved", middle), ("mouseMoved", end), ("mouseReleased", end)]
        for kind, (x, y) in steps:
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    async def choose_files(self, css: str, paths: Sequence[Path]) -> None:
        """Let a file input hold these files, as if the user had chosen them."""
        found = await self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(css)})")
        await self.send("DOM.setFileInputFiles", files=list(map(str, paths)), objectId=found["result"]["objectId"])

    async def look(self, width: int, height: int, *, dark: bool = False, languages: str = "en-US") -> None:
        """The window's size, the system's theme and the user's languages, from the next load on."""
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        await self.send("Emulation.setEmulatedMedia", features=features)
        agent = await self.evaluate("navigator.userAgent")
        await self.send("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=languages)

    async def front(self) -> None:
        """Bring the page's tab to the front, where keys arrive."""
        await self._browser.send("Target.activateTarget", {"targetId": self.info["targetId"]})

    async def close(self) -> None:
        """Close the page."""
        await self._browser.send("Target.closeTarget", {"targetId": self.info["targetId"]})


class Chromium:
    """A browser with a profile of its own; use `chromium()`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.events: list[dict[str, Any]] = []
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}

    async def listen(self) -> None:
        """Hand each answer to who waits for it, until the browser closes."""
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" not in told:
                self.events.append(told)
                continue
            waiting = self._waiting.pop(told["id"], None)
            if waiting is None or waiting.done():
                continue
            if "error" in told:
                waiting.set_exception(BrowserError(told["error"]["message"]))
            else:
                waiting.set_result(told["result"])

    async def send(
        self, method: str, params: Mapping[str, object] | None = None, session_id: str | None = None
    ) -> dict[str, Any]:
        """One command; to the browser itself, or to the target of a session."""
        number = next(self._numbers)
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": session_id} if session_id else {}
        await self._socket.send_json({"id": number, "method": method, "params": dict(params or {}), **session})
        return await asyncio.wait_for(waiting, _ANSWER_S)

    async def find(self, kind: str, url: str = "", *, limit_s: float = 8) -> dict[str, Any]:
        """The first target of that type whose address contains `url`."""
        async with asyncio.timeout(limit_s):
            while True:
                # The empty filter shows the targets of type "tab" too.
                infos: list[dict[str, Any]] = (await self.send("Target.getTargets", {"filter": [{}]}))["targetInfos"]
                found = next((info for info in infos if info["type"] == kind and url in info["url"]), None)
                if found:
                    return found
                await asyncio.sleep(LOOK_AGAIN_S)

    async def close_pages(self, *, but: Target) -> None:
        """Close every tab and popup but this one."""
        for info in (await self.send("Target.getTargets"))["targetInfos"]:
            if info["type"] == "page" and info["targetId"] != but.info["targetId"]:
                with contextlib.suppress(BrowserError):  # a popup ends with its tab
                    await self.send("Target.closeTarget", {"targetId": info["targetId"]})
                await self.gone(info["targetId"])

    async def gone(self, target_id: str, *, limit_s: float = 8) -> None:
        """Returns once there is no such target any more."""
        async with asyncio.timeout(limit_s):
            while True:
                infos = (await self.send("Target.getTargets", {"filter": [{}]}))["targetInfos"]
                if all(info["targetId"] != target_id for info in infos):
                    return
                await asyncio.sleep(LOOK_AGAIN_S)

    async def extension(self) -> "Extension":
        """The extension of ours that the browser was started with."""
        worker = await self.find("service_worker", f"/{_WORKER}")
        return Extension(self, urlsplit(worker["url"]).netloc)

    async def attach(self, info: Mapping[str, Any]) -> Target:
        """A target that takes commands."""
        answer = await self.send("Target.attachToTarget", {"targetId": info["targetId"], "flatten": True})
        return Target(self, info, answer["sessionId"])

    async def open(self, url: str, *, prepare: Callable[[Target], Any] | None = None) -> Target:
        """A new page at this address, loaded; `prepare` is awaited before it loads."""
        page = await self.attach(await self.send("Target.createTarget", {"url": "about:blank"}))
        for domain in ("Page", "Runtime", "Log"):
            await page.send(f"{domain}.enable")
        if prepare:
            await prepare(page)
        await page.send("Page.navigate", url=url)
        await page.until("document.readyState === 'complete' && location.href !== 'about:blank'")
        return page


class Extension:
    """The extension of ours in a browser that was started with it; use `Chromium.extension()`."""

    def __init__(self, browser: Chromium, extension_id: str) -> None:
        self.id = extension_id
        self._browser = browser

    def url(self, page: str) -> str:
        """Where one of its pages is."""
        return f"chrome-extension://{self.id}/{page}"

    async def click_action(self, page_url: str) -> Target:
        """What a click on its button does on the tab whose address contains this: the popup, and leave to capture."""
        tab = await self._browser.find("tab", page_url)
        await self._browser.send("Extensions.triggerAction", {"id": self.id, "targetId": tab["targetId"]})
        return await self.popup()

    async def popup(self) -> Target:
        """The popup that is open, or about to open."""
        return await self._browser.attach(await self._browser.find("page", self.url(_POPUP)))

    async def worker(self) -> Target:
        """Its background, which stays alive as long as somebody is attached."""
        worker = await self._browser.attach(await self._browser.find("service_worker", self.url(_WORKER)))
        await worker.until("typeof chrome !== 'undefined' && !!chrome.storage")  # some ms after its start
        return worker

    async def kill_worker(self) -> None:
        """End its background, as the browser does when it thinks that nothing happens."""
        worker = await self._browser.find("service_worker", self.url(_WORKER))
        await self._browser.send("Target.closeTarget", {"targetId": worker["targetId"]})
        await self._browser.gone(worker["targetId"])


@contextlib.asynccontextmanager
async def chromium(
    *,
    extension: Path | None = None,
    others: Sequence[Path] = (),
    profile: Path | None = None,
    is_headless: bool = True,
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> AsyncIterator[Chromium]:
    """A Chromium with our extension and others; gone afterwards with all that it wrote, but for a profile handed in."""
    program = shutil.which(PROGRAM)
    assert program, f"{PROGRAM} is not installed"
    folders = ",".join(map(str, [extension, *others]))
    folder = profile or Path(tempfile.mkdtemp(prefix="atshot-chromium-"))
    (folder / _ADDRESS).unlink(missing_ok=True)  # of a browser that had this profile before
    process = await asyncio.create_subprocess_exec(
        program,
        f"--user-data-dir={folder}",
        *_FLAGS,
        *(["--headless=new"] if is_headless else []),
        *([f"--disable-extensions-except={folders}", f"--load-extension={folders}"] if extension else []),
        *args,
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
        start_new_session=True,
    )
    try:
        port, path = await _debugging_address(folder / _ADDRESS, process)
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            browser = Chromium(socket)
            listening = asyncio.create_task(browser.listen())
            yield browser
            with contextlib.suppress(BrowserError, TimeoutError, ConnectionError):
                await asyncio.wait_for(browser.send("Browser.close"), 5)
            listening.cancel()
    finally:
        await _end(process)
        if profile is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _debugging_address(file: Path, process: asyncio.subprocess.Process) -> list[str]:
    async with asyncio.timeout(_START_S):
        while True:
            lines = _lines(file)
            if len(lines) == 2:
                return lines
            if process.returncode is not None:
                raise BrowserError(f"{PROGRAM} ended with {process.returncode}")
            await asyncio.sleep(LOOK_AGAIN_S)


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


async def _end(process: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), 8)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
