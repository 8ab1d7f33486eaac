"""Connections: deadlines, bytes that are no HTTP, and the end."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from atshot_daemon.http.failures import failures
from atshot_daemon.http.headers import harden
from atshot_daemon.http.server import drain
from tests.daemon.http.raw import PATIENCE_S, Line, ask, is_closed, read_answer, request
from tests.daemon.http.service import Service, running, serving

HEADER_TIMEOUT_S = 0.3
CANARY = "ats_CANARY7f3aCANARY7f3aCANARY7f3aCANARY7f3aCANA"
HALF = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running(Service(), header_timeout_s=HEADER_TIMEOUT_S) as running_service:
        yield running_service


async def connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port)


async def a_header_deadline_passes(port: int) -> None:
    """Over when a connection that was opened just now has been given up."""
    reader, writer = await connect(port)
    assert await is_closed(reader)
    writer.close()


async def nobody_listens(port: int) -> None:
    """Over when the port takes no connection any more."""
    with pytest.raises(ConnectionError):
        async with asyncio.timeout(PATIENCE_S):
            while True:
                _, writer = await connect(port)
                writer.close()


async def test_two_hundred_half_sent_requests_are_closed(service: Service) -> None:
    streams = [await connect(service.port) for _ in range(200)]
    for number, (_, writer) in enumerate(streams):
        writer.write(HALF[: number % len(HALF)])  # from not one byte to nearly all headers

    assert [True] * 200 == await asyncio.gather(*(is_closed(reader) for reader, _ in streams))
    for _, writer in streams:
        writer.close()


async def test_meanwhile_others_are_answered(service: Service) -> None:
    streams = [await connect(service.port) for _ in range(200)]

    answer = await ask(service.port, request("GET", "/healthz", service.headers()))

    assert 200 == answer.status
    for _, writer in streams:
        writer.close()


async def test_headers_that_trickle_in_get_no_more_time(service: Service) -> None:
    reader, writer = await connect(service.port)

    async def trickle() -> None:
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.01)

    writer.write(HALF)
    trickling = asyncio.ensure_future(trickle())

    assert await is_closed(reader)
    trickling.cancel()
    writer.close()


async def test_a_kept_connection_may_rest_longer_than_headers_may_take(service: Service) -> None:
    line, data = Line(service.port), request("GET", "/healthz", service.headers())
    first = await line.ask(data)
    await a_header_deadline_passes(service.port)
    second = await line.ask(data)
    line.close()

    assert first and second
    assert (200, 200) == (first.status, second.status)


async def test_a_second_request_that_is_half_sent_is_closed_too(service: Service) -> None:
    reader, writer = await connect(service.port)
    writer.write(request("GET", "/healthz", service.headers()))
    answer = await read_answer(reader)
    writer.write(HALF)

    assert answer and 200 == answer.status
    assert await is_closed(reader)
    writer.close()


async def test_a_slow_answer_is_not_cut() -> None:
    gate = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await gate.wait()
        return web.Response(text="late")

    app = web.Application()
    app.router.add_get("/slow", slow)
    async with serving(app, header_timeout_s=0.1) as (port, _):
        waiting = asyncio.ensure_future(ask(port, request("GET", "/slow", {"Host": "x"})))
        await a_header_deadline_passes(port)
        gate.set()

        assert b"late" == (await waiting).body


MALFORMED = {
    "length and chunks": b"POST / HTTP/1.1\r\nHost: %h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: %h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "a negative length": b"POST / HTTP/1.1\r\nHost: %h\r\nContent-Length: -1\r\n\r\n",
    "a NUL": b"GET / HTTP/1.1\r\nHost: %h\r\nX: a\0b\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost: %h\r\nX: a\r\n b\r\n\r\n",
    "a header of 9 kB": b"GET / HTTP/1.1\r\nHost: %h\r\nX: " + b"x" * 9000 + b"\r\n\r\n",
    "a URL of 9 kB": b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: %h\r\n\r\n",
    "200 headers": b"GET / HTTP/1.1\r\nHost: %h\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: %h\r\nHost: %h\r\n\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost: %h\r\nX : y\r\n\r\n",
    "no HTTP at all": b"hello\r\n\r\n",
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9": b"GET / HTTP/9.9\r\nHost: %h\r\n\r\n",
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
async def test_bytes_that_are_no_http_get_our_kind_of_answer_and_no_log(
    service: Service, data: bytes, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    answer = await ask(service.port, data.replace(b"%h", f"127.0.0.1:{service.port}".encode()))

    assert (400, "bad_request", []) == (answer.status, answer.code, service.reached)
    assert answer.headers["x-request-id"] == answer.json["request_id"]
    assert ("no-store", "nosniff") == (answer.headers["cache-control"], answer.headers["x-content-type-options"])
    assert "server" not in answer.headers
    assert [] == [record for record in caplog.records if record.name != "asyncio"]
    assert ("", "") == capfd.readouterr()


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
async def test_after_bytes_that_are_no_http_the_connection_ends(service: Service, data: bytes) -> None:
    reader, writer = await connect(service.port)
    writer.write(data.replace(b"%h", f"127.0.0.1:{service.port}".encode()))
    await read_answer(reader)

    assert await is_closed(reader)
    writer.close()


def requests_with(canary: str, port: int) -> list[bytes]:
    """Thirty requests that are wrong in some way and hold a token somewhere."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    bearer = f"Authorization: Bearer {canary}"
    heads = [
        *(f"GET /v1/captures HTTP/1.1\r\n{host}{bearer}{bad}\r\n" for bad in ("\x01", "\0", "\x7f\x02", "x" * 9000)),
        *(
            f"GET /v1/captures HTTP/1.1\r\n{host}{line}\r\n"
            for line in (bearer, bearer.lower(), f"{bearer}\r\n{bearer}")
        ),
        f"GET /v1/captures HTTP/1.1\r\n{host}Authorization : Bearer {canary}\r\n",
        f"GET /v1/captures HTTP/1.1\r\n{host}Authorization: Bearer\r\n {canary}\r\n",
        f"GET /v1/captures HTTP/1.1\r\n{host}Authorization: {canary}\r\n",
        f"GET /v1/captures HTTP/1.1\r\n{host}Authorization: Basic {canary}\r\n",
        f"GET /v1/captures?token={canary} HTTP/1.1\r\n{host}",
        f"GET /v1/captures?x={canary} HTTP/1.1\r\n{host}",
        f"GET /v1/captures?token={canary} HTTP/1.1\r\n",
        f"GET /v1/captures?token={canary} HTTP/9.1\r\n{host}",
        f"GET /v1/captures/{canary} HTTP/1.1\r\n{host}",
        f"GET http://{canary}@127.0.0.1:{port}/healthz HTTP/1.1\r\n{host}",
        f"GET http://evil.com/{canary} HTTP/1.1\r\n{host}",
        f"{canary} / HTTP/1.1\r\n{host}",
        f"GET {canary}\r\n",
        f"GET /{'x' * 9000}{canary} HTTP/1.1\r\n{host}",
        f"GET /healthz HTTP/1.1\r\nHost: {canary}\r\n",
        f"GET /healthz HTTP/1.1\r\n{host}Origin: https://{canary}\r\n",
        f"GET /healthz HTTP/1.1\r\n{host}Sec-Fetch-Site: {canary}\r\n",
        f"GET /healthz HTTP/1.1\r\n{host}X-Request-ID: {canary}\r\n",
        f"GET /nothing HTTP/1.1\r\n{host}Expect: {canary}\r\n",
        f"{canary} /v1/captures HTTP/1.1\r\n{host}{bearer}\r\n",
        f"POST /v1/hello HTTP/1.1\r\n{host}Content-Length: {canary}\r\n",
        f"POST /v1/hello HTTP/1.1\r\n{host}Transfer-Encoding: {canary}\r\n",
        f"GET /healthz HTTP/1.1\r\n{host}{canary}\r\n",
    ]
    return [f"{head}\r\n".encode("latin-1") for head in heads]


