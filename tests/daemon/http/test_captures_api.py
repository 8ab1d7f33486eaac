"""Captures over HTTP: a picture in, its tasks out, nothing lost on the way."""

import asyncio
import base64
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.daemon.http.api import Api, running
from tests.engine_child import found
from tests.fakes import picture_bytes
from tests.waiting import until


async def test_a_picture_becomes_a_capture_with_its_tasks(api: Api) -> None:
    said = await api.send()

    capture = said.json
    assert (200, "done") == (said.status, capture["state"])
    assert f"/v1/captures/{capture['id']}" == said.headers["Location"]
    assert [found(64).text] == [task["text"] for task in capture["tasks"]]
    assert (64, 48, "image/png", True) == tuple(
        capture["picture"][name] for name in ("width", "height", "type", "stored")
    )
    assert ("colour", "tests", "zh", None, 0) == tuple(
        capture[name] for name in ("engine", "client", "language", "error", "waiting")
    )


async def test_without_waiting_the_answer_is_202_and_the_capture_follows(api: Api, gate: Path) -> None:
    said = await api.send("green", query="")
    waiting = asyncio.ensure_future(api.get(f"/v1/captures/{said.json['id']}?wait=20"))
    gate.touch()

    assert 202 == said.status
    assert said.json["state"] in ("queued", "running")
    assert "done" == (await waiting).json["state"]


async def test_the_list_and_nothing_else_is_printed_for_a_form(api: Api) -> None:
    said = await api.send(query="", headers={"Accept": "text/markdown"})

    assert "text/markdown; charset=utf-8" == said.headers["Content-Type"]
    assert f"- @张工: {found(64).text} [2026-03-20] (高)\n" == said.text


@pytest.mark.parametrize(
    ("accept", "form", "media_type", "holds"),
    [
        ("text/csv", "", "text/csv", "张工"),
        ("text/calendar", "", "text/calendar", "BEGIN:VTODO"),
        ("text/plain", "", "text/markdown", "- @张工"),
        ("text/html, text/markdown;q=0.9, */*;q=0.1", "", "text/markdown", "- @张工"),
        ("*/*", "todotxt", "text/plain", "(A) "),
        ("application/json", "checklist", "text/markdown", "- [ ] "),
        ("application/*", "", "application/json", '"tasks"'),
    ],
)
async def test_accept_or_format_picks_the_form(api: Api, accept: str, form: str, media_type: str, holds: str) -> None:
    capture_id = (await api.send()).json["id"]
    query = f"?format={form}" if form else ""

    said = await api.get(f"/v1/captures/{capture_id}{query}", headers={"Accept": accept})

    assert said.headers["Content-Type"].startswith(media_type)
    assert holds in said.text


async def test_a_form_that_there_is_not_is_refused(api: Api) -> None:
    assert "not_acceptable" == (await api.send(headers={"Accept": "image/png"})).json["error"]
    assert "invalid_field" == (await api.send(query="?format=docx")).json["error"]


@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
async def test_a_picture_may_come_as_json(api: Api, prefix: str) -> None:
    body = {"image": prefix + base64.b64encode(picture_bytes()).decode()}

    said = await api.call("POST", "/v1/captures?wait=20", json=body)

    assert (200, "done") == (said.status, said.json["state"])


