"""A small service behind the real guard and server, on a port of its own. Knows no test."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from atshot_daemon.access.clients import Client, Clients, Kind, Scope
from atshot_daemon.config import Config
from atshot_daemon.http.body import read_body
from atshot_daemon.http.failures import failures
from atshot_daemon.http.guard import Gate, client_of, guard
from atshot_daemon.http.headers import harden
from atshot_daemon.http.limits import RateLimits
from atshot_daemon.http.route import Handler, Route, add_routes, route_of
from atshot_daemon.http.server import Runner, drain, listen
from tests.daemon.access.clocks import WallClock, client_table

LIMIT_BYTES = 100_000
BODY_TIMEOUT_S = 0.3


@dataclass
class Service:
    """What a test holds of the running service; `reached` lists the handlers that ran, and for whom."""

    clock: WallClock = field(default_factory=WallClock)
    config: Config = field(default_factory=lambda: Config(request_limit=0))
    reached: list[str] = field(default_factory=list)
    port: int = 0
    gate_port: int | None = None

    def __post_init__(self) -> None:
        self.clients = Clients(client_table(), self.clock)
        self.limits = RateLimits(self.config)

    def token(self, *scopes: Scope, name: str = "script") -> str:
        """A token with these scopes, with all when none is named."""
        return self.add(*scopes, name=name)[1]

    def tokens(self) -> dict[Scope, str]:
        """For each scope a token that has no other."""
        return {scope: self.token(scope) for scope in Scope}

    def add(self, *scopes: Scope, name: str = "script") -> tuple[Client, str]:
        """A client with these scopes and its token."""
        return self.clients.add(name, kind=Kind.TOKEN, scopes=scopes or tuple(Scope))

    def routes(self) -> list[Route]:
        """One route of every kind that there is."""
        closed = [
            ("POST", "/v1/captures", self._take, Scope.EXTRACT),
            ("GET", "/v1/captures", self._say, Scope.HISTORY),
            ("GET", "/v1/captures/{id}", self._say, Scope.EXTRACT),
            ("DELETE", "/v1/captures/{id}", self._say, Scope.HISTORY),
            ("PATCH", "/v1/tasks/{id}", self._take, Scope.HISTORY),
            ("GET", "/v1/clients", self._say, Scope.ADMIN),
            ("GET", "/metrics", self._say, Scope.EXTRACT),
        ]
        opened: list[tuple[str, str, Handler]] = [
            ("POST", "/v1/hello", self._say),
            ("GET", "/healthz", self._say),
            ("GET", "/", self._say),
            ("GET", "/pair", self._say),
            ("GET", "/ui/{path}", self._show),
        ]
        return [
            *(Route(method, path, handler, scope, "a closed one") for method, path, handler, scope in closed),
            *(Route(method, path, handler, None, "an open one", is_open=True) for method, path, handler in opened),
        ]

    def headers(self, **more: str | None) -> dict[str, str | None]:
        """The headers of a plain request; others are given as `Sec_Fetch_Site="none"`."""
        return {"Host": f"127.0.0.1:{self.port}"} | {name.replace("_", "-"): value for name, value in more.items()}

    async def _say(self, request: web.Request) -> web.Response:
        self._note(request)
        return web.json_response({"ok": True})

    async def _show(self, request: web.Request) -> web.Response:
        if request.match_info["path"] != "app.js":
            raise web.HTTPNotFound
        return await self._say(request)

    async def _take(self, request: web.Request) -> web.Response:
        body = await read_body(request, LIMIT_BYTES, BODY_TIMEOUT_S)
        self._note(request)
        return web.json_response({"bytes": len(body)})

    def _note(self, request: web.Request) -> None:
        route = route_of(request)
        assert route
        who = "-" if route.is_open else client_of(request).name
        self.reached.append(f"{route.method} {route.path} {who}")


@contextlib.asynccontextmanager
async def running(
    service: Service,
    routes: Sequence[Route] | None = None,
    *,
    header_timeout_s: float = 5.0,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Service]:
    """The service, answering on a free port."""
    app = web.Application(middlewares=[failures, guard(_gate(service))])
    app.on_response_prepare.append(harden)
    add_routes(app, service.routes() if routes is None else routes)
    async with serving(app, header_timeout_s=header_timeout_s, tls=tls) as (port, _):
        service.port = port
        yield service


@contextlib.asynccontextmanager
async def serving(
    app: web.Application, *, header_timeout_s: float = 5.0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[int, Runner]]:
    """The port on which our server answers for the application, and what runs it."""
    held = socket.create_server(("127.0.0.1", 0))
    runner = await listen(app, [held], tls, header_timeout_s=header_timeout_s)
    try:
        yield held.getsockname()[1], runner
    finally:
        await asyncio.shield(drain(runner, limit_s=0.2))


def _gate(service: Service) -> Gate:
    return Gate(
        service.clients, service.limits, lambda: service.gate_port or service.port, service.config.allowed_hosts
    )
