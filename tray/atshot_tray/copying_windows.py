"""Text onto the clipboard of Windows. Knows the system's calls, which tests replace by their own."""

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any

_UNICODE_TEXT = 13  # CF_UNICODETEXT
_MOVABLE = 2  # GMEM_MOVEABLE, as the clipboard wants it
# Whoever looks into the clipboard keeps it closed to others for some milliseconds.
_TRIES = 10
_PAUSE_S = 0.05


def system_libraries() -> tuple[Any, Any]:
    """user32 and kernel32, which give handles of full width; OSError where there is no Windows."""
    if sys.platform == "win32":
        user32, kernel32 = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
        kernel32.GlobalAlloc.restype = kernel32.GlobalLock.restype = ctypes.c_void_p
        kernel32.GlobalAlloc.argtypes = ctypes.c_uint, ctypes.c_size_t
        for call in (kernel32.GlobalLock, kernel32.GlobalUnlock, kernel32.GlobalFree):
            call.argtypes = (ctypes.c_void_p,)
        user32.OpenClipboard.argtypes = (ctypes.c_void_p,)
        user32.SetClipboardData.argtypes = ctypes.c_uint, ctypes.c_void_p
        user32.SetClipboardData.restype = ctypes.c_void_p
        return user32, kernel32
    raise OSError("this is no Windows")


def set_text(
    text: str,
    *,
    libraries: Callable[[], tuple[Any, Any]] = system_libraries,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Put the text on the clipboard; OSError when another program keeps it, or memory is short."""
    user32, kernel32 = libraries()
    for _ in range(_TRIES):
        if user32.OpenClipboard(None):
            break
        pause(_PAUSE_S)
    else:
        raise OSError("another program keeps it open")
    try:
        user32.EmptyClipboard()
        _give(text.replace("\r\n", "\n").replace("\n", "\r\n"), user32, kernel32)
    finally:
        user32.CloseClipboard()


def _give(text: str, user32: Any, kernel32: Any) -> None:
    """Hand a block of memory with the text over to the clipboard, which owns it from then on."""
    data = text.encode("utf-16-le", "replace") + b"\0\0"
    block = kernel32.GlobalAlloc(_MOVABLE, len(data))
    if not block:
        raise OSError("memory is short")
    ctypes.memmove(kernel32.GlobalLock(block), data, len(data))
    kernel32.GlobalUnlock(block)
    if not user32.SetClipboardData(_UNICODE_TEXT, block):
        kernel32.GlobalFree(block)
        raise OSError("Windows refused the text")
