"""Text from strangers, made safe to print. Knows characters, nothing about tasks or forms."""

import unicodedata

from atshot_inference.errors import AtshotError

# Emoji families and Persian words need the two joiners; everything else of this category only hides or reorders text.
_KEPT_FORMAT_CHARACTERS = "\u200c\u200d"
_DROPPED_CATEGORIES = {"Cc", "Cf"}
# Half a character, or a byte of a file name that is no UTF-8: no output can hold it, but something did stand there.
_UNSHOWABLE = "\ufffd"


def one_line(text: str) -> str:
    """`text` on one line, single-spaced, without control characters and bidi overrides; � for what is no character."""
    shown = "".join(map(_shown, filter(_is_kept, text)))
    return " ".join(shown.split())


def error_line(error: AtshotError) -> str:
    """What went wrong and its code, as every verb shows it: `no such file or folder (file_unreadable)`."""
    return f"{one_line(str(error))} ({error.code})"


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return _UNSHOWABLE if unicodedata.category(character) == "Cs" else character


def _is_kept(character: str) -> bool:
    return (
        character.isspace()
        or character in _KEPT_FORMAT_CHARACTERS
        or unicodedata.category(character) not in _DROPPED_CATEGORIES
    )
