"""A daemon in memory whose every turn a test decides: what it finds, when it goes on, what it refuses.

Obeys docs/api.md in all that the page asks for; reads no pixel and writes no disk.
"""

import asyncio
import hashlib
import io
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from PIL import Image

from atshot_daemon.access.proof import (
    CODE_BITS,
    ITERATIONS,
    client_proof,
    daemon_proof,
    hello_proof,
    key_of_code,
    new_code,
)
from atshot_daemon.http.failures import STATUS
from atshot_daemon.http.headers import harden
from atshot_daemon.http.page import page_folder, page_routes, read_page

Record = dict[str, Any]

NOW = "2026-03-16T06:32:00Z"
CLIENT = "c1"
VERSION = "0.1.0"


@dataclass
class Finding:
    """What a picture is to hold, or the error that it ends with."""

    tasks: list[Record] = field(default_factory=list)
    maybe: list[Record] = field(default_factory=list)
    lines: list[Record] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: tuple[str, str] | None = None
    # Lets the next event go; a test that wants to look in between gives one that is shut.
    step: asyncio.Semaphore | None = None


@dataclass
class Refusal:
    """What the next requests to a path are answered with."""

    code: str
    message: str = "no"
    retry_after_s: int | None = None
    times: int = 1
    # Lets the answer go; a test that wants to look before it gives one that is shut.
    step: asyncio.Semaphore | None = None


def task_record(number: int, text: str, owners: list[str], **more: object) -> Record:
    """A task with all fields; `more` replaces some."""
    return {
        **{"id": f"task{number}", "owners": owners, "text": text, "due": None, "due_phrase": None},
        **{"priority": "medium", "priority_reason": "default", "done": False, "box": None, "evidence": []},
        **{"confidence": 0.9, "verified": True, "seen": 1, "first_seen": NOW, "last_seen": NOW, "captures": []},
        **{"dismissed": False, "edited": [], "can_undo": False},
        **more,
    }


