"""Pictures that a test looks into. Knows no test."""

import io

from PIL import Image


def opened(data: bytes | None) -> Image.Image:
    """The picture that was picked."""
    assert data is not None
    return Image.open(io.BytesIO(data)).convert("RGB")
