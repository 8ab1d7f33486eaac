"""What both browsers really send for the extension: its own calls and no others, and no CORS header comes back.

The exemption that makes this work is no promise of either browser; these tests say when it ends.
"""

import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atshot_daemon.discovery import Running
from tests.daemon.http.api import running
from tests.extension.recorder import Recorder, recording
from tests.extension.walk import EXTENSION, Evaluate, in_chromium, in_firefox, introduce
from tests.ui.conftest import program

CALLS = """
import('/platform/link.js').then(async ({link}) => {
  const canvas = new OffscreenCanvas(64, 48);
  const brush = canvas.getContext('2d');
  brush.fillStyle = 'white';
  brush.fillRect(0, 0, 64, 48);
  const body = await canvas.convertToBlob({type: 'image/png'});
  const send = (path, init) => link.fetch(path, init).then(async (answer) => [answer.status, await answer.json()]);
  const headers = {'Content-Type': 'image/png', 'Idempotency-Key': crypto.randomUUID()};
  const [posted, {id}] = await send('/v1/captures?wait=20', {method: 'POST', headers, body});
  const [got, {tasks: [task]}] = await send(`/v1/captures/${id}`, {method: 'GET'});
  const stream = await link.fetch(`/v1/captures/${id}/events`, {headers: {'Last-Event-ID': '0'}});
  const {value} = await stream.body.getReader().read();
  const change = {method: 'PATCH', headers: {'Content-Type': 'application/json'}, body: '{"done": true}'};
  const [patched] = await send(`/v1/tasks/${task.id}`, change);
  const [deleted] = await send(`/v1/captures/${id}`, {method: 'DELETE'});
  return [posted, got, stream.status, value.length > 0, patched, deleted];
})
"""


@pytest.fixture(params=["as it is", "without its script on our page"])
def extension(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The extension; a content script for 127.0.0.1 would hide from us that the permission for it does not work."""
    if request.param == "as it is":
        return EXTENSION
    copy = tmp_path / "extension"
    shutil.copytree(EXTENSION, copy)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    del manifest["content_scripts"]
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return copy


@dataclass(frozen=True)
class Recorded:
    """A daemon that is reached through a recorder."""

    recorder: Recorder
    running: Running


@pytest.fixture
async def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Recorded]:
    """A daemon, and what listens in."""
    monkeypatch.setenv("GATE", str(tmp_path / "gate"))
    async with recording() as (recorder, bound), running(tmp_path / "home", bound=bound) as api:
        yield Recorded(recorder, Running(bound.port, os.getpid(), "0.1.0", datetime.now(UTC), api.token))


async def works(evaluate: Evaluate, recorded: Recorded) -> None:
    """The calls of the extension do what they should, and are all that arrives."""
    recorder = recorded.recorder
    await introduce(evaluate, recorded.running)

    assert [200, 200, 200, True, 200, 200] == await evaluate(CALLS)

    wanted = {"POST /v1/hello", "POST /v1/captures", "GET /v1/captures/", "PATCH /v1/tasks/", "DELETE /v1/captures/"}
    assert all(any(request.startswith(one) for request in recorder.requests) for one in wanted), recorder.requests
    assert not any(request.startswith("OPTIONS") for request in recorder.requests)
    assert b"access-control" not in bytes(recorder.asked).lower()
    assert b"access-control" not in bytes(recorder.answered).lower()
    assert b"cookie" not in bytes(recorder.asked).lower()


async def test_chromium_sends_the_calls_themselves_and_nothing_else(extension: Path, recorded: Recorded) -> None:
    program("chromium")
    async with in_chromium(extension=extension) as user:
        await works(user.own.evaluate, recorded)


async def test_firefox_sends_the_calls_themselves_and_nothing_else(extension: Path, recorded: Recorded) -> None:
    program("firefox-esr", "firefox")
    async with in_firefox(extension=extension) as user:
        await user.fox.go(user.addon.url("options.html"))
        await works(user.fox.evaluate, recorded)
