"""Where failures become HTTP: one table of codes, one shape. Knows both and no route."""

import errno
import logging
import math
from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from atshot_daemon.http.body import BodyRefused
from atshot_daemon.http.headers import has_begun, request_id_of
from atshot_daemon.plain import one_line
from atshot_inference.errors import AtshotError

# In the order of docs/api.md.
STATUS = {
    "bad_request": 400,
    "bad_target": 400,
    "token_in_url": 400,
    "bad_json": 400,
    "empty_image": 400,
    "auth_required": 401,
    "bad_token": 401,
    "host_not_allowed": 421,
    "origin_not_allowed": 403,
    "cross_site": 403,
    "scope_missing": 403,
    "pairing_foreign": 403,
    "pairing_closed": 403,
    "pairing_wrong": 403,
    "not_found": 404,
    "client_unknown": 404,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "body_timeout": 408,
    "pairing_open": 409,
    "pairing_used": 409,
    "nothing_to_undo": 409,
    "pairing_expired": 410,
    "picture_gone": 410,
    "body_too_large": 413,
    "unsupported_image": 415,
    "unsupported_media_type": 415,
    "content_encoding": 415,
    "image_invalid": 422,
    "image_truncated": 422,
    "image_too_large": 422,
    "image_too_small": 422,
    "image_shape": 422,
    "decoder_crashed": 422,
    "invalid_field": 422,
    "idempotency_mismatch": 422,
    "rate_limited": 429,
    "queue_full": 429,
    "pairing_locked": 429,
    "internal": 500,
    "storage_damaged": 500,
    "engine_unavailable": 503,
    "engine_restarting": 503,
    "stopping": 503,
    "overloaded": 503,
    "request_timeout": 504,
    "storage_full": 507,
    "storage_unusable": 507,
}

# What aiohttp itself refuses, in our words; its own texts may repeat what was sent.
_REFUSED = {
    404: ("not_found", "there is nothing at this address; GET /openapi.json lists what there is"),
    405: ("method_not_allowed", "this address takes other methods; see the header Allow"),
    413: ("body_too_large", "the body is too large; send less"),
}
_BAD_REQUEST = ("bad_request", "this is no proper request; mend the client")
_INTERNAL = ("internal", "a mistake of ours; tell us what you did, with this request_id")

_OUT_OF_FILES = frozenset({errno.EMFILE, errno.ENFILE})

_log = logging.getLogger("atshot.http")


class Overloaded(AtshotError):
    """So many connections and files are open that the system gives us no more."""

    code = "overloaded"
    retry_after_s = 1.0

    def __init__(self) -> None:
        super().__init__("too many connections and files are open; close some, or send it again in a moment")


@web.middleware
async def failures(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure of what lies within leaves as an answer in the one shape."""
    try:
        return await handler(request)
    except AtshotError as error:
        return _if_not_begun(request, error, failure_of(request, error))
    except web.HTTPException as error:
        return _if_not_begun(request, error, refusal_of(request, error))
    except Exception as error:  # the rim: a mistake of ours must cost one request only, and say nothing private
        if isinstance(error, ConnectionError) and not _is_connected(request):
            raise
        if isinstance(error, OSError) and error.errno in _OUT_OF_FILES:
            return _if_not_begun(request, error, failure_of(request, Overloaded()))
        return _if_not_begun(request, error, mistake_of(request, error))


def failure_of(request: web.BaseRequest, error: AtshotError) -> web.Response:
    """The answer for a failure that has a code."""
    response = failure(request, error.code, one_line(str(error)), _headers_for(error))
    if isinstance(error, BodyRefused):
        response.force_close()
    return response


def refusal_of(request: web.BaseRequest, error: web.HTTPException) -> web.Response:
    """The answer for what aiohttp refuses."""
    code, message = _REFUSED.get(error.status, _INTERNAL if error.status >= 500 else _BAD_REQUEST)
    allow = error.headers.get("Allow")
    return failure(request, code, message, {"Allow": allow} if allow else {})


def mistake_of(request: web.BaseRequest, error: BaseException | None) -> web.Response:
    """The answer for what nobody expected; the log learns where it happened, not what was sent."""
    _log.error("internal", exc_info=without_words(error), extra={"request_id": request_id_of(request)})
    return failure(request, *_INTERNAL)


def without_words(error: BaseException | None) -> BaseException:
    """An exception of the same name from the same place, without the message, which may quote anything."""
    alike: type[Exception] = type(type(error).__name__, (Exception,), {})
    return alike().with_traceback(error.__traceback__ if error else None)


def malformed(request: web.BaseRequest) -> web.Response:
    """The answer for bytes that are no HTTP."""
    return failure(request, *_BAD_REQUEST)


def failure(
    request: web.BaseRequest, code: str, message: str, headers: Mapping[str, str] | None = None
) -> web.Response:
    """An answer in the shape of every failure, with the status of its code."""
    body = {"error": code, "message": message, "request_id": request_id_of(request)}
    return web.json_response(body, status=STATUS.get(code, 500), headers=headers)


def _headers_for(error: AtshotError) -> dict[str, str]:
    headers = {}
    if STATUS.get(error.code) == 401:
        headers["WWW-Authenticate"] = "Bearer"
    wait_s: float | None = getattr(error, "retry_after_s", None)
    if wait_s is not None:
        headers["Retry-After"] = str(max(1, math.ceil(wait_s)))
    return headers


def _if_not_begun(request: web.Request, error: Exception, response: web.Response) -> web.Response:
    if has_begun(request):
        # A second answer cannot follow the first: cut the connection, so that nobody takes what was sent for all.
        raise ConnectionAbortedError("the answer had begun") from error
    return response


def _is_connected(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()
