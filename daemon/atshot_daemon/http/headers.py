"""The headers that every answer has, and the request's name. Knows browsers' rules, no route."""

import re
import secrets

from aiohttp import web

from atshot_daemon.access.tokens import holds_token

REQUEST_ID_HEADER = "X-Request-ID"

# Our page loads nothing from elsewhere, shows pictures as blobs, and stands in nobody's frame.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
}

_REQUEST_ID = web.RequestKey("request_id", str)
_HAS_BEGUN = web.RequestKey("has_begun", bool)
_ACCEPTED_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id_of(request: web.BaseRequest) -> str:
    """The name of this request in its answer and the log: the client's X-Request-ID if it is plain, or a new one."""
    if _REQUEST_ID not in request:
        given = request.headers.get(REQUEST_ID_HEADER, "")
        is_good = _ACCEPTED_ID.fullmatch(given) and not holds_token(given)
        request[_REQUEST_ID] = given if is_good else secrets.token_hex(8)
    return request[_REQUEST_ID]


async def harden(request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Put on an answer what every answer has, just before it goes out; meant for `app.on_response_prepare`."""
    request[_HAS_BEGUN] = True
    response.headers.update(ALWAYS)
    response.headers[REQUEST_ID_HEADER] = request_id_of(request)
    response.headers.popall("Server", None)  # who we are is told by /healthz, to whom the Host check lets in


def has_begun(request: web.BaseRequest) -> bool:
    """Whether an answer to this request is on its way, so that no other can be given."""
    return _HAS_BEGUN in request
