"""A daemon that answers what it was told to, over real HTTP: in a thread, or as a program of its own. Knows no test."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from atshot_daemon import discovery
from atshot_daemon.config import Places, places
from atshot_daemon.discovery import Running

TOKEN = "ats_the-command-lines-own"
STARTED_AT = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: tuple[str, int]


@dataclass(frozen=True)
class Said:
    """An answer; a `bytes` body goes out as it is, everything else as JSON."""

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    closes: bool = False


HEALTHY = Said({"name": "atshot", "version": "0.1.0", "status": "ok"})


@dataclass
class FakeDaemon:
    """What it answers, by method and path, and what it was asked; an answer may be worked out when asked."""

    answers: dict[str, Said | Callable[[Asked], Said]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def said_to(self, route: str) -> list[Asked]:
        """The requests on this route, such as `POST /v1/shutdown`."""
        return [asked for asked in self.asked if f"{asked.method} {asked.path}" == route]

    def answer(self, asked: Asked) -> Said:
        """What goes out for this request."""
        self.asked.append(asked)
        known = {"GET /healthz": HEALTHY, **self.answers}
        said = known.get(f"{asked.method} {asked.path}", Said({"error": "not_found", "message": "no"}, 404))
        return said(asked) if callable(said) else said

    @contextmanager
    def serving(self) -> Iterator["FakeDaemon"]:
        """Answer on this port of 127.0.0.1, or on a free one, while inside."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler_of(self))
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def announce(self, where: Places, *, pid: int | None = None) -> Running:
        """Write the discovery file of a daemon that is this process."""
        running = Running(self.port, pid or os.getpid(), "0.1.0", STARTED_AT, TOKEN)
        discovery.write(where, running)
        return running


def _handler_of(daemon: FakeDaemon) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5  # a thread that waits for the next request must not keep the test from ending

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers.items()), body, self.client_address)
            said = daemon.answer(asked)
            payload = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(payload)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(payload)
            self.close_connection = self.close_connection or said.closes

        do_GET = do_POST = do_DELETE = _answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def main(home: str, how: str) -> None:
    """Be the only daemon of this home until asked to stop; `deaf` never hears that."""
    where = places({"ATSHOT_HOME": home})
    stop = threading.Event()

    def stopped(asked: Asked) -> Said:
        if how != "deaf":
            stop.set()
        return Said(status=202)

    with discovery.claim(where), FakeDaemon({"POST /v1/shutdown": stopped}).serving() as daemon:
        daemon.announce(where)
        sys.stdout.write("up\n")
        sys.stdout.flush()
        stop.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
