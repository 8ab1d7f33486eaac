"""Tasks across captures over HTTP: one short function a route. Knows requests and answers, no SQL."""

import asyncio
from collections.abc import Iterable
from typing import Any

import msgspec
from aiohttp import web

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.folding import folded
from atshot_daemon.http.keys import service_of
from atshot_daemon.http.negotiation import JSON, form_of, form_response
from atshot_daemon.http.shapes import TaskChange, TaskQuery, TaskState
from atshot_daemon.http.wire import json_answer, json_of, query_of
from atshot_daemon.plain import one_line
from atshot_daemon.records import due_of
from atshot_daemon.store.records import seen_record
from atshot_daemon.store.store import Store
from atshot_daemon.store.values import SeenTask
from atshot_inference.tasks import urgency

# Of a page; a form, which has no next page, shows all.
PAGE_TASKS = 100


async def list_tasks(request: web.Request) -> web.StreamResponse:
    """GET /v1/tasks: those that fit, most urgent first."""
    query = query_of(request, TaskQuery)
    form = form_of(request, query.format)
    tasks = await service_of(request).stored(Store.tasks)
    found = await asyncio.to_thread(_found, tasks, query)  # of tens of thousands, that takes a while
    if form != JSON:
        # No form can say that the user dismissed a task; who asks for just those, gets them.
        told = [seen for seen in found if not seen.dismissed or query.state is TaskState.DISMISSED]
        return form_response(request, form, (seen.task for seen in told[: query.limit or None]), language=None)
    shown = found[: query.limit or PAGE_TASKS]
    return json_answer(
        {
            "tasks": list(map(seen_record, shown)),
            "next": _place(shown[-1]) if len(found) > len(shown) else None,
        }
    )


def _found(tasks: Iterable[SeenTask], query: TaskQuery) -> list[SeenTask]:
    """Those that fit, in their order, after the place where the page before ended."""
    if query.cursor is None:
        return [seen for seen in tasks if _fits(seen, query)]
    return [seen for seen in tasks if _fits(seen, query) and _place(seen) > query.cursor]


def _place(seen: SeenTask) -> str:
    """Where a task stands among all, as text that sorts alike: it stays a place when the task moves on."""
    is_done, rank, day_end = urgency(seen.task)
    moment = "".join(filter(str.isdigit, day_end.isoformat(timespec="microseconds")))
    return f"{is_done:d}{rank}{moment}{seen.id}"


async def get_task(request: web.Request) -> web.StreamResponse:
    """GET /v1/tasks/{id}: one task."""
    return json_answer(seen_record(await service_of(request).stored(Store.task, request.match_info["id"])))


async def change_task(request: web.Request) -> web.StreamResponse:
    """PATCH /v1/tasks/{id}: tick off, edit, dismiss."""
    service, task_id = service_of(request), request.match_info["id"]
    await service.stored(Store.task, task_id)  # whoever names no task hears that first
    changes = _changes(await json_of(request, TaskChange))
    return json_answer(seen_record(await service.stored(Store.change_task, task_id, changes)))


async def undo_task(request: web.Request) -> web.StreamResponse:
    """POST /v1/tasks/{id}/undo: take the last change back."""
    return json_answer(seen_record(await service_of(request).stored(Store.undo_task, request.match_info["id"])))


def _changes(change: TaskChange) -> dict[str, Any]:
    """What was sent, in JSON's own types, each text on one line; FieldInvalid."""
    changes: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(change).items() if value is not msgspec.UNSET
    }
    if "text" in changes:
        changes["text"] = _said("text", changes["text"])
    if "owners" in changes:
        changes["owners"] = [_said("owners", owner.lstrip("@＠ ")) for owner in changes["owners"]]
    try:
        due_of(changes.get("due"))
    except ValueError:
        raise FieldInvalid("the field /due: there is no such day") from None
    return changes


def _said(name: str, text: str) -> str:
    shown = one_line(text)
    if not shown:
        raise FieldInvalid(f"the field /{name}: nothing readable is left of it")
    return shown


def _fits(seen: SeenTask, query: TaskQuery) -> bool:
    is_done = seen.task.done
    states = {
        TaskState.OPEN: not is_done and not seen.dismissed,
        TaskState.DONE: is_done and not seen.dismissed,
        TaskState.DISMISSED: seen.dismissed,
        TaskState.ALL: True,
    }
    return (
        states[query.state]
        and (query.owner is None or folded(query.owner) in map(folded, seen.task.owners))
        and _holds(query.q.split(), [seen.task.text, *seen.task.owners])
    )


def _holds(words: Iterable[str], texts: Iterable[str]) -> bool:
    text = folded("\n".join(texts))
    return all(folded(word) in text for word in words)
