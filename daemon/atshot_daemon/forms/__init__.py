"""The ordered table of forms in which tasks leave. Knows their names, not their grammars."""

from collections.abc import Callable, Iterable, Iterator

from atshot_daemon.forms import checklist, ics, jsonl, table, text, todotxt
from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Failure, Outcome

# A form is given outcomes as they come and gives text as soon as it can; JSON alone has a place for failures.
Form = Callable[[Iterable[Outcome | Failure], Style], Iterator[str]]

FORMS: dict[str, Form] = {
    "text": text.render,
    "json": jsonl.render,
    "csv": table.render,
    "ics": ics.render,
    "todotxt": todotxt.render,
    "checklist": checklist.render,
}
