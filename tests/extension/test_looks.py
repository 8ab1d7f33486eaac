"""What everybody must be able to use: each state of each page against axe's rules, in both themes and languages."""

import asyncio
import itertools
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from atshot_daemon.access.proof import CODE_BITS, check_word, new_code
from atshot_daemon.extension import extension_folder
from tests.browsers.cdp import Chromium, Extension, Target, chromium
from tests.daemons import free_port
from tests.ui.boards import BOARD, board_lines, board_tasks
from tests.ui.standin import CLIENT, Finding, Refusal, Standin
from tests.ui.test_page_looks import problems
from tests.ui.walk import complaints

PORTS = range(21869, 21859, -1)
USERS = {"en": "en-US", "zh": "zh-CN"}
SIZES = {"popup.html": (420, 600), "panel.html": (320, 700), "connect.html": (320, 640), "options.html": (320, 700)}
SCREEN = "document.querySelector('.gate')?.dataset.screen"
# What a browser says by itself of a port that nobody has, and of an answer that is no success.
NOISE = ("ERR_CONNECTION_REFUSED", "ERR_BLOCKED_BY_CLIENT", "404 (Not Found)", "403 (Forbidden)")
# What the pages show and neither language owns: what was read, what the daemon said, codes, names.
FROM_PICTURES = re.compile(
    r"@[\w\u4e00-\u9fff]+|3月20日前提供接口文档|确认UI终稿|整理会议纪要发全员|too slow"
    r"|[a-z]{4}-[a-z]{4}|\w+_\w+|(Request|请求号) \w+"
)
STRANGERS = {
    "en": re.compile("[\u4e00-\u9fff]+"),
    "zh": re.compile(
        "(?<![A-Za-z])(?!(?:Atshot|atshot|serve|pair|PNG|JPEG|WebP|[MK]B|Ctrl|Alt|Shift|[VSD]|ocr|no)(?![A-Za-z]))[A-Za-z]+"
    ),
}

INNER = "[...document.querySelectorAll('#app, main')].every(e => e.scrollWidth <= e.clientWidth)"
FORBIDDEN = "chrome.permissions.contains = async () => false;"
BROKEN = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); };"
IN_PANEL = "chrome.tabs.getCurrent = async () => undefined;"
STEADY = "[data-act=connect]:not([aria-disabled])"
NOBODY = ("http://127.0.0.1:2186*",)


@dataclass
class Stage:
    """A browser with the extension, the stand-in daemon, and what the pages looked like so far."""

    browser: Chromium
    extension: Extension
    daemon: Standin
    packages: Path
    language: str
    found: dict[str, list[str]] = field(default_factory=dict)
    keys: Iterator[str] = field(default_factory=lambda: map(str, itertools.count()))
    home: Target | None = None
    on_look: Callable[[str, Target], Awaitable[None]] | None = None

    async def open(
        self, name: str, *, before: str = "", blocked: tuple[str, ...] = (), size: tuple[int, int] | None = None
    ) -> Target:
        """One of the extension's pages; `before` runs in it first, and `blocked` addresses answer nothing."""
        width, height = size or SIZES[name.partition("#")[0].partition("?")[0]]

        async def prepare(page: Target) -> None:
            await page.look(width, height)
            await page.send("Network.enable")
            await page.send("Network.setBlockedURLs", urls=list(blocked))
            await page.send("Page.addScriptToEvaluateOnNewDocument", source=before)

        return await self.browser.open(self.extension.url(name), prepare=prepare)

    async def inside(self, script: str) -> object:
        """The value of an expression in a page of the extension."""
        if self.home is None:
            self.home = await self.browser.open(self.extension.url("options.html"))
        return await self.home.evaluate(script)

    async def pair(self, *, token: str | None = None, client: str = CLIENT, port: int | None = None) -> None:
        """Make the extension a client, of the stand-in unless told otherwise."""
        pairing = {"port": port or self.daemon.port, "client": client, "token": token or self.daemon.token}
        await self.inside(f"import('/platform/database.js').then(({{keys}}) => keys.set({json.dumps(pairing)}))")

    async def unpair(self) -> None:
        """Make it forget."""
        await self.inside("import('/platform/database.js').then(({keys}) => keys.set(null))")

    async def send(self, picture: Path, *, source: str = "tab") -> None:
        """Hand a picture to the background, as a capture does."""
        await self.forget()
        data = json.dumps(list(picture.read_bytes()))
        key = next(self.keys)
        await self.inside(
            "import('/platform/database.js').then(async ({pictures}) => {"
            f" const key = '{key}';"
            f" await pictures.set(key, new Blob([new Uint8Array({data})], {{type: 'image/png'}}));"
            f" await chrome.runtime.sendMessage({{type: 'accept', key, source: '{source}', name: ''}}); }})"
        )

    async def refuse(self, code: str, kind: str) -> None:
        """Leave word of a capture that never came about, as the background does for a shortcut."""
        record = {
            **{"key": "k", "at": 0, "today": "2026-03-20", "source": "tab", "name": "", "state": "failed"},
            **{"id": None, "waitsFor": None, "tasks": None, "isSeen": False},
            "trouble": {"code": code, "message": "", "kind": kind},
        }
        await self.inside(f"chrome.storage.local.set({{'capture:k': {json.dumps(record)}}})")

    async def forget(self) -> None:
        """Nothing was ever captured."""
        await self.inside("chrome.storage.local.clear()")

    async def look(self, name: str, page: Target, *, themes: tuple[str, ...] = ("light", "dark")) -> None:
        """Hold the page against the rules, in the themes, and in its language."""
        wrong = []
        for theme in themes:
            features = [{"name": "prefers-color-scheme", "value": theme}]
            await page.send("Emulation.setEmulatedMedia", features=features)
            wrong += [f"{theme}: {each}" for each in await problems(page, self.packages)]
            if self.on_look:
                await self.on_look(f"{name}-{theme}", page)
        wrong += [] if await page.evaluate(INNER) else ["scrolls sideways inside"]
        wrong += await self.strangers(page)
        if wrong:
            self.found[name] = wrong

    async def strangers(self, page: Target) -> list[str]:
        """Text of the other language."""
        text = FROM_PICTURES.sub("", await page.evaluate("document.body.innerText"))
        return [f"not {self.language}: {found}" for found in STRANGERS[self.language].findall(text)]


