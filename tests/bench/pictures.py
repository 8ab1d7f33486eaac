"""Pictures that all differ. Knows PNG and a pencil, no engine."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SAMPLE = Path(__file__).parent.parent.parent / "docs/sample-board.png"
_END_BYTES = 12  # the last chunk of a PNG


def unlike(picture: bytes, number: int) -> bytes:
    """The same pixels in a PNG that differs from the others by a comment."""
    body = b"tEXt" + b"Comment\0" + str(number).encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:-_END_BYTES] + chunk + picture[-_END_BYTES:]


def small_board() -> bytes:
    """A small picture with one task in plain letters."""
    image, held = Image.new("RGB", (480, 96), "white"), io.BytesIO()
    font = ImageFont.load_default(24)
    ImageDraw.Draw(image).text((16, 30), "@Ben: draft the plan by Friday (high)", "black", font)
    image.save(held, "PNG")
    return held.getvalue()
