"""What daemon and tray write down of their work: one JSON object a line. Knows the fields that may be there, no other.

A picture's text, a question or a token cannot get in by mistake: what is not on the list is left out, whatever it is.
"""

import contextlib
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, cast

import structlog
from structlog.typing import FilteringBoundLogger

from atshot_daemon.plain import one_line
from atshot_daemon.private_files import FILE_MODE, private_folder

MAX_FILE_BYTES = 5 * 1024 * 1024
OLD_FILES = 3
_MAX_NAME_LENGTH = 80
_MAX_FRAMES = 8
_MAX_CAUSES = 4

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

# A few small words: an event is written in the code and holds nothing that came from outside.
_EVENT = re.compile(r"[a-z][a-z0-9_-]*( [a-z0-9_-]+){0,4}")
_UNNAMED = "unnamed"
_WORD = re.compile(r"[\w.:/{}<>+-]{1,200}", re.ASCII)
_TOKEN = re.compile(r"ats_[\w-]{8}", re.ASCII)


def _event(value: object) -> object:
    return value if isinstance(value, str) and len(value) <= 60 and _EVENT.fullmatch(value) else _UNNAMED


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else None


def _word(value: object) -> object:
    """A code, an id, a name of ours, a route: nothing that a sentence could be."""
    text = value if isinstance(value, str) else ""
    return text if _WORD.fullmatch(text) and not _TOKEN.search(text) else None


def _name(value: object) -> object:
    """What the user called a client."""
    text = one_line(value)[:_MAX_NAME_LENGTH] if isinstance(value, str) else ""
    return text if text and not _TOKEN.search(text) else None


def _status(value: object) -> object:
    return _word(value) if isinstance(value, str) else _number(value)


def _frames(value: object) -> object:
    """Where an exception came from, the innermost place first."""
    return [frame for frame in value if _word(frame)] if isinstance(value, list) else None


# Every field that a line may have, and what it may hold; None is left out.
FIELDS: Mapping[str, Callable[[object], object]] = {
    "timestamp": _word,
    "level": _word,
    "event": _event,
    **dict.fromkeys(("request_id", "image_hash", "engine", "capture", "error", "method", "route", "scheme"), _word),
    **dict.fromkeys(("state", "reason", "signal", "version", "kind", "problem", "logger", "exception"), _word),
    "client": _name,
    "status": _status,
    "location": _frames,
    **dict.fromkeys(("prompt_length", "response_length", "inference_time_ms", "elapsed_ms"), _number),
    **dict.fromkeys(("image_bytes", "width", "height", "tasks", "maybe", "lines", "waiting", "count"), _number),
    **dict.fromkeys(("pid", "port", "exit_status", "memory_bytes", "cuda_memory_bytes", "dropped"), _number),
}


def open_log(file: Path, level: str) -> tuple[FilteringBoundLogger, Callable[[], None]]:
    """The log, and how to end it; where nothing can be written it stays empty, and nothing else is wrong.

    Until its end, what libraries have to warn of goes there too, without their words.
    """
    appended = _File(file)
    lines = logging.Logger("atshot", _LEVELS[level])
    lines.addHandler(appended)
    log = cast(
        "FilteringBoundLogger",
        structlog.wrap_logger(
            lines,
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.add_log_level,
                _with_exception,
                _listed,
                _as_line,
            ],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            context_class=dict,
        ).bind(),
    )
    libraries = _Libraries(log)
    root = logging.getLogger()
    root.addHandler(libraries)

    def close() -> None:
        root.removeHandler(libraries)
        appended.close()

    return log, close


def _with_exception(logger: object, method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the exception by its type and the places it passed; its message may quote anything."""
    given = fields.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else None
    if given is True:
        error = sys.exc_info()[1]
    if error is not None:
        fields["exception"] = "<-".join(type(one).__name__ for one in _chain(error))
        frames = traceback.extract_tb(error.__traceback__)[-_MAX_FRAMES:]
        fields["location"] = [f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in reversed(frames)]
    return fields


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(_MAX_CAUSES):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__


def _listed(logger: object, method: str, fields: MutableMapping[str, Any]) -> dict[str, object]:
    """Only the fields of the list, in its order, only with what each may hold; and how many were left out."""
    kept = {
        name: held for name, check in FIELDS.items() if name in fields and (held := check(fields[name])) is not None
    }
    dropped = sum(value is not None for value in fields.values()) - len(kept)
    return {**kept, "dropped": dropped} if dropped else kept


def _as_line(logger: object, method: str, fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False)


class _File(RotatingFileHandler):
    """Appends lines for us alone; a line that cannot be written is lost, and nobody is troubled."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=MAX_FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        private_folder(Path(self.baseFilename).parent)
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
        return os.fdopen(handle, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """Begin anew with the next line: what is left in this stream would be written again and again."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()


class _Libraries(logging.Handler):
    """Notes that a library warned, and where; its words may quote a header or a path.

    A logger of ours (`atshot…`) may say what the event is, and give fields of the list as `extra`.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record down."""
        event, fields = "library warning", dict[str, Any]()
        if record.name.startswith("atshot"):
            event = str(record.msg)
            fields = {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        place = f"{record.filename}:{record.lineno}:{record.funcName}"
        write = self._log.error if record.levelno >= logging.ERROR else self._log.warning
        write(event, **{"location": [place], **fields, "logger": record.name, "exc_info": record.exc_info})
