"""A request's body as bytes, within its limits. Knows sizes and times, not what the bytes mean."""

import asyncio

from aiohttp import web

from atshot_inference.errors import AtshotError

BODY_TIMEOUT_S = 20.0


class BodyRefused(AtshotError):
    """The body is not read to its end, so that nothing else can be said on this connection."""


class BodyTooLarge(BodyRefused):
    """The body is over the limit."""

    code = "body_too_large"


class BodyTimeout(BodyRefused):
    """The body came too slowly."""

    code = "body_timeout"


class BodyBroken(BodyRefused):
    """The body breaks the rules of HTTP, or ends too early."""

    code = "bad_request"


class ContentEncodingRefused(BodyRefused):
    """The body is compressed."""

    code = "content_encoding"


class MultipartRefused(BodyRefused):
    """The body is in parts, as forms send files."""

    code = "unsupported_media_type"


async def read_body(request: web.Request, limit_bytes: int, timeout_s: float = BODY_TIMEOUT_S) -> bytes:
    """The whole body, as it was sent; BodyRefused, before anything is read where that can be told."""
    _check_kind(request)
    if (request.content_length or 0) > limit_bytes:
        raise _too_large(limit_bytes)
    await _ask_for_it(request)
    body = bytearray()
    try:
        async with asyncio.timeout(timeout_s):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > limit_bytes:
                    raise _too_large(limit_bytes)
    except TimeoutError:
        raise BodyTimeout(f"the body did not come within {timeout_s:g} s; send it again") from None
    except web.RequestPayloadError:
        raise BodyBroken("the body is no proper HTTP, or its end is missing; send it again") from None
    return bytes(body)


def _check_kind(request: web.Request) -> None:
    encoding = request.headers.get("Content-Encoding", "identity")
    if encoding.strip().lower() != "identity":
        raise ContentEncodingRefused("the body is compressed; send it as it is, without Content-Encoding")
    if request.content_type.startswith("multipart/"):
        raise MultipartRefused("the body is in parts; send the picture's bytes themselves (--data-binary)")


async def _ask_for_it(request: web.Request) -> None:
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # that was not the answer yet


def _too_large(limit_bytes: int) -> BodyTooLarge:
    return BodyTooLarge(f"the body is over {limit_bytes / 1024**2:.3g} MiB; send less, such as a part of the screen")
