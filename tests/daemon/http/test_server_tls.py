"""The same service behind TLS, as other machines would reach it."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import pytest

from tests.daemon.http.raw import PATIENCE_S, Answer, is_closed, read_answer, request
from tests.daemon.http.service import Service, running


def without_certificates(protocol: int) -> ssl.SSLContext:
    """Encrypts without saying who is there, so that a test needs no certificate."""
    context = ssl.SSLContext(protocol)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("aNULL:@SECLEVEL=0")
    return context


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    tls = without_certificates(ssl.PROTOCOL_TLS_SERVER)
    async with running(Service(), header_timeout_s=0.3, tls=tls) as running_service:
        yield running_service


async def ask_securely(service: Service, **headers: str | None) -> Answer:
    context = without_certificates(ssl.PROTOCOL_TLS_CLIENT)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port, ssl=context)
    writer.write(request("GET", "/v1/captures", service.headers(**headers)))
    answer = await read_answer(reader)
    writer.close()
    assert answer
    return answer


async def test_a_good_token_gets_in(service: Service) -> None:
    answer = await ask_securely(service, Authorization=f"Bearer {service.token()}")

    assert (200, {"ok": True}) == (answer.status, answer.json)


@pytest.mark.parametrize(("scheme", "status"), [("https", 200), ("http", 403)])
async def test_the_page_behind_tls_is_another_origin_than_without(service: Service, scheme: str, status: int) -> None:
    origin = f"{scheme}://127.0.0.1:{service.port}"

    answer = await ask_securely(service, Origin=origin, Authorization=f"Bearer {service.token()}")

    assert status == answer.status


async def test_a_handshake_that_never_comes_is_given_up(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)

    assert await is_closed(reader)
    writer.close()


async def test_headers_that_never_come_are_given_up(service: Service) -> None:
    context = without_certificates(ssl.PROTOCOL_TLS_CLIENT)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port, ssl=context)
    writer.write(b"GET / HT")

    assert await is_closed(reader)
    writer.close()


async def test_plain_http_gets_nothing(service: Service) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request("GET", "/healthz", service.headers()))
    async with asyncio.timeout(PATIENCE_S):
        received = await reader.read()
    writer.close()

    assert b"HTTP" not in received
    assert [] == service.reached
