"""From bytes to pixels within our limits, or an error that says why not; knows Pillow, nothing about text."""

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from atshot_inference.errors import (
    AtshotError,
    EmptyImage,
    ImageInvalid,
    ImageTooLarge,
    ImageTruncated,
    UnsupportedImage,
)
from atshot_inference.header import begins_as_picture
from atshot_inference.limits import MAX_PIXELS, check_bytes, check_size

Pixels = NDArray[np.uint8]

FORMATS = ("PNG", "JPEG", "WEBP")
# What a clipboard or a file on disk may hold besides; a network client has no need of them.
MORE_FORMATS = (*FORMATS, "GIF", "BMP", "TIFF")

# What Pillow raises on junk: the first three for PNG, JPEG and WebP, the others from the readers of TIFF, BMP and GIF.
_JUNK = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError, OverflowError,
    ZeroDivisionError,
)  # fmt: skip

_DEEP_GREY = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N", "F"})


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture: `pixels` is height × width × 3, red green blue, 0 to 255; `notes` say what was left out."""

    pixels: Pixels
    width: int
    height: int
    notes: tuple[str, ...] = ()


def decode(data: bytes, formats: Sequence[str] = FORMATS) -> Picture:
    """The upright picture in `data`, see-through parts laid on white.

    EmptyImage, UnsupportedImage, ImageTruncated, ImageInvalid, ImageTooLarge, ImageShape, ImageTooSmall.
    """
    if not data:
        raise EmptyImage("the picture has 0 bytes; name the file itself")
    check_bytes(len(data))
    try:
        with Image.open(io.BytesIO(data), formats=tuple(formats)) as image:
            check_size(*image.size)
            notes = _notes(image)
            pixels = _upright_pixels(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge(f"the picture is over {MAX_PIXELS / 1e6:.0f} megapixels; capture a part of it") from error
    except _JUNK as error:
        raise _reason(data, formats, error) from error
    height, width = pixels.shape[:2]
    return Picture(pixels, width, height, notes)


def _notes(image: Image.Image) -> tuple[str, ...]:
    if getattr(image, "n_frames", 1) < 2:
        return ()
    if image.format == "TIFF":
        return ("several pages: only the first page was read",)
    # A camera's JPEG may hold a preview as second frame; that is no animation.
    return () if image.format in {"JPEG", "MPO"} else ("animation: only the first frame was read",)


def _upright_pixels(image: Image.Image) -> Pixels:
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode in _DEEP_GREY:
        return _from_deep_grey(image)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return np.asarray(Image.alpha_composite(white, rgba).convert("RGB"))
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _from_deep_grey(image: Image.Image) -> Pixels:
    """Grey of more than 8 bits: Pillow's own conversion clips at 255 where it should scale."""
    values = np.nan_to_num(np.asarray(image).astype(np.float32))
    highest = float(values.max())
    if image.mode == "F":
        span = (float(values.min()), highest)
    else:
        span = (0.0, 255.0 if image.mode == "I" and highest < 256 else 65535.0)
    grey = np.rint((values - span[0]) * (255 / max(span[1] - span[0], 1e-6))).clip(0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _reason(data: bytes, formats: Sequence[str], error: Exception) -> AtshotError:
    if isinstance(error, UnidentifiedImageError) and not begins_as_picture(data):
        names = ", ".join("WebP" if name == "WEBP" else name for name in formats)
        return UnsupportedImage(f"the {len(data)} bytes are not a picture in one of {names}; save it as PNG")
    if "truncated" in str(error):
        return ImageTruncated("the picture breaks off in the middle; send or save it again")
    # Where Pillow knows no more than that, it names an object of ours.
    why = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
    return ImageInvalid(f"the picture is damaged{why}; save or capture it again")
