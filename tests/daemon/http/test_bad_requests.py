"""What is wrong in a request is pointed at, and nothing is repeated or half done."""

import pytest

from tests.daemon.http.api import Api


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?wait=61", "/wait"),
        ("?wait=-1", "/wait"),
        ("?wait=nan", "/wait"),
        ("?today=2026-02-30", "/today"),
        ("?today=tomorrow", "/today"),
        ("?me=", "/me"),
        ("?engine=gpt", "/engine"),
        ("?colour=red", "colour"),
        ("?wait=1&wait=2", "wait"),
    ],
)
async def test_a_wrong_parameter_is_pointed_at(api: Api, query: str, pointer: str) -> None:
    said = await api.send(query=query)

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert pointer in said.json["message"]


@pytest.mark.parametrize("query", ["limit=-1", "limit=0", "limit=101", "limit=1e30", "cursor=x", "q=" + "x" * 201])
async def test_a_wrong_page_is_refused(api: Api, query: str) -> None:
    said = await api.get(f"/v1/captures?{query}")

    assert (422, "invalid_field") == (said.status, said.json["error"])


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 10_000,
        b'{"image": NaN}',
        b'{"image": "a", "image": "b"}',
        b'{"image": "\xff"}',
        b'{"image": "\\ud800"}',
        b"",
        b"{",
        b'{"image": 1e999}',
    ],
)
async def test_json_that_parsers_read_differently_is_refused(api: Api, body: bytes) -> None:
    said = await api.call("POST", "/v1/captures", data=body, headers={"Content-Type": "application/json"})

    assert said.json["error"] in ("bad_json", "invalid_field")
    assert said.status == {"bad_json": 400, "invalid_field": 422}[said.json["error"]]


@pytest.mark.parametrize(
    ("body", "message"),
    [({"image": 1}, "/image"), ({"image": "%%"}, "base64"), ({"image": "", "x": 1}, "x"), ([], "/")],
)
async def test_json_of_another_shape_is_pointed_at(api: Api, body: object, message: str) -> None:
    said = await api.call("POST", "/v1/captures", json=body)

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert message in said.json["message"]
