"""The checklist of GitHub and Obsidian: `- [ ] @Ben: draft the Q3 OKRs (medium)`. Knows what Markdown would misread."""

import re
from collections.abc import Iterable, Iterator

from atshot_daemon.forms.style import Style
from atshot_daemon.forms.text import Bullets, bulleted
from atshot_daemon.outcome import Failure, Outcome

# Escaped only where it would change the text: a list full of backslashes cannot be read in the editor.
_MISREAD = re.compile(
    r"[\\`*\[\]<>~$^]"  # code, emphasis, links, HTML, strike-through, maths, block ids
    r"|(?<!\w)_|_(?!\w)"  # emphasis; inside a word an underscore is plain
    r"|#(?=\w)"  # tags and issue numbers
    r"|&(?=#?\w+;)"  # entities
    r"|=(?==)|%(?=%)"  # Obsidian's highlight and comment
)


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """One `- [ ]` or `- [x]` line a task, Markdown in the picture's text made harmless."""
    return bulleted(outcomes, style, Bullets("- [ ] ", "- [x] ", escaped))


def escaped(text: str) -> str:
    """`text` such that Markdown shows it as it is."""
    return _MISREAD.sub(r"\\\g<0>", text)
