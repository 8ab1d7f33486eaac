"""Questions about a picture: answered whole and piece by piece, as OpenAI's clients read it."""

import asyncio
import base64
import io
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.http.answers import Completion, Models
from tests.daemon.http.api import Api, Said, fits, running
from tests.daemon.http.hostile import PNG_SIGN, chunk, header
from tests.fakes import picture_bytes
from tests.waiting import until

CHAT = "/v1/chat/completions"


@pytest.fixture
async def answering(tmp_path: Path, gate: Path) -> AsyncIterator[Api]:
    """A daemon with an engine that answers; one that pauses for half a second is given up."""
    async with running(tmp_path / "home", "answering", "colour", deadline_s=0.5) as api:
        yield api


def data_url(colour: str = "white", width: int = 64) -> str:
    """A picture as a data: URL."""
    return "data:image/png;base64," + base64.b64encode(picture_bytes((width, 48), colour=colour)).decode()


def question(text: str, *urls: str, role: str = "user") -> dict[str, Any]:
    """A message with pictures."""
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    return {"role": role, "content": [{"type": "text", "text": text}, *parts]}


async def asked(api: Api, *messages: Any, **more: Any) -> Said:
    """The answer to a conversation."""
    return await api.call("POST", CHAT, json={"messages": list(messages), **more})


async def asked_at_length(api: Api, data: bytes) -> Said:
    """The answer to a question about a big picture."""
    url = "data:image/png;base64," + base64.b64encode(data).decode()
    body = json.dumps({"messages": [question("?", url)]}).encode()
    return await api.call("POST", CHAT, data=io.BytesIO(body), headers={"Content-Type": "application/json"})


def content(said: Said) -> str:
    """What the engine said."""
    (choice,) = said.json["choices"]
    text: str = choice["message"]["content"]
    return text


def chunks(body: str) -> list[dict[str, Any]]:
    """The chunks of a stream, read as OpenAI's own client does: `data:` lines, up to `[DONE]`."""
    found: list[dict[str, Any]] = []
    for line in body.splitlines():
        name, _, value = line.partition(":")
        if name != "data":
            assert line == ""
            continue
        if value.strip() == "[DONE]":
            return found
        found.append(json.loads(value))
    raise AssertionError("a stream without its end")


def joined(found: list[dict[str, Any]]) -> str:
    """The text of all chunks."""
    return "".join(one["choices"][0]["delta"].get("content", "") for one in found)


async def test_the_engines_that_answer_are_listed(answering: Api) -> None:
    said = await answering.get("/v1/models")

    assert ["answering"] == [model["id"] for model in said.json["data"]]
    assert fits(Models, said.json)


async def test_a_question_is_answered_as_openai_does(answering: Api) -> None:
    said = await asked(answering, question("谁负责？"), model="auto", temperature=0.2, user="me", n=1)

    assert 200 == said.status
    assert "你问：谁负责？ (0 px)" == content(said)
    assert ("chat.completion", "answering", "stop") == (
        *(said.json["object"], said.json["model"]),
        said.json["choices"][0]["finish_reason"],
    )
    assert fits(Completion, said.json)


async def test_a_stream_says_the_same_piece_by_piece(answering: Api) -> None:
    whole = await asked(answering, question("谁？", data_url()))
    said = await asked(answering, question("谁？", data_url()), stream=True)

    found = chunks(said.text)
    assert "text/event-stream; charset=utf-8" == said.headers["Content-Type"]
    assert content(whole) == joined(found)
    assert len(found) > 2
    assert {"role": "assistant", "content": "你问："} == found[0]["choices"][0]["delta"]
    assert [None] * (len(found) - 1) + ["stop"] == [one["choices"][0]["finish_reason"] for one in found]
    assert {"chat.completion.chunk"} == {one["object"] for one in found}
    assert 1 == len({(one["id"], one["created"], one["model"]) for one in found})


async def test_the_picture_of_the_last_message_with_one_counts(answering: Api) -> None:
    said = await asked(
        answering,
        {"role": "system", "content": "be brief"},
        question("first", data_url(width=100), data_url(width=101)),
        question("an answer", role="assistant"),
        question("and now?", data_url(width=102), data_url(width=103)),
        {"role": "assistant", "content": "so"},
        {"role": "user", "content": "last"},
    )

    assert "你问：last (103 px)" == content(said)


