"""A date as typed on the command line."""

import re
from datetime import date

from atshot_daemon.errors import BadDate


def typed_date(text: str, option: str) -> date:
    """`2026-03-20` as a date; BadDate for everything else, week dates and impossible days included."""
    try:
        if re.fullmatch(r"[12]\d{3}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadDate(f"{option} wants a day such as 2026-03-20, not {text!r}")
