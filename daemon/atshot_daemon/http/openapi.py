"""The API's own description, OpenAPI 3.1, made of the table of routes. Knows no handler's work."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from aiohttp import web

from atshot_daemon.http.answers import Completion, Problem
from atshot_daemon.http.failures import STATUS
from atshot_daemon.http.keys import service_of
from atshot_daemon.http.negotiation import MEDIA_TYPES
from atshot_daemon.http.route import ROUTES, Route
from atshot_daemon.http.shapes import REPEAT_KEY_PATTERN
from atshot_daemon.http.wire import json_answer

_REFERENCE = "#/components/schemas/{name}"
_PICTURES = ("image/png", "image/jpeg", "image/webp", "application/octet-stream")
# Answers that are no JSON of ours, by path.
_OTHER_ANSWERS = {
    "/v1/captures/{id}/events": ("text/event-stream",),
    "/v1/captures/{id}/image": ("image/png", "image/jpeg", "image/webp"),
    "/metrics": ("text/plain",),
    "/openapi.json": ("application/json",),
}
# Whose answers have the forms of a list of tasks too.
_WITH_FORMS = frozenset({"POST /v1/captures", "GET /v1/captures/{id}", "GET /v1/tasks"})
_HEADERS: dict[str, dict[str, dict[str, Any]]] = {
    "POST /v1/captures": {"Idempotency-Key": {"type": "string", "pattern": REPEAT_KEY_PATTERN}},
    "GET /v1/captures/{id}/events": {"Last-Event-ID": {"type": "string", "pattern": "^[0-9]{1,9}$"}},
}


async def openapi(request: web.Request) -> web.StreamResponse:
    """GET /openapi.json: the description of all routes under /v1 and of those for machines."""
    service = service_of(request)
    routes = request.app[ROUTES].values()
    engines = service.engines.names
    return json_answer(description(routes, version=service.version, port=service.port(), engines=engines))


def description(routes: Iterable[Route], *, version: str, port: int, engines: Sequence[str]) -> dict[str, Any]:
    """The whole document; `engines` are those that may be asked for by name."""
    described = [route for route in routes if route.answers or route.path in _OTHER_ANSWERS]
    types = {kind for route in described for kind in (route.body, *route.answers.values()) if kind}
    _, components = msgspec.json.schema_components([*types, Problem], ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for route in described:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, engines)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Atshot",
            "version": version,
            "description": "A screenshot in, a prioritized list of @-tasks out, on your own machine.",
        },
        "servers": [{"url": f"http://127.0.0.1:{port}"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Problem": {"description": "What went wrong", "content": _json(_ref(Problem))}},
        },
    }


def _operation(route: Route, engines: Sequence[str]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "summary": route.summary,
        "parameters": [*_path_parameters(route), *_query_parameters(route, engines), *_header_parameters(route)],
        "responses": _responses(route),
    }
    if route.is_open:
        operation["security"] = []
    if route.body:
        operation["requestBody"] = {"required": True, "content": _body(route)}
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    names = re.findall(r"{(\w+)}", route.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(route: Route, engines: Sequence[str]) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    _, components = msgspec.json.schema_components([route.query], ref_template=_REFERENCE)
    schemas: dict[str, Any] = components
    properties = schemas[route.query.__name__]["properties"]
    plain = {name: _plain(schema, schemas) for name, schema in properties.items()}
    if "engine" in plain:
        plain["engine"] = {"type": "string", "enum": list(engines)}
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in plain.items()]


def _plain(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema: what may be left out is never sent as null."""
    if "$ref" in schema:
        schema = {**components[schema["$ref"].rsplit("/", 1)[-1]], **schema}
    given = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    kept = given[0] if given else schema
    return {name: value for name, value in kept.items() if name != "$ref" and (name, value) != ("default", None)}


def _header_parameters(route: Route) -> list[dict[str, Any]]:
    headers = _HEADERS.get(f"{route.method} {route.path}", {})
    return [{"name": name, "in": "header", "required": False, "schema": schema} for name, schema in headers.items()]


def _body(route: Route) -> dict[str, Any]:
    assert route.body
    content = _json(_ref(route.body))
    if route.path == "/v1/captures":
        content.update({kind: {"schema": {"type": "string", "format": "binary"}} for kind in _PICTURES})
    return content


def _responses(route: Route) -> dict[str, Any]:
    responses = {str(status): _response(route, kind) for status, kind in route.answers.items()}
    if route.path in _OTHER_ANSWERS:
        content: dict[str, Any] = {kind: {} for kind in _OTHER_ANSWERS[route.path]}
        responses["200"] = {"description": route.summary, "content": content}
    failures = {str(status): {"$ref": "#/components/responses/Problem"} for status in sorted({*STATUS.values()})}
    return {**responses, **failures}


def _response(route: Route, kind: type | None) -> dict[str, Any]:
    if kind is None:
        return {"description": "Done"}
    content = _json(_ref(kind))
    if f"{route.method} {route.path}" in _WITH_FORMS:
        content.update({media_type: {} for media_type in MEDIA_TYPES.values() if media_type not in content})
    if kind is Completion:
        content["text/event-stream"] = {}  # with `stream`
    return {"description": route.summary, "content": content}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _ref(kind: type) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(name=kind.__name__)}