async def test_a_captured_picture_is_named_by_its_id(answering: Api) -> None:
    capture = (await answering.send(width=123)).json

    said = await asked(answering, question("?", f"capture:{capture['id']}"))

    assert content(said).endswith("(123 px)")


async def test_a_capture_that_is_gone_cannot_be_asked_about(answering: Api) -> None:
    capture = (await answering.send(width=123)).json
    await answering.call("DELETE", "/v1/captures?purge=true")

    said = [await asked(answering, question("?", f"capture:{one}")) for one in (capture["id"], "nothing", "")]

    assert [(404, "not_found")] * 3 == [(answer.status, answer.json["error"]) for answer in said]


async def test_a_picture_that_went_by_age_is_told(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", keep_pictures_days=0) as api:
        capture = (await api.send()).json
        await until(lambda: not list((tmp_path / "home/data/pictures").rglob("*/*")))

        said = await asked(api, question("?", f"capture:{capture['id']}"))

    assert (410, "picture_gone") == (said.status, said.json["error"])


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/a.png", "https://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "file:///etc/hosts", "a.png"],
)
@pytest.mark.parametrize("stream", [False, True])
async def test_no_other_address_is_ever_opened(answering: Api, url: str, stream: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        address = url.format(port=trap.getsockname()[1])
        said = await asked(answering, question("?", address, data_url()), question("?", address), stream=stream)
        with pytest.raises(BlockingIOError):
            trap.accept()

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert "127.0.0.1" not in said.text


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("engines", [("colour",), ("missing", "colour")])
async def test_without_an_engine_that_answers_it_is_said_how_to_get_one(
    tmp_path: Path, gate: Path, engines: tuple[str, ...], stream: bool
) -> None:
    async with running(tmp_path / "home", *engines) as api:
        said = await asked(api, question("?"), stream=stream)
        models = await api.get("/v1/models")

    assert (503, "engine_unavailable") == (said.status, said.json["error"])
    assert "atshot doctor" in said.json["message"]
    assert [] == models.json["data"]


async def test_an_engine_that_there_is_not_and_one_that_does_not_answer_are_told_apart(answering: Api) -> None:
    unknown = await asked(answering, question("?"), model="gpt-4o")
    silent = await asked(answering, question("?"), model="colour")
    named = await asked(answering, question("?"), model="answering")

    assert (422, "invalid_field") == (unknown.status, unknown.json["error"])
    assert "/model" in unknown.json["message"]
    assert (503, "engine_unavailable") == (silent.status, silent.json["error"])
    assert 200 == named.status


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "messages"),
        ({"messages": []}, "/messages"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "/messages/0/role"),
        ({"messages": [{"role": "user", "content": []}]}, "/messages/0/content"),
        ({"messages": [{"role": "user", "content": [{"type": "audio"}]}]}, "/messages/0/content/0/type"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "/messages"),
        ({"messages": [{"role": "user", "content": "x"}], "max_tokens": 0}, "/max_tokens"),
        ({"messages": [{"role": "user", "content": "x"}], "stream": "yes"}, "/stream"),
        ({"messages": [{"role": "user", "content": "x" * 100_001}]}, "/messages/0/content"),
        ({"messages": [question("?", "data:image/png;base64,%%")]}, "base64"),
    ],
)
async def test_a_wrong_question_is_pointed_at(answering: Api, body: Any, named: str) -> None:
    said = await answering.call("POST", CHAT, json=body)

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert named in said.json["message"]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"GIF89a", 415, "unsupported_image"),
        (PNG_SIGN + header(13_000, 13_000) + chunk(b"IEND", b""), 422, "image_too_large"),
        # Whole by its frame; only the decoder sees what is wrong, when the answer could have begun.
        (PNG_SIGN + header(64, 48) + chunk(b"IDAT", b"x") + chunk(b"IEND", b""), 422, "image_truncated"),
    ],
    ids=["no picture", "a bomb", "no pixels"],
)
async def test_a_picture_that_is_none_is_refused_before_the_answer_begins(
    answering: Api, data: bytes, status: int, code: str, stream: bool
) -> None:
    url = "data:image/png;base64," + base64.b64encode(data).decode()

    said = await asked(answering, question("?", url), stream=stream)

    assert (status, code) == (said.status, said.json["error"])
    assert 200 == (await asked(answering, question("?"))).status


