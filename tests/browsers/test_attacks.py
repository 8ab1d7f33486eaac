"""Strange pages in real browsers try to reach the daemon: nothing is changed, nothing can be read."""

import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.browsers.cdp import chromium
from tests.browsers.mn import firefox
from tests.daemon.http.api import Api, running

SCRIPT = Path(__file__).with_name("attack.js").read_text("utf-8")
STRANGER = "evil.test"
MAPPED = f"--host-resolver-rules=MAP {STRANGER} 127.0.0.1"

needs_chromium = pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
needs_firefox = pytest.mark.skipif(
    not (shutil.which("firefox-esr") or shutil.which("firefox")), reason="needs firefox-esr"
)


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    """A running daemon that holds a capture."""
    monkeypatch.setenv("GATE", str(tmp_path / "gate"))
    async with running(tmp_path / "home") as api:
        await api.send()
        yield api


@pytest.fixture
async def site() -> AsyncIterator[int]:
    """A strange web server; its port."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><title>evil</title><body></body>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


class Watched:
    """A daemon before an attack, and whether it is the same after it."""

    def __init__(self, api: Api, home: Path) -> None:
        self._api = api
        self._home = home
        self._before = self._content()
        self._good = self._good_answers()

    def assert_untouched(self, read: dict[str, Any]) -> None:
        """Nothing was read, nothing was answered well, nothing was changed; and there was an attack."""
        assert {} == {way: seen for way, seen in read.items() if seen is not None}
        assert self._good == self._good_answers()
        assert self._before == self._content()
        assert self._refused_answers() > 0

    def _content(self) -> list[str]:
        with closing(sqlite3.connect(self._home / "home/data/atshot.sqlite3")) as database:
            return [line for line in database.iterdump() if "last_used_at" not in line and "'tests'" not in line]

    def _good_answers(self) -> dict[str, float]:
        return {route: count for (route, status), count in self._answers().items() if status < 400}

    def _refused_answers(self) -> float:
        return sum(count for (_, status), count in self._answers().items() if status >= 400)

    def _answers(self) -> dict[tuple[str, int], float]:
        text = self._api.service.metrics.exposed(waiting=0, running=0, memory_bytes={}).decode()
        found = re.findall(r'atshot_requests_total\{route="([^"]*)",status="(\d+)"\} ([\d.]+)', text)
        return {(route, int(status)): float(count) for route, status, count in found}


@needs_chromium
@pytest.mark.parametrize("origin", ["127.0.0.1", "localhost", STRANGER])
async def test_a_page_in_chromium_reaches_nothing(api: Api, site: int, tmp_path: Path, origin: str) -> None:
    capture = (await api.get("/v1/captures")).json["captures"][0]["id"]
    watched = Watched(api, tmp_path)

    async with chromium(args=[MAPPED, "--disable-popup-blocking"]) as browser:
        page = await browser.open(f"http://{origin}:{site}/")
        if origin != STRANGER:  # a page without TLS of another name cannot even be allowed to
            await grant_loopback(browser, f"http://{origin}:{site}")
        read = await page.evaluate(f"{SCRIPT};attack('{api.url}', '{capture}')", gesture=True)

    watched.assert_untouched(read)


@needs_firefox
@pytest.mark.parametrize("origin", ["127.0.0.1", STRANGER])
async def test_a_page_in_firefox_reaches_nothing(api: Api, site: int, tmp_path: Path, origin: str) -> None:
    capture = (await api.get("/v1/captures")).json["captures"][0]["id"]
    watched = Watched(api, tmp_path)
    prefs = {"network.dns.localDomains": STRANGER, "dom.disable_open_during_load": False}

    async with firefox(prefs=prefs) as browser:
        await browser.go(f"http://{origin}:{site}/")
        read = await browser.run(f"{SCRIPT};return await attack('{api.url}', '{capture}')")

    watched.assert_untouched(read)


@needs_chromium
async def test_a_public_page_in_chromium_reaches_nothing(api: Api, site: int, tmp_path: Path) -> None:
    capture = (await api.get("/v1/captures")).json["captures"][0]["id"]
    watched = Watched(api, tmp_path)

    async with chromium(
        args=[MAPPED, "--disable-popup-blocking", f"--ip-address-space-overrides=127.0.0.1:{site}=public"]
    ) as browser:
        page = await browser.open(f"http://{STRANGER}:{site}/")
        read = await page.evaluate(f"{SCRIPT};attack('{api.url}', '{capture}')", gesture=True)

    watched.assert_untouched(read)


@needs_chromium
async def test_a_name_rebound_to_this_machine_shows_nothing(api: Api, tmp_path: Path) -> None:
    capture = (await api.get("/v1/captures")).json["captures"][0]["id"]
    watched = Watched(api, tmp_path)
    rebound = f"http://{STRANGER}:{api.service.port()}"

    async with chromium(args=[MAPPED]) as browser:
        page = await browser.open(f"{rebound}/")
        shown = await page.evaluate("document.body.innerText")
        status = await page.evaluate(f"fetch('/v1/captures/{capture}').then(answer => answer.status)")

    assert "host_not_allowed" in shown
    assert 421 == status
    watched.assert_untouched({})


async def grant_loopback(browser: Any, origin: str) -> None:
    """The worst case: the user has allowed this page to reach this machine."""
    await browser.send(
        "Browser.setPermission",
        {"permission": {"name": "loopback-network"}, "setting": "granted", "origin": origin},
    )
