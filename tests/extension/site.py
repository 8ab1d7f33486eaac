"""A web server with pages that people capture, on hosts that no permission of ours names. Knows no browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

PAGES = Path(__file__).with_name("pages")
# Pictures come from another origin than the pages, as they mostly do.
BOARD, PICTURES = "board.test", "pictures.test"
CHROMIUM_NAMES = f"--host-resolver-rules=MAP {BOARD} 127.0.0.1, MAP {PICTURES} 127.0.0.1"
FIREFOX_NAMES = {"network.dns.localDomains": f"{BOARD},{PICTURES}"}


@dataclass(frozen=True)
class Site:
    """Where the pages are."""

    port: int

    def page(self, name: str) -> str:
        """One of the files, such as `chat.html`."""
        return f"http://{BOARD}:{self.port}/{name}"

    def colour(self, colour: str) -> str:
        """A page of one colour."""
        return f"http://{BOARD}:{self.port}/colour/{colour}"


@asynccontextmanager
async def serving() -> AsyncIterator[Site]:
    """The pages, on a port of their own."""
    app = web.Application()
    app.router.add_get("/colour/{colour}", _colour)
    app.router.add_get("/pair", _pair)
    app.router.add_static("/", PAGES)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield Site(runner.addresses[0][1])
    await runner.cleanup()


async def _colour(request: web.Request) -> web.Response:
    colour = request.match_info["colour"]
    page = f"<!doctype html><title>{colour}</title><body style='background: {colour}'></body>"
    return web.Response(text=page, content_type="text/html")


async def _pair(request: web.Request) -> web.Response:
    return web.Response(text="<!doctype html><title>Atshot</title>", content_type="text/html")