async def test_the_type_that_curl_names_is_taken(api: Api) -> None:
    said = await api.send(headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert 200 == said.status


async def test_the_same_picture_is_read_once(api: Api) -> None:
    first, again = await asyncio.gather(api.send(), api.send())

    assert first.json["id"] == again.json["id"]
    assert 1 == api.service.engines.statuses[0].pictures


async def test_a_repeated_key_is_the_same_capture_and_another_body_is_refused(api: Api) -> None:
    key = {"Idempotency-Key": "abc"}
    first, again = await api.send(headers=key), await api.send(headers=key)
    other = await api.send(headers=key, width=65)

    assert first.json["id"] == again.json["id"]
    assert (422, "idempotency_mismatch") == (other.status, other.json["error"])


async def test_what_stands_behind_the_picture_is_not_kept(api: Api) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x", "y")
    picture = picture_bytes(kind="JPEG")

    said = await api.call("POST", "/v1/captures?wait=20", data=picture + held.getvalue())
    image = await api.get(f"/v1/captures/{said.json['id']}/image")

    assert picture == image.body
    assert "image/jpeg" == image.headers["Content-Type"]


async def test_a_picture_lying_on_its_side_has_its_upright_size(api: Api) -> None:
    image, exif, held = Image.new("RGB", (64, 48), "white"), Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    image.save(held, "JPEG", exif=exif)

    said = await api.call("POST", "/v1/captures?wait=20", data=held.getvalue())

    assert (48, 64) == (said.json["picture"]["width"], said.json["picture"]["height"])


async def test_the_queue_takes_eight_and_says_when_to_come_again(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", queue_limit=8) as api:
        first = await api.send("green", query="", width=100)
        await until(lambda: api.service.captures.running == 1)
        waiting = await asyncio.gather(*[api.send("white", query="", width=101 + n) for n in range(8)])
        refused = await api.send("white", query="", width=200)
        known = await api.send("white", query="", width=101)
        health = await api.get("/healthz")
        gate.touch()
        done = await asyncio.gather(*[api.get(f"/v1/captures/{s.json['id']}?wait=20") for s in (first, *waiting)])

    assert {202} == {said.status for said in waiting}
    assert [1, 2, 3, 4, 5, 6, 7, 8] == sorted(said.json["waiting"] for said in waiting)
    assert (429, "queue_full") == (refused.status, refused.json["error"])
    assert int(refused.headers["Retry-After"]) >= 1
    assert 202 == known.status
    assert 200 == health.status
    assert {"done"} == {said.json["state"] for said in done}


async def test_many_at_once_never_get_past_the_limit(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", queue_limit=3) as api:
        await api.send("green", query="", width=99)
        await until(lambda: api.service.captures.running == 1)
        sent = await asyncio.gather(*[api.send(query="", width=100 + number) for number in range(12)])
        gate.touch()

    assert [202] * 3 + [429] * 9 == sorted(said.status for said in sent)


async def test_a_picture_that_brings_the_engine_down_twice_is_not_read_again(api: Api) -> None:
    crashed = await api.send("red")
    again = await api.send("red", query="?wait=20&me=Kim")
    other = await api.send("white")

    assert (422, "decoder_crashed") == (crashed.status, crashed.json["error"])
    assert (422, "decoder_crashed") == (again.status, again.json["error"])
    assert 200 == other.status


async def test_after_one_crash_the_picture_is_tried_again(api: Api) -> None:
    said = await api.send("yellow")

    assert (200, "done") == (said.status, said.json["state"])


async def test_a_hang_ends_at_the_deadline_and_can_be_tried_again(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", deadline_s=0.5) as api:
        slow = await api.send("blue")
        listed = await api.get("/v1/captures")
        again = await api.send("blue", query="")
        white = await api.send("white")

    assert (504, "request_timeout") == (slow.status, slow.json["error"])
    assert "request_timeout" == listed.json["captures"][0]["error"]["error"]
    assert 202 == again.status
    assert 200 == white.status


async def test_health_answers_while_a_picture_is_read(api: Api, gate: Path) -> None:
    await api.send("green", query="")
    await until(lambda: api.service.captures.running == 1)

    said = await api.get("/healthz")
    gate.touch()

    assert {"name": "atshot", "version": "0.1.0", "status": "ok"} == said.json


async def test_a_daemon_that_ends_takes_nothing_in(api: Api) -> None:
    await api.service.captures.aclose(0)

    said = await api.send()

    assert (503, "stopping") == (said.status, said.json["error"])
