"""The whole daemon in this process, over real HTTP, with engines that do what a colour says. Knows no test."""

import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from msgspec import structs

from atshot_daemon.access.clients import Kind, Scope
from atshot_daemon.config import Config, places
from atshot_daemon.engine.engines import Engines
from atshot_daemon.http.binding import Bound
from atshot_daemon.http.keys import Service
from atshot_daemon.service import Parts, running_service
from tests.engines import make_engines
from tests.fakes import picture_bytes

# No limit on how often: tests ask fast.
FREE = {"rate_limit": 0, "request_limit": 0}


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Clock:
    """A clock that runs, and can be set on."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Api:
    """A running daemon as a client sees it."""

    service: Service
    session: aiohttp.ClientSession
    token: str
    clock: Clock
    log: list[dict[str, object]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.service.port()}"

    async def call(self, method: str, path: str, **options: Any) -> Said:
        """One request with our token."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        async with self.session.request(method, self.url + path, headers=headers, **options) as response:
            return Said(response.status, response.headers, await response.read())

    async def get(self, path: str, **options: Any) -> Said:
        """GET."""
        return await self.call("GET", path, **options)

    async def send(self, colour: str = "white", *, query: str = "?wait=20", width: int = 64, **options: Any) -> Said:
        """A picture of that colour."""
        data = picture_bytes((width, 48), colour=colour)
        headers = {"Content-Type": "image/png", **options.pop("headers", {})}
        return await self.call("POST", f"/v1/captures{query}", data=data, headers=headers, **options)

    async def events(self, path: str, *, last: int | None = None) -> list[tuple[int, str, Any]]:
        """All events of a stream until it ends: number, name, data."""
        said = await self.get(path, headers={"Last-Event-ID": str(last)} if last is not None else {})
        return [parsed(block) for block in said.text.split("\n\n") if block.startswith("id:")]


def parsed(block: str) -> tuple[int, str, Any]:
    """One event."""
    fields = dict(line.split(": ", 1) for line in block.split("\n"))
    return int(fields["id"]), fields["event"], json.loads(fields["data"])


def fits(kind: type, said: Any) -> bool:
    """Whether the answer is of this type: nothing missing, nothing of another type, and nothing there besides."""
    converted: object = msgspec.convert(said, kind, strict=True)
    return bool(said == msgspec.to_builtins(converted))


def any_port() -> Bound:
    """Sockets on a port that nobody has."""
    held = socket.create_server(("127.0.0.1", 0))
    held.setblocking(False)
    return Bound((held,), held.getsockname()[1])


@asynccontextmanager
async def running(
    home: Path,
    *engines: str,
    clock: Clock | None = None,
    open_engines: Callable[[Config], Engines] | None = None,
    bound: Bound | None = None,
    **settings: Any,
) -> AsyncIterator[Api]:
    """A daemon whose files are in `home`, with the engines of these names or those that `open_engines` makes."""
    config = structs.replace(Config(), **{**FREE, **settings})
    clock = clock or Clock()
    log: list[dict[str, object]] = []
    parts = Parts(
        config=config,
        places=places({"ATSHOT_HOME": str(home)}),
        version="0.1.0",
        now=clock,
        engines=open_engines(config) if open_engines else make_engines(*(engines or ("colour",)), config=config),
        log=lambda event, **fields: log.append({"event": event, **fields}),
    )
    async with AsyncExitStack() as opened:
        bound = bound or any_port()
        opened.callback(bound.close)
        service, _ = await opened.enter_async_context(running_service(parts, bound))
        session = await opened.enter_async_context(aiohttp.ClientSession())
        _, token = service.clients.add("tests", kind=Kind.TOKEN, scopes=tuple(Scope))
        yield Api(service, session, token, clock, log)
