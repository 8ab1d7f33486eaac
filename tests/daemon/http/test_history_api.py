"""Events, history and deletion over HTTP."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.daemon.http.api import Api, running
from tests.engine_child import SECRET, found
from tests.waiting import until


async def test_events_tell_the_whole_story(api: Api, gate: Path) -> None:
    capture_id = (await api.send("green", query="")).json["id"]
    listening = asyncio.ensure_future(api.events(f"/v1/captures/{capture_id}/events"))
    await until(lambda: api.service.captures.running == 1)
    gate.touch()
    live = await listening

    later = await api.events(f"/v1/captures/{capture_id}/events")

    assert ["queued", "running", "lines", "task", "done"] == [name for _, name, _ in live]
    assert [1, 2, 3, 4, 5] == [number for number, _, _ in live]
    assert 1 == live[3][2]["position"]
    assert "done" == live[4][2]["state"]
    assert [(number, name) for number, name, _ in live] == [(number, name) for number, name, _ in later]


@pytest.mark.parametrize(("last", "told"), [(0, 5), (3, 2), (4, 1), (5, 1), (99, 1)])
async def test_a_stream_is_resumed_after_the_last_event_and_always_tells_the_end(
    api: Api, last: int, told: int
) -> None:
    capture_id = (await api.send()).json["id"]

    events = await api.events(f"/v1/captures/{capture_id}/events", last=last)

    assert told == len(events)
    assert "done" == events[-1][1]


async def test_events_of_a_failure_end_with_it(api: Api) -> None:
    capture_id = (await api.send("black", query="")).json["id"]

    events = await api.events(f"/v1/captures/{capture_id}/events")

    assert "failed" == events[-1][1]
    assert "internal" == events[-1][2]["error"]["error"]
    assert SECRET not in json.dumps(events)


async def test_history_is_paged_and_searched(api: Api) -> None:
    made = [(await api.send(width=100 + number)).json["id"] for number in range(5)]

    first = (await api.get("/v1/captures?limit=3")).json
    second = (await api.get(f"/v1/captures?limit=3&cursor={first['next']}")).json
    hit = (await api.get("/v1/captures", params={"q": "接口 102"})).json
    none = (await api.get("/v1/captures", params={"q": "没有这个"})).json

    assert made[::-1] == [capture["id"] for capture in (*first["captures"], *second["captures"])]
    assert second["next"] is None
    assert [made[2]] == [capture["id"] for capture in hit["captures"]]
    assert {"captures": [], "next": None} == none


async def test_a_deleted_capture_comes_back_until_it_is_wiped(api: Api) -> None:
    capture_id = (await api.send()).json["id"]

    deleted = await api.call("DELETE", f"/v1/captures/{capture_id}")
    gone = await api.get(f"/v1/captures/{capture_id}")
    back = await api.call("POST", f"/v1/captures/{capture_id}/restore")
    wiped = await api.call("DELETE", f"/v1/captures/{capture_id}?purge=true")
    lost = await api.call("POST", f"/v1/captures/{capture_id}/restore")

    assert 1 == deleted.json["deleted"]
    assert deleted.json["undo_until"].endswith("Z")
    assert (404, "not_found") == (gone.status, gone.json["error"])
    assert capture_id == back.json["id"]
    assert {"deleted": 1, "undo_until": None} == wiped.json
    assert 404 == lost.status


async def test_everything_can_be_deleted_at_once(api: Api) -> None:
    for number in range(3):
        await api.send(width=100 + number)

    deleted = await api.call("DELETE", "/v1/captures?purge=true")

    assert 3 == deleted.json["deleted"]
    assert [] == (await api.get("/v1/captures")).json["captures"]
    assert [] == (await api.get("/v1/tasks?state=all")).json["tasks"]


async def test_a_capture_deleted_while_it_is_read_is_gone_and_the_next_one_is_read(api: Api, gate: Path) -> None:
    capture_id = (await api.send("green", query="")).json["id"]
    await until(lambda: api.service.captures.running == 1)
    await api.call("DELETE", "/v1/captures?purge=true")
    gate.touch()

    other = await api.send("white")

    assert 200 == other.status
    assert 404 == (await api.get(f"/v1/captures/{capture_id}")).status


async def test_a_picture_goes_by_age_and_its_tasks_stay(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", keep_pictures_days=0) as api:
        capture = (await api.send()).json
        await until(lambda: not list((tmp_path / "home/data/pictures").rglob("*/*")))

        image = await api.get(f"/v1/captures/{capture['id']}/image")
        tasks = await api.get("/v1/tasks")

    assert (410, "picture_gone") == (image.status, image.json["error"])
    assert [found(64).text] == [task["text"] for task in tasks.json["tasks"]]


async def test_what_was_not_finished_is_read_by_the_next_run(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home") as api:
        green = await api.send("green", query="", width=70)
        white = await api.send("white", query="", width=71)
        await until(lambda: api.service.captures.running == 1)
        stopping = api.service.captures.aclose(0)
        await stopping

    gate.touch()
    async with running(tmp_path / "home") as api:
        done = [await api.get(f"/v1/captures/{said.json['id']}?wait=20") for said in (green, white)]

    assert ["done", "done"] == [said.json["state"] for said in done]


async def test_undo_ends_with_its_time(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", undo_s=60) as api:
        capture_id = (await api.send()).json["id"]
        await api.call("DELETE", f"/v1/captures/{capture_id}")
        api.clock.ahead = timedelta(seconds=61)

        await api.service.captures.keep_house()

        assert 404 == (await api.call("POST", f"/v1/captures/{capture_id}/restore")).status