@asynccontextmanager
async def standing_in(ports: range = range(1)) -> AsyncIterator[Standin]:
    """A stand-in daemon on the first of these ports that is free."""
    daemon = Standin()
    runner = web.AppRunner(daemon.app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    daemon.port = next(port for port in ports if port == 0 or is_free(port))
    await web.TCPSite(runner, "127.0.0.1", daemon.port).start()
    daemon.port = runner.addresses[0][1]
    yield daemon
    await runner.cleanup()


def is_free(port: int) -> bool:
    """Whether nobody has this port."""
    with socket.socket() as held:
        return held.connect_ex(("127.0.0.1", port)) != 0


@asynccontextmanager
async def stage_for(language: str, packages: Path) -> AsyncIterator[Stage]:
    """The browser of a user of that language."""
    async with (
        standing_in() as daemon,
        chromium(extension=extension_folder(), args=[f"--lang={USERS[language]}"]) as browser,
    ):
        yield Stage(browser, await browser.extension(), daemon, packages, language)


async def walk_gate(stage: Stage) -> None:
    """What stands in the way, one after the other."""

    async def see(screen: str, **how: object) -> None:
        page = await stage.open("popup.html", **how)  # type: ignore[arg-type]
        await page.until(f"{SCREEN} === '{screen}'")
        await stage.look(screen, page)
        await page.close()

    await stage.unpair()
    await see("start", blocked=NOBODY)
    await see("forbidden", before=FORBIDDEN)
    await see("broken", before=BROKEN)
    async with standing_in(PORTS):
        await see("connect")
        panel = await stage.open("panel.html", before=IN_PANEL)
        await panel.until(f"{SCREEN} === 'connect'")
        await stage.look("panel-connect", panel)
        await panel.close()
    await stage.pair(client="another")
    await see("revoked", blocked=NOBODY)
    await stage.pair(token="ats_0")
    await see("stranger", blocked=NOBODY)
    await stage.pair(port=free_port())
    await stage.send(BOARD)
    await see("absent", blocked=NOBODY)
    await stage.forget()


async def walk_list(stage: Stage) -> None:
    """A picture on its way, and all that can become of it."""
    daemon = stage.daemon
    await stage.pair()
    step = asyncio.Semaphore(4)
    maybe = [{**board_tasks()[0], "id": "m1"}]
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines(), maybe=maybe, step=step)
    await stage.send(BOARD)
    page = await stage.open("popup.html")
    await page.until("document.querySelectorAll('.main > .tasks .task').length === 2")
    await stage.look("running", page)
    for _ in range(3):
        step.release()
    await page.until("!!document.querySelector('.exports') && !!document.querySelector('.picture img')")
    await stage.look("done", page)
    await page.click(".picture > .icon-button")
    await page.click("[data-task=task1] [data-act=edit]")
    await stage.look("edit", page, themes=("light",))
    for view, shown in {"tasks": ".page .task", "history": ".history li"}.items():
        await page.evaluate(f"location.hash = '#/{view}'")
        await page.until(f"!!document.querySelector('{shown}')")
        await stage.look(view, page, themes=("light",))
    await page.close()

    await walk_odd_ends(stage)
    await walk_other_homes(stage)


