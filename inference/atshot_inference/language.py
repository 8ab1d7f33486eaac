"""Which of our two languages a text is in. Knows characters only."""

import re
from collections.abc import Iterable


def language_of(texts: Iterable[str]) -> str:
    """zh where Han characters outnumber Latin words, else en."""
    text = " ".join(texts)
    return "zh" if len(re.findall(r"[\u3400-\u9fff]", text)) > len(re.findall(r"[A-Za-z]{2,}", text)) else "en"
