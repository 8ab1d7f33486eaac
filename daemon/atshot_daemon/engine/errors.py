"""What can happen to an engine's process. Knows words of the domain, no HTTP status."""

from atshot_inference.errors import AtshotError


class EngineDied(AtshotError):
    """The engine's process ended while it was at work."""

    code = "engine_restarting"


class EngineTimeout(AtshotError):
    """The engine took longer than it may."""

    code = "request_timeout"


class DecoderCrashed(AtshotError):
    """Reading this very picture has brought the engine down twice."""

    code = "decoder_crashed"


class EngineFailed(AtshotError):
    """The engine raised what it should not have."""

    code = "internal"
