"""What a client learns that may read pictures and nothing else: what it sent itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from atshot_daemon.access.clients import Kind, Scope
from tests.daemon.http.api import Api, running


@pytest.fixture
def reader(api: Api) -> Api:
    """The same daemon as a client with the scope `extract` alone sees it."""
    _, token = api.service.clients.add("reader", kind=Kind.TOKEN, scopes=[Scope.EXTRACT])
    return replace(api, token=token)


@pytest.mark.parametrize("path", ["", "/image", "/events"])
async def test_a_capture_of_somebody_else_is_not_there(api: Api, reader: Api, path: str) -> None:
    capture_id = (await api.send()).json["id"]

    said = await reader.get(f"/v1/captures/{capture_id}{path}")

    assert (404, "not_found") == (said.status, said.json["error"])
    assert 200 == (await api.get(f"/v1/captures/{capture_id}{path}")).status


async def test_the_same_picture_is_a_capture_of_its_own(api: Api, reader: Api) -> None:
    theirs = (await api.send()).json
    own = (await reader.send()).json

    events = await reader.events(f"/v1/captures/{own['id']}/events")

    assert theirs["id"] != own["id"]
    assert ("reader", [own["id"]]) == (own["client"], own["tasks"][0]["captures"])
    assert [own["id"]] == events[-1][2]["tasks"][0]["captures"]
    assert {theirs["id"], own["id"]} == set((await api.get("/v1/tasks")).json["tasks"][0]["captures"])


async def test_its_own_capture_is_the_same_when_it_sends_it_again(reader: Api) -> None:
    assert (await reader.send()).json["id"] == (await reader.send()).json["id"]


async def test_who_may_see_the_history_sees_what_it_sent(api: Api, reader: Api) -> None:
    own = (await reader.send()).json["id"]

    assert 200 == (await api.get(f"/v1/captures/{own}/image")).status


async def test_nobody_asks_about_the_picture_of_somebody_else(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", "colour") as api:
        _, token = api.service.clients.add("reader", kind=Kind.TOKEN, scopes=[Scope.EXTRACT])
        capture_id = (await api.send()).json["id"]
        content = [{"type": "image_url", "image_url": {"url": f"capture:{capture_id}"}}, {"type": "text", "text": "?"}]
        question = {"messages": [{"role": "user", "content": content}]}

        theirs = await replace(api, token=token).call("POST", "/v1/chat/completions", json=question)
        own = await api.call("POST", "/v1/chat/completions", json=question)

    assert (404, 200) == (theirs.status, own.status)