async def test_what_fails_in_the_middle_of_a_stream_is_told_in_it_and_the_next_question_is_answered(
    answering: Api,
) -> None:
    said = await asked(answering, question("谁？", data_url("blue")), stream=True)
    found = chunks(said.text)
    after = await asked(answering, question("again"))

    *pieces, failure = found
    assert (200, "你问：谁？") == (said.status, joined(pieces))
    assert {"error", "message", "request_id"} == set(failure)
    assert ("request_timeout", said.headers["X-Request-ID"]) == (failure["error"], failure["request_id"])
    assert "你问：again (0 px)" == content(after)


async def test_what_fails_in_the_middle_of_a_whole_answer_is_the_answer(answering: Api) -> None:
    said = await asked(answering, question("谁？", data_url("blue")))

    assert (504, "request_timeout") == (said.status, said.json["error"])


async def test_who_leaves_in_the_middle_frees_the_engine(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", deadline_s=60) as api:
        body = {"messages": [question("谁？", data_url("blue"))], "stream": True}
        headers = {"Authorization": f"Bearer {api.token}"}
        async with api.session.post(api.url + CHAT, json=body, headers=headers) as response:
            first = await response.content.readline()
        async with asyncio.timeout(20):
            after = await asked(api, question("again"))
            picture = await api.send()

    assert first.startswith(b"data: ")
    assert "你问：again (0 px)" == content(after)
    assert "done" == picture.json["state"]


async def test_an_engine_that_keeps_failing_rests_and_says_for_how_long(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", "colour", deadline_s=0.3, breaker_failures=2) as api:
        failed = [await asked(api, question("?", data_url("blue"))) for _ in range(2)]
        resting = await asked(api, question("?"))

    assert [504, 504] == [said.status for said in failed]
    assert (503, "engine_unavailable") == (resting.status, resting.json["error"])
    assert "rests" in resting.json["message"]


async def test_two_questions_at_once_are_both_answered(answering: Api) -> None:
    said = await asyncio.gather(*(asked(answering, question(f"Nr. {n}"), stream=n % 2 == 1) for n in range(6)))

    texts = [joined(chunks(one.text)) if n % 2 else content(one) for n, one in enumerate(said)]
    assert [f"你问：Nr. {n} (0 px)" for n in range(6)] == texts


async def test_questions_count_as_work(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", rate_limit=2) as api:
        said = [await asked(api, question("?")) for _ in range(3)]

    assert [200, 200, 429] == [one.status for one in said]
    assert int(said[2].headers["Retry-After"]) >= 1


@pytest.mark.parametrize("url", ["data:image/png;base64,%%", "capture:nothing", "http://127.0.0.1/"])
async def test_where_no_engine_answers_no_picture_is_looked_at(api: Api, url: str) -> None:
    said = await asked(api, question("?", url))

    assert (503, "engine_unavailable") == (said.status, said.json["error"])


async def test_where_no_engine_answers_a_long_question_hears_that_too(api: Api) -> None:
    said = await asked_at_length(api, bytes(12 * 1024 * 1024))

    assert (503, "engine_unavailable") == (said.status, said.json["error"])
    assert 200 == (await api.get("/healthz")).status


@pytest.mark.parametrize("url", ["data:image/png;base64,%%", "data:image/png;base64,R0lGODlh", "capture:nothing"])
async def test_a_question_counts_before_its_picture_is_looked_at(tmp_path: Path, gate: Path, url: str) -> None:
    async with running(tmp_path / "home", "answering", rate_limit=1) as api:
        said = [await asked(api, question("?", url)) for _ in range(2)]

    assert said[0].status in (404, 415, 422)
    assert (429, "rate_limited") == (said[1].status, said[1].json["error"])


async def test_a_long_picture_is_seen_as_a_short_one(answering: Api) -> None:
    said = await asked_at_length(answering, picture_bytes((77, 48)) + bytes(1024 * 1024))

    assert "你问：? (77 px)" == content(said)
