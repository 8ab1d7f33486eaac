"""The API against its own description, by a fuzzer that tries what the schemas allow and what they forbid."""

import asyncio
import os
import re
import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from atshot_daemon.http.routes import ROUTES
from tests.daemon.http.api import Api, running
from tests.waiting import ENOUGH_S

ROOT = Path(__file__).parent.parent.parent.parent
SETTINGS = Path(__file__).with_name("contract.toml").read_text("utf-8")
# With these, every request is about something that is there.
IDS = """
[[operations]]
include-path-regex = "^/v1/captures/"
parameters.id = "{capture}"

[[operations]]
include-path-regex = "^/v1/tasks/"
parameters.id = "{task}"
"""
ABOUT_ONE = ("--include-path-regex", "^/v1/(captures|tasks)/", "--exclude-method", "DELETE")
# What a fuzzer cannot know: the proof of a code or of a token, and which task is doubtful.
OUT_OF_REACH = {"POST /v1/pairings/trade", "POST /v1/hello", "POST /v1/captures/{id}/tasks"}


async def fuzzed(api: Api, token: str, *options: str, settings: Path) -> tuple[int | None, str]:
    """The fuzzer's exit status and what it printed: all checks, the same requests each time."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
        *("run", f"{api.url}/openapi.json", "--no-color", "--continue-on-failure", *options),
        *("-H", f"Authorization: Bearer {token}"),
        cwd=settings.parent,  # where it leaves what it learnt
        env={**os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.daemon.http.contract_hooks"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(ENOUGH_S * 4):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    return process.returncode, said.decode()


async def answered(api: Api, token: str) -> dict[str, set[str]]:
    """For each route the statuses with which it answered."""
    said = await api.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(said.text):
        for sample in family.samples:
            if sample.name == "atshot_requests_total":
                found.setdefault(sample.labels["route"], set()).add(sample.labels["status"])
    return found


async def test_the_daemon_does_what_its_description_says(tmp_path: Path, gate: Path) -> None:
    settings = tmp_path / "contract.toml"
    async with running(tmp_path / "home", "answering", "colour") as api:
        # The command line's own token cannot be revoked, whatever the fuzzer does to the clients that it finds.
        token = api.service.clients.add_local()
        capture = (await api.send(width=70)).json
        settings.write_text(SETTINGS + IDS.format(capture=capture["id"], task=capture["tasks"][0]["id"]), "utf-8")
        about_one = await fuzzed(api, token, *ABOUT_ONE, settings=settings)
        settings.write_text(SETTINGS, "utf-8")
        about_all = await fuzzed(api, token, settings=settings)
        statuses = await answered(api, token)
        health = await api.get("/healthz")

    for status, said in (about_one, about_all):
        assert 0 == status, said
        assert re.search(r"\d{3,} generated, \d+ passed", said), said
    # The fuzzer got behind the guard and the checks of each route, not only up to them.
    served = {route for route, held in statuses.items() if any(status.startswith("2") for status in held)}
    assert {f"{route.method} {route.path}" for route in ROUTES} - OUT_OF_REACH <= served
    assert [] == [route for route, held in statuses.items() if any(status.startswith("5") for status in held)]
    assert "ok" == health.json["status"]
