"""The files of the web page, as a browser asks for them."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from atshot_daemon.extension import extension_folder
from atshot_daemon.http.headers import harden
from atshot_daemon.http.page import page_folder, page_routes, read_page

ROOT = Path(__file__).parents[3]
Start = Callable[[Path], Awaitable[TestClient[web.Request, web.Application]]]


@pytest.fixture
def start(aiohttp_client: Callable[[web.Application], Awaitable[TestClient[web.Request, web.Application]]]) -> Start:
    async def started(folder: Path) -> TestClient[web.Request, web.Application]:
        app = web.Application()
        app.on_response_prepare.append(harden)
        for route in page_routes(read_page(folder)):
            app.router.add_route(route.method, route.path, route.handler)
        return await aiohttp_client(app)

    return started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small page with a secret beside it."""
    ui = tmp_path / "ui"
    (ui / "views").mkdir(parents=True)
    (ui / "index.html").write_text("<title>页面</title>", "utf-8")
    (ui / "pair.html").write_text("pair")
    (ui / "main.js").write_text("1")
    (ui / "views/list.js").write_text("2")
    (ui / "style.css").write_text("a{}")
    (ui / "icon.svg").write_text("<svg/>")
    (ui / "types.d.ts").write_text("types")
    (ui / "package.json").write_text("{}")
    (tmp_path / "secret.js").write_text("secret")
    return ui


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", "<title>页面</title>"),
        ("/pair", "text/html; charset=utf-8", "pair"),
        ("/ui/main.js", "text/javascript; charset=utf-8", "1"),
        ("/ui/views/list.js", "text/javascript; charset=utf-8", "2"),
        ("/ui/style.css", "text/css; charset=utf-8", "a{}"),
        ("/ui/icon.svg", "image/svg+xml; charset=utf-8", "<svg/>"),
    ],
)
async def test_each_file_has_its_type(start: Start, folder: Path, path: str, kind: str, text: str) -> None:
    client = await start(folder)

    response = await client.get(path)

    assert (200, kind, text) == (response.status, response.headers["Content-Type"], await response.text())


@pytest.mark.parametrize(
    "path",
    [
        "/ui/",
        "/ui/none.js",
        "/ui/types.d.ts",
        "/ui/package.json",
        "/ui/views",
        "/ui/../secret.js",
        "/ui/%2e%2e/secret.js",
        "/ui/..%2fsecret.js",
        "/ui/views/..%5c..%5csecret.js",
        "/ui//etc/passwd",
        "/ui/main.js%00",
        "/secret.js",
    ],
)
async def test_nothing_else_is_served(start: Start, folder: Path, path: str) -> None:
    client = await start(folder)

    response = await client.get(URL(path, encoded=True))

    assert 404 == response.status


async def test_a_link_that_leads_out_is_not_followed(start: Start, folder: Path) -> None:
    (folder / "link.js").symlink_to(folder.parent / "secret.js")
    client = await start(folder)

    response = await client.get("/ui/link.js")

    assert 404 == response.status


async def test_files_are_read_once(start: Start, folder: Path) -> None:
    client = await start(folder)
    shutil.rmtree(folder)

    response = await client.get("/ui/main.js")

    assert "1" == await response.text()


def test_the_pages_routes_are_open_to_all(folder: Path) -> None:
    assert all(route.is_open for route in page_routes(read_page(folder)))


def test_a_checkout_serves_the_extensions_own_files() -> None:
    assert ROOT / "extension/ui" == page_folder()


def test_an_installed_package_has_a_copy(tmp_path: Path) -> None:
    index = tmp_path / "package/extension/ui/index.html"
    index.parent.mkdir(parents=True)
    index.touch()

    assert tmp_path / "package/extension" == extension_folder(tmp_path / "package")


def test_an_installation_without_the_page_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="install Atshot again"):
        extension_folder(tmp_path / "a/b/c")
