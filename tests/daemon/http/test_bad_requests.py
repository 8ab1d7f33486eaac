"""What is wrong in a request is pointed at, and nothing is repeated or half done."""

import base64

import pytest

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.http.wire import MAX_JSON_MARKS, SHORT_BYTES, image_in
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


LONG = SHORT_BYTES + 1


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b'{"image": "%s", "image": ""}' % (b"A" * LONG), 400, "twice"),
        (b'{"image": "%s"' % (b"A" * LONG), 400, "no JSON"),
        (b"[" * LONG, 400, "nested"),
        (b'{"image": "\xff%s"}' % (b"A" * LONG), 400, "UTF-8"),
        (b'{"image": "%s", "x": 1}' % (b"A" * LONG), 422, "x"),
        (b'{"image": "%s"}' % (b"%" * LONG), 422, "base64"),
        (b'{"image": 1%s}' % (b" " * LONG), 422, "/image"),
    ],
    ids=["a key twice", "no end", "deep", "no UTF-8", "a field more", "no base64", "a number"],
)
async def test_long_json_is_judged_as_short_json_is(api: Api, body: bytes, status: int, message: str) -> None:
    said = await api.call("POST", "/v1/captures", data=body, headers={"Content-Type": "application/json"})

    assert (status, {400: "bad_json", 422: "invalid_field"}[status]) == (said.status, said.json["error"])
    assert message in said.json["message"]


@pytest.mark.parametrize("value", [b"{}", b"[]", b"1", b'""', b'{"a":{}}'])
async def test_json_of_very_many_values_is_refused_before_it_is_parsed(api: Api, value: bytes) -> None:
    # No JSON from the first character on, which nobody looks at.
    body = b"?" + b",".join([value] * (MAX_JSON_MARKS + 2))

    said = await api.call("POST", "/v1/captures", data=body, headers={"Content-Type": "application/json"})

    assert (400, "bad_json") == (said.status, said.json["error"])
    assert "100,000" in said.json["message"]


@pytest.mark.parametrize("size", [SHORT_BYTES, LONG])
async def test_a_picture_in_base64_is_the_same_whatever_its_length(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"end"
    text = base64.b64encode(data).decode()

    assert data == await image_in(text)
    assert data == await image_in(f"data:image/png;base64,{text}")
    with pytest.raises(FieldInvalid):
        await image_in(text + "%")
