"""In which form an answer leaves, by `format` or `Accept`. Knows media types, no route."""

from collections.abc import Iterable

from aiohttp import web

from atshot_daemon.forms import FORMS
from atshot_daemon.forms.style import Style
from atshot_daemon.http.keys import service_of
from atshot_daemon.outcome import Outcome
from atshot_inference.errors import AtshotError
from atshot_inference.language import language_of
from atshot_inference.tasks import Reading, Task

JSON = "json"
MEDIA_TYPES = {
    "json": "application/json",
    "text": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
    "todotxt": "text/plain",
    "checklist": "text/markdown",
}
# What a client may name in `Accept`, the first that fits counts.
_ACCEPTED = {
    "application/json": "json",
    "text/markdown": "text",
    "text/plain": "text",
    "text/csv": "csv",
    "text/calendar": "ics",
}


class NotAcceptable(AtshotError):
    """There is no such form."""

    code = "not_acceptable"


def form_of(request: web.Request, asked: str | None) -> str:
    """The name of the form that the client wants; NotAcceptable."""
    if asked is not None:
        return asked
    for media_type in _by_preference(request.headers.get("Accept", "*/*")):
        if media_type in ("*/*", "application/*"):
            return JSON
        if media_type == "text/*":
            return "text"
        if media_type in _ACCEPTED:
            return _ACCEPTED[media_type]
    raise NotAcceptable(f"there is no such form; Accept may name {', '.join(_ACCEPTED)}")


def form_response(request: web.Request, form: str, tasks: Iterable[Task], *, language: str | None) -> web.Response:
    """The tasks in one of the forms that are no JSON."""
    shown = tuple(tasks)
    language = language or language_of(task.text for task in shown)
    outcome = Outcome("atshot", "", Reading(shown, language=language), 0, 0, 0.0)
    text = "".join(FORMS[form]([outcome], Style(written_at=service_of(request).now())))
    return web.Response(text=text, content_type=MEDIA_TYPES[form], charset="utf-8")


def _by_preference(accept: str) -> list[str]:
    """The media types of an Accept header (RFC 9110, 12.5.1), best first, without those of weight 0."""
    weighted = []
    for part in accept.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [_weight(parameter[2:]) for parameter in parameters if parameter.startswith("q=")]
        weighted.append((weights[0] if weights else 1.0, media_type))
    return [media_type for weight, media_type in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
