"""What an engine's process gives up once it is loaded. Knows the system's limits, no engine."""

import ctypes
import sys

_PR_SET_NO_NEW_PRIVS = 38


def confine() -> None:
    """From here on no file can be written, no memory ends up in a core file, and no program started gains rights.

    A decoder that a picture has taken over finds little to do; what the system has no word for is left as it is.
    """
    if sys.platform == "win32":
        return
    import resource

    # A core file would hold the picture.
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(limit, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
