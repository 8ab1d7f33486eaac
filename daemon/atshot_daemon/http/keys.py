"""What the handlers find in the application. Knows types only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from atshot_daemon.access.clients import Clients
from atshot_daemon.access.pairing import Pairings
from atshot_daemon.captures import Captures, Log
from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from atshot_daemon.http.limits import RateLimits
from atshot_daemon.metrics import Metrics
from atshot_daemon.store.store import StoreThread


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the user should know and can mend."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Service:
    """All that a running daemon is made of; `port` is known once it listens, `stop` ends the daemon."""

    config: Config
    version: str
    captures: Captures
    stored: StoreThread
    engines: Engines
    clients: Clients
    pairings: Pairings
    limits: RateLimits
    metrics: Metrics
    data: Path
    port: Callable[[], int]
    now: Callable[[], datetime]
    started_at: datetime
    problems: Callable[[], list[Problem]]
    stop: Callable[[], None]
    log: Log


SERVICE = web.AppKey("service", Service)


def service_of(request: web.Request) -> Service:
    """The daemon that answers this request."""
    return request.app[SERVICE]
