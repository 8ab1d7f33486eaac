"""Pictures of every kind that we read, as one of the kinds that the daemon takes. Knows formats, no HTTP."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from atshot_inference.header import begins_as_picture

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


def uploadable(data: bytes, decode: "Callable[[bytes], Picture]") -> tuple[bytes, tuple[str, ...]]:
    """The same bytes, or the picture as PNG with what there is to know about that; AtshotError when it is none."""
    if not data or begins_as_picture(data):
        return data, ()
    from PIL import Image

    picture = decode(data)
    held = io.BytesIO()
    Image.fromarray(picture.pixels).save(held, "PNG", compress_level=1)
    return held.getvalue(), picture.notes
