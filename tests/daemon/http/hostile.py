"""Pictures that strangers make: bombs, damaged ones, odd ones. Knows formats, no test and no daemon."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from PIL import Image

Made = Callable[[], bytes]

PNG_SIGN = b"\x89PNG\r\n\x1a\n"
MIB = 1024 * 1024
SIZE = (320, 200)


def chunk(kind: bytes, data: bytes, *, is_sound: bool = True) -> bytes:
    """A chunk of a PNG, with a right checksum unless it is not to be sound."""
    checksum = zlib.crc32(kind + data) ^ (0 if is_sound else 1)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def header(width: int, height: int, *, bits: int = 1, is_sound: bool = True) -> bytes:
    """The first chunk of a grey PNG."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0), is_sound=is_sound)


def png(width: int, height: int, *more: bytes) -> bytes:
    """A black PNG of one bit a pixel, of any size, that takes few bytes; with other chunks before the pixels."""
    row = bytes(1 + (width + 7) // 8)
    pixels = squeezed(row for _ in range(height))
    return b"".join([PNG_SIGN, header(width, height), *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")])


def squeezed(parts: Iterable[bytes]) -> bytes:
    """The parts, compressed one by one, so that what they make is never in memory."""
    packer = zlib.compressobj(9)
    return b"".join([*map(packer.compress, parts), packer.flush()])


def zeros(mebibytes: int) -> Iterator[bytes]:
    """So much nothing."""
    return (bytes(MIB) for _ in range(mebibytes))


def huge_webp() -> bytes:
    """A WebP of 34 bytes that says to be 16383 px wide and high."""
    bits = struct.pack("<I", 16382 | 16382 << 14)
    body = b"WEBPVP8L" + struct.pack("<I", 9) + b"\x2f" + bits + bytes(5)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The picture as a file's bytes."""
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def blank(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture with nothing on it."""
    return Image.new(mode, size, 255 if mode in ("L", "P", "1") else "white" if mode in ("RGB", "CMYK") else None)


def noise() -> bytes:
    """Pixels of any colour, the same each time."""
    pixels = np.random.default_rng(7).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    return saved(Image.fromarray(pixels))


def jpeg() -> bytes:
    """A JPEG with something to damage in it."""
    pixels = np.random.default_rng(8).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    return saved(Image.fromarray(pixels).resize(SIZE), "JPEG")


def flipped(seed: int) -> bytes:
    """The JPEG with fifty bytes changed behind its first ones."""
    data, dice = bytearray(jpeg()), random.Random(seed)
    for _ in range(50):
        data[dice.randrange(4, len(data))] = dice.randrange(256)
    return bytes(data)


def animation(kind: str, frames: int) -> bytes:
    """A picture that moves, or has more than one part."""
    first, *others = (Image.new("RGB", (64, 48), (n * 50 % 256, n % 256, 100)) for n in range(frames))
    return saved(first, kind, save_all=True, append_images=others)


# Too much of something; none of it is decoded.
REFUSED: dict[str, tuple[Made, int, str]] = {
    "nothing": (lambda: b"", 400, "empty_image"),
    "169 megapixels in 20 kB": (lambda: png(13_000, 13_000), 422, "image_too_large"),
    "268 megapixels in 34 bytes": (huge_webp, 422, "image_too_large"),
    "one pixel wide": (lambda: png(1, 100_000), 422, "image_shape"),
    "four pixels high": (lambda: png(200_000, 4), 422, "image_shape"),
    "one pixel": (lambda: png(1, 1), 422, "image_too_small"),
    "a text of 300 MB": (
        lambda: png(64, 48, chunk(b"zTXt", b"a\0\0" + squeezed(zeros(300)))),
        422,
        "image_invalid",
    ),
    "a colour profile of 300 MB": (
        lambda: png(64, 48, chunk(b"iCCP", b"a\0\0" + squeezed(zeros(300)))),
        422,
        "image_invalid",
    ),
    "a PNG without its end": (lambda: saved(blank())[:-20], 422, "image_truncated"),
    "a PNG without its pixels": (lambda: PNG_SIGN + header(64, 48) + chunk(b"IEND", b""), 422, "image_invalid"),
    "a JPEG without its end": (lambda: jpeg()[:-200], 422, "image_truncated"),
    "a WebP without its end": (lambda: saved(blank(), "WEBP")[:-4], 422, "image_truncated"),
    "a wrong checksum": (
        lambda: PNG_SIGN + header(64, 48, is_sound=False) + png(64, 48)[33:],
        422,
        "image_invalid",
    ),
}

# Bytes of every other kind, whatever they are called.
NO_PICTURES = {
    "html": b"<!doctype html><title>x</title>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "gif": saved(blank("P"), "GIF"),
    "tiff": saved(blank(), "TIFF"),
    "bmp": saved(blank(), "BMP"),
    "psd": b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 3, 100, 100, 8, 3),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n",
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
}


def turned() -> bytes:
    """A photo that its camera took lying on its side."""
    image, tags = blank(), Image.Exif()
    tags[0x0112] = 6
    return saved(image, "JPEG", exif=tags)


def see_through_palette() -> bytes:
    """A picture of 256 colours, one of which is see-through."""
    return saved(blank("P"), "PNG", transparency=0)


# Odd, but pictures: each with its size once upright.
READ: dict[str, tuple[Made, tuple[int, int]]] = {
    "four inks": (lambda: saved(blank("CMYK"), "JPEG"), SIZE),
    "grey of 16 bits": (lambda: saved(Image.new("I;16", SIZE, 60_000)), SIZE),
    "grey and see-through": (lambda: saved(Image.new("LA", SIZE, (255, 128))), SIZE),
    "a palette and see-through": (see_through_palette, SIZE),
    "lying on its side": (turned, SIZE[::-1]),
    "one bit a pixel": (lambda: png(*SIZE), SIZE),
    "noise": (noise, (320, 240)),
    "a JPEG and a preview": (lambda: animation("MPO", 2), (64, 48)),
}
