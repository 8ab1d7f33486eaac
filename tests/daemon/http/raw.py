"""HTTP as bytes, so that a test can send what no client would. Knows no test."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A test that waits longer than this waits for ever.
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Answer:
    """What came back: header names in small letters, the body without its framing."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The code of a failure, None for anything else."""
        return self.json.get("error") if self.headers.get("content-type", "").startswith("application/json") else None


def request(method: str, target: str, headers: Mapping[str, str | None] | None = None, body: bytes = b"") -> bytes:
    """A request of HTTP/1.1; a header whose value is None is left out."""
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items() if value is not None]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


class Line:
    """One connection to the port, opened anew when the other side has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, data: bytes) -> Answer | None:
        """The answer to these bytes; None when the connection is closed without one."""
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
            self._streams = (reader, writer)
            writer.write(data)
            answer = await read_answer(reader, has_body=not data.startswith(b"HEAD "))
            if answer is None or answer.headers.get("connection") == "close":
                self.close()
            return answer

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def ask(port: int, data: bytes) -> Answer:
    """The answer to these bytes on a connection of their own."""
    line = Line(port)
    try:
        answer = await line.ask(data)
    finally:
        line.close()
    assert answer, "the connection was closed without an answer"
    return answer


async def read_answer(reader: asyncio.StreamReader, *, has_body: bool = True) -> Answer | None:
    """The next answer; None at the end of the stream."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *rows = head.strip().split("\r\n")
    headers = {name.lower(): value for name, value in (row.split(": ", 1) for row in rows)}
    body = await _read_body(reader, headers) if has_body else b""
    return Answer(int(first.split()[1]), headers, body)


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def is_closed(reader: asyncio.StreamReader) -> bool:
    """Whether the other side hangs up, now or soon, without another word."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await reader.read() == b""
    except ConnectionError:
        return True
