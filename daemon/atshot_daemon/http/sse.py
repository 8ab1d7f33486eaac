"""Server-sent events (WHATWG HTML, 9.2): a stream that can be resumed. Knows the format, not what is told."""

import asyncio
import json
import re
from collections.abc import AsyncIterator

from aiohttp import web

from atshot_daemon.access.errors import FieldInvalid

# Shorter than what proxies and browsers wait for a silent connection.
HEARTBEAT_S = 15.0


def last_event_id(request: web.Request) -> int:
    """The number of the last event that the client has; 0 for none. FieldInvalid."""
    given = request.headers.get("Last-Event-ID", "0")
    if not re.fullmatch(r"[0-9]{1,9}", given):
        raise FieldInvalid("Last-Event-ID is the number of an event")
    return int(given)


async def event_stream(request: web.Request, events: AsyncIterator[tuple[int, str, object]]) -> web.StreamResponse:
    """An answer that tells the events, each with its number and name, as they happen."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    async for chunk in _with_heartbeat(events):
        await response.write(chunk)
    return response


async def _with_heartbeat(events: AsyncIterator[tuple[int, str, object]]) -> AsyncIterator[bytes]:
    following: asyncio.Future[tuple[int, str, object]] = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait([following], timeout=HEARTBEAT_S)
            if not done:
                yield b": still there\n\n"
                continue
            number, name, data = following.result()
            yield f"id: {number}\nevent: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
            following = asyncio.ensure_future(anext(events))
    except StopAsyncIteration:
        return
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
