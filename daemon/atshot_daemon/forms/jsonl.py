"""One JSON object a line, one line a picture, failures included. Knows which fields a picture has."""

import json
import unicodedata
from collections.abc import Iterable, Iterator

from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Failure, Outcome
from atshot_daemon.records import stages_record, task_record


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """A line as soon as its picture is read."""
    for outcome in outcomes:
        record = _failure(outcome) if isinstance(outcome, Failure) else _picture(outcome)
        yield _escaped(json.dumps(record, ensure_ascii=False)) + "\n"


def _picture(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.source,
        "engine": outcome.engine,
        "language": outcome.reading.language,
        "size": {"width": outcome.width, "height": outcome.height},
        "elapsed_ms": round(outcome.elapsed_ms, 1),
        "stages": stages_record(outcome.stages_ms),
        "notes": list(outcome.notes),
        "tasks": [task_record(task) for task in outcome.reading.tasks],
        "maybe": [task_record(task) for task in outcome.reading.maybe],
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {"file": failure.source, "error": failure.code, "message": failure.message}


def _escaped(line: str) -> str:
    """The same JSON with the characters that a terminal acts on, or UTF-8 cannot hold, as \\u escapes."""
    return "".join(f"\\u{ord(character):04x}" if _is_acted_on(character) else character for character in line)


def _is_acted_on(character: str) -> bool:
    # Above U+FFFF one escape is not enough, and what is invisible there acts on no terminal.
    return ord(character) <= 0xFFFF and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
