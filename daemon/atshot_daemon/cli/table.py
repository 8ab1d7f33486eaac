"""Rows of text in columns, for a terminal. Knows how wide a character is shown."""

import unicodedata
from collections.abc import Sequence

from atshot_daemon.plain import one_line


def columns(rows: Sequence[Sequence[str]]) -> str:
    """The rows under each other, each column as wide as its widest cell; a Han character takes two places."""
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return "".join(
        "  ".join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in shown
    )


def width(text: str) -> int:
    """How many places of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
