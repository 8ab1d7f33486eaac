"""Bodies: how large, how slow, in what wrapping."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from tests.daemon.http.raw import Answer, Line, ask, is_closed, read_answer, request
from tests.daemon.http.service import LIMIT_BYTES, Service, running

CAPTURES = "/v1/captures"


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running(Service()) as running_service:
        yield running_service


def headers(service: Service, **more: str | None) -> dict[str, str | None]:
    return service.headers(Authorization=f"Bearer {service.token()}", **more)


async def post(service: Service, body: bytes, **more: str | None) -> Answer:
    return await ask(service.port, request("POST", CAPTURES, headers(service, **more), body))


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


@pytest.mark.parametrize("size", [0, 1, LIMIT_BYTES])
async def test_a_body_within_the_limit_is_taken_whole(service: Service, size: int) -> None:
    answer = await post(service, b"x" * size)

    assert (200, {"bytes": size}) == (answer.status, answer.json)


async def test_a_body_over_the_limit_is_refused(service: Service) -> None:
    answer = await post(service, b"x" * (LIMIT_BYTES + 1))

    assert (413, "body_too_large", "close", []) == (
        *(answer.status, answer.code),
        *(answer.headers["connection"], service.reached),
    )


async def test_a_length_over_the_limit_is_refused_before_a_byte_of_it_came(service: Service) -> None:
    data = request("POST", CAPTURES, headers(service, Content_Length="99999999999"))

    answer = await ask(service.port, data)

    assert (413, "body_too_large", "close") == (answer.status, answer.code, answer.headers["connection"])


@pytest.mark.parametrize(("size", "status"), [(LIMIT_BYTES, 200), (LIMIT_BYTES + 1, 413)])
async def test_chunks_are_refused_at_the_limit(service: Service, size: int, status: int) -> None:
    data = request("POST", CAPTURES, headers(service, Transfer_Encoding="chunked"))
    body = b"x" * size

    answer = await ask(service.port, data + chunked(body[:1000], body[1000:]))

    assert status == answer.status


async def test_chunks_without_end_are_refused_at_the_limit(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("POST", CAPTURES, headers(service, Transfer_Encoding="chunked")))
    writer.write(b"2710\r\n%s\r\n" % (b"x" * 10_000) * 11)

    answer = await read_answer(reader)

    assert answer and (413, "body_too_large") == (answer.status, answer.code)
    writer.close()


async def test_a_body_that_stops_is_given_up(service: Service) -> None:
    data = request("POST", CAPTURES, headers(service, Content_Length="5"))

    answer = await ask(service.port, data + b"1234")

    assert (408, "body_timeout", "close", []) == (
        *(answer.status, answer.code),
        *(answer.headers["connection"], service.reached),
    )


async def test_a_body_that_trickles_in_is_given_up(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("POST", CAPTURES, headers(service, Content_Length="50000")))

    async def trickle() -> None:
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.01)

    trickling = asyncio.ensure_future(trickle())
    answer = await read_answer(reader)
    trickling.cancel()
    writer.close()

    assert answer and (408, "body_timeout") == (answer.status, answer.code)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "GZIP", "gzip, identity", "x"])
async def test_a_compressed_body_is_refused(service: Service, encoding: str) -> None:
    bomb = gzip.compress(bytes(50_000_000))

    answer = await post(service, bomb, Content_Encoding=encoding)

    assert (415, "content_encoding", "close", []) == (
        *(answer.status, answer.code),
        *(answer.headers["connection"], service.reached),
    )


async def test_an_encoding_that_is_none_is_taken(service: Service) -> None:
    answer = await post(service, b"picture", Content_Encoding="identity")

    assert (200, {"bytes": 7}) == (answer.status, answer.json)


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "Multipart/Mixed", "multipart/form-data"])
async def test_a_body_in_parts_is_refused(service: Service, kind: str) -> None:
    answer = await post(service, b"--x\r\n\r\n1\r\n--x--\r\n", Content_Type=kind)

    assert (415, "unsupported_media_type", []) == (answer.status, answer.code, service.reached)


@pytest.mark.parametrize("body", [b"zz\r\n", b"-1\r\nx\r\n", b"5\r\nabcdefgh\r\n0\r\n\r\n"])
async def test_broken_chunks_are_no_proper_http(service: Service, body: bytes) -> None:
    data = request("POST", CAPTURES, headers(service, Transfer_Encoding="chunked"))

    answer = await ask(service.port, data + body)

    assert (400, "bad_request", []) == (answer.status, answer.code, service.reached)


async def test_chunks_that_break_later_on_are_no_proper_http(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("POST", CAPTURES, headers(service, Expect="100-continue", Transfer_Encoding="chunked")))
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"zz\r\n")
    answer = await read_answer(reader)

    assert answer and (400, "bad_request", []) == (answer.status, answer.code, service.reached)
    assert await is_closed(reader)
    assert [] == [record for record in caplog.records if record.name != "asyncio"]
    writer.close()


async def test_a_body_is_asked_for_once_its_sender_is_known(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("POST", CAPTURES, headers(service, Expect="100-continue", Content_Length="3")))
    told = await reader.readuntil(b"\r\n\r\n")
    writer.write(b"abc")
    answer = await read_answer(reader)
    writer.close()

    assert b"HTTP/1.1 100 Continue\r\n\r\n" == told
    assert answer and (200, {"bytes": 3}) == (answer.status, answer.json)


@pytest.mark.parametrize(
    ("more", "status"),
    [({"Authorization": None}, 401), ({"Host": "evil.com"}, 421), ({"Content-Length": "999999999"}, 413)],
)
async def test_a_body_that_is_not_wanted_is_not_asked_for(
    service: Service, more: dict[str, str | None], status: int
) -> None:
    data = request("POST", CAPTURES, headers(service, Expect="100-continue", Content_Length="3") | more)

    answer = await ask(service.port, data)

    assert status == answer.status


async def test_after_a_refusal_without_a_token_the_connection_goes_on(service: Service) -> None:
    line = Line(service.port)
    refused = await line.ask(request("POST", CAPTURES, service.headers(), b"x" * 50_000))
    answer = await line.ask(request("GET", "/healthz", service.headers()))
    line.close()

    assert refused and answer
    assert (401, 200) == (refused.status, answer.status)


async def test_after_a_refused_body_the_connection_ends(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("POST", CAPTURES, headers(service, Content_Encoding="gzip"), b"x"))
    answer = await read_answer(reader)

    assert answer and 415 == answer.status
    assert await is_closed(reader)
    writer.close()
