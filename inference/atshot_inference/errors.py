"""What can go wrong with a picture or an engine. Knows words of the domain, no HTTP status and no exit code."""


class AtshotError(Exception):
    """A failure that a user can act on: `code` is stable, the message says what happened and what to do."""

    code = "internal"


class ImageInvalid(AtshotError):
    """The bytes are no picture, or a broken one."""

    code = "image_invalid"


class ImageTooLarge(AtshotError):
    """The picture is over one of the limits on bytes, sides or pixels."""

    code = "image_too_large"


class ImageTooSmall(AtshotError):
    """The picture has too few pixels to hold text."""

    code = "image_too_small"


class EngineUnavailable(AtshotError):
    """The engine asked for cannot run here; the message says how to get it."""

    code = "engine_unavailable"
