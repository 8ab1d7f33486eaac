"""The files of the web page, each by its name. Knows where they lie, not what they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from atshot_daemon.extension import extension_folder
from atshot_daemon.http.route import Route

# Whatever else lies beside the page's files is not for browsers.
CONTENT_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
INDEX = "index.html"
PAIR = "pair.html"


@dataclass(frozen=True, slots=True)
class PageFile:
    """What is sent for one name."""

    content: bytes
    type: str


PageFiles = Mapping[str, PageFile]


def page_folder() -> Path:
    """Where the page is: its parts are the extension's too; FileNotFoundError."""
    return extension_folder() / "ui"


def read_page(folder: Path) -> PageFiles:
    """Every file of the page, by its path with slashes; links that lead elsewhere are left out."""
    root = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): PageFile(path.read_bytes(), CONTENT_TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.suffix in CONTENT_TYPES and path.is_file() and path.resolve().is_relative_to(root)
    }


def page_routes(files: PageFiles) -> list[Route]:
    """The routes that answer with these files, to everybody: nothing in them is private."""

    async def index(request: web.Request) -> web.StreamResponse:
        """GET /: the web page."""
        return _answer(files, INDEX)

    async def pair(request: web.Request) -> web.StreamResponse:
        """GET /pair: the page on which the extension finds its code."""
        return _answer(files, PAIR)

    async def file(request: web.Request) -> web.StreamResponse:
        """GET /ui/{path}: one of the page's files."""
        return _answer(files, request.match_info["path"])

    return [
        Route("GET", "/", index, None, "the web page", is_open=True),
        Route("GET", "/pair", pair, None, "the page on which the extension finds its code", is_open=True),
        Route("GET", "/ui/{path:.+}", file, None, "the files of the page", is_open=True),
    ]


def _answer(files: PageFiles, name: str) -> web.Response:
    file = files.get(name)
    if file is None:
        raise web.HTTPNotFound
    return web.Response(body=file.content, content_type=file.type, charset="utf-8")
