"""Questions about a picture, as OpenAI's clients ask them. Knows requests and answers, no engine's work."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import aclosing

from aiohttp import web

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.engine.engines import NO_ANSWERS
from atshot_daemon.engine.worker import Question
from atshot_daemon.http.capture_handlers import own_capture
from atshot_daemon.http.guard import count_work
from atshot_daemon.http.headers import request_id_of
from atshot_daemon.http.keys import service_of
from atshot_daemon.http.shapes import Chat, ChatMessage, Part
from atshot_daemon.http.wire import image_of, json_answer, json_of
from atshot_daemon.records import Record
from atshot_daemon.store.store import Store
from atshot_inference.engine import Message
from atshot_inference.engines import AUTO
from atshot_inference.errors import AtshotError, EngineUnavailable
from atshot_inference.header import read_header
from atshot_inference.limits import MAX_BYTES

# Pictures in base64, and what was said before.
MAX_CHAT_BYTES = MAX_BYTES * 4 // 3 + 1024 * 1024
CAPTURE_SCHEME = "capture:"


async def list_models(request: web.Request) -> web.StreamResponse:
    """GET /v1/models: the engines that answer questions."""
    service = service_of(request)
    created = int(service.started_at.timestamp())
    models = [
        {"id": name, "object": "model", "created": created, "owned_by": "atshot"} for name in service.engines.answering
    ]
    return json_answer({"object": "list", "data": models})


async def chat(request: web.Request) -> web.StreamResponse:
    """POST /v1/chat/completions: the answer to a question, whole or piece by piece."""
    service = service_of(request)
    if not service.engines.answering:
        raise EngineUnavailable(NO_ANSWERS)
    said = await json_of(request, Chat, limit_bytes=MAX_CHAT_BYTES)
    if said.model not in service.engines.names:
        raise FieldInvalid("the field /model: there is none of that name; GET /v1/models lists them")
    count_work(request, service.limits)
    question = await _question(request, said)
    head: Record = {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "created": int(service.now().timestamp()),
        "model": service.engines.answering[0] if said.model == AUTO else said.model,
    }
    async with aclosing(service.engines.ask(said.model, question)) as pieces:
        if said.stream:
            return await _streamed(request, head, pieces)
        text = "".join([piece async for piece in pieces])
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return json_answer({**head, "object": "chat.completion", "choices": [choice]})


async def _streamed(request: web.Request, head: Record, pieces: AsyncIterator[str]) -> web.StreamResponse:
    """Chunks as OpenAI sends them; what fails before the first one is an answer of its own."""
    first = await anext(pieces, "")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    await _send(response, _chunk(head, {"role": "assistant", "content": first}))
    try:
        async for piece in pieces:
            await _send(response, _chunk(head, {"content": piece}))
        await _send(response, _chunk(head, {}, finish_reason="stop"))
    except AtshotError as error:
        await _send(response, {"error": error.code, "message": str(error), "request_id": request_id_of(request)})
    await response.write(b"data: [DONE]\n\n")
    return response


async def _send(response: web.StreamResponse, record: Record) -> None:
    await response.write(f"data: {json.dumps(record, ensure_ascii=False)}\n\n".encode())


def _chunk(head: Record, delta: Record, *, finish_reason: str | None = None) -> Record:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return {**head, "object": "chat.completion.chunk", "choices": [choice]}


async def _question(request: web.Request, said: Chat) -> Question:
    """The conversation with the picture of the last message that has one."""
    if said.messages[-1].role != "user":
        raise FieldInvalid("the field /messages: the last one is the user's question")
    urls = [part.image_url.url for message in said.messages for part in _parts(message) if part.image_url]
    picture = await _picture(request, urls[-1]) if urls else None
    messages = tuple(Message(message.role, _text(message)) for message in said.messages)
    return Question(picture, messages, said.max_tokens)


async def _picture(request: web.Request, url: str) -> bytes:
    if url.startswith(CAPTURE_SCHEME):
        capture = await own_capture(request, url.removeprefix(CAPTURE_SCHEME))
        return await service_of(request).stored(Store.picture, capture)
    if not url.startswith("data:"):
        raise FieldInvalid("the field /messages: a picture is a data: URL or capture:ID; no other address is opened")
    return await asyncio.to_thread(_sent_picture, url)


def _sent_picture(url: str) -> bytes:
    data = image_of(url)
    return data[: read_header(data).length]


def _parts(message: ChatMessage) -> list[Part]:
    return [] if isinstance(message.content, str) else message.content


def _text(message: ChatMessage) -> str:
    if isinstance(message.content, str):
        return message.content
    return "\n".join(part.text for part in message.content if part.text)
