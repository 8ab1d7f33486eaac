"""Text onto the clipboard of Windows. Knows the system's calls, which tests replace by their own."""

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any

_UNICODE_TEXT = 13  # CF_UNICODETEXT
_MOVABLE = 2  # GMEM_MOVEABLE, as the clipboard wants it
_FOR_MESSAGES = -3  # HWND_MESSAGE: a window that is never seen
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
        names, numbers, handles = [ctypes.c_wchar_p] * 2, [ctypes.c_int] * 4, [ctypes.c_void_p] * 4
        user32.CreateWindowExW.argtypes = [ctypes.c_uint, *names, ctypes.c_uint, *numbers, *handles]
        user32.CreateWindowExW.restype = ctypes.c_void_p
        user32.DestroyWindow.argtypes = (ctypes.c_void_p,)
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
    # The clipboard takes nothing from a program that has opened it for no window.
    window = user32.CreateWindowExW(0, "STATIC", "Atshot", 0, 0, 0, 0, 0, _FOR_MESSAGES, None, None, None)
    if not window:
        raise OSError("Windows gives no window")
    try:
        _open(window, user32, pause)
        try:
            user32.EmptyClipboard()
            _give(text.replace("\r\n", "\n").replace("\n", "\r\n"), user32, kernel32)
        finally:
            user32.CloseClipboard()
    finally:
        user32.DestroyWindow(window)


def _open(window: int, user32: Any, pause: Callable[[float], None]) -> None:
    for _ in range(_TRIES):
        if user32.OpenClipboard(window):
            return
        pause(_PAUSE_S)
    raise OSError("another program keeps it open")


def _give(text: str, user32: Any, kernel32: Any) -> None:
    """Hand a block of memory with the text over to the clipboard, which owns it from then on."""
    data = text.encode("utf-16-le", "replace") + b"\0\0"
    block = kernel32.GlobalAlloc(_MOVABLE, len(data))
    if not block:
        raise OSError("memory is short")
    place = kernel32.GlobalLock(block)
    if not place:
        kernel32.GlobalFree(block)
        raise OSError("memory is short")
    ctypes.memmove(place, data, len(data))
    kernel32.GlobalUnlock(block)
    if not user32.SetClipboardData(_UNICODE_TEXT, block):
        kernel32.GlobalFree(block)
        raise OSError("Windows refused the text")
