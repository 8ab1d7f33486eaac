"""Every way round the guard that we could think of, against any table of routes. Knows requests and what they must get.

`check_guarded` sends some thousands of requests to a running service and gives back one line for each that was
answered wrongly; an empty list means that the guard holds. Handlers of open routes do run.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from atshot_daemon.access.clients import Scope
from atshot_daemon.http.headers import ALWAYS
from atshot_daemon.http.route import Route
from tests.daemon.http.raw import Answer, Line, request

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
HOST_METHODS = ("GET", "POST", "OPTIONS", "HEAD")
CONNECTIONS = 8

# How a path may be written so that somebody who compares strings takes it for another one.
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it is": lambda path: path,
    "one letter in percent": lambda path: f"/%{ord(path[1]):02x}{path[2:]}" if path[1:] else "/%2e",
    "every letter in percent": lambda path: "/" + "".join(c if c == "/" else f"%{ord(c):02X}" for c in path[1:]),
    "percent in percent": lambda path: f"/%25{ord(path[1]):02x}{path[2:]}" if path[1:] else "/%252e",
    "two slashes first": lambda path: f"/{path}",
    "two slashes within": lambda path: path.replace("/", "//"),
    "a slash at the end": lambda path: f"{path}/",
    "a parameter of the path": lambda path: f"{path};x=1",
    "a dot within": lambda path: f"/.{path}",
    "up and down": lambda path: f"/ui/..{path}",
    "up and down in percent": lambda path: f"/ui/%2e%2e{path}",
    "slashes in percent": lambda path: "/" + path[1:].replace("/", "%2F"),
    "backslashes": lambda path: "/" + path[1:].replace("/", "\\"),
    "in capitals": str.upper,
    "a dot and a query": lambda path: f"{path}.?x=1#y",
}

NO_TOKEN = frozenset({400, 401})
# These two may be read as a file of the page, which is open, and not there.
LEADING_TO_A_FILE = frozenset({"up and down", "up and down in percent"})
UNKNOWN_FILE = NO_TOKEN | {404}

GOOD_HOSTS = ("127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}")
# 421 by the guard, or 400 where the parser refuses the bytes before it.
BAD_HOSTS = (
    *("evil.com", "evil.com:{port}", "www.evil.com:{port}", "127.0.0.1.nip.io:{port}", "localhost.evil.com:{port}"),
    *("127.0.0.1.evil.com:{port}", "evil.com:80", "rebind.network:{port}", "atshot.local:{port}", "a.internal:{port}"),
    *("0.0.0.0:{port}", "127.1:{port}", "127.0.1:{port}", "127.0.0.2:{port}", "127.000.000.001:{port}"),
    *("2130706433:{port}", "0x7f000001:{port}", "0177.0.0.1:{port}", "192.168.1.10:{port}", "10.0.0.1:{port}"),
    *("[::]:{port}", "[::1%lo]:{port}", "[::ffff:127.0.0.1]:{port}", "::1:{port}", "[0:0:0:0:0:0:0:1]:{port}"),
    *("localhost.:{port}", "LOCALHOST:{port}", "localhost", "127.0.0.1", "[::1]", "127.0.0.1:", "127.0.0.1:0{port}"),
    *("127.0.0.1:80", "127.0.0.1:{port}0", "127.0.0.1:{port},evil.com", "127.0.0.1:{port}@evil.com"),
    *("evil.com@127.0.0.1:{port}", "127.0.0.1:{port}/", "127.0.0.1 :{port}", "127。0。0。1:{port}", ":{port}", ""),
)
BAD_ORIGINS = (
    *("null", "", "https://evil.com", "http://evil.com:{port}", "http://127.0.0.1", "http://127.0.0.1:1", "file://"),
    *("http://localhost:{port}", "https://127.0.0.1:{port}", "http://127.0.0.1:{port}.evil.com", "HTTP://127.0.0.1"),
    *("chrome-extension://", "chrome-extension://a/b", "moz-extension://a@evil.com", "chrome-extension://a evil"),
    *("safari-web-extension://a", "http://127.0.0.1:{port}/", "data:", "chrome-extension:a", "*"),
)
GOOD_ORIGINS = ("http://127.0.0.1:{port}", "chrome-extension://abcdefgh", "moz-extension://6ad7d1c2-59a5-4d63")
BAD_SITES = ("cross-site", "same-site", "", "NONE", "none, cross-site", "anything")
BAD_TOKENS = (
    *(None, "Bearer", "Bearer  ", "Basic YTpi", "Bearer ats_", f"Bearer ats_{'A' * 43}", "Bearer null", "Bearer *"),
    *("Digest x", "Bearer ' OR 1=1 --", "Bearer ../../etc/passwd", "Bearer é", f"Bearer {'x' * 4000}", "Negotiate x"),
)

REFUSED_BY_FETCH = frozenset({"origin_not_allowed", "cross_site"})


@dataclass(frozen=True)
class Guarded:
    """The service under attack: its port, its routes, and for each scope a token that has no other."""

    port: int
    routes: Sequence[Route]
    tokens: Mapping[Scope, str]

    @property
    def open_routes(self) -> set[tuple[str, str]]:
        """Method and path of what everybody may call."""
        return {(route.method, route.path) for route in self.routes if route.is_open}

    def headers(self, **more: str | None) -> dict[str, str | None]:
        """Headers that are good, and others, given as `Sec_Fetch_Site="none"`."""
        return {"Host": f"127.0.0.1:{self.port}"} | {name.replace("_", "-"): value for name, value in more.items()}

    def token_without(self, scope: Scope) -> str:
        """A token that is good for everything but this scope."""
        return next(token for held, token in self.tokens.items() if held is not scope)

    def spell(self, text: str | None) -> str | None:
        """The text with our port in it."""
        return text and text.replace("{port}", str(self.port))


@dataclass(frozen=True)
class Case:
    """One request and what it must get: `None` for a code stands for any."""

    why: str
    data: bytes
    statuses: frozenset[int] | None
    codes: frozenset[str] | None = None
    never: frozenset[str] = field(default_factory=frozenset)

    def complaint(self, answer: Answer | None) -> str | None:
        """What is wrong with the answer, None for nothing."""
        if answer is None:
            return f"{self.why}: no answer"
        has_body = answer.body != b""
        if self.statuses is not None and answer.status not in self.statuses:
            return f"{self.why}: {answer.status} instead of {sorted(self.statuses)}"
        if self.codes is not None and has_body and answer.code not in self.codes:
            return f"{self.why}: {answer.code} instead of {sorted(self.codes)}"
        if has_body and answer.code in self.never:
            return f"{self.why}: {answer.code}"
        return _bad_headers(self.why, answer)


async def check_guarded(guarded: Guarded) -> list[str]:
    """What was answered wrongly, in words; nothing when the guard holds."""
    cases = list(all_cases(guarded))
    parts = [cases[start::CONNECTIONS] for start in range(CONNECTIONS)]
    complaints = await asyncio.gather(*(_sent(guarded.port, part) for part in parts))
    return sorted(complaint for part in complaints for complaint in part)


def all_cases(guarded: Guarded) -> Iterator[Case]:
    """Each kind of attack on each route."""
    for route in guarded.routes:
        yield from _spelled(guarded, route)
        yield from _hosts(guarded, route)
        yield from _fetched(guarded, route)
        if not route.is_open:
            yield from _tokens(guarded, route)


def _spelled(guarded: Guarded, route: Route) -> Iterator[Case]:
    """Without a token, no spelling and no method leads to a handler that wants one."""
    for name, spell in SPELLINGS.items():
        for method in METHODS:
            headers = guarded.headers(X_HTTP_Method_Override=route.method, X_Original_URL=route.path)
            data = request(method, spell(_path(route)), headers)
            statuses = UNKNOWN_FILE if name in LEADING_TO_A_FILE else NO_TOKEN
            is_open = (method, route.path) in guarded.open_routes
            yield Case(f"{method} {route.path} {name}", data, None if is_open else statuses)


def _hosts(guarded: Guarded, route: Route) -> Iterator[Case]:
    for method in HOST_METHODS:
        for host in BAD_HOSTS:
            data = request(method, _path(route), guarded.headers(Host=guarded.spell(host)))
            codes = frozenset({"host_not_allowed", "bad_request"})
            yield Case(f"{method} {route.path} Host {host!r}", data, frozenset({421, 400}), codes)
        for host in GOOD_HOSTS:
            data = request(method, _path(route), guarded.headers(Host=guarded.spell(host)))
            yield Case(f"{method} {route.path} Host {host}", data, None, never=frozenset({"host_not_allowed"}))


def _fetched(guarded: Guarded, route: Route) -> Iterator[Case]:
    """What a web page makes a browser send is refused before any token is looked at."""
    token = None if route.is_open else f"Bearer {guarded.tokens[_scope(route)]}"
    for bad in BAD_ORIGINS:
        headers = guarded.headers(Origin=guarded.spell(bad), Authorization=token)
        yield _refused(route, f"Origin {bad!r}", headers, "origin_not_allowed")
    for site in BAD_SITES:
        yield _refused(route, f"site {site!r}", guarded.headers(Sec_Fetch_Site=site, Authorization=token), "cross_site")
    if route.path.startswith("/v1"):
        headers = guarded.headers(Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate", Authorization=token)
        yield _refused(route, "navigation", headers, "cross_site")
    for good, own_site in itertools.product(GOOD_ORIGINS, (None, "none", "same-origin")):
        headers = guarded.headers(Origin=guarded.spell(good), Sec_Fetch_Site=own_site)
        data = request(route.method, _path(route), headers)
        yield Case(f"{route.method} {route.path} Origin {good} {own_site}", data, None, never=REFUSED_BY_FETCH)


def _tokens(guarded: Guarded, route: Route) -> Iterator[Case]:
    what = f"{route.method} {route.path}"
    for value in BAD_TOKENS:
        data = request(route.method, _path(route), guarded.headers(Authorization=value))
        yield Case(f"{what} with {value!r}", data, frozenset({401}), frozenset({"auth_required", "bad_token"}))
    other = guarded.token_without(_scope(route))
    data = request(route.method, _path(route), guarded.headers(Authorization=f"Bearer {other}"))
    yield Case(f"{what} without its scope", data, frozenset({403}), frozenset({"scope_missing"}))
    own = guarded.tokens[_scope(route)]
    for name in ("token", "ACCESS_TOKEN", "q"):
        data = request(route.method, f"{_path(route)}?{name}={own}", guarded.headers(Authorization=f"Bearer {own}"))
        yield Case(f"{what}?{name}=", data, frozenset({400}), frozenset({"token_in_url"}))


def _refused(route: Route, why: str, headers: Mapping[str, str | None], code: str) -> Case:
    data = request(route.method, _path(route), headers)
    return Case(f"{route.method} {route.path} {why}", data, frozenset({403}), frozenset({code}))


def _path(route: Route) -> str:
    """The route's path with something in its gaps."""
    parts = [part if not part.startswith("{") else "x1" for part in route.path.split("/")]
    return "/".join(parts)


def _scope(route: Route) -> Scope:
    assert route.scope
    return route.scope


async def _sent(port: int, cases: Iterable[Case]) -> list[str]:
    line = Line(port)
    found = [case.complaint(answer) async for case, answer in _answers(line, cases)]
    line.close()
    return [complaint for complaint in found if complaint]


async def _answers(line: Line, cases: Iterable[Case]) -> AsyncIterator[tuple[Case, Answer | None]]:
    for case in cases:
        yield case, await line.ask(case.data)


def _bad_headers(why: str, answer: Answer) -> str | None:
    missing = [name for name, value in ALWAYS.items() if answer.headers.get(name.lower()) != value]
    if missing or "x-request-id" not in answer.headers:
        return f"{why}: without {missing or 'X-Request-ID'}"
    told = [name for name in answer.headers if name.startswith("access-control") or name in {"server", "set-cookie"}]
    return f"{why}: with {told}" if told else None
