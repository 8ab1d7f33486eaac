"""What goes over the wire between a browser and the daemon, byte by byte. Knows HTTP's lines, no meaning."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from atshot_daemon.http.binding import Bound
from tests.daemon.http.api import any_port

_REQUEST = re.compile(rb"(?:\A|[\r\n}])([A-Z]{3,7}) (/[^ \r\n]*) HTTP/1\.1\r\n")


@dataclass
class Recorder:
    """Passes on to the port on which the daemon really listens."""

    inner_port: int
    asked: bytearray = field(default_factory=bytearray)
    answered: bytearray = field(default_factory=bytearray)

    @property
    def requests(self) -> list[str]:
        """Method and path of each request, without its query."""
        found = _REQUEST.findall(bytes(self.asked))
        return [f"{method.decode()} {path.decode().partition('?')[0]}" for method, path in found]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on."""
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self.inner_port)
        await asyncio.gather(
            _copy(reader, inner_writer, self.asked), _copy(inner_reader, writer, self.answered), return_exceptions=True
        )


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, record: bytearray) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            record += data
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def recording() -> AsyncIterator[tuple[Recorder, Bound]]:
    """A recorder, and the sockets for a daemon that takes the recorder's port for its own, as its proofs name it."""
    inner = any_port()
    recorder = Recorder(inner.port)
    server = await asyncio.start_server(recorder.serve, "127.0.0.1", 0)
    try:
        yield recorder, Bound(inner.sockets, server.sockets[0].getsockname()[1])
    finally:
        server.close()
