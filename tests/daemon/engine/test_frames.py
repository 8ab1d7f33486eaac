"""Messages between the daemon and an engine's process: what goes in comes out, and nothing else is understood."""

import asyncio
import io
import json
import struct

import pytest

from atshot_daemon.engine.frames import MAX_FRAME_BYTES, BadFrame, Frame, read_frame, receive_frame


def raw(text: bytes, data: bytes = b"") -> bytes:
    """A frame as it goes through the pipe, whatever it says."""
    return struct.pack(">II", len(text), len(data)) + text + data


async def received(sent: bytes) -> Frame:
    """What the daemon makes of these bytes."""
    stream = asyncio.StreamReader()
    stream.feed_data(sent)
    stream.feed_eof()
    return await receive_frame(stream)


async def test_a_message_and_its_bytes_arrive_as_they_were_sent() -> None:
    frame = Frame({"op": "read", "me": "张工", "n": [1, 2.5, None]}, b"\x00\xff")

    assert frame == await received(frame.encoded())
    assert frame == read_frame(io.BytesIO(frame.encoded()))


@pytest.mark.parametrize(
    "text",
    [
        b'{"width": 1e999}',
        b'{"confidence": NaN}',
        b'{"elapsed_ms": -Infinity}',
        b'{"engine": "\\ud800"}',
        b'{"engine": "\xed\xa0\x80"}',
        b"[" * 20_000,
        b"[1]",
        b'"text"',
        b"{",
        b"",
    ],
)
async def test_what_no_engine_of_ours_says_is_not_understood(text: bytes) -> None:
    with pytest.raises(BadFrame):
        await received(raw(text))


async def test_a_pair_of_halves_is_a_whole_character() -> None:
    assert {"text": "🔥"} == (await received(raw(json.dumps({"text": "🔥"}).encode()))).message


async def test_a_frame_without_end_is_not_waited_for() -> None:
    with pytest.raises(BadFrame):
        await received(struct.pack(">II", MAX_FRAME_BYTES, 1))


@pytest.mark.parametrize("length", [0, 3, 9])
async def test_a_frame_that_breaks_off_is_the_end(length: int) -> None:
    sent = Frame({"say": "done"}, b"data").encoded()[:length]

    with pytest.raises(asyncio.IncompleteReadError):
        await received(sent)
    assert read_frame(io.BytesIO(sent)) is None
