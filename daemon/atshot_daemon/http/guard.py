"""Who gets in: every request passes here before its route, and what is not allowed is refused.

Knows hosts, origins, tokens and scopes, not what any route does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aiohttp import HttpVersion11, web
from aiohttp.typedefs import Handler, Middleware

from atshot_daemon.access.clients import Client, Clients, Kind
from atshot_daemon.access.errors import (
    AuthRequired,
    BadTarget,
    BadToken,
    CrossSite,
    HeaderRepeated,
    HostNotAllowed,
    OriginNotAllowed,
    ScopeMissing,
    TokenInUrl,
)
from atshot_daemon.access.tokens import holds_token
from atshot_daemon.http.limits import RateLimits
from atshot_daemon.http.route import route_of

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
TOKEN_PARAMETERS = frozenset({"token", "access_token"})

_DEFAULT_PORTS = {"http": 80, "https": 443}
_EXTENSION_ORIGIN = re.compile(r"(chrome|moz)-extension://[A-Za-z0-9-]{1,64}")
_CLIENT = web.RequestKey("client", Client)


@dataclass(frozen=True, slots=True)
class Gate:
    """By what the guard decides; `port` is ours as soon as there is one."""

    clients: Clients
    limits: RateLimits
    port: Callable[[], int]
    allowed_hosts: tuple[str, ...] = ()


def guard(gate: Gate) -> Middleware:
    """The middleware that lets in who may call the matched route, and nobody else."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        check_origin(gate, request)
        client = admit(gate, request)
        if client is not None:
            request[_CLIENT] = client
        return await handler(request)

    return guarded


def client_of(request: web.Request) -> Client:
    """Who sent the request; only routes that are not open have one."""
    return request[_CLIENT]


def count_work(request: web.Request, limits: RateLimits) -> None:
    """Count a picture or a question of the client that sends it; RateLimited."""
    client = client_of(request)
    if not _is_unlimited(client):
        limits.work(client.id)


def check_origin(gate: Gate, request: web.Request) -> None:
    """Refuse what a web page makes a browser send, whatever the route and the token."""
    if not request.raw_path.startswith("/"):
        raise BadTarget("the request line must hold a path only; use no proxy for 127.0.0.1")
    host = _only(request, "Host")
    if request.version < HttpVersion11 or host not in _hosts(gate, request.scheme):
        raise HostNotAllowed(f"call http://127.0.0.1:{gate.port()}, with HTTP/1.1")
    origin = _only(request, "Origin")
    if origin not in (None, f"{request.scheme}://{host}") and not _EXTENSION_ORIGIN.fullmatch(origin or ""):
        raise OriginNotAllowed("only Atshot's own page and browser extensions may ask")
    if _only(request, "Sec-Fetch-Site") not in (None, "none", "same-origin"):
        raise CrossSite("a web page made the browser ask; open Atshot's own page instead")
    if _only(request, "Sec-Fetch-Mode") == "navigate" and _is_api(request):
        raise CrossSite("this address is for programs, not for opening in a browser")
    if _has_token(request):
        raise TokenInUrl("a token stands in the URL, where logs see it; revoke it and send the new one as a header")


def admit(gate: Gate, request: web.Request) -> Client | None:
    """The client whose token allows the matched route, None where the route is open to all."""
    route = route_of(request)
    if route is not None and route.is_open:
        return None
    client = _client(gate, request)
    if not _is_unlimited(client):
        gate.limits.any(client.id)
    if route is None:
        raise request.match_info.http_exception or web.HTTPNotFound
    if route.scope not in client.scopes:
        raise ScopeMissing(f"this token lacks the scope {route.scope}; make one with `atshot token add --scope`")
    return client


def _is_unlimited(client: Client) -> bool:
    """The command line is the user, who may read a folder of a thousand pictures."""
    return client.kind is Kind.LOCAL


def _client(gate: Gate, request: web.Request) -> Client:
    scheme, _, token = (_only(request, "Authorization") or "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise AuthRequired("send a token: `Authorization: Bearer ats_…`; `atshot token add NAME` gives one")
    client = gate.clients.authenticate(token)
    if client is None:
        raise BadToken("this token is unknown or was revoked; `atshot token add NAME` gives one")
    return client


def _only(request: web.Request, name: str) -> str | None:
    values = request.headers.getall(name, [])
    if len(values) > 1:
        raise HeaderRepeated(f"the header {name} stands there twice; mend the client")
    return values[0] if values else None


def _hosts(gate: Gate, scheme: str) -> set[str]:
    names = {*LOOPBACK_HOSTS, *_spellings(gate.allowed_hosts)}
    port = gate.port()
    is_default = port == _DEFAULT_PORTS[scheme]  # which a browser leaves out
    return {f"{name}:{port}" for name in names} | (names if is_default else set())


def _spellings(hosts: tuple[str, ...]) -> Iterator[str]:
    for host in hosts:
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        yield from (name, name.lower())  # browsers send it in small letters


def _is_api(request: web.Request) -> bool:
    """Whether the path, as the router reads it, lies under /v1."""
    return request.path.lstrip("/").startswith("v1")


def _has_token(request: web.Request) -> bool:
    return holds_token(request.raw_path) or any(name.lower() in TOKEN_PARAMETERS for name in request.query)