async def walk_odd_ends(stage: Stage) -> None:
    """No task, a picture that cannot be read or is refused, one that waits, and a page that nobody may capture."""
    daemon = stage.daemon

    async def see(name: str, shown: str) -> None:
        page = await stage.open("popup.html")
        await page.until(f"!!document.querySelector('{shown}')")
        await stage.look(name, page)
        await page.close()

    daemon.captures.clear()
    daemon.find = lambda data: Finding()
    await stage.send(BOARD, source="region")
    await see("none", ".none")
    daemon.captures.clear()
    daemon.find = lambda data: Finding(error=("request_timeout", "too slow"))
    await stage.send(BOARD)
    await see("failed", ".trouble")
    for name, code, shown in (("refused", "image_invalid", ".trouble"), ("waits", "queue_full", ".working")):
        daemon.refusals["POST /v1/captures"] = Refusal(code, times=99, retry_after_s=60)
        await stage.send(BOARD)
        await see(name, shown)
        daemon.refusals.clear()
    await stage.forget()
    await stage.refuse("page_forbidden", "browser")
    await see("nothing-to-capture", ".tools-notice p")


async def walk_other_homes(stage: Stage) -> None:
    """The list in a narrow side panel, with several pictures, and in a tab."""
    daemon = stage.daemon
    daemon.captures.clear()
    daemon.find = lambda data: Finding(tasks=board_tasks())
    await stage.send(BOARD)
    panel = await stage.open("panel.html", before=IN_PANEL)
    await panel.until("!!document.querySelector('.exports') && !!document.querySelector('.picture img')")
    await stage.look("panel", panel)
    await panel.click("[data-task=task1] [data-act=edit]")
    await stage.look("panel-edit", panel, themes=("light",))
    for view, shown in {"tasks": ".page .task", "history": ".history li"}.items():
        await panel.evaluate(f"location.hash = '#/{view}'")
        await panel.until(f"!!document.querySelector('{shown}')")
        await stage.look(f"panel-{view}", panel, themes=("light",))
    await panel.close()
    await stage.forget()
    tab = await stage.open("panel.html", size=(1280, 800))
    await tab.until("!!document.querySelector('.drop')")
    await stage.look("tab", tab, themes=("light",))
    await tab.close()


async def walk_connect(stage: Stage) -> None:
    """From the daemon's page to a connection, with everything that can go wrong."""
    code = stage.daemon.open_code()
    for name, act in (("cancelled", "cancel"), ("connected", "connect")):
        page = await handed_over(stage, code)
        if name == "cancelled":
            assert check_word(code) == await page.evaluate("document.querySelector('.check-word').textContent")
            await stage.look("ask", page)
        else:
            await press_early(stage, page)
        await page.click(f"[data-act={act}]")
        await page.until("!document.querySelector('[data-act=connect], .spinner')")
        await stage.look(name, page)
        await page.close()
    page = await handed_over(stage, new_code(CODE_BITS))
    await page.click_when(STEADY)
    await page.until("!!document.querySelector('.connect .command')")
    await stage.look("not-connected", page)
    await page.close()


async def press_early(stage: Stage, page: Target) -> None:
    """Press the button of a page that was turned to just now, and wait until it may be pressed."""
    await page.evaluate("dispatchEvent(new Event('blur')); document.querySelector('[data-act=connect]').click()")
    await page.until("!!document.querySelector('.early').textContent")
    await stage.look("early", page)
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await page.until(f"!!document.querySelector('{STEADY}')")


async def handed_over(stage: Stage, code: str) -> Target:
    """The page that asks, reached by the daemon's own."""
    await stage.browser.send("Target.createTarget", {"url": stage.daemon.url(f"/pair#{code}")})
    page = await stage.browser.attach(await stage.browser.find("page", "/connect.html"))
    await page.look(320, 640)
    await page.until("!!document.querySelector('.check-word')")
    return page


async def walk_options(stage: Stage) -> None:
    """The settings: connected and tested, disconnected, and with a code that is none."""
    await stage.pair()
    page = await stage.open("options.html")
    await page.until("!!document.querySelector('.standing[data-state=ready]')")
    await page.click("[data-act=test]")
    await page.until("!!document.querySelector('.test-result[data-good=true]')")
    await stage.look("settings", page)
    await page.click("[data-act=disconnect]")
    await stage.look("disconnect", page, themes=("light",))
    await page.click("[data-act=confirm]")
    await page.until("document.querySelector('.standing').dataset.state === 'unpaired'")
    await page.close()
    page = await stage.open("options.html#code", before=FORBIDDEN, blocked=NOBODY, size=(800, 900))
    await page.until("document.activeElement.id === 'code'")
    await page.type("ABCD")
    await page.key("Enter", number=13, text="\r")
    await page.until("!!document.querySelector('.field-problem').textContent")
    await stage.look("settings-code", page)
    await page.close()


@pytest.mark.parametrize("language", USERS)
async def test_no_state_of_the_extension_shuts_anybody_out(language: str, packages: Path) -> None:
    async with stage_for(language, packages) as stage:
        for walk in (walk_gate, walk_list, walk_connect, walk_options):
            await walk(stage)

        assert {} == stage.found
        assert [] == complaints(stage.browser, but_for=NOISE)
