"""What can go wrong with a picture or an engine. Knows words of the domain, no HTTP status and no exit code."""


class AtshotError(Exception):
    """A failure that a user can act on: `code` is stable, the message says what happened and what to do."""

    code = "internal"


class EmptyImage(AtshotError):
    """There are no bytes at all."""

    code = "empty_image"


class UnsupportedImage(AtshotError):
    """The bytes are of no kind of picture that is read here."""

    code = "unsupported_image"


class ImageInvalid(AtshotError):
    """The picture is damaged."""

    code = "image_invalid"


class ImageTruncated(AtshotError):
    """The end of the picture is missing."""

    code = "image_truncated"


class ImageTooLarge(AtshotError):
    """The picture is over the limit on bytes or on pixels."""

    code = "image_too_large"


class ImageTooSmall(AtshotError):
    """The picture has too few pixels to hold text."""

    code = "image_too_small"


class ImageShape(AtshotError):
    """A side of the picture is over the limit."""

    code = "image_shape"


class EngineUnavailable(AtshotError):
    """The engine asked for cannot run here; the message says how to get it."""

    code = "engine_unavailable"
