"""Every failure in one shape, and what every answer has."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from atshot_daemon.access.errors import BadToken, RateLimited
from atshot_daemon.config import Places
from atshot_daemon.http.body import BodyTooLarge
from atshot_daemon.http.failures import STATUS, failures
from atshot_daemon.http.headers import harden
from atshot_daemon.http.route import Route
from atshot_daemon.logs import open_log
from atshot_inference.errors import AtshotError
from tests.daemon.http.raw import Answer, Line, ask, request
from tests.daemon.http.service import serving

API = Path(__file__).parents[3] / "docs/api.md"
SECRET = "CANARY-7f3a"


class Gone(AtshotError):
    """For a test: a failure with two lines of text."""

    code = "picture_gone"


class Unheard(AtshotError):
    """For a test: a code that is in no table."""

    code = "unheard_of"


ERRORS: dict[str, Exception] = {
    "gone": Gone("the picture\nwas deleted\u202e"),
    "unheard": Unheard("x"),
    "token": BadToken("x"),
    "limited": RateLimited("x", retry_after_s=17),
    "large": BodyTooLarge("x"),
    "mistake": ValueError(SECRET),
    "timeout": TimeoutError(SECRET),
    "not-found": web.HTTPNotFound(text=SECRET),
    "method": web.HTTPMethodNotAllowed("GET", ["PUT", "POST"], text=SECRET),
    "too-large": web.HTTPRequestEntityTooLarge(1, text=SECRET),
    "refused": web.HTTPGone(text=SECRET),
    "broken": web.HTTPBadGateway(text=SECRET),
    "elsewhere": web.HTTPFound("/"),
}


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def fail(request: web.Request) -> web.Response:
        raise ERRORS[request.match_info["how"]]

    async def fine(_: web.Request) -> web.Response:
        return web.json_response({}, headers={"Server": "x", "Cache-Control": "public"})

    app = web.Application(middlewares=[failures])
    app.on_response_prepare.append(harden)
    app.router.add_get("/fail/{how}", fail)
    app.router.add_get("/fine", fine)
    async with serving(app) as (port, _):
        yield port


async def get(port: int, path: str, **headers: str) -> Answer:
    return await ask(port, request("GET", path, {"Host": "x"} | headers))


def test_the_table_is_that_of_the_contract() -> None:
    table = API.read_text("utf-8").partition("\n## Errors\n")[2]
    rows = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", table, re.MULTILINE)

    assert {code: int(status) for code, status in rows} == STATUS


async def test_a_failure_says_code_message_and_request(port: int) -> None:
    answer = await get(port, "/fail/gone")

    assert 410 == answer.status
    assert {
        "error": "picture_gone",
        "message": "the picture was deleted",
        "request_id": answer.headers["x-request-id"],
    } == answer.json


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("unheard", 500, "unheard_of"),
        ("token", 401, "bad_token"),
        ("limited", 429, "rate_limited"),
        ("large", 413, "body_too_large"),
        ("mistake", 500, "internal"),
        ("timeout", 500, "internal"),
        ("not-found", 404, "not_found"),
        ("method", 405, "method_not_allowed"),
        ("too-large", 413, "body_too_large"),
        ("refused", 400, "bad_request"),
        ("broken", 500, "internal"),
    ],
)
async def test_every_failure_has_its_status_and_tells_nothing_private(
    port: int, how: str, status: int, code: str
) -> None:
    answer = await get(port, f"/fail/{how}")

    assert (status, code) == (answer.status, answer.code)
    assert {"error", "message", "request_id"} == answer.json.keys()
    assert SECRET not in answer.body.decode()


async def test_a_mistake_is_logged_with_its_place_and_without_its_text(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await get(port, "/fail/mistake")
    (record,) = caplog.records

    assert ("internal", answer.json["request_id"]) == (record.getMessage(), record.__dict__["request_id"])
    assert "ValueError" in caplog.text
    assert 'test_failures.py", line ' in caplog.text
    assert SECRET not in caplog.text


async def test_the_daemons_log_names_the_mistake_and_its_place(port: int, tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    _, close = open_log(places.log_file, "info")
    await get(port, "/fail/mistake")
    close()
    lines = [json.loads(line) for line in places.log_file.read_text("utf-8").splitlines()]

    assert [("internal", "ValueError")] == [(line["event"], line["exception"]) for line in lines]
    assert any(place.startswith("test_failures.py:") for place in lines[0]["location"])
    assert SECRET not in str(lines)


async def test_what_can_be_expected_is_not_logged_as_a_mistake(port: int, caplog: pytest.LogCaptureFixture) -> None:
    await get(port, "/fail/gone")
    await get(port, "/fail/not-found")

    assert [] == caplog.records


async def test_without_the_middleware_a_mistake_has_the_same_shape(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: web.Request) -> web.Response:
        raise ValueError(SECRET)

    app = web.Application()
    app.router.add_get("/", fail)
    async with serving(app) as (port, _):
        answer = await get(port, "/")

    assert (500, "internal", "close") == (answer.status, answer.code, answer.headers["connection"])
    assert SECRET not in answer.body.decode() + caplog.text


async def test_a_mistake_on_the_way_out_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    async def spoil(request: web.Request, response: web.StreamResponse) -> None:
        raise ValueError(SECRET)

    app = web.Application(middlewares=[failures])
    app.on_response_prepare.append(spoil)
    async with serving(app) as (port, _):
        line = Line(port)
        answer = await line.ask(request("GET", "/", {"Host": "x"}))
        line.close()

    assert answer is None
    assert ["connection failed"] == [record.getMessage() for record in caplog.records]
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("how", "name", "value"),
    [
        ("token", "www-authenticate", "Bearer"),
        ("limited", "retry-after", "17"),
        ("method", "allow", "POST,PUT"),
        ("large", "connection", "close"),
    ],
)
async def test_a_failure_brings_the_headers_that_it_needs(port: int, how: str, name: str, value: str) -> None:
    answer = await get(port, f"/fail/{how}")

    assert value == answer.headers[name]


@pytest.mark.parametrize("path", ["/fine", "/fail/gone", "/fail/mistake", "/fail/elsewhere", "/nothing"])
async def test_every_answer_has_the_headers_that_browsers_obey(port: int, path: str) -> None:
    answer = await get(port, path)

    assert ("nosniff", "no-referrer", "same-origin", "no-store") == (
        *(answer.headers["x-content-type-options"], answer.headers["referrer-policy"]),
        *(answer.headers["cross-origin-resource-policy"], answer.headers["cache-control"]),
    )
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert not {name for name in answer.headers if name == "server" or name.startswith("access-control")}


@pytest.mark.parametrize("given", ["12345678", "A-z_0123456789", "x" * 64])
async def test_a_client_may_name_its_request(port: int, given: str) -> None:
    answer = await get(port, "/fail/gone", **{"X-Request-ID": given})

    assert (given, given) == (answer.headers["x-request-id"], answer.json["request_id"])


@pytest.mark.parametrize("given", ["", "1234567", "x" * 65, "with space", "é1234567", f"ats_{'A' * 43}", "a;b;c;d;e"])
async def test_another_name_is_replaced(port: int, given: str) -> None:
    answer = await get(port, "/fine", **{"X-Request-ID": given})

    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])


async def test_every_request_has_another_name(port: int) -> None:
    assert 20 == len({(await get(port, "/fine")).headers["x-request-id"] for _ in range(20)})


def test_a_route_that_forgets_who_may_call_it_is_no_route() -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response()

    with pytest.raises(ValueError, match="/x needs"):
        Route("GET", "/x", handler, None, "forgotten")
