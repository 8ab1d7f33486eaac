"""Texts as they are compared. Knows characters, not what they say."""

import re
import unicodedata


def folded(text: str) -> str:
    """The text without differences of letter case and width, as searching sees it."""
    return unicodedata.normalize("NFKC", text).casefold()


def bare(text: str) -> str:
    """Its letters and digits alone, folded: spaces, punctuation and emoji do not count."""
    return re.sub(r"[\W_]+", "", folded(text))
