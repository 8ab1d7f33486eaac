"""aiohttp's server without its open ends: deadlines, and errors that repeat nothing. Knows connections, no route."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from atshot_daemon.http.binding import BACKLOG
from atshot_daemon.http.failures import malformed, mistake_of, refusal_of, without_words
from atshot_daemon.http.headers import harden, has_begun

HEADER_TIMEOUT_S = 5.0
KEEPALIVE_S = 15.0
# For how long a refused body is still taken in, so that its sender gets to read the answer.
LINGERING_S = 5.0
DRAIN_S = 4.0

_log = logging.getLogger("atshot.http")


class Runner(web.AppRunner):
    """Runs one application; `listen` makes it, `drain` ends it."""

    def __init__(self, app: web.Application, *, header_timeout_s: float) -> None:
        super().__init__(app)
        self._header_timeout_s = header_timeout_s

    def grant(self, limit_s: float) -> None:
        """Give running requests so long, all in all, once it is closed."""
        # aiohttp waits twice: before it tells them to end, and after.
        self._shutdown_timeout = limit_s / 2

    async def _make_server(self) -> web.Server:
        return _Server(await super()._make_server(), self._header_timeout_s)


async def listen(
    app: web.Application,
    sockets: Iterable[socket.socket],
    ssl_context: ssl.SSLContext | None = None,
    *,
    header_timeout_s: float = HEADER_TIMEOUT_S,
) -> Runner:
    """Answer on these sockets until `drain`."""
    runner = Runner(app, header_timeout_s=header_timeout_s)
    await runner.setup()
    for held in sockets:
        await _Site(runner, held, ssl_context, handshake_timeout_s=header_timeout_s).start()
    return runner


async def drain(runner: Runner, limit_s: float = DRAIN_S) -> None:
    """Take no more requests, let those that run end within the limit, then cut them."""
    runner.grant(limit_s)
    await runner.cleanup()


class _Site(web.BaseSite):
    """aiohttp's own site for a socket gives a TLS handshake a minute."""

    def __init__(
        self,
        runner: Runner,
        held: socket.socket,
        ssl_context: ssl.SSLContext | None,
        *,
        handshake_timeout_s: float,
    ) -> None:
        super().__init__(runner, ssl_context=ssl_context, backlog=BACKLOG)
        self._held = held
        self._handshake_timeout_s = handshake_timeout_s if ssl_context else None

    @property
    def name(self) -> str:
        """The address, for people."""
        host, port = self._held.getsockname()[:2]
        return f"{'https' if self._ssl_context else 'http'}://{host}:{port}"

    async def start(self) -> None:
        """Begin to accept connections."""
        await super().start()
        server = self._runner.server
        assert server is not None
        self._server = await asyncio.get_running_loop().create_server(
            server,
            sock=self._held,
            ssl=self._ssl_context,
            backlog=self._backlog,
            ssl_handshake_timeout=self._handshake_timeout_s,
        )


class _Server(web.Server):
    """aiohttp's server for an application, with connections of our own making."""

    def __init__(self, stock: web.Server, header_timeout_s: float) -> None:
        super().__init__(
            self._answer,
            request_factory=stock.request_factory,
            handler_cancellation=True,
            access_log=None,
            auto_decompress=False,  # a small body may inflate to gigabytes
            keepalive_timeout=KEEPALIVE_S,
            lingering_time=LINGERING_S,
        )
        self._application_answer = stock.request_handler
        self._header_timeout_s = header_timeout_s

    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, header_timeout_s=self._header_timeout_s, **self._kwargs)

    async def _answer(self, request: Any) -> web.StreamResponse:
        try:
            return await self._application_answer(request)
        except web.HTTPException as error:  # of the router, before any middleware: `Expect: something`
            return refusal_of(request, error)


class _Connection(web.RequestHandler):
    """One connection, which has so long for the headers of each request."""

    __slots__ = ("_deadline", "_header_timeout_s")

    def __init__(self, manager: _Server, *, header_timeout_s: float, **settings: Any) -> None:
        super().__init__(manager, **settings)
        self._header_timeout_s = header_timeout_s
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._start_deadline()

    def data_received(self, data: bytes) -> None:
        seen = self._request_count
        super().data_received(data)
        if self._request_count > seen:
            self._stop_deadline()
            self._break_open_body()
        elif self._is_idle and self._deadline is None:
            self._start_deadline()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._stop_deadline()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """An answer in our shape; the stock one logs and repeats what was sent, tokens too."""
        if has_begun(request) or isinstance(exc, ConnectionError):
            raise ConnectionAbortedError("nobody is there to answer, or the answer had begun")
        found = malformed(request) if status < 500 else mistake_of(request, exc)
        response = _Bare(body=found.body, status=found.status, headers=found.headers)
        response.force_close()
        return response

    def log_exception(self, *args: Any, **details: Any) -> None:
        """Log the kind of what went wrong and its place."""
        _log.error("connection failed", exc_info=without_words(details.get("exc_info")))

    @property
    def _is_idle(self) -> bool:
        return self._waiter is not None and not self._waiter.done()

    def _start_deadline(self) -> None:
        self._deadline = self._loop.call_later(self._header_timeout_s, self._give_up)

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _break_open_body(self) -> None:
        """Tell the handler: what comes while a body is open can only be the parser's complaint about that body."""
        request = self._current_request
        if request is not None and not request.content.is_eof():
            request.content.set_exception(web.RequestPayloadError("broken"))
            request.content.feed_eof()

    def _give_up(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class _Bare(web.Response):
    """An answer to a request that no application has seen, so that its signal does not reach it."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        assert self._req is not None
        await harden(self._req, self)
