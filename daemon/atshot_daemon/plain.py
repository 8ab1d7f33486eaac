"""Text from strangers, made safe to print. Knows characters, nothing about tasks or forms."""

import unicodedata

# Emoji families and Persian words need the two joiners; everything else of this category only hides or reorders text.
_KEPT_FORMAT_CHARACTERS = "\u200c\u200d"
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs"}


def one_line(text: str) -> str:
    """`text` on one line, single-spaced, without control characters, bidi overrides or lone surrogates."""
    shown = "".join(" " if character.isspace() else character for character in text if _is_shown(character))
    return " ".join(shown.split())


def _is_shown(character: str) -> bool:
    return (
        character.isspace()
        or character in _KEPT_FORMAT_CHARACTERS
        or unicodedata.category(character) not in _DROPPED_CATEGORIES
    )
