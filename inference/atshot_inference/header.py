"""What the bytes of a picture say about it before any pixel is decoded: kind, sides, where it ends. Knows no pixels.

Reads only the frame of the three formats that a service takes in: PNG (ISO/IEC 15948), JPEG (ITU-T T.81, annex B) and
WebP (RFC 9649). Whether the pixels themselves are sound, only decoding can tell.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from atshot_inference.errors import EmptyImage, ImageInvalid, ImageTruncated, UnsupportedImage
from atshot_inference.limits import check_bytes, check_size

_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"
_JPEG_END = 0xD9
_JPEG_SCAN = 0xDA
# Markers without a length: TEM, restart markers, start of image.
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
# Start of frame: all of C0 to CF but the tables DHT, JPG and DAC.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Header:
    """A picture's media type, its sides in pixels as stored (not yet turned upright), and where its bytes end."""

    type: str
    width: int
    height: int
    length: int


def read_header(data: bytes) -> Header:
    """The header of a PNG, JPEG or WebP within our limits.

    EmptyImage, UnsupportedImage, ImageTruncated, ImageInvalid, ImageTooLarge, ImageShape, ImageTooSmall.
    """
    if not data:
        raise EmptyImage("the picture has 0 bytes; send the file itself")
    check_bytes(len(data))
    reader = _reader(data)
    if reader is None:
        raise UnsupportedImage(f"the {len(data)} bytes are neither PNG, JPEG nor WebP; save the picture as PNG")
    try:
        header = reader(data)
    except (struct.error, IndexError):
        raise ImageTruncated("the picture breaks off in the middle; send or save it again") from None
    check_size(header.width, header.height)
    return header


def begins_as_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a PNG, JPEG or WebP."""
    return _reader(data) is not None


def _reader(data: bytes) -> Callable[[bytes], Header] | None:
    if data.startswith(_PNG_SIGN):
        return _read_png
    if data.startswith(_JPEG_START):
        return _read_jpeg
    return _read_webp if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _read_png(data: bytes) -> Header:
    _, kind, width, height = struct.unpack_from(">I4sII", data, 8)
    if kind != b"IHDR":
        raise ImageInvalid("the picture is damaged: a PNG begins with IHDR; save or capture it again")
    at = 8
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        at += 12 + length
    return Header("image/png", width, height, _whole(at, data))


def _read_webp(data: bytes) -> Header:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
    elif kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    else:
        raise ImageInvalid("the picture is damaged: a WebP without a picture; save or capture it again")
    check_size(width, height)  # a header alone may say so: that is the better answer than the missing rest
    return Header("image/webp", width, height, _whole(end, data))


def _read_jpeg(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    at = 2
    while True:
        marker, at = _next_marker(data, at)
        if marker == _JPEG_END:
            break
        if marker in _JPEG_BARE:
            continue
        length = struct.unpack_from(">H", data, at)[0]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = width, height
        at = _after_scan(data, at + length) if marker == _JPEG_SCAN else at + length
    if size is None:
        raise ImageInvalid("the picture is damaged: a JPEG without a frame; save or capture it again")
    return Header("image/jpeg", *size, at)


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at `at` and where it ends; any number of FF may stand before it."""
    if data[at] != 0xFF:
        raise ImageInvalid("the picture is damaged: a JPEG whose parts do not meet; save or capture it again")
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands after the coded pixels, in which FF00 and restart markers are data."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0x00 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
    raise IndexError


def _whole(end: int, data: bytes) -> int:
    if end > len(data):
        raise IndexError
    return end