class Standin:
    """The daemon; its fields are the knobs."""

    def __init__(self) -> None:
        self.port = 0
        self.token = f"ats_{secrets.token_hex(16)}"
        self.codes: dict[str, None] = {}
        self.is_proof_wrong = False
        self.find: Callable[[bytes], Finding] = lambda data: Finding()
        self.captures: dict[str, Record] = {}
        self.deleted: dict[str, Record] = {}
        self.pictures: dict[str, bytes] = {}
        self.findings: dict[str, Finding] = {}
        self.before: dict[str, list[Record]] = {}
        self.refusals: dict[str, Refusal] = {}
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        # After this event the connection is cut, as soon as the test says so.
        self.cut_after: int | None = None
        self.cut = asyncio.Event()
        self.models: list[str] = []
        self.answer: list[str] = []
        self.answer_step: asyncio.Semaphore | None = None
        self.questions: list[Record] = []
        self.keep_pictures_days: int | None = 30
        self._numbers = itertools.count(1)

    def open_code(self) -> str:
        """A new code for the page."""
        code = new_code(CODE_BITS)
        self.codes[code] = None
        return code

    def url(self, path: str = "/") -> str:
        """An address of this daemon."""
        return f"http://127.0.0.1:{self.port}{path}"

    def signed_in_url(self) -> str:
        """The page's address with a fresh code."""
        return self.url(f"/#{self.open_code()}")

    def tasks(self) -> list[Record]:
        """Every task once, with what the captures made of it."""
        return list({task["id"]: task for capture in self.captures.values() for task in capture["tasks"]}.values())

    def app(self) -> web.Application:
        """The application that answers."""
        app = web.Application(client_max_size=20 * 1024 * 1024, middlewares=[self._guard])
        app.on_response_prepare.append(harden)
        for route in page_routes(read_page(page_folder())):
            app.router.add_route(route.method, route.path, route.handler)
        app.add_routes(
            [
                web.post("/v1/pairings/challenge", self._challenge),
                web.post("/v1/pairings/trade", self._trade),
                web.get("/healthz", self._health),
                web.post("/v1/hello", self._hello),
                web.get("/v1/status", self._status),
                web.get("/v1/models", self._models),
                web.post("/v1/chat/completions", self._chat),
                web.post("/v1/captures", self._create),
                web.get("/v1/captures", self._list),
                web.delete("/v1/captures", self._delete_all),
                web.get("/v1/captures/{id}", self._get),
                web.delete("/v1/captures/{id}", self._delete),
                web.post("/v1/captures/{id}/restore", self._restore),
                web.get("/v1/captures/{id}/events", self._events),
                web.get("/v1/captures/{id}/image", self._image),
                web.get("/v1/tasks", self._tasks),
                web.patch("/v1/tasks/{id}", self._patch),
                web.post("/v1/tasks/{id}/undo", self._undo),
            ]
        )
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append((request.method, request.path_qs, dict(request.headers)))
        is_open = not request.path.startswith("/v1/") or request.path.startswith(("/v1/pairings/", "/v1/hello"))
        if not is_open and request.headers.get("Authorization") != f"Bearer {self.token}":
            return refused("bad_token", "this token is unknown or was revoked")
        refusal = self.refusals.get(f"{request.method} {request.path}")
        if refusal and refusal.times > 0:
            refusal.times -= 1
            await request.read()
            if refusal.step:
                await refusal.step.acquire()
            return refused(refusal.code, refusal.message, refusal.retry_after_s)
        try:
            response: web.StreamResponse = await handler(request)
        except KeyError:
            return refused("not_found", "there is no such thing")
        return response

    async def _challenge(self, request: web.Request) -> web.Response:
        if not self.codes:
            return refused("pairing_closed", "nobody has opened a pairing")
        self._salt, self._nonce = secrets.token_bytes(16), secrets.token_bytes(32)
        return web.json_response({"salt": self._salt.hex(), "nonce": self._nonce.hex(), "iterations": ITERATIONS})

    async def _trade(self, request: web.Request) -> web.Response:
        body = await request.json()
        nonces = bytes.fromhex(body["nonce"]) + bytes.fromhex(body["client_nonce"])
        for code in list(self.codes):
            key = key_of_code(code, self._salt)
            if client_proof(key, nonces, self.port).hex() != body["proof"]:
                continue
            del self.codes[code]
            proof = secrets.token_bytes(32) if self.is_proof_wrong else daemon_proof(key, nonces, self.port)
            scopes = ["extract", "history"]
            return web.json_response({"client": CLIENT, "token": self.token, "scopes": scopes, "proof": proof.hex()})
        return refused("pairing_wrong", "the code is wrong; type it again")

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"name": "atshot", "version": VERSION, "status": "ok"})

    async def _hello(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["client"] != CLIENT:
            return refused("client_unknown", "the client was revoked")
        token_hash = hashlib.sha256(self.token.encode()).digest()
        proof = hello_proof(token_hash, bytes.fromhex(body["nonce"]), self.port)
        if self.is_proof_wrong:
            proof = secrets.token_bytes(len(proof))
        return web.json_response({"proof": proof.hex()})

    async def _status(self, request: web.Request) -> web.Response:
        days = {} if self.keep_pictures_days is None else {"keep_pictures_days": self.keep_pictures_days}
        engines = [{"name": "ocr", "state": "ready"}]
        return web.json_response({"version": VERSION, "problems": [], "engines": engines, **days})

    async def _create(self, request: web.Request) -> web.Response:
        data = await request.read()
        known = next((id for id, picture in self.pictures.items() if picture == data and id in self.captures), None)
        if known and self.captures[known]["state"] != "failed":
            return web.json_response(self.captures[known])
        id = known or f"cap{next(self._numbers)}"
        self.pictures[id] = data
        self.findings[id] = self.find(data)
        self.captures[id] = _capture(id, data, request)
        return web.json_response(self.captures[id], status=202)

    async def _list(self, request: web.Request) -> web.Response:
        q = request.query.get("q", "")
        found = [c for c in reversed(self.captures.values()) if q in json.dumps(c["tasks"], ensure_ascii=False)]
        return web.json_response({"captures": found, "next": None})

    async def _delete_all(self, request: web.Request) -> web.Response:
        count = len(self.captures)
        self.captures.clear()
        return web.json_response({"deleted": count, "undo_until": None})

    async def _get(self, request: web.Request) -> web.Response:
        capture = self.captures[request.match_info["id"]]
        return _in_form(request, [task for task in capture["tasks"] if not task["dismissed"]]) or web.json_response(
            capture
        )

    async def _delete(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        self.deleted[id] = self.captures.pop(id)
        return web.json_response({"deleted": 1, "undo_until": NOW})

    async def _restore(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        self.captures[id] = self.deleted.pop(id)
        return web.json_response(self.captures[id])

    async def _image(self, request: web.Request) -> web.Response:
        return web.Response(body=self.pictures[request.match_info["id"]], content_type="image/png")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        id = request.match_info["id"]
        after = int(request.headers.get("Last-Event-ID", "0"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        async for number, name, data in self._told(id):
            if number <= after:
                continue
            await response.write(b": still there\n\n")
            await response.write(f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode())
            if self.cut_after == number:
                self.cut_after = None
                await self.cut.wait()
                assert request.transport
                request.transport.abort()
                return response
        return response

    async def _told(self, id: str) -> AsyncIterator[tuple[int, str, Record]]:
        capture, finding = self.captures[id], self.findings[id]
        events: list[tuple[str, Record]] = [("queued", {"waiting": 1}), ("running", {"engine": "ocr"})]
        events += [("lines", {"lines": finding.lines})]
        events += [("task", {**task, "position": at}) for at, task in enumerate(finding.tasks, 1)]
        for number, (name, data) in enumerate(events, 1):
            yield number, name, data
            if finding.step:
                await finding.step.acquire()
        if capture["state"] == "queued":
            for task in finding.tasks:
                task["captures"] = [id, *task["captures"]]
            capture.update(tasks=finding.tasks, maybe=finding.maybe, notes=finding.notes, state="done")
            capture.update(engine="ocr", language="zh", elapsed_ms=412.0, finished_at=NOW, waiting=0)
        if finding.error:
            capture.update(state="failed", error={"error": finding.error[0], "message": finding.error[1]})
        yield len(events) + 1, capture["state"], capture

    async def _tasks(self, request: web.Request) -> web.Response:
        wanted, owner = request.query.get("state", "open"), request.query.get("owner")
        tasks = [t for t in self.tasks() if t["done"] == (wanted == "done") and not t["dismissed"]]
        tasks = [t for t in tasks if owner is None or owner in t["owners"]]
        return _in_form(request, tasks) or web.json_response({"tasks": tasks, "next": None})

    async def _patch(self, request: web.Request) -> web.Response:
        task = next((t for t in self.tasks() if t["id"] == request.match_info["id"]), None)
        if task is None:
            return refused("not_found", "there is no such task")
        self.before.setdefault(task["id"], []).append(dict(task))
        change = await request.json()
        edited = [name for name in change if name not in {"done", "dismissed"}]
        task.update(change, edited=[*task["edited"], *edited], can_undo=True)
        return web.json_response(task)

    async def _undo(self, request: web.Request) -> web.Response:
        task = next(t for t in self.tasks() if t["id"] == request.match_info["id"])
        if not self.before.get(task["id"]):
            return refused("nothing_to_undo", "no change is left to take back")
        task.update(self.before[task["id"]].pop())
        return web.json_response(task)

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self.questions.append(await request.json())
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        for piece in self.answer:
            if self.answer_step:
                await self.answer_step.acquire()
            chunk = {"choices": [{"index": 0, "delta": {"content": piece}}]}
            await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        return response


def refused(code: str, message: str, retry_after_s: int | None = None) -> web.Response:
    """An error in the one shape."""
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    body = {"error": code, "message": message, "request_id": "r1"}
    return web.json_response(body, status=STATUS[code], headers=headers)


def _capture(id: str, data: bytes, request: web.Request) -> Record:
    width, height = _size(data)
    picture = {"sha256": "", "type": "image/png", "width": width, "height": height, "bytes": len(data), "stored": True}
    created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {
        **{"id": id, "state": "queued", "created_at": created, "finished_at": None, "client": "page"},
        **{"source": request.query.get("source"), "today": request.query.get("today"), "me": None},
        **{"picture": picture, "engine": None, "language": None, "elapsed_ms": None, "stages": {}, "notes": []},
        **{"tasks": [], "maybe": [], "error": None, "waiting": 1},
    }


def _size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def _in_form(request: web.Request, tasks: list[Record]) -> web.Response | None:
    form = request.query.get("format")
    if form is None:
        return None
    owners = (" ".join(f"@{owner}" for owner in task["owners"]) for task in tasks)
    lines = (f"- {owner}: {task['text']}\n" for owner, task in zip(owners, tasks, strict=True))
    return web.Response(text="".join(lines), content_type="text/plain")
