"""What becomes a picture, what is refused, and with which word."""

import io
import random
from collections.abc import Callable

import numpy as np
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
from atshot_inference.limits import MAX_BYTES, check_bytes
from atshot_inference.picture import FORMATS, MORE_FORMATS, decode

RED = (220, 30, 40)
# What damage may make of a picture.
DAMAGED = {
    "empty_image",
    "unsupported_image",
    "image_invalid",
    "image_truncated",
    "image_too_large",
    "image_too_small",
    "image_shape",
}


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", size, RED).convert(mode)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_in_a_common_format_is_decoded_to_rgb(kind: str) -> None:
    decoded = decode(saved(plain(), kind))

    assert (40, 20) == (decoded.width, decoded.height)
    assert (20, 40, 3) == decoded.pixels.shape
    assert np.abs(decoded.pixels[10, 20].astype(int) - RED).max() <= 8
    assert () == decoded.notes


@pytest.mark.parametrize("kind", sorted(set(MORE_FORMATS) - set(FORMATS)))
def test_a_clipboard_format_is_decoded_only_where_it_is_asked_for(kind: str) -> None:
    data = saved(plain(), kind)

    assert 40 == decode(data, MORE_FORMATS).width
    with pytest.raises(UnsupportedImage, match="not a picture in one of PNG, JPEG, WebP"):
        decode(data)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "YCbCr"])
def test_every_colour_mode_becomes_three_channels(mode: str) -> None:
    kind = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"

    assert (20, 40, 3) == decode(saved(plain(mode=mode), kind)).pixels.shape


def test_grey_of_16_bits_is_scaled_and_not_clipped() -> None:
    values = np.full((20, 40), 32768, np.uint16)

    assert [128, 128, 128] == decode(saved(Image.fromarray(values))).pixels[0, 0].tolist()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_see_through_parts_are_laid_on_white(mode: str) -> None:
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 20))

    pixels = decode(saved(image.convert(mode))).pixels

    assert [0, 0, 0] == pixels[10, 5].tolist()
    assert [255, 255, 255] == pixels[10, 35].tolist()


def test_a_photo_is_turned_as_its_camera_says() -> None:
    image = plain()
    image.paste((0, 0, 255), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right

    turned = decode(saved(image, "PNG", exif=exif))

    assert (20, 40) == (turned.width, turned.height)
    assert [0, 0, 255] == turned.pixels[5, 10].tolist()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_read_and_a_note_says_so(kind: str) -> None:
    data = saved(plain(), kind, save_all=True, append_images=[Image.new("RGB", (40, 20), "blue")], lossless=True)

    decoded = decode(data)

    assert list(RED) == decoded.pixels[0, 0].tolist()
    assert ("animation: only the first frame was read",) == decoded.notes


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyImage),
        (b"hello", UnsupportedImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnsupportedImage),
        (saved(plain((400, 400)))[:-40], ImageTruncated),
        (saved(Image.effect_noise((400, 400), 90).convert("RGB"), "JPEG")[:9000], ImageTruncated),
        (saved(plain()).replace(b"IDAT", b"IDAX"), ImageInvalid),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_the_reason(data: bytes, error: type[AtshotError]) -> None:
    with pytest.raises(error):
        decode(data)


@pytest.mark.parametrize("size", [(8, 8), (8, 16_000), (16_000, 8), (16_000, 2_500)])
def test_a_picture_at_a_limit_is_decoded(size: tuple[int, int]) -> None:
    assert size == (decode(saved(Image.new("1", size))).width, decode(saved(Image.new("1", size))).height)


@pytest.mark.parametrize(
    ("size", "error"),
    [
        ((7, 8), ImageTooSmall),
        ((8, 7), ImageTooSmall),
        ((16_001, 8), ImageShape),
        ((8, 16_001), ImageShape),
        ((16_000, 2_501), ImageTooLarge),
        ((20_000, 20_000), ImageTooLarge),
    ],
)
def test_a_picture_past_a_limit_is_refused(size: tuple[int, int], error: type[AtshotError]) -> None:
    data = saved(Image.new("1", size))

    with pytest.raises(error):
        decode(data)


def test_the_limit_on_bytes_is_exact() -> None:
    check_bytes(MAX_BYTES)

    with pytest.raises(ImageTooLarge, match="MiB"):
        check_bytes(MAX_BYTES + 1)


def test_a_picture_of_too_many_bytes_is_not_looked_at() -> None:
    with pytest.raises(ImageTooLarge, match="MiB"):
        decode(bytes(MAX_BYTES + 1))


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)


def double(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = data[at : at + dice.randint(1, 40)]


@pytest.mark.parametrize("damage", [cut, flip, double])
@pytest.mark.parametrize("kind", MORE_FORMATS)
# Pillow warns of doubtful metadata; what counts here is what comes out.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_damaged_file_gives_a_picture_or_our_own_error(
    kind: str, damage: Callable[[bytearray, random.Random], None]
) -> None:
    whole = saved(Image.effect_noise((24, 24), 90).convert("RGB"), kind)
    dice = random.Random(f"{kind} {damage.__name__}")
    outcomes = set()
    for _ in range(60):
        data = bytearray(whole)
        damage(data, dice)
        try:
            outcomes.add(decode(bytes(data), MORE_FORMATS).pixels.shape[2])
        except AtshotError as error:
            outcomes.add(error.code)

    assert outcomes <= {3, *DAMAGED}
    assert outcomes & DAMAGED or damage is not cut
