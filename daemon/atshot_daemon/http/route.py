"""What a route is, and the table by which the guard knows the one that was matched. Knows no handler's work."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from atshot_daemon.access.clients import Scope

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path: who may call it, what goes in, what comes out.

    `query` and `body` are the types that the parameters and the JSON body must fit, `answers` maps a status to the type
    of its JSON, None for none.
    """

    method: str
    path: str
    handler: Handler
    scope: Scope | None
    summary: str
    query: type | None = None
    body: type | None = None
    answers: Mapping[int, type | None] = field(default_factory=dict)
    is_open: bool = False

    def __post_init__(self) -> None:
        if self.is_open is not (self.scope is None):
            raise ValueError(f"{self.method} {self.path} needs either a scope or is_open=True")


ROUTES = web.AppKey("routes", dict[web.AbstractRoute, Route])


def add_routes(app: web.Application, routes: Iterable[Route]) -> None:
    """Let the application answer these routes; whatever is added otherwise, the guard refuses."""
    added = {
        app.router.add_route(route.method, route.path, route.handler, expect_handler=_say_nothing): route
        for route in routes
    }
    app[ROUTES] = _known(app) | added


def route_of(request: web.Request) -> Route | None:
    """The route that the request was matched with, None for an unknown path or a wrong method."""
    return _known(request.app).get(request.match_info.route)


def _known(app: web.Application) -> dict[web.AbstractRoute, Route]:
    return app.get(ROUTES) or {}


async def _say_nothing(request: web.Request) -> None:
    """`Expect: 100-continue` is answered once the body is wanted, not before the caller is known."""
