"""Bad requests, bad clients and bad luck: each gets its answer, and nothing is harmed or lost."""

import asyncio
import base64
import io
import json
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from atshot_daemon.access.clients import Kind, Scope
from atshot_inference.limits import MAX_BYTES
from tests.daemon.http.api import Api, running
from tests.daemon.http.raw import ask, request
from tests.fakes import picture_bytes
from tests.waiting import until


def headers(api: Api, **more: str) -> dict[str, str | None]:
    """The headers of a request with our token."""
    good = {"Host": f"127.0.0.1:{api.service.port()}", "Authorization": f"Bearer {api.token}"}
    return {**good, **{name.replace("_", "-"): value for name, value in more.items()}}


async def is_well(api: Api, width: int = 333) -> None:
    """The daemon answers, and reads the next picture."""
    health, said = await api.get("/healthz"), await api.send(width=width)

    assert ("ok", 200, "done") == (health.json["status"], said.status, said.json["state"])


async def test_a_picture_over_the_limit_is_refused_before_a_byte_of_it_came(api: Api) -> None:
    data = request("POST", "/v1/captures", headers(api, Content_Type="image/png", Content_Length="99999999999"))

    said = await ask(api.service.port(), data)

    assert (413, "body_too_large") == (said.status, said.code)
    await is_well(api)


@pytest.mark.parametrize(("size", "status", "code"), [(MAX_BYTES, 415, "unsupported_image"), (MAX_BYTES + 1, 413, "")])
async def test_the_limit_on_a_pictures_bytes_is_exact(api: Api, size: int, status: int, code: str) -> None:
    data = request("POST", "/v1/captures", headers(api, Content_Type="image/png"), bytes(size))

    said = await ask(api.service.port(), data)

    assert (status, code or "body_too_large") == (said.status, said.code)


async def test_the_largest_picture_fits_into_json_too(api: Api) -> None:
    text = base64.b64encode(bytes(MAX_BYTES)).decode()
    kind = {"Content-Type": "application/json"}

    fits, too_much = [
        await api.call("POST", "/v1/captures", data=io.BytesIO(json.dumps({"image": sent}).encode()), headers=kind)
        for sent in (text, text + "AAAA" * 20_000)
    ]

    assert (415, "unsupported_image") == (fits.status, fits.json["error"])
    assert (413, "body_too_large") == (too_much.status, too_much.json["error"])


async def test_an_unknown_address_and_a_wrong_method_are_told_from_each_other(api: Api) -> None:
    unknown = await api.get("/v1/nothing")
    wrong = await api.call("PUT", "/v1/captures")

    assert (404, "not_found") == (unknown.status, unknown.json["error"])
    assert (405, "method_not_allowed") == (wrong.status, wrong.json["error"])
    assert {"DELETE", "GET", "POST"} <= set(wrong.headers["Allow"].replace(" ", "").split(","))


@pytest.mark.parametrize("value", [b"\xff", "键".encode(), b"a\x7fb", b"x" * 201])
async def test_a_key_that_is_no_plain_text_is_refused(api: Api, value: bytes) -> None:
    body = picture_bytes()
    head = request("POST", "/v1/captures", headers(api, Content_Type="image/png", Content_Length=str(len(body))))

    said = await ask(api.service.port(), head[:-2] + b"Idempotency-Key: " + value + b"\r\n\r\n" + body)

    assert said.code in ("bad_request", "invalid_field")
    await is_well(api)


