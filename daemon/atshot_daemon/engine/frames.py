"""The messages between the daemon and an engine's process: JSON, and the bytes of a picture behind it.

Never pickles: the process has looked at strangers' pictures, and what it says is not to be trusted. A frame is the
length of its JSON and the length of its bytes, each as 4 bytes, highest first, then both.
"""

import asyncio
import json
import math
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")
# A reading with its lines has some 100 KB; a picture at most 16 MiB.
MAX_FRAME_BYTES = 32 * 1024 * 1024


class BadFrame(Exception):
    """The other side does not speak this language."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A message and the bytes that go with it."""

    message: dict[str, Any]
    data: bytes = b""

    def encoded(self) -> bytes:
        """As it goes through the pipe."""
        text = json.dumps(self.message, ensure_ascii=False).encode("utf-8", "replace")
        return _LENGTHS.pack(len(text), len(self.data)) + text + self.data


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame; None when the other side is gone."""
    head = stream.read(_LENGTHS.size)
    if len(head) < _LENGTHS.size:
        return None
    text_length, data_length = _checked(head)
    text, data = stream.read(text_length), stream.read(data_length)
    return _decoded(text, data) if len(text) + len(data) == text_length + data_length else None


async def receive_frame(stream: asyncio.StreamReader) -> Frame:
    """The next frame; asyncio.IncompleteReadError when the other side is gone, BadFrame."""
    text_length, data_length = _checked(await stream.readexactly(_LENGTHS.size))
    return _decoded(await stream.readexactly(text_length), await stream.readexactly(data_length))


def _checked(head: bytes) -> tuple[int, int]:
    text_length, data_length = _LENGTHS.unpack(head)
    if text_length + data_length > MAX_FRAME_BYTES:
        raise BadFrame(f"a frame of {text_length + data_length} bytes")
    return text_length, data_length


def _decoded(text: bytes, data: bytes) -> Frame:
    try:
        message = json.loads(text.decode(), parse_float=_finite, parse_constant=_finite)
        if b"\\ud" in text.lower():
            json.dumps(message, ensure_ascii=False).encode()  # half a character, which no database takes
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame that is no JSON") from error
    if not isinstance(message, dict):
        raise BadFrame("a frame that is no object")
    return Frame(message, data)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number without end")
    return number
