"""Figures for Prometheus: right, readable by its own parser, and nothing private among them."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.daemon.http.api import Api, running
from tests.engine_child import SECRET
from tests.waiting import until


async def figures(api: Api) -> dict[tuple[str, ...], float]:
    """Every figure by its name and the values of its labels."""
    said = await api.get("/metrics")
    assert said.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(said.text)
        for sample in family.samples
    }


async def test_answers_are_counted_by_route_and_status(api: Api) -> None:
    capture = (await api.send()).json
    for _ in range(3):
        await api.get(f"/v1/captures/{capture['id']}")
    await api.get("/v1/captures/none")
    await api.get(f"/v1/nothing/{SECRET}")
    await api.call("PUT", "/v1/captures")
    await api.get("/v1/captures", headers={"Authorization": "Bearer no"})

    found = await figures(api)

    counted = {key[1:]: value for key, value in found.items() if key[0] == "atshot_requests_total"}
    assert {
        ("POST /v1/captures", "200"): 1,
        ("GET /v1/captures/{id}", "200"): 3,
        ("GET /v1/captures/{id}", "404"): 1,
        ("GET /v1/captures", "401"): 1,
        ("none", "404"): 1,
        ("none", "405"): 1,
    } == counted


async def test_pictures_are_counted_by_engine_and_how_it_ended(api: Api) -> None:
    for colour in ("white", "black", "red"):
        await api.send(colour)
    await api.send("white")  # the same again is not read again

    found = await figures(api)

    counted = {key[1:]: value for key, value in found.items() if key[0] == "atshot_captures_total"}
    assert {("colour", "done"): 1, ("auto", "internal"): 1, ("auto", "decoder_crashed"): 1} == counted
    assert 1 == found["atshot_reading_seconds_count",]
    assert 1 == found["atshot_reading_seconds_bucket", "+Inf"]
    assert 0 < found["atshot_reading_seconds_sum",] < 15


async def test_the_queue_is_shown_as_it_is_now(api: Api, gate: Path) -> None:
    await api.send("green", query="")
    await until(lambda: api.service.captures.running == 1)
    await api.send("white", query="", width=90)

    busy = await figures(api)
    gate.touch()
    await until(lambda: api.service.captures.running == 0 and api.service.captures.waiting == 0)
    idle = await figures(api)

    assert (1, 1) == (busy["atshot_queue_running",], busy["atshot_queue_waiting",])
    assert (0, 0) == (idle["atshot_queue_running",], idle["atshot_queue_waiting",])


async def test_memory_is_told_for_the_daemon_and_each_engine(api: Api) -> None:
    await api.send()

    found = await figures(api)

    assert found["atshot_memory_bytes", "daemon"] > 10_000_000
    assert found["atshot_memory_bytes", "colour"] > 1_000_000


async def test_nothing_private_is_among_the_figures(tmp_path: Path, gate: Path) -> None:
    async with running(tmp_path / "home", "answering", "colour") as api:
        await api.send(query=f"?wait=20&me={SECRET}&source={SECRET}", headers={"Idempotency-Key": SECRET})
        await api.get(f"/v1/captures?q={SECRET}")
        await api.get(f"/{SECRET}")
        await api.call("POST", f"/v1/captures?engine={SECRET}", data=b"x")
        asked = {"model": SECRET, "messages": [{"role": "user", "content": SECRET}]}
        await api.call("POST", "/v1/chat/completions", json=asked)

        said = await api.get("/metrics")

    assert SECRET not in said.text
    assert api.token not in said.text


async def test_a_strangers_words_make_no_new_series(api: Api) -> None:
    for number in range(50):
        await api.get(f"/v1/x{number}")
        await api.call(f"M{number}", "/v1/captures")

    found = await figures(api)

    assert 3 >= len([key for key in found if key[0] == "atshot_requests_total"])
