"""The form that people paste: `- @Ben: draft the Q3 OKRs by 3/27 (medium)`. Nothing parses it, so it has no escapes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from atshot_daemon.forms.style import MAYBE_WORDS, PRIORITY_WORDS, Style, due_apart, mentions, readings
from atshot_daemon.outcome import Failure, Outcome
from atshot_daemon.plain import one_line
from atshot_inference.tasks import Task


@dataclass(frozen=True, slots=True)
class Bullets:
    """What stands before an open task and a done one, and how strangers' text is escaped behind it."""

    open: str
    done: str
    escaped: Callable[[str], str]


_PLAIN = Bullets("- ", "- [x] ", str)


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """One line a task; with headings, the picture's name above its tasks."""
    return bulleted(outcomes, style, _PLAIN)


def task_line(task: Task, language: str) -> str:
    """One task as the text form shows it; `language` is zh or en."""
    return _line(task, language, _PLAIN)


def bulleted(outcomes: Iterable[Outcome | Failure], style: Style, bullets: Bullets) -> Iterator[str]:
    """The list that the text form and the checklist share, one chunk a picture."""
    first = True
    for outcome in readings(outcomes):
        lines = list(_lines(outcome, style, bullets))
        if style.headings:
            lines = ([] if first else [""]) + [f"{bullets.escaped(one_line(outcome.source))}:", *lines]
        first = False
        if lines:
            yield "\n".join(lines) + "\n"


def _lines(outcome: Outcome, style: Style, bullets: Bullets) -> Iterator[str]:
    language = style.language_of(outcome)
    yield from (_line(task, language, bullets) for task in outcome.reading.tasks)
    if style.maybe and outcome.reading.maybe:
        yield MAYBE_WORDS[language]
        yield from (_line(task, language, bullets) for task in outcome.reading.maybe)


def _line(task: Task, language: str, bullets: Bullets) -> str:
    due = due_apart(task)
    owners = bullets.escaped(mentions(task.owners))
    return "".join(
        [
            bullets.done if task.done else bullets.open,
            f"{owners}: " if owners else "",
            bullets.escaped(task.text),
            f" [{due}]" if due else "",
            f" ({PRIORITY_WORDS[language][task.priority]})",
        ]
    )