async def test_a_client_that_sends_too_many_pictures_waits_and_others_do_not(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", rate_limit=2) as api:
        said = [await api.send(width=100 + number) for number in range(3)]
        looked = await api.get("/v1/captures")
        _, other = api.service.clients.add("other", kind=Kind.TOKEN, scopes=tuple(Scope))
        others = await api.send(width=200, headers={"Authorization": f"Bearer {other}"})

    assert [200, 200, 429] == [answer.status for answer in said]
    assert "rate_limited" == said[2].json["error"]
    assert 1 <= int(said[2].headers["Retry-After"]) <= 60
    assert [200, 200] == [looked.status, others.status]


async def hung_up(api: Api, data: bytes, after: float) -> None:
    """Send a picture and hang up so many seconds later, without waiting for the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", api.service.port())
    writer.write(request("POST", "/v1/captures?wait=20", headers(api, Content_Type="image/png"), data))
    await writer.drain()
    await asyncio.sleep(after)
    writer.transport.abort()


async def is_empty(api: Api) -> bool:
    """Whether nothing waits and nothing is being read."""
    queue = (await api.get("/v1/status")).json["queue"]
    return (0, 0) == (queue["waiting"], queue["running"])


async def test_whoever_hangs_up_leaves_no_capture_that_waits_for_ever(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", queue_limit=100) as api:
        pictures = [picture_bytes((100 + number, 48)) for number in range(40)]
        await asyncio.gather(*(hung_up(api, data, 0.0008 * number) for number, data in enumerate(pictures)))
        await is_well(api)
        async with asyncio.timeout(20):
            while not await is_empty(api):  # noqa: ASYNC110  # nobody waits for these captures, so no bell rings
                await asyncio.sleep(0.01)

        captures = (await api.get("/v1/captures?limit=100")).json["captures"]

    assert len(captures) > 1
    assert {"done"} == {capture["state"] for capture in captures}


async def test_whoever_hangs_up_while_it_is_read_finds_it_later(api: Api, gate: Path) -> None:
    waiting = asyncio.ensure_future(api.send("green"))
    await until(lambda: api.service.captures.running == 1)
    waiting.cancel()
    gate.touch()

    again = await api.send("green")

    assert (200, "done") == (again.status, again.json["state"])
    assert 1 == len((await api.get("/v1/captures")).json["captures"])
    assert 1 == api.service.engines.statuses[0].pictures


async def test_an_engine_that_the_system_kills_costs_no_picture(api: Api, gate: Path) -> None:
    capture_id = (await api.send("green", query="")).json["id"]
    await until(lambda: api.service.captures.running == 1)
    for engine in psutil.Process().children():
        os.kill(engine.pid, signal.SIGKILL)
    gate.touch()

    said = await api.get(f"/v1/captures/{capture_id}?wait=20")

    assert "done" == said.json["state"]
    await is_well(api)


@pytest.mark.parametrize("years", [10, -10])
async def test_a_clock_that_jumps_locks_nobody_out(api: Api, years: int) -> None:
    before = (await api.send()).json
    api.clock.ahead = timedelta(days=years * 365)

    after = await api.send(width=101)
    listed = [capture["id"] for capture in (await api.get("/v1/captures")).json["captures"]]
    status = (await api.get("/v1/status")).json

    assert 200 == after.status
    assert [after.json["id"], before["id"]] == listed
    assert status["uptime_s"] >= 0
    await is_well(api)


async def test_a_pairing_ends_when_it_should_though_the_clock_is_set_back(api: Api) -> None:
    opened = await api.call("POST", "/v1/pairings", json={"kind": "extension"})
    api.clock.ahead = timedelta(hours=-1)

    challenge = await api.call("POST", "/v1/pairings/challenge")

    assert (201, 120) == (opened.status, opened.json["expires_in_s"])
    assert 200 == challenge.status


CHANGES: list[dict[str, Any]] = [{"due": "2028-02-29"}, {"due": "2999-12-31T23:59:59"}, {"due": "1000-01-01"}]


@pytest.mark.parametrize("change", CHANGES)
async def test_every_day_that_there_is_can_be_due(api: Api, change: dict[str, Any]) -> None:
    task = (await api.send()).json["tasks"][0]["id"]

    said = await api.call("PATCH", f"/v1/tasks/{task}", json=change)
    forms = [
        await api.get(f"/v1/tasks?format={form}") for form in ("text", "csv", "ics", "todotxt", "checklist", "json")
    ]

    assert (200, change["due"]) == (said.status, said.json["due"])
    assert {200} == {form.status for form in forms}


async def test_a_deleted_capture_that_was_not_read_yet_is_read_once_it_is_back(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home") as api:
        await api.send("green", query="", width=70)
        queued = (await api.send(query="", width=71)).json["id"]
        await until(lambda: api.service.captures.running == 1)
        await api.call("DELETE", f"/v1/captures/{queued}")
        await api.service.captures.aclose(0)
    gate.touch()
    async with running(tmp_path / "home") as api:
        back = await api.call("POST", f"/v1/captures/{queued}/restore")

        read = await api.get(f"/v1/captures/{queued}?wait=20")

    assert (200, "done") == (back.status, read.json["state"])


async def test_bringing_back_what_is_there_changes_nothing(api: Api) -> None:
    capture = (await api.send()).json

    back = await api.call("POST", f"/v1/captures/{capture['id']}/restore")

    assert (200, capture) == (back.status, back.json)


async def crowd(api: Api, number: int, until_s: float) -> list[tuple[int, str | None]]:
    """One of many clients: sends picture after picture; for each the status and the capture."""
    loop, answers = asyncio.get_running_loop(), list[tuple[int, str | None]]()
    while loop.time() < until_s:
        said = await api.send(query="", width=64 + (number * 31 + len(answers) * 7) % 900)
        answers.append((said.status, said.json.get("id")))
        if said.status == 429:
            await asyncio.sleep(0.02)
    return answers


async def test_a_crowd_is_answered_or_told_to_come_back_and_nothing_is_lost(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", queue_limit=8) as api:
        until_s = asyncio.get_running_loop().time() + 8
        answers = [one for part in await asyncio.gather(*(crowd(api, n, until_s) for n in range(64))) for one in part]
        taken = {capture_id for status, capture_id in answers if status in (200, 202)}
        states = [(await api.get(f"/v1/captures/{capture_id}?wait=20")).json["state"] for capture_id in taken]
        kept = (await api.get("/v1/status")).json["captures"]
        await is_well(api)

    assert {200, 202, 429} >= {status for status, _ in answers}
    assert {202, 429} <= {status for status, _ in answers}
    assert {"done"} == set(states)
    assert len(taken) == kept