async def test_a_token_in_a_wrong_request_is_neither_told_nor_logged(
    service: Service, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    bad = requests_with(CANARY, service.port)

    answers = [await ask(service.port, data) for data in bad]

    assert 30 == len(bad)
    assert [] == [n for n, answer in enumerate(answers) if CANARY in f"{answer.headers}{answer.body.decode()}"]
    assert CANARY not in caplog.text
    assert not any(CANARY in part for part in capfd.readouterr())


async def test_a_token_under_a_good_one_is_not_told_either(service: Service) -> None:
    token = service.token()
    authorized = service.headers(Authorization=f"Bearer {token}")

    answers = [
        await ask(service.port, request(method, target, authorized))
        for method, target in (("PUT", "/v1/captures"), ("GET", "/nothing"), ("GET", f"/v1/captures?q={token}"))
    ]

    assert [405, 404, 400] == [answer.status for answer in answers]
    assert not any(token in f"{answer.headers}{answer.body.decode()}" for answer in answers)


async def test_a_body_that_nobody_reads_is_not_inflated(service: Service) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    authorized = service.headers(Authorization=f"Bearer {service.token()}", Content_Encoding="gzip")

    answer = await ask(service.port, request("GET", "/v1/captures", authorized, bomb))

    assert 200 == answer.status


async def test_a_client_that_leaves_ends_its_handler() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def endless(_: web.Request) -> web.Response:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return web.Response()

    app = web.Application()
    app.router.add_get("/endless", endless)
    async with serving(app) as (port, _):
        _, writer = await connect(port)
        writer.write(request("GET", "/endless", {"Host": "x"}))
        await asyncio.wait_for(begun.wait(), PATIENCE_S)
        writer.close()

        await asyncio.wait_for(ended.wait(), PATIENCE_S)


async def test_an_answer_that_breaks_off_is_seen_to_break_off() -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"the first part")
        raise ValueError("no second part")

    app = web.Application(middlewares=[failures])
    app.on_response_prepare.append(harden)
    app.router.add_get("/broken", broken)
    async with serving(app) as (port, _):
        reader, writer = await connect(port)
        writer.write(request("GET", "/broken", {"Host": "x"}))
        received = await asyncio.wait_for(reader.read(), PATIENCE_S)
        writer.close()

    assert received.endswith(b"the first part\r\n")
    assert 1 == received.count(b"HTTP/1.1")


async def test_a_request_that_runs_is_finished_before_the_end() -> None:
    begun, gate = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        begun.set()
        await gate.wait()
        return web.Response(text="done")

    app = web.Application()
    app.router.add_get("/slow", slow)
    async with serving(app) as (port, runner):
        waiting = asyncio.ensure_future(ask(port, request("GET", "/slow", {"Host": "x"})))
        await begun.wait()
        draining = asyncio.ensure_future(drain(runner, limit_s=PATIENCE_S))
        await nobody_listens(port)
        gate.set()

        assert b"done" == (await waiting).body
        await draining


async def test_a_request_that_does_not_end_is_cut_at_the_limit() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def endless(_: web.Request) -> web.Response:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return web.Response()

    app = web.Application()
    app.router.add_get("/endless", endless)
    async with serving(app) as (port, runner):
        reader, writer = await connect(port)
        writer.write(request("GET", "/endless", {"Host": "x"}))
        await begun.wait()
        await asyncio.wait_for(drain(runner, limit_s=0.1), PATIENCE_S)

        assert await is_closed(reader)
        await asyncio.wait_for(ended.wait(), PATIENCE_S)
        writer.close()
