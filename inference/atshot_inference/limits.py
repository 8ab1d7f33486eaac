"""How big a picture may be. Knows numbers, no pixels."""

from atshot_inference.errors import ImageShape, ImageTooLarge, ImageTooSmall

# A 5K capture as PNG is 3 to 10 MiB; the largest real one seen was under 12.
MAX_BYTES = 16 * 1024 * 1024
# A 5K display is 14.7 megapixels; two of them side by side still fit. 40 megapixels are 120 MB once decoded.
MAX_PIXELS = 40_000_000
# A long scrolling capture is about 10,000 px high; rows and columns must also fit OpenCV's 16-bit remapping.
MAX_SIDE = 16_000
# Under 8 px no letter can be told from another.
MIN_SIDE = 8


def check_bytes(count: int) -> None:
    """ImageTooLarge when a file has more bytes than a picture may have."""
    if count > MAX_BYTES:
        raise ImageTooLarge(
            f"the picture has {count / 1024 / 1024:.1f} MiB, the limit is {MAX_BYTES // 1024 // 1024} MiB; "
            "save it smaller or capture a part"
        )


def check_size(width: int, height: int) -> None:
    """ImageTooLarge, ImageShape or ImageTooSmall when the sides, in pixels, are outside the limits."""
    shown = f"the picture is {width} × {height} px"
    if width * height > MAX_PIXELS:
        raise ImageTooLarge(f"{shown}; the limit is {MAX_PIXELS / 1e6:.0f} megapixels, capture a part or scale it down")
    if max(width, height) > MAX_SIDE:
        raise ImageShape(f"{shown}; no side may be over {MAX_SIDE} px, capture a part of it")
    if min(width, height) < MIN_SIDE:
        raise ImageTooSmall(f"{shown}; each side needs at least {MIN_SIDE} px")
