"""What the picker of Windows needs of the system. Knows two calls."""

import os
import sys


def start(address: str) -> None:
    """Open an address with what Windows has for it; OSError."""
    if sys.platform == "win32":
        os.startfile(address)


def clipboard_changes() -> int:
    """How often the clipboard has changed since the user logged in."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.WinDLL("user32").GetClipboardSequenceNumber())
    return 0
