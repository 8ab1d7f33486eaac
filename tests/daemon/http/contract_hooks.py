"""Real pictures for the fuzzer, which can make none. Knows no route."""

import schemathesis
from hypothesis import strategies

from tests.fakes import picture_bytes

WIDTHS = (32, 33, 34)

for kind in ("png", "jpeg", "webp"):
    pictures = [picture_bytes((width, 48), kind=kind.upper()) for width in WIDTHS]
    schemathesis.openapi.media_type(f"image/{kind}", strategies.sampled_from(pictures))
schemathesis.openapi.media_type(
    "application/octet-stream", strategies.sampled_from([picture_bytes((width, 64)) for width in WIDTHS])
)
