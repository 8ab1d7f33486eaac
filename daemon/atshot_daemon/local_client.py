"""The command line's way to the running daemon: HTTP to 127.0.0.1 and nowhere else. Knows the shape of answers.

It goes round every proxy: a proxy for everything would catch 127.0.0.1 too.
"""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from atshot_daemon.plain import one_line
from atshot_inference.errors import AtshotError

if TYPE_CHECKING:
    from atshot_daemon.discovery import Running

HOST = "127.0.0.1"
# A daemon on this machine takes the connection at once or never.
CONNECT_LIMIT_S = 2.0
ANSWER_LIMIT_S = 10.0

# What answers to GET /healthz has 100 bytes; a stranger's answer may never end.
_HEALTH_BYTES = 64 * 1024

# How the other end ends a connection that was idle for too long, seen with the next request.
_STALE = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError, ConnectionAbortedError)


# What JSON that is none, or one that nests without end, makes of its reader.
_NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class DaemonUnreachable(AtshotError):
    """The daemon was there, but does not answer now."""

    code = "daemon_unreachable"


class DaemonRefused(AtshotError):
    """The daemon answered with an error of its own, whose code and message these are."""

    def __init__(self, code: str, message: str, *, status: int, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Answer:
    """What the daemon answered, errors left out."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON's own types; DaemonUnreachable when it is none."""
        try:
            return msgspec.json.decode(self.body)
        except _NO_JSON as error:
            raise DaemonUnreachable("what answers there does not speak like Atshot; see: atshot doctor") from error


class LocalClient:
    """Asks the daemon, over one connection that is kept; for one thread."""

    def __init__(self, running: "Running") -> None:
        self._running = running
        self._connection = _connection(running.port, running.scheme)
        self._used = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def running(self) -> "Running":
        """The daemon that is asked."""
        return self._running

    def close(self) -> None:
        """End the connection; the next request opens a new one."""
        self._connection.close()
        self._used = False

    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = ANSWER_LIMIT_S,
    ) -> Answer:
        """The answer; DaemonRefused with the daemon's own error, DaemonUnreachable when there is none in time."""
        sent = {"Authorization": f"Bearer {self._running.token}", **(headers or {})}
        if json is not None:
            body = msgspec.json.encode(json)
            sent["Content-Type"] = "application/json"
        try:
            answer = self._sent(method, path, body, headers=sent, timeout_s=timeout_s)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise DaemonUnreachable(_why(error, self._running.url, timeout_s)) from error
        if answer.status >= 400:
            raise _refusal(answer)
        return answer

    def _sent(
        self, method: str, path: str, body: bytes | None, *, headers: Mapping[str, str], timeout_s: float
    ) -> Answer:
        if self._used:
            try:
                return self._exchanged(method, path, body, headers=headers, timeout_s=timeout_s)
            except _STALE:
                self.close()
        return self._exchanged(method, path, body, headers=headers, timeout_s=timeout_s)

    def _exchanged(
        self, method: str, path: str, body: bytes | None, *, headers: Mapping[str, str], timeout_s: float
    ) -> Answer:
        connection = self._connection
        if connection.sock is None:
            connection.connect()
        connection.sock.settimeout(timeout_s)
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        self._used = True
        return answer


def is_atshot(port: int, scheme: str = "http") -> bool:
    """Whether Atshot answers on this port; no token is sent to find that out."""
    connection = _connection(port, scheme)
    try:
        connection.request("GET", "/healthz")
        health = msgspec.json.decode(connection.getresponse().read(_HEALTH_BYTES))
    except (OSError, http.client.HTTPException, *_NO_JSON):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and health.get("name") == "atshot"


def _connection(port: int, scheme: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(HOST, port, timeout=CONNECT_LIMIT_S)
    # The certificate is for the name that other machines call; here the process behind the port is known.
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(HOST, port, timeout=CONNECT_LIMIT_S, context=unchecked)


def _refusal(answer: Answer) -> DaemonRefused:
    try:
        said = msgspec.json.decode(answer.body)
    except _NO_JSON:
        said = None
    said = said if isinstance(said, dict) else {}
    wait = answer.headers.get("Retry-After") or ""
    return DaemonRefused(
        one_line(str(said.get("error") or "internal")),
        one_line(str(said.get("message") or f"the daemon answered {answer.status}; see: atshot logs")),
        status=answer.status,
        retry_after_s=float(wait) if wait.isascii() and wait.isdigit() else None,
    )


def _why(error: Exception, url: str, timeout_s: float) -> str:
    if isinstance(error, TimeoutError):
        return f"the daemon on {url} did not answer within {timeout_s:g} s; see: atshot logs"
    return f"the daemon on {url} cannot be asked ({str(error) or type(error).__name__}); see: atshot status"
