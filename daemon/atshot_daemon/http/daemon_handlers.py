"""The daemon about itself, over HTTP. Knows requests and answers, no engine's work."""

import asyncio
import os
import shutil
from dataclasses import asdict
from pathlib import Path

import psutil
from aiohttp import web

from atshot_daemon.http.keys import Service, service_of
from atshot_daemon.http.wire import engine_record, json_answer
from atshot_daemon.metrics import CONTENT_TYPE
from atshot_daemon.records import Record
from atshot_daemon.store.store import Store


async def health(request: web.Request) -> web.StreamResponse:
    """GET /healthz: alive, who, and nothing private."""
    service = service_of(request)
    status = "degraded" if service.problems() else "ok"
    return json_answer({"name": "atshot", "version": service.version, "status": status})


async def status(request: web.Request) -> web.StreamResponse:
    """GET /v1/status: how the daemon is doing."""
    service = service_of(request)
    totals = await service.stored(Store.totals)
    engines, memory, disk_free = await asyncio.to_thread(_measured, service)
    return json_answer(
        {
            "version": service.version,
            "pid": os.getpid(),
            "port": service.port(),
            "uptime_s": max(0, round((service.now() - service.started_at).total_seconds())),
            "problems": list(map(asdict, service.problems())),
            "engines": engines,
            "queue": {
                "waiting": service.captures.waiting,
                "running": service.captures.running,
                "limit": service.config.queue_limit,
            },
            "captures": totals.captures,
            "tasks": totals.tasks,
            "memory_bytes": memory,
            "disk_free_bytes": disk_free,
            "keep_pictures_days": service.config.keep_pictures_days,
        }
    )


async def metrics(request: web.Request) -> web.StreamResponse:
    """GET /metrics: figures for Prometheus."""
    service = service_of(request)
    engines, memory, _ = await asyncio.to_thread(_measured, service)
    held = {"daemon": memory, **{engine["name"]: engine["memory_bytes"] for engine in engines}}
    body = service.metrics.exposed(
        waiting=service.captures.waiting, running=service.captures.running, memory_bytes=held
    )
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})


async def shutdown(request: web.Request) -> web.StreamResponse:
    """POST /v1/shutdown: end, once this is answered."""
    asyncio.get_running_loop().call_soon(service_of(request).stop)
    return json_answer({"stopping": True}, status=202)


def _measured(service: Service) -> tuple[list[Record], int, int]:
    """Asks the system, which may take milliseconds: engines, our memory in bytes, free bytes of the disk."""
    engines = list(map(engine_record, service.engines.statuses))
    return engines, int(psutil.Process().memory_info().rss), shutil.disk_usage(_existing(service.data)).free


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
