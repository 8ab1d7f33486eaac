"""The process's own text streams: their encoding, and what to do with one that is broken. Knows no messages."""

import io
import os
from typing import TextIO


def utf8(stream: TextIO | None) -> TextIO:
    """The stream in UTF-8; a stream that was closed before we started leads nowhere."""
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        # Windows would write cp936 into a pipe and turn each \n into two characters.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return stream


def abandon(stream: TextIO) -> None:
    """Let what is still buffered go nowhere: the interpreter would complain about it on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
