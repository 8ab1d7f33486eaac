"""The API's own description: proper, whole, and true of real answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from atshot_daemon.http import answers
from atshot_daemon.http.failures import STATUS
from atshot_daemon.http.route import Route
from atshot_daemon.http.routes import ROUTES
from tests.daemon.http.api import Api, fits, running

PLACE = "/components/schemas/"


def names(routes: Iterator[Route] | tuple[Route, ...]) -> set[str]:
    """Method and path of each route."""
    return {f"{route.method} {route.path}" for route in routes}


async def described(api: Api) -> dict[str, Any]:
    """The description that the daemon gives."""
    document: dict[str, Any] = (await api.get("/openapi.json")).json
    return document


async def test_the_description_is_proper_openapi_3_1(api: Api) -> None:
    document = await described(api)

    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]

    assert "3.1.0" == document["openapi"]
    assert [] == errors


async def test_every_route_is_described_and_no_other(api: Api) -> None:
    document = await described(api)

    assert names(ROUTES) == {
        f"{method.upper()} {path}" for path, operations in document["paths"].items() for method in operations
    }


async def test_who_may_call_a_route_without_a_token_is_described(api: Api) -> None:
    document = await described(api)
    opened = {
        f"{method.upper()} {path}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("security") == []
    }

    assert names(tuple(route for route in ROUTES if route.is_open)) == opened
    assert [{"token": []}] == document["security"]


async def test_every_operation_has_a_name_of_its_own_and_all_failures(api: Api) -> None:
    document = await described(api)
    operations = [operation for held in document["paths"].values() for operation in held.values()]
    problem = {"$ref": "#/components/responses/Problem"}

    assert len(operations) == len({operation["operationId"] for operation in operations})
    for operation in operations:
        failures = {status: answer for status, answer in operation["responses"].items() if answer == problem}
        assert {str(status) for status in STATUS.values()} == set(failures)


async def test_every_type_that_is_described_is_used(api: Api) -> None:
    document = await described(api)
    text = json.dumps(document)

    assert [] == [name for name in document["components"]["schemas"] if f'"#{PLACE}{name}"' not in text]


async def test_the_engines_that_may_be_asked_for_are_named(api: Api) -> None:
    document = await described(api)
    parameters = document["paths"]["/v1/captures"]["post"]["parameters"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in parameters}

    assert ["auto", "colour"] == schemas["engine"]["enum"]


CALLS: list[tuple[str, str, Any]] = [
    ("GET", "/v1/captures", None),
    ("GET", "/v1/captures/{capture}", None),
    ("GET", "/v1/tasks", None),
    ("GET", "/v1/tasks/{task}", None),
    ("PATCH", "/v1/tasks/{task}", {"done": True, "due": "2026-03-20T18:00"}),
    ("POST", "/v1/tasks/{task}/undo", None),
    ("GET", "/v1/models", None),
    ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "?"}]}),
    ("POST", "/v1/pairings", {"kind": "extension"}),
    ("POST", "/v1/pairings", {"kind": "page"}),
    ("POST", "/v1/pairings/challenge", None),
    ("POST", "/v1/hello", {"client": "{client}", "nonce": "00" * 32}),
    ("GET", "/v1/clients", None),
    ("POST", "/v1/clients", {"name": "my-script", "scopes": ["extract"]}),
    ("GET", "/v1/status", None),
    ("POST", "/v1/shutdown", None),
    ("GET", "/healthz", None),
    ("POST", "/v1/captures?wait=20", None),
    ("DELETE", "/v1/captures/{capture}", None),
    ("POST", "/v1/captures/{capture}/restore", None),
    ("DELETE", "/v1/captures?purge=true", None),
]

# Where pairing is tested, and where a picture has doubtful tasks.
CALLED_ELSEWHERE = {"POST /v1/pairings/trade", "POST /v1/captures/{id}/tasks"}


async def test_real_answers_are_exactly_as_described(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", "colour") as api:
        capture = (await api.send(query="?wait=20&me=Kim&source=tab")).json
        ids = {
            "capture": capture["id"],
            "task": capture["tasks"][0]["id"],
            "client": (await api.get("/v1/clients")).json["clients"][0]["id"],
        }
        for method, path, body in CALLS:
            text = json.dumps(body).replace("{client}", ids["client"])
            if path == "/v1/captures?wait=20":
                said = await api.send(width=77)
            else:
                options = {"data": text, "headers": {"Content-Type": "application/json"}} if body else {}
                said = await api.call(method, path.replace("{", "%(").replace("}", ")s") % ids, **options)
            template = path.partition("?")[0].replace("{capture}", "{id}").replace("{task}", "{id}")
            route = next(route for route in ROUTES if (route.method, route.path) == (method, template))
            kind = route.answers[said.status]

            assert kind, path
            assert fits(kind, said.json), path

    called = {f"{m} {p.partition('?')[0].replace('{capture}', '{id}').replace('{task}', '{id}')}" for m, p, _ in CALLS}
    with_json = {f"{route.method} {route.path}" for route in ROUTES if any(route.answers.values())}
    assert with_json - CALLED_ELSEWHERE == called


async def test_a_failed_capture_and_a_failure_are_as_described(api: Api) -> None:
    failed = (await api.send("black", query="")).json["id"]
    refused = await api.get("/v1/captures/none")

    capture = await api.get(f"/v1/captures/{failed}?wait=20")

    assert "failed" == capture.json["state"]
    assert fits(answers.Capture, capture.json)
    assert fits(answers.Problem, refused.json)


@pytest.mark.parametrize("colour", ["white", "black"])
async def test_a_capture_that_waits_is_as_described(api: Api, gate: Path, colour: str) -> None:
    green = await api.send("green", query="?wait=0", width=90)
    waiting = await api.send(colour, query="", width=91)
    gate.touch()

    assert [202, 202] == [green.status, waiting.status]
    assert fits(answers.Capture, green.json)
    assert fits(answers.Capture, waiting.json)


async def test_the_example_of_a_picture_is_one(api: Api) -> None:
    schema = (await described(api))["components"]["schemas"]["CaptureBody"]["properties"]["image"]

    said = [await api.call("POST", "/v1/captures?wait=20", json={"image": image}) for image in schema["examples"]]

    assert [(200, "done")] == [(answer.status, answer.json["state"]) for answer in said]
