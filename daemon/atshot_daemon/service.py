"""A whole daemon, from its lock to its last answer: opened in order, closed in the opposite one. Knows no route."""

import asyncio
import contextlib
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from atshot_daemon import discovery
from atshot_daemon.access.clients import Clients
from atshot_daemon.access.pairing import Pairings
from atshot_daemon.captures import Captures, Log
from atshot_daemon.config import Config, Places
from atshot_daemon.engine.engines import Engines
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.http.app import build_app
from atshot_daemon.http.binding import Bound
from atshot_daemon.http.keys import Problem, Service
from atshot_daemon.http.limits import RateLimits
from atshot_daemon.http.server import drain, listen
from atshot_daemon.metrics import Metrics
from atshot_daemon.store.database import open_database
from atshot_daemon.store.store import Store, StoreThread

# Together under the five seconds in which a stop is to be over.
FINISH_S = 3.0
DRAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a daemon is made of that tests replace."""

    config: Config
    places: Places
    version: str
    now: Callable[[], datetime]
    engines: Engines
    log: Log


@contextlib.asynccontextmanager
async def running_service(
    parts: Parts, bound: Bound, stop: asyncio.Event | None = None
) -> AsyncIterator[tuple[Service, asyncio.Event]]:
    """The daemon, answering on these sockets while inside, and the event (a given one) that is set to ask it to stop.

    StorageNewer, StorageUnusable, StorageFull, ConfigInvalid.
    """
    stop = stop or asyncio.Event()
    async with contextlib.AsyncExitStack() as opened:
        tls = _tls(parts.config)
        store = Store(parts.places.data, parts.now)
        stored = StoreThread(store)
        opened.push_async_callback(stored.aclose)
        clients_connection = open_database(parts.places.data)
        opened.callback(clients_connection.close)
        opened.push_async_callback(parts.engines.aclose)
        clients = Clients(clients_connection, parts.now)
        service = _service(parts, bound, stored=stored, clients=clients, set_aside=lambda: store.set_aside, stop=stop)
        await service.captures.open()
        runner = await listen(build_app(service), bound.sockets, tls)
        opened.push_async_callback(drain, runner, DRAIN_S)
        warming = asyncio.create_task(parts.engines.warm())
        opened.push_async_callback(_cancelled, warming)
        opened.push_async_callback(service.captures.aclose, FINISH_S)
        yield service, stop


@contextlib.contextmanager
def discoverable(service: Service, places: Places) -> Iterator[discovery.Running]:
    """Let this user's programs find the daemon while inside; how they reach it."""
    token = service.clients.add_local()
    running = discovery.Running(
        service.port(), os.getpid(), service.version, service.started_at, token, _scheme(service.config)
    )
    discovery.write(places, running)
    try:
        yield running
    finally:
        discovery.remove(places, running)


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _service(
    parts: Parts,
    bound: Bound,
    *,
    stored: StoreThread,
    clients: Clients,
    set_aside: Callable[[], Path | None],
    stop: asyncio.Event,
) -> Service:
    metrics = Metrics()
    captures = Captures(stored, parts.engines, parts.config, now=parts.now, log=parts.log, metrics=metrics)

    def port() -> int:
        return bound.port

    return Service(
        config=parts.config,
        version=parts.version,
        captures=captures,
        stored=stored,
        engines=parts.engines,
        clients=clients,
        pairings=Pairings(clients, port=port, scheme=_scheme(parts.config)),
        limits=RateLimits(parts.config),
        metrics=metrics,
        data=parts.places.data,
        port=port,
        now=parts.now,
        started_at=parts.now(),
        problems=_problems(captures, set_aside, is_damaged=lambda: stored.is_damaged or clients.is_damaged),
        stop=stop.set,
        log=parts.log,
    )


def _problems(
    captures: Captures, set_aside: Callable[[], Path | None], *, is_damaged: Callable[[], bool]
) -> Callable[[], list[Problem]]:
    """What the user should know, asked for again and again."""
    full = Problem("storage_full", "the disk is full; make room, or delete captures")
    damaged = Problem("storage_damaged", "the database is damaged; start Atshot again, which puts the file aside")
    return lambda: [
        *([_aside(file)] if (file := set_aside()) else []),
        *([full] if captures.is_short_of_disk else []),
        *([damaged] if is_damaged() else []),
    ]


def _aside(file: Path) -> Problem:
    message = f"a database was damaged and is put aside as {file}; pair again, its captures are not shown"
    return Problem("database_set_aside", f"{message}. Delete it, or everything, to hear no more of it")


def _scheme(config: Config) -> Literal["http", "https"]:
    return "https" if config.tls_cert else "http"


def _tls(config: Config) -> ssl.SSLContext | None:
    if not config.tls_cert:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(config.tls_cert, config.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise ConfigInvalid(f"tls_cert, tls_key: they cannot be used: {error.strerror or error}") from error
    return context
