"""Where values of the domain become JSON, and JSON values: the only place that knows both. No routes."""

import asyncio
import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

import msgspec
from aiohttp import web

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.engine.host import EngineStatus
from atshot_daemon.http.body import read_body
from atshot_daemon.live import LiveEvent, Over, Queued, Started
from atshot_daemon.records import Record, line_record, task_record
from atshot_daemon.store.records import capture_record
from atshot_inference.engine import LinesRead
from atshot_inference.errors import AtshotError

T = TypeVar("T")

# A question with its settings; pictures have their own limit.
MAX_JSON_BYTES = 1024 * 1024

# What is longer is read beside the event loop, so that everybody else is answered meanwhile.
SHORT_BYTES = 64 * 1024

# Python's parser lets nobody else run while it makes lists and numbers: of 20 MB of them, for seconds.
MAX_JSON_MARKS = 100_000

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_PATH = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class BadJson(AtshotError):
    """The body is no JSON that everybody reads alike."""

    code = "bad_json"


def json_answer(record: Record, *, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """The record as the body of an answer."""
    text = json.dumps(record, ensure_ascii=False)
    return web.Response(text=text, status=status, headers=headers, content_type="application/json")


def query_of(request: web.Request, kind: type[T]) -> T:
    """The parameters after the question mark as a value; FieldInvalid."""
    names = [name for name, _ in request.query.items()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FieldInvalid(f"the parameter {twice[:40]!r} is there twice")
    return _converted(dict(request.query), kind, where="the parameter", strict=False)


async def json_of(request: web.Request, kind: type[T], *, limit_bytes: int = MAX_JSON_BYTES) -> T:
    """The body as a value; BadJson, FieldInvalid, what `read_body` raises."""
    body = await read_body(request, limit_bytes)
    if len(body) <= SHORT_BYTES:
        return _value(body, kind)
    return await asyncio.to_thread(_value, body, kind)


def parsed(body: bytes) -> Any:
    """What the JSON says; BadJson also for what parsers understand differently: NaN, a key twice, half a character."""
    if sum(map(body.count, (b",", b"[", b"{"))) > MAX_JSON_MARKS:
        raise BadJson(f"the body has over {MAX_JSON_MARKS:,} commas and opening brackets; send less at a time")
    try:
        text = body.decode()
        value = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        if _ESCAPED_SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeError:
        raise BadJson("the body is not UTF-8, or holds half a character") from None
    except RecursionError:
        raise BadJson("the body is nested too deeply") from None
    except ValueError as error:
        raise BadJson(f"the body is no JSON: {_without_quotes(error)}") from None
    return value


async def image_in(text: str) -> bytes:
    """The picture in base64, as `image_of` reads it; FieldInvalid."""
    return image_of(text) if len(text) <= SHORT_BYTES else await asyncio.to_thread(image_of, text)


def image_of(text: str) -> bytes:
    """The picture in base64, with or without `data:…;base64,` before it; FieldInvalid."""
    try:
        return base64.b64decode(text.split(",", 1)[1] if text.startswith("data:") else text, validate=True)
    except (binascii.Error, ValueError, IndexError):
        raise FieldInvalid("the picture is no base64") from None


def event_record(event: LiveEvent) -> tuple[str, Record]:
    """The name of an event and its data."""
    if isinstance(event, Queued):
        return "queued", {"waiting": event.waiting}
    if isinstance(event, Started):
        return "running", {"engine": event.engine}
    if isinstance(event, LinesRead):
        return "lines", {"lines": list(map(line_record, event.lines))}
    if isinstance(event, Over):
        return ("failed" if event.capture.fault else "done"), capture_record(event.capture)
    return "task", {**task_record(event.task), "position": event.position}


def engine_record(status: EngineStatus) -> Record:
    """How an engine is doing."""
    return {
        "name": status.name,
        "state": status.state.value,
        "memory_bytes": status.memory_bytes,
        "pictures": status.pictures,
        "failures": status.failures,
        "can_answer": status.can_answer,
        "message": status.message,
    }


def _value(body: bytes, kind: type[T]) -> T:
    return _converted(parsed(body), kind, where="the field", strict=True)


def _converted(value: object, kind: type[T], *, where: str, strict: bool) -> T:
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        pointer = "".join(f"/{name or number}" for name, number in _PATH.findall(path.rstrip("`")))
        raise FieldInvalid(f"{where} {pointer or '/'}: {message}") from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError("a key is there twice")
    return held


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _without_quotes(error: ValueError) -> str:
    """Where it is wrong, without what stands there."""
    return error.msg + f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else str(error)
