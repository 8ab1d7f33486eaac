"""Who gets in."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from atshot_daemon.access.clients import Kind, Scope
from atshot_daemon.config import Config
from atshot_daemon.http.guard import client_of
from tests.daemon.http.raw import Answer, ask, request
from tests.daemon.http.service import Service, running

CAPTURES = "/v1/captures"


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running(Service()) as running_service:
        yield running_service


async def send(service: Service, method: str = "GET", target: str = CAPTURES, **headers: str | None) -> Answer:
    """The answer to one request; its Host is good unless another is given."""
    return await ask(service.port, request(method, target, service.headers(**headers)))


def bearer(token: str) -> str:
    return f"Bearer {token}"


async def test_a_good_token_gets_in(service: Service) -> None:
    answer = await send(service, Authorization=bearer(service.token()))

    assert (200, ["GET /v1/captures script"]) == (answer.status, service.reached)


async def test_the_scheme_may_be_written_in_small_letters(service: Service) -> None:
    answer = await send(service, Authorization=f"bearer  {service.token()} ")

    assert 200 == answer.status


@pytest.mark.parametrize("target", ["/healthz", "/", "/pair", "/ui/app.js"])
async def test_open_routes_need_no_token(service: Service, target: str) -> None:
    answer = await send(service, target=target)

    assert 200 == answer.status


async def test_an_open_route_has_no_client(service: Service) -> None:
    await send(service, target="/healthz", Authorization=bearer(service.token()))

    assert ["GET /healthz -"] == service.reached


@pytest.mark.parametrize(
    "host",
    [
        "evil.com",
        "evil.com:{port}",
        "0.0.0.0:{port}",
        "localhost.:{port}",
        "127.1:{port}",
        "127.0.0.1.nip.io:{port}",
        "[::]:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}0",
        "x@127.0.0.1:{port}",
        "127.0.0.1:{port}@evil.com",
    ],
)
async def test_a_strangers_host_is_refused_though_the_token_is_good(service: Service, host: str) -> None:
    answer = await send(service, Host=host.format(port=service.port), Authorization=bearer(service.token()))

    assert (421, "host_not_allowed", []) == (answer.status, answer.code, service.reached)


async def test_an_empty_host_is_refused(service: Service) -> None:
    answer = await send(service, Host="")

    assert (421, "host_not_allowed") == (answer.status, answer.code)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
async def test_this_machines_own_names_are_let_in(service: Service, host: str) -> None:
    answer = await send(service, Host=host.format(port=service.port), Authorization=bearer(service.token()))

    assert 200 == answer.status


@pytest.mark.parametrize("second", ["127.0.0.1:{port}", "evil.com"])
async def test_two_hosts_are_no_proper_request(service: Service, second: str) -> None:
    host = f"127.0.0.1:{service.port}"
    data = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nHost: {second.format(port=service.port)}\r\n\r\n"

    answer = await ask(service.port, data.encode())

    assert (400, "bad_request") == (answer.status, answer.code)


@pytest.mark.parametrize("headers", ["", "Host: 127.0.0.1:{port}\r\n"], ids=["without a Host", "with a Host"])
async def test_old_http_is_refused(service: Service, headers: str) -> None:
    answer = await ask(service.port, f"GET /healthz HTTP/1.0\r\n{headers.format(port=service.port)}\r\n".encode())

    assert (421, "host_not_allowed", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize(
    "target", ["http://evil.com/healthz", "http://127.0.0.1:{port}/healthz", "HTTP://x/v1/captures", "*"]
)
async def test_a_whole_url_as_target_is_refused(service: Service, target: str) -> None:
    method = "OPTIONS" if target == "*" else "GET"

    answer = await send(service, method, target.format(port=service.port), Authorization=bearer(service.token()))

    assert (400, "bad_target", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.com",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.com",
        "chrome-extension://",
        "chrome-extension://abc.evil.com/x",
        "xchrome-extension://abcdef",
        "safari-web-extension://abcdef",
        "file://",
    ],
)
async def test_a_strangers_origin_is_refused(service: Service, origin: str) -> None:
    origin = origin.format(port=service.port)

    answer = await send(service, Origin=origin, Authorization=bearer(service.token()))

    assert (403, "origin_not_allowed", []) == (answer.status, answer.code, service.reached)
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "http://127.0.0.1:{port}",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://6ad7d1c2-59a5-4d63-a7b3-0123456789ab",
    ],
)
async def test_our_page_and_extensions_are_let_in(service: Service, origin: str | None) -> None:
    origin = origin and origin.format(port=service.port)

    answer = await send(service, Origin=origin, Authorization=bearer(service.token()))

    assert 200 == answer.status
    assert not any(name.startswith("access-control") for name in answer.headers)


async def test_an_extensions_origin_opens_nothing_without_a_token(service: Service) -> None:
    answer = await send(service, Origin="chrome-extension://abcdefghijklmnopabcdefghijklmnop")

    assert (401, "auth_required") == (answer.status, answer.code)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "None", "same-origin, none"])
async def test_what_a_web_page_sends_is_refused(service: Service, site: str) -> None:
    answer = await send(service, Sec_Fetch_Site=site, Authorization=bearer(service.token()))

    assert (403, "cross_site", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize("site", [None, "none", "same-origin"])
async def test_what_an_extension_or_our_page_sends_is_let_in(service: Service, site: str | None) -> None:
    answer = await send(service, Sec_Fetch_Site=site, Sec_Fetch_Mode="cors", Authorization=bearer(service.token()))

    assert 200 == answer.status


@pytest.mark.parametrize("target", ["/v1/captures", "/%76%31/captures", "//v1/captures", "/v1"])
async def test_nothing_under_v1_is_opened_like_a_page(service: Service, target: str) -> None:
    answer = await send(
        service, target=target, Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate", Authorization=bearer(service.token())
    )

    assert (403, "cross_site", []) == (answer.status, answer.code, service.reached)


async def test_a_form_that_a_web_page_posts_is_refused(service: Service) -> None:
    headers = service.headers(
        Origin="https://evil.com", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Content_Type="text/plain"
    )

    answer = await ask(service.port, request("POST", CAPTURES, headers, b"picture"))

    assert (403, []) == (answer.status, service.reached)


@pytest.mark.parametrize("target", ["/", "/pair", "/healthz"])
async def test_a_person_may_open_the_page(service: Service, target: str) -> None:
    answer = await send(service, target=target, Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate")

    assert 200 == answer.status


@pytest.mark.parametrize("target", ["/", "/pair", "/healthz"])
async def test_a_link_from_another_site_does_not_open_it(service: Service, target: str) -> None:
    answer = await send(service, target=target, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")

    assert (403, "cross_site", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize("name", ["Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Authorization"])
async def test_a_header_that_decides_stands_there_once(service: Service, name: str) -> None:
    good = {
        "Origin": f"http://127.0.0.1:{service.port}",
        "Sec-Fetch-Site": "none",
        "Sec-Fetch-Mode": "cors",
        "Authorization": bearer(service.token()),
    }
    lines = [f"Host: 127.0.0.1:{service.port}", *(f"{key}: {value}" for key, value in good.items())]
    twice = "\r\n".join([f"GET {CAPTURES} HTTP/1.1", *lines, f"{name}: {good[name]}", "", ""])

    answer = await ask(service.port, twice.encode())

    assert (400, "bad_request", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize(
    "target",
    [
        "/v1/captures?token={token}",
        "/v1/captures?ACCESS_TOKEN=x",
        "/v1/captures?q=1&Token=",
        "/v1/captures?%74oken=x",
        "/v1/captures?q={token}",
        "/v1/captures/{token}",
        "/healthz?token={token}",
    ],
)
async def test_a_token_in_the_url_is_refused(service: Service, target: str) -> None:
    token = service.token()

    answer = await send(service, target=target.format(token=token), Authorization=bearer(token))

    assert (400, "token_in_url", []) == (answer.status, answer.code, service.reached)
    assert token not in answer.body.decode()


@pytest.mark.parametrize("value", [None, "Bearer", "Bearer ", "Basic YTpi", "{token}", "Token {token}"])
async def test_without_a_token_the_answer_says_how_to_get_one(service: Service, value: str | None) -> None:
    answer = await send(service, Authorization=value and value.format(token=service.token()))

    assert (401, "auth_required", "Bearer") == (answer.status, answer.code, answer.headers["www-authenticate"])


async def test_unknown_revoked_and_expired_tokens_get_the_same_answer(service: Service) -> None:
    revoked, revoked_token = service.add()
    service.clients.revoke(revoked.id)
    _, expired_token = service.clients.add(
        "ci", kind=Kind.TOKEN, scopes=[Scope.EXTRACT], expires_in=timedelta(minutes=1)
    )
    service.clock.turn(timedelta(minutes=2))
    tokens = ["ats_" + "x" * 43, "x", "é", "\udcff\udcfe", revoked_token, expired_token]

    answers = [await send(service, Authorization=bearer(t), X_Request_ID="same-for-all") for t in tokens]

    assert {(401, "bad_token", "Bearer")} == {(a.status, a.code, a.headers["www-authenticate"]) for a in answers}
    assert 1 == len({answer.body for answer in answers})


async def test_a_token_of_10_kb_is_no_proper_request(service: Service) -> None:
    answer = await send(service, Authorization=bearer("x" * 10_000))

    assert (400, "bad_request") == (answer.status, answer.code)


@pytest.mark.parametrize(
    ("method", "target", "scope"),
    [
        ("GET", "/v1/captures", Scope.EXTRACT),
        ("POST", "/v1/captures", Scope.HISTORY),
        ("GET", "/v1/clients", Scope.HISTORY),
        ("GET", "/v1/captures/1", Scope.ADMIN),
    ],
)
async def test_a_token_without_the_scope_is_told_which(
    service: Service, method: str, target: str, scope: Scope
) -> None:
    answer = await send(service, method, target, Authorization=bearer(service.token(scope)))

    assert (403, "scope_missing", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize(
    "target",
    ["/%76%31/captures", "//v1/captures", "/v1/captures/", "/v1/captures;x", "/V1/captures", "/nothing", "/ui"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
async def test_no_spelling_gets_in_without_a_token(service: Service, method: str, target: str) -> None:
    answer = await send(service, method, target, X_HTTP_Method_Override="GET")

    assert (401, []) == (answer.status, service.reached)


@pytest.mark.parametrize("target", ["/nothing", "/v1/captures;x", "//v1/captures"])
async def test_an_unknown_path_is_told_to_those_with_a_token(service: Service, target: str) -> None:
    answer = await send(service, target=target, Authorization=bearer(service.token()))

    assert (404, "not_found") == (answer.status, answer.code)


async def test_a_wrong_method_is_told_with_those_allowed(service: Service) -> None:
    answer = await send(service, "PUT", Authorization=bearer(service.token()))

    assert (405, "method_not_allowed", "GET,POST") == (answer.status, answer.code, answer.headers["allow"])


@pytest.mark.parametrize("token", [True, False])
async def test_a_preflight_gets_no_allowance(service: Service, token: bool) -> None:
    answer = await send(
        service,
        "OPTIONS",
        Origin="https://evil.com",
        Access_Control_Request_Method="GET",
        Authorization=bearer(service.token()) if token else None,
    )

    assert (403, "origin_not_allowed") == (answer.status, answer.code)
    assert not {name for name in answer.headers if name.startswith("access-control") or name == "allow"}


async def test_a_route_that_is_in_no_table_is_refused(service: Service) -> None:
    routes = service.routes()[:1]
    async with running(Service(), routes) as other:
        answer = await send(other, target="/healthz")

    assert 401 == answer.status


async def test_names_that_the_user_allows_are_let_in() -> None:
    config = Config(request_limit=0, allowed_hosts=("Board.Lan", "fd00::5"))
    async with running(Service(config=config)) as service:
        hosts = [f"{name}:{service.port}" for name in ("board.lan", "Board.Lan", "[fd00::5]", "other.lan")]
        statuses = [(await send(service, target="/healthz", Host=host)).status for host in hosts]

    assert [200, 200, 200, 421] == statuses


async def test_on_port_80_browsers_leave_the_port_out() -> None:
    async with running(Service(gate_port=80)) as service:
        answers = [await send(service, target="/healthz", Host=host) for host in ("127.0.0.1", "127.0.0.1:80", "evil")]

    assert [200, 200, 421] == [answer.status for answer in answers]


async def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    async with running(Service(config=Config(request_limit=3))) as service:
        busy, other = bearer(service.token()), bearer(service.token())
        answers = [await send(service, Authorization=busy) for _ in range(4)]
        polite = await send(service, Authorization=other)

    assert [200, 200, 200, 429] == [answer.status for answer in answers]
    assert "rate_limited" == answers[-1].code
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert 200 == polite.status


def test_a_handler_of_an_open_route_cannot_ask_for_its_client() -> None:
    from aiohttp.test_utils import make_mocked_request

    with pytest.raises(KeyError):
        client_of(make_mocked_request("GET", "/healthz"))
