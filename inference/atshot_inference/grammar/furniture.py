"""Lines that are a field of their own, never the rest of a sentence: a name, a date, a priority, a number, a label."""

import re
from collections.abc import Callable
from datetime import date

from atshot_inference.due import read_due_cell
from atshot_inference.grammar.fields import is_done, label_field
from atshot_inference.grammar.names import is_placeholder, looks_name, split_names
from atshot_inference.priority import read_priority_cell

_NUMBER = re.compile(r"#?\d{1,6}(?:\s*/\s*\d+)?|[A-Z]{2,6}-\s?\d+(?: \d)?|#\d{1,6} .{1,30}|\d{1,3}\s?%")


def stands_alone(today: date) -> Callable[[str], bool]:
    """A test for lines that wrap no sentence; dates among them are read as of `today`."""

    def test(text: str) -> bool:
        word = text.strip()
        if len(word) > 32:
            return False
        names = split_names(word)
        return (
            (bool(names) and all(looks_name(name) for name in names) and "@" not in word)
            or is_placeholder(word)
            or _NUMBER.fullmatch(word) is not None
            or read_priority_cell(word) is not None
            or read_due_cell(word, today) is not None
            or label_field(word) is not None
            or is_done(word)
        )

    return test
