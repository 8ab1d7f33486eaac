"""Captures over HTTP: one short function a route. Knows requests and answers, no SQL and no engine."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from aiohttp import web

from atshot_daemon.access.clients import Scope
from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.engine.engines import Engines
from atshot_daemon.http.body import MultipartRefused, read_body
from atshot_daemon.http.guard import client_of, count_work
from atshot_daemon.http.keys import Service, service_of
from atshot_daemon.http.negotiation import JSON, form_of, form_response
from atshot_daemon.http.shapes import (
    MAX_WAIT_S,
    REPEAT_KEY_PATTERN,
    Acceptance,
    CaptureBody,
    CaptureQuery,
    DeleteQuery,
    GetQuery,
    ListQuery,
)
from atshot_daemon.http.sse import event_stream, last_event_id
from atshot_daemon.http.wire import event_record, image_in, json_answer, json_of, query_of
from atshot_daemon.live import Over
from atshot_daemon.plain import one_line
from atshot_daemon.store.errors import NotFound
from atshot_daemon.store.records import capture_record, moment
from atshot_daemon.store.store import Store
from atshot_daemon.store.values import Arrival, Capture, Page, PictureInfo, Wish
from atshot_inference.errors import AtshotError
from atshot_inference.header import read_header
from atshot_inference.limits import MAX_BYTES

# base64 makes four bytes of three; a little more for the JSON round it.
MAX_JSON_PICTURE_BYTES = MAX_BYTES * 4 // 3 + 64 * 1024

# curl names the last one whatever the file is.
_RAW_TYPES = frozenset({"application/octet-stream", "application/x-www-form-urlencoded"})


class ReadingFailed(AtshotError):
    """The picture could not be read; `code` is that of what went wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


async def create_capture(request: web.Request) -> web.StreamResponse:
    """POST /v1/captures: a picture in; its capture out, 200 when it is over, else 202."""
    service = service_of(request)
    query = query_of(request, CaptureQuery)
    form = form_of(request, query.format)
    data = await _picture(request)
    count_work(request, service.limits)
    arrival, kept = await asyncio.to_thread(_arrival, request, query, data)
    capture = await service.captures.submit(arrival, kept)
    wait_s = _wait_s(query.wait, form)
    if wait_s > 0 and not capture.state.is_over:
        capture = await service.captures.get(capture.id, wait_s=wait_s)
    if capture.fault and wait_s > 0:
        raise ReadingFailed(capture.fault.code, capture.fault.message)
    return _answer(request, _as_seen(request, capture), form, created=True)


async def get_capture(request: web.Request) -> web.StreamResponse:
    """GET /v1/captures/{id}: how far it is, and what was found."""
    query = query_of(request, GetQuery)
    form = form_of(request, query.format)
    capture = await own_capture(request, request.match_info["id"], wait_s=_wait_s(query.wait, form))
    if capture.fault and form != JSON:
        raise ReadingFailed(capture.fault.code, capture.fault.message)
    return _answer(request, capture, form)


async def list_captures(request: web.Request) -> web.StreamResponse:
    """GET /v1/captures: the newest first, those that hold the words."""
    service, query = service_of(request), query_of(request, ListQuery)
    page = Page(query.limit + 1, query.cursor)
    found = await service.stored(Store.captures, page, query.q.split())
    shown = found[: query.limit]
    return json_answer(
        {
            "captures": [_record(service, service.captures.shown(capture)) for capture in shown],
            "next": str(shown[-1].number) if len(found) > len(shown) else None,
        }
    )


async def delete_capture(request: web.Request) -> web.StreamResponse:
    """DELETE /v1/captures/{id}: hide it, and wipe it soon or at once."""
    return await _delete(request, request.match_info["id"])


async def delete_captures(request: web.Request) -> web.StreamResponse:
    """DELETE /v1/captures: the same with all of them."""
    return await _delete(request, None)


async def restore_capture(request: web.Request) -> web.StreamResponse:
    """POST /v1/captures/{id}/restore: bring it back."""
    service = service_of(request)
    capture = await service.captures.restore(request.match_info["id"])
    return json_answer(_record(service, capture))


async def accept_task(request: web.Request) -> web.StreamResponse:
    """POST /v1/captures/{id}/tasks: what may be a task is one."""
    service, capture_id = service_of(request), request.match_info["id"]
    await service.stored(Store.capture, capture_id)  # whoever names no capture hears that first
    said = await json_of(request, Acceptance)
    return json_answer(_record(service, await service.stored(Store.accept, capture_id, said.maybe)))


