"""How a test goes about the extension: connected without a word, its records, what arrived. Knows its own names."""

import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atshot_daemon.discovery import Running
from atshot_daemon.extension import extension_folder
from atshot_daemon.packing import pack
from tests.browsers.cdp import Chromium, Extension, Target, chromium
from tests.browsers.mn import Addon, Firefox, firefox
from tests.daemons import Daemon, client_of
from tests.extension.site import CHROMIUM_NAMES, FIREFOX_NAMES
from tests.ui.walk import TEXTS

EXTENSION = extension_folder()
# Loading the engine comes on top of reading, on a machine that does other things too.
READ_LIMIT_S = 60
POPUP = "popup.html"

CHAT = {
    "3月20日前提供接口文档",
    "please draft the rollout plan by Friday",
    "麻烦今天确认UI终稿",
    "please review the contract, it is urgent",
}
# Those in the part from (30, 110) to (720, 290).
PART = {"3月20日前提供接口文档", "please draft the rollout plan by Friday"}
PART_START, PART_END = (30, 110), (720, 290)
BOARD = {"4月2日前更新测试报告", "fix the login page", "call the supplier tomorrow"}

SCREEN = "(document.querySelector('.gate')?.dataset.screen ?? '')"
OVERLAY = "!!document.getElementById('atshot-overlay')"
_QUIET = {"extensions.webextOptionalPermissionPrompts": False}

Evaluate = Callable[[str], Awaitable[Any]]


async def connect(evaluate: Evaluate, daemon: Daemon) -> None:
    """Make the extension a client of the daemon, with its own code but without a word; in one of its pages."""
    await introduce(evaluate, daemon.running)


async def introduce(evaluate: Evaluate, running: Running) -> None:
    """The same, for a daemon that is not a process of its own."""
    async with client_of(running) as client:
        _, opened = await client.call("POST", "/v1/pairings", json={"kind": "extension"})
    to = json.dumps({"port": running.port, "name": "tests"})
    await evaluate(f"import('/platform/link.js').then(({{link}}) => link.connect({json.dumps(opened['code'])}, {to}))")


async def forget_all(evaluate: Evaluate) -> None:
    """The extension as it was installed, but connected; in one of its pages."""
    await evaluate(
        "import('/platform/database.js').then(async ({pictures}) => {"
        " for (const {key} of await pictures.all()) await pictures.delete(key);"
        " await (globalThis.browser ?? chrome).storage.local.clear(); })"
    )


async def captures(daemon: Daemon) -> list[tuple[str, int, int]]:
    """What arrived, newest first: where from and how large."""
    async with client_of(daemon.running) as client:
        _, said = await client.call("GET", "/v1/captures")
    return [(c["source"], c["picture"]["width"], c["picture"]["height"]) for c in said["captures"]]


async def forget_captures(daemon: Daemon) -> None:
    """Nothing was ever captured."""
    async with client_of(daemon.running) as client:
        await client.call("DELETE", "/v1/captures?purge=true")


async def shown(popup: Target, expected: set[str]) -> None:
    """Returns once the list is there, and is this one."""
    ready = f"{TEXTS}.length === {len(expected)} && !!document.querySelector('.exports')"
    await popup.until(ready, limit_s=READ_LIMIT_S)
    assert expected == set(await popup.evaluate(TEXTS))


@dataclass(frozen=True)
class InChromium:
    """A Chromium whose user has the extension."""

    browser: Chromium
    extension: Extension
    own: Target

    async def visit(self, url: str) -> Target:
        """A tab with this page, in front."""
        page = await self.browser.open(url)
        await page.front()
        return page

    async def click(self, page: Target) -> Target:
        """Press the button on this tab."""
        await page.front()
        return await self.extension.click_action(await page.evaluate("location.href"))

    async def badge(self, text: str, *, limit_s: float = 15) -> None:
        """Returns once the button says this."""
        asked = f"chrome.action.getBadgeText({{}}).then(text => text === {json.dumps(text)})"
        await self.own.until(asked, limit_s=limit_s)

    async def tidy(self) -> None:
        """No record, no popup, no tab but our own; still connected."""
        await self.browser.close_pages(but=self.own)
        await forget_all(self.own.evaluate)


@asynccontextmanager
async def in_chromium(
    *, args: Sequence[str] = (), extension: Path = EXTENSION, **how: Any
) -> AsyncIterator[InChromium]:
    """A Chromium with the extension, and one of its pages open."""
    async with chromium(extension=extension, args=[CHROMIUM_NAMES, *args], **how) as browser:
        found = await browser.extension()
        yield InChromium(browser, found, await browser.open(found.url("options.html")))


@dataclass(frozen=True)
class InFirefox:
    """A Firefox whose user has the extension, packed for it."""

    fox: Firefox
    addon: Addon

    async def shown(self, expected: set[str]) -> None:
        """Returns once the popup shows this list."""
        ready = f"{TEXTS}.length === {len(expected)} && !!document.querySelector('.exports')"
        await self.addon.view_until(POPUP, ready, limit_s=READ_LIMIT_S)
        assert expected == set(await self.addon.view(POPUP, f"return {TEXTS}"))

    async def click_in_popup(self, css: str) -> None:
        """A click in the popup that counts as the user's."""
        click = f"content.setTimeout(() => document.querySelector('{css}').click())"
        await self.addon.view(POPUP, f"document.notifyUserGestureActivation(); {click}")

    async def badge(self, text: str) -> None:
        """Returns once the button says this."""
        await self.fox.chrome()
        await self.fox.until(
            f"document.querySelector('#{self.addon.button} [badge]')?.getAttribute('badge') === '{text}'"
        )

    async def select(self) -> None:
        """The shortcut for a part of the page."""
        await self.addon.command("D")
        await self.fox.content()
        await self.fox.until(OVERLAY)

    async def begin(self, daemon: Daemon) -> None:
        """No popup, no record; connected with this daemon."""
        await self.addon.close_popup()
        await self.fox.go(self.addon.url("options.html"))
        await connect(self.fox.evaluate, daemon)
        await forget_all(self.fox.evaluate)


@asynccontextmanager
async def in_firefox(
    *, prefs: dict[str, object] | None = None, extension: Path = EXTENSION
) -> AsyncIterator[InFirefox]:
    """A Firefox with the extension."""
    with tempfile.TemporaryDirectory() as folder:
        packed = pack(extension, Path(folder))["firefox"]
        async with firefox(prefs={**FIREFOX_NAMES, **_QUIET, **(prefs or {})}) as browser:
            yield InFirefox(browser, await browser.install(packed))
