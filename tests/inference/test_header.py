"""What the bytes of a picture say before they are decoded: the same as decoding says, and where the picture ends."""

import io
import random
import zlib

import pytest
from PIL import Image

from atshot_inference.errors import (
    AtshotError,
    EmptyImage,
    ImageInvalid,
    ImageShape,
    ImageTooLarge,
    ImageTooSmall,
    ImageTruncated,
    UnsupportedImage,
)
from atshot_inference.header import read_header
from atshot_inference.limits import MAX_BYTES

NOISE = Image.effect_noise((61, 37), 90).convert("RGB")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


SAMPLES = {
    "png": saved(NOISE, "PNG"),
    "png of a palette": saved(NOISE.convert("P"), "PNG"),
    "animated png": saved(NOISE, "PNG", save_all=True, append_images=[NOISE.rotate(180)]),
    "jpeg": saved(NOISE, "JPEG"),
    "progressive jpeg": saved(NOISE, "JPEG", progressive=True, quality=95),
    "jpeg with restarts": saved(NOISE, "JPEG", restart_marker_blocks=1),
    "cmyk jpeg": saved(NOISE.convert("CMYK"), "JPEG"),
    "lossy webp": saved(NOISE, "WEBP"),
    "lossless webp": saved(NOISE, "WEBP", lossless=True),
    "webp with alpha": saved(NOISE.convert("RGBA"), "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    "animated webp": saved(NOISE, "WEBP", save_all=True, append_images=[NOISE.rotate(180)]),
}


def png(width: int, height: int) -> bytes:
    """The frame of a one-bit PNG that claims to be of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("name", SAMPLES)
def test_kind_sides_and_end_are_known_without_decoding(name: str) -> None:
    data = SAMPLES[name]

    header = read_header(data + b"PK\x03\x04 something else that was put behind it")

    assert (61, 37, len(data)) == (header.width, header.height, header.length)
    assert Image.MIME[Image.open(io.BytesIO(data)).format or ""] == header.type


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_that_breaks_off_anywhere_is_never_taken_for_whole(name: str) -> None:
    data = SAMPLES[name]

    for length in random.Random(name).sample(range(30, len(data)), 40):
        with pytest.raises((ImageTruncated, ImageInvalid)):
            read_header(data[:length])


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_gives_a_header_or_our_own_error(name: str) -> None:
    dice = random.Random(name)
    for _ in range(300):
        data = bytearray(SAMPLES[name])
        for _ in range(dice.randint(1, 5)):
            data[dice.randrange(min(len(data), 200))] = dice.randrange(256)
        try:
            assert read_header(bytes(data)).length <= len(data)
        except AtshotError as error:
            assert error.code != "internal"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyImage),
        (b"GIF89a" + bytes(40), UnsupportedImage),
        (b"BM" + bytes(60), UnsupportedImage),
        (b"II*\0" + bytes(60), UnsupportedImage),
        (b"%PDF-1.7", UnsupportedImage),
        (b"<html>", UnsupportedImage),
        (b"8BPS" + bytes(40), UnsupportedImage),
        (b"\0\0\0\x0cjP  \r\n\x87\n", UnsupportedImage),
        (bytes(MAX_BYTES + 1), ImageTooLarge),
        (png(13_000, 13_000), ImageTooLarge),
        (b"RIFF\x1a\0\0\0WEBPVP8 \x0e\0\0\0\x30\x01\0\x9d\x01\x2a\xff\x3f\xff\x3f\0\0\0\0", ImageTooLarge),
        (png(1, 100_000), ImageShape),
        (png(200_000, 4), ImageShape),
        (png(1, 1), ImageTooSmall),
        (b"\xff\xd8\xff\xd9", ImageInvalid),
        (b"RIFF\x10\0\0\0WEBPJUNK\0\0\0\0", ImageInvalid),
    ],
)
def test_what_is_no_picture_within_the_limits_is_refused_by_its_name(data: bytes, error: type[AtshotError]) -> None:
    with pytest.raises(error):
        read_header(data)
