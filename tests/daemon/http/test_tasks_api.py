"""Tasks over HTTP: found, filtered, paged, changed, and changed back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.store import Store
from atshot_inference.tasks import Reading
from tests.daemon.http.api import Api, running
from tests.engine_child import found

JSON = {"Content-Type": "application/json"}


async def task_of(api: Api, width: int = 64) -> str:
    """The id of the task that a picture of this width shows."""
    capture = (await api.send(width=width)).json
    return str(capture["tasks"][0]["id"])


async def change(api: Api, task_id: str, **fields: Any) -> Any:
    """The task after a change."""
    said = await api.call("PATCH", f"/v1/tasks/{task_id}", json=fields)
    assert 200 == said.status, said.text
    return said.json


async def listed(api: Api, query: str = "") -> list[str]:
    """The ids of the tasks that fit."""
    return [task["id"] for task in (await api.get(f"/v1/tasks{query}")).json["tasks"]]


async def test_a_task_is_shown_with_where_it_was_seen(api: Api) -> None:
    capture = (await api.send()).json

    (task,) = (await api.get("/v1/tasks")).json["tasks"]
    alone = (await api.get(f"/v1/tasks/{task['id']}")).json

    assert capture["tasks"] == [task] == [alone]
    assert (["张工"], found(64).text, "2026-03-20", "high") == tuple(
        task[name] for name in ("owners", "text", "due", "priority")
    )
    assert (1, [capture["id"]], False, [], False) == tuple(
        task[name] for name in ("seen", "captures", "dismissed", "edited", "can_undo")
    )


@pytest.mark.parametrize(
    ("state", "shown"),
    [("", {"open"}), ("open", {"open"}), ("done", {"done"}), ("dismissed", {"dismissed", "done and dismissed"})],
)
async def test_the_state_picks_the_tasks(api: Api, state: str, shown: set[str]) -> None:
    ids = {name: await task_of(api, 100 + n) for n, name in enumerate(("open", "done", "dismissed"))}
    ids["done and dismissed"] = await task_of(api, 104)
    await change(api, ids["done"], done=True)
    await change(api, ids["dismissed"], dismissed=True)
    await change(api, ids["done and dismissed"], done=True, dismissed=True)

    picked = await listed(api, f"?state={state}" if state else "")

    assert {ids[name] for name in shown} == set(picked)
    assert set(ids.values()) == set(await listed(api, "?state=all"))


async def test_owners_and_words_pick_tasks_whatever_their_case_and_width(api: Api) -> None:
    kim, bo = await task_of(api, 100), await task_of(api, 101)
    await change(api, kim, owners=["Kim Ｌee", "李经理"], text="Send the ＡＰＩ 文档")
    await change(api, bo, owners=["Bo"], text="tidy up")

    picked = {
        query: await listed(api, query)
        for query in ("?owner=kim%20lee", "?owner=李经理", "?owner=Kim", "?q=api%20send", "?q=李经", "?q=api%20tidy")
    }

    assert [[kim], [kim], [], [kim], [kim], []] == list(picked.values())
    assert [bo] == await listed(api, "?owner=BO&q=TIDY")


async def test_pages_follow_each_other_most_urgent_first(api: Api) -> None:
    ids = [await task_of(api, 100 + number) for number in range(5)]
    dues = ["2026-05-01", "2026-01-01", None, "2026-03-01T18:00", "2026-03-01"]
    for task_id, due in zip(ids, dues, strict=True):
        await change(api, task_id, due=due)

    pages, cursor = [], ""
    while True:
        page = (await api.get(f"/v1/tasks?limit=2{cursor}")).json
        pages.append([task["id"] for task in page["tasks"]])
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert [[ids[1], ids[3]], [ids[4], ids[0]], [ids[2]]] == pages


@pytest.mark.parametrize(
    "fields",
    [{"done": True}, {"dismissed": True}, {"priority": "low"}, {"priority": "low", "due": None}],
    ids=["ticked off", "dismissed", "less urgent", "undated"],
)
async def test_a_page_goes_on_whatever_became_of_the_tasks_of_the_page_before(api: Api, fields: Any) -> None:
    for number in range(5):
        await task_of(api, 100 + number)
    ids = await listed(api)
    page = (await api.get("/v1/tasks?limit=2")).json
    for task in page["tasks"]:
        await change(api, task["id"], **fields)

    following = await listed(api, f"?limit=3&cursor={page['next']}")

    assert 5 == len(ids)
    assert ids[:2] == [task["id"] for task in page["tasks"]]
    assert ids[2:] == following


async def test_a_page_goes_on_after_tasks_that_were_deleted(api: Api) -> None:
    captures = [(await api.send(width=100 + number)).json for number in range(3)]
    page = (await api.get("/v1/tasks?limit=1")).json
    (shown,) = page["tasks"]
    await api.call("DELETE", f"/v1/captures/{shown['captures'][0]}?purge=true")

    following = await listed(api, f"?cursor={page['next']}")

    ids = {capture["tasks"][0]["id"] for capture in captures}
    assert (2, ids - {shown["id"]}) == (len(following), set(following))


@pytest.mark.parametrize("cursor", ["", "0" * 16, "0" * 37, "0" * 39, "g" * 38])
async def test_a_page_after_no_place_is_refused(api: Api, cursor: str) -> None:
    said = await api.get(f"/v1/tasks?cursor={cursor}")

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert "/cursor" in said.json["message"]


@pytest.mark.parametrize("limit", ["0", "501", "null", ""])
async def test_a_page_of_no_length_is_refused(api: Api, limit: str) -> None:
    said = await api.get(f"/v1/tasks?limit={limit}")

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert "/limit" in said.json["message"]


async def test_a_form_shows_all_tasks_and_json_a_page(api: Api) -> None:
    capture = await api.service.captures.get((await api.send()).json["id"])
    reading = Reading(tuple(map(found, range(101))), (), (), "zh", {})
    await api.service.stored(Store.finish, capture, Outcome("", "colour", reading, 64, 48, 1.0))

    said = {query: (await api.get(f"/v1/tasks?format=text{query}")).text for query in ("", "&limit=3")}
    page = (await api.get("/v1/tasks")).json

    assert [101, 3] == [text.count("- @张工: ") for text in said.values()]
    assert (100, 1) == (len(page["tasks"]), len(await listed(api, f"?cursor={page['next']}")))


@pytest.mark.parametrize(
    ("form", "media_type", "mark"),
    [
        ("text", "text/markdown", "- @张工: "),
        ("csv", "text/csv", "张工"),
        ("ics", "text/calendar", "BEGIN:VTODO"),
        ("todotxt", "text/plain", "(A) "),
        ("checklist", "text/markdown", "- [ ] "),
    ],
)
async def test_a_form_shows_the_tasks_without_those_dismissed(api: Api, form: str, media_type: str, mark: str) -> None:
    shown, dismissed = await task_of(api, 100), await task_of(api, 101)
    await change(api, dismissed, dismissed=True, text="never mind")
    await change(api, shown, text="do this")

    said = [await api.get(f"/v1/tasks?format={form}&state={state}") for state in ("open", "all")]
    asked_for = await api.get(f"/v1/tasks?format={form}&state=dismissed")

    for answer in said:
        assert answer.headers["Content-Type"].startswith(media_type)
        assert mark in answer.text
        assert ("do this" in answer.text, "never mind" in answer.text) == (True, False)
    assert ("do this" in asked_for.text, "never mind" in asked_for.text) == (False, True)


async def test_a_capture_in_a_form_is_shown_without_what_was_dismissed(api: Api) -> None:
    capture = (await api.send()).json
    await change(api, capture["tasks"][0]["id"], dismissed=True)

    said = await api.get(f"/v1/captures/{capture['id']}?format=text")
    whole = await api.get(f"/v1/captures/{capture['id']}")

    assert (200, "") == (said.status, said.text.strip())
    assert [True] == [task["dismissed"] for task in whole.json["tasks"]]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"done": True}, {"done": True}),
        ({"dismissed": True}, {"dismissed": True}),
        ({"owners": ["@Kim", "＠李 经理"]}, {"owners": ["Kim", "李 经理"]}),
        ({"text": " two\nlines\t\u202e and more "}, {"text": "two lines and more"}),
        ({"text": "<b>x</b> =1+1"}, {"text": "<b>x</b> =1+1"}),
        ({"due": "2026-04-01"}, {"due": "2026-04-01"}),
        ({"due": "2026-04-01T18:30"}, {"due": "2026-04-01T18:30:00"}),
        ({"due": None}, {"due": None}),
        ({"priority": "low"}, {"priority": "low"}),
        ({"done": True, "priority": "medium"}, {"done": True, "priority": "medium"}),
    ],
)
async def test_every_field_can_be_changed_and_the_change_taken_back(
    api: Api, fields: dict[str, Any], shown: dict[str, Any]
) -> None:
    before = (await api.get(f"/v1/tasks/{await task_of(api)}")).json

    changed = await change(api, before["id"], **fields)
    kept = (await api.get(f"/v1/tasks/{before['id']}")).json
    undone = (await api.call("POST", f"/v1/tasks/{before['id']}/undo")).json

    assert {**before, **shown, "can_undo": True, "edited": [n for n in shown if n != "dismissed"]} == changed == kept
    assert before == undone


async def test_changes_are_taken_back_one_by_one(api: Api) -> None:
    task = await task_of(api)
    for text in ("one", "two", "three"):
        await change(api, task, text=text)

    texts = [(await api.call("POST", f"/v1/tasks/{task}/undo")).json["text"] for _ in range(3)]
    none_left = await api.call("POST", f"/v1/tasks/{task}/undo")

    assert ["two", "one", found(64).text] == texts
    assert (409, "nothing_to_undo") == (none_left.status, none_left.json["error"])


async def test_what_changes_nothing_is_nothing_to_take_back(api: Api) -> None:
    task = await task_of(api)
    nothing = await change(api, task)
    await change(api, task, done=True)
    again = await change(api, task, done=True)

    undone = (await api.call("POST", f"/v1/tasks/{task}/undo")).json

    assert (False, []) == (nothing["can_undo"], nothing["edited"])
    assert (True, False, False) == (again["done"], undone["done"], undone["can_undo"])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"due": "2026-02-30"}, "/due"),
        ({"due": "2027-02-29T10:00"}, "/due"),
        ({"due": "tomorrow"}, "/due"),
        ({"due": "2026-03-20T25:00"}, "/due"),
        ({"due": 20260320}, "/due"),
        ({"priority": "urgent"}, "/priority"),
        ({"owners": []}, "/owners"),
        ({"owners": ["@ "]}, "/owners"),
        ({"owners": ["x" * 81]}, "/owners"),
        ({"owners": ["x"] * 21}, "/owners"),
        ({"text": ""}, "/text"),
        ({"text": "\u200b\u202e"}, "/text"),
        ({"text": "x" * 501}, "/text"),
        ({"done": 1}, "/done"),
        ({"done": None}, "/done"),
        ({"id": "x"}, "id"),
        ([], "/"),
    ],
)
async def test_a_wrong_change_is_pointed_at_and_changes_nothing(api: Api, body: Any, named: str) -> None:
    before = (await api.get(f"/v1/tasks/{await task_of(api)}")).json

    said = await api.call("PATCH", f"/v1/tasks/{before['id']}", json=body)

    assert (422, "invalid_field") == (said.status, said.json["error"])
    assert named in said.json["message"]
    assert before == (await api.get(f"/v1/tasks/{before['id']}")).json


async def test_of_one_that_is_right_and_one_that_is_wrong_neither_is_changed(api: Api) -> None:
    task = await task_of(api)

    await api.call("PATCH", f"/v1/tasks/{task}", json={"done": True, "due": "2026-02-30"})

    assert not (await api.get(f"/v1/tasks/{task}")).json["done"]


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("PATCH", ""), ("POST", "/undo")])
async def test_whoever_names_no_task_hears_that_first(api: Api, method: str, path: str) -> None:
    body = {"data": json.dumps({"due": "never"}), "headers": JSON} if method == "PATCH" else {}

    said = await api.call(method, f"/v1/tasks/0123456789abcdef{path}", **body)

    assert (404, "not_found") == (said.status, said.json["error"])


@pytest.mark.parametrize(
    "query", ["state=gone", "limit=0", "limit=501", "cursor=x", "format=docx", "owner=" + "x" * 81]
)
async def test_a_wrong_question_is_refused(api: Api, query: str) -> None:
    said = await api.get(f"/v1/tasks?{query}")

    assert (422, "invalid_field") == (said.status, said.json["error"])


async def test_the_same_board_again_keeps_what_the_user_did(api: Api) -> None:
    first = (await api.send()).json
    task = first["tasks"][0]["id"]
    await change(api, task, text="my own words", done=True)

    again = (await api.send(query="?wait=20&me=Kim")).json

    assert first["id"] != again["id"]
    assert [(task, "my own words", True, 2, [again["id"], first["id"]])] == [
        (t["id"], t["text"], t["done"], t["seen"], t["captures"]) for t in again["tasks"]
    ]


async def test_a_task_leaves_with_its_last_capture_and_comes_back_with_it(api: Api) -> None:
    captures = [(await api.send()).json["id"], (await api.send(query="?wait=20&me=Kim")).json["id"]]
    counts = []
    for capture_id in captures:
        await api.call("DELETE", f"/v1/captures/{capture_id}")
        counts.append([task["seen"] for task in (await api.get("/v1/tasks")).json["tasks"]])

    await api.call("POST", f"/v1/captures/{captures[0]}/restore")

    assert [[1], []] == counts
    assert [1] == [task["seen"] for task in (await api.get("/v1/tasks")).json["tasks"]]


async def test_changes_are_there_after_a_restart(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home") as api:
        task = await task_of(api)
        await change(api, task, due=date(2026, 12, 24).isoformat())
        changed = await change(api, task, priority="low")
    async with running(tmp_path / "home") as api:
        kept = (await api.get(f"/v1/tasks/{task}")).json
        undone = (await api.call("POST", f"/v1/tasks/{task}/undo")).json

    assert changed == kept
    assert ("high", "2026-12-24", True) == (undone["priority"], undone["due"], undone["can_undo"])