async def capture_events(request: web.Request) -> web.StreamResponse:
    """GET /v1/captures/{id}/events: what happens to it, as server-sent events."""
    service = service_of(request)
    after = last_event_id(request)
    capture = await own_capture(request, request.match_info["id"])

    async def told() -> AsyncIterator[tuple[int, str, object]]:
        async for number, event in service.captures.events(capture.id, after):
            yield number, *event_record(Over(_as_seen(request, event.capture)) if isinstance(event, Over) else event)

    return await event_stream(request, told())


async def capture_image(request: web.Request) -> web.StreamResponse:
    """GET /v1/captures/{id}/image: the picture."""
    capture = await own_capture(request, request.match_info["id"])
    data = await service_of(request).stored(Store.picture, capture)
    return web.Response(body=data, content_type=capture.picture.type)


async def _delete(request: web.Request, capture_id: str | None) -> web.Response:
    service, query = service_of(request), query_of(request, DeleteQuery)
    if query.purge:
        return json_answer({"deleted": await service.stored(Store.purge, capture_id), "undo_until": None})
    deleted = await service.stored(Store.delete, capture_id)
    until = service.now() + timedelta(seconds=service.config.undo_s)
    return json_answer({"deleted": deleted, "undo_until": moment(until)})


async def own_capture(request: web.Request, capture_id: str, *, wait_s: float = 0.0) -> Capture:
    """The capture, where the client may see it: with the scope `history` all, else what it sent itself; NotFound."""
    capture = await service_of(request).captures.get(capture_id, wait_s=wait_s)
    if _is_private(request) and capture.client_id != client_of(request).id:
        raise NotFound("there is no such capture, or no more; GET /v1/captures lists them")
    return _as_seen(request, capture)


def _is_private(request: web.Request) -> bool:
    """Whether the client is not to learn what others have captured."""
    return Scope.HISTORY not in client_of(request).scopes


def _as_seen(request: web.Request, capture: Capture) -> Capture:
    """The capture without the names of others, where the client is not to learn them."""
    if not _is_private(request):
        return capture
    return replace(capture, tasks=tuple(replace(seen, captures=(capture.id,)) for seen in capture.tasks))


def _wait_s(asked_s: float | None, form: str) -> float:
    """A form that is no JSON has no place for a capture that is not read yet."""
    if asked_s is not None:
        return asked_s
    return 0.0 if form == JSON else float(MAX_WAIT_S)


async def _picture(request: web.Request) -> bytes:
    kind = request.content_type
    if kind == "application/json":
        return await image_in((await json_of(request, CaptureBody, limit_bytes=MAX_JSON_PICTURE_BYTES)).image)
    if not kind.startswith(("image/", "multipart/")) and kind not in _RAW_TYPES:
        raise MultipartRefused("the Content-Type is neither a picture's nor JSON; send the picture's bytes themselves")
    return await read_body(request, MAX_BYTES)


def _arrival(request: web.Request, query: CaptureQuery, data: bytes) -> tuple[Arrival, bytes]:
    """What came in, and the bytes to keep: without what stands behind the picture's end."""
    service, client = service_of(request), client_of(request)
    header = read_header(data)
    picture = PictureInfo(
        hashlib.sha256(data[: header.length]).hexdigest(), header.type, header.width, header.height, header.length
    )
    key = request.headers.get("Idempotency-Key")
    if key is not None and not re.fullmatch(REPEAT_KEY_PATTERN, key):
        raise FieldInvalid("the Idempotency-Key has 1 to 200 characters of ASCII")
    source = one_line(query.source) if query.source else None
    arrival = Arrival(picture, _wish(service, query), client.name, client.id, source, key, _is_private(request))
    return arrival, data[: header.length]


def _wish(service: Service, query: CaptureQuery) -> Wish:
    engine = query.engine or service.engines.wanted
    _check_engine(service.engines, engine)
    today = query.today or service.now().astimezone().date()
    me = one_line(query.me or service.config.me or "").lstrip("@＠") or None
    return Wish(engine, today, is_today_given=query.today is not None, me=me)


def _check_engine(engines: Engines, name: str) -> None:
    if name not in engines.names:
        raise FieldInvalid(f"the parameter /engine: there is none of that name; there are {', '.join(engines.names)}")


def _answer(request: web.Request, capture: Capture, form: str, *, created: bool = False) -> web.Response:
    service = service_of(request)
    location = {"Location": f"/v1/captures/{capture.id}"} if created else {}
    if form != JSON and capture.state.is_over:
        tasks = (seen.task for seen in capture.tasks if not seen.dismissed)
        response = form_response(request, form, tasks, language=capture.language)
        response.headers.update(location)
        return response
    status = 202 if created and not capture.state.is_over else 200
    return json_answer(_record(service, capture), status=status, headers=location)


def _record(service: Service, capture: Capture) -> dict[str, object]:
    return capture_record(capture, waiting=service.captures.ahead_of(capture.id))
