"""What pictures show, what is asked and who asks stays where it belongs: looked for in all that a daemon leaves."""

import asyncio
import base64
import io
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.daemon.http.api import running
from tests.daemon.http.raw import ask, request
from tests.daemons import REAL, Client, Daemon, atshot, client_of, daemon
from tests.engine_child import SECRET
from tests.fakes import picture_bytes
from tests.waiting import until

# As it would stand in a text, in a file of UTF-16, and in base64 wherever that begins.
SPELLINGS = [SECRET.encode(), SECRET.encode("utf-16-le"), base64.b64encode(SECRET.encode())[:12]]


def drawn(*lines: str) -> bytes:
    """A picture with these lines on it."""
    image = Image.new("RGB", (900, 60 + 60 * len(lines)), "white")
    brush = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        brush.text((30, 30 + 60 * number), line, "black", font=ImageFont.load_default(32))
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def holding(folder: Path, *needles: bytes) -> list[str]:
    """The files under the folder that hold one of these, or have it in their names."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if any(needle in os.fsencode(path.name) or needle in _content(path) for needle in needles)
    ]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def arguments_of(running: Daemon) -> Iterator[str]:
    """What everybody on the machine can see of the daemon and its processes."""
    for process in [psutil.Process(running.pid), *running.children]:
        try:
            yield " ".join(process.cmdline())
        except psutil.NoSuchProcess:
            continue


@asynccontextmanager
async def watched(tmp_path: Path, **options: Any) -> AsyncIterator[tuple[Daemon, Client, Path]]:
    """A daemon that writes down all that it ever does, a client of it, and where its temporary files would be."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary), "ATSHOT_LOG_LEVEL": "debug", "ATSHOT_DEADLINE_S": "3"}
    async with daemon(tmp_path / "home", env=env, **options) as started, client_of(started.running) as client:
        yield started, client, temporary


def trouble(home: Path, temporary: Path, started: Daemon) -> list[str]:
    """Where it is and should not be."""
    return [
        *holding(home / "state", *SPELLINGS),
        *holding(temporary, *SPELLINGS),
        *(path.name for path in temporary.iterdir()),
        *(line for line in arguments_of(started) if SECRET in line),
        *(line for line in started.said.splitlines() if SECRET in line),
    ]


async def misuse(client: Client) -> list[int]:
    """Every kind of wrong request that holds it; the statuses."""
    text = {"Content-Type": "application/json"}
    bodies: list[tuple[str, str, Any, dict[str, str]]] = [
        ("POST", "/v1/captures", f'{{"image": "{SECRET}"}}', text),
        ("POST", "/v1/captures", f'{{"{SECRET}": 1}}', text),
        ("POST", "/v1/captures", f'{{"image": {SECRET}', text),
        ("POST", "/v1/captures", SECRET, {"Content-Type": "image/png"}),
        ("POST", "/v1/captures", SECRET, {"Content-Type": f"text/{SECRET}"}),
        ("POST", "/v1/captures", SECRET, {"Content-Type": "image/png", "Content-Encoding": SECRET}),
        ("POST", "/v1/captures", SECRET, {"Content-Type": f"multipart/form-data; boundary={SECRET}"}),
        ("POST", f"/v1/captures?{SECRET}=1", b"", {}),
        ("POST", f"/v1/captures?engine={SECRET}", picture_bytes(), {}),
        ("POST", f"/v1/captures?today={SECRET}", picture_bytes(), {}),
        ("GET", f"/v1/captures?cursor={SECRET}", None, {}),
        ("GET", f"/v1/captures?q={SECRET}", None, {}),
        ("GET", f"/v1/captures/{SECRET}", None, {}),
        ("GET", f"/v1/tasks?owner={SECRET}", None, {"Accept": f"text/{SECRET}"}),
        ("GET", f"/{SECRET}", None, {}),
        (SECRET, "/v1/captures", None, {}),
        ("POST", "/v1/chat/completions", json.dumps({"messages": [{"role": "user", "content": SECRET}]}), text),
        ("POST", "/v1/chat/completions", json.dumps({"messages": [{"role": SECRET, "content": ""}]}), text),
        ("POST", "/v1/pairings", json.dumps({"kind": SECRET}), text),
        ("POST", "/v1/hello", json.dumps({"client": SECRET, "nonce": "00" * 16}), text),
        ("GET", "/v1/clients", None, {"Origin": f"https://{SECRET}.example"}),
        ("GET", "/v1/clients", None, {"Host": SECRET}),
        ("GET", "/v1/clients", None, {"Sec-Fetch-Site": SECRET}),
    ]
    return [(await client.call(method, path, data=data, headers=more))[0] for method, path, data, more in bodies]


async def test_what_a_picture_shows_is_in_the_database_only_and_nowhere_once_it_is_deleted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with watched(tmp_path, program=REAL) as (started, client, temporary):
        picture = drawn(f"Action items for {SECRET}", f"@Kim: send {SECRET} to Bo by Friday (high)")
        query = f"?wait=30&me={SECRET}&source={SECRET}"
        headers = {"Content-Type": "image/png", "Idempotency-Key": SECRET}
        status, capture = await client.call("POST", f"/v1/captures{query}", data=picture, headers=headers)
        events = await client.text(f"/v1/captures/{capture['id']}/events")
        task = capture["tasks"][0]["id"]
        for change in ({"text": f"edited {SECRET}"}, {"owners": [SECRET]}, {"dismissed": True}):
            assert 200 == (await client.call("PATCH", f"/v1/tasks/{task}", json=change))[0]
        kept = holding(tmp_path / "home/data", *SPELLINGS)
        wrong = await misuse(client)
        before = trouble(tmp_path / "home", temporary, started)
        deleted = await client.call("DELETE", "/v1/captures?purge=true")
        after = holding(tmp_path / "home", *SPELLINGS)
        pictures = [path for path in (tmp_path / "home/data/pictures").rglob("*") if path.is_file()]
        log = started.places.log_file.read_text("utf-8")

    assert (200, "done") == (status, capture["state"])
    assert SECRET in events
    assert {"atshot.sqlite3", "atshot.sqlite3-wal"} & set(kept)  # it was there, so that it can be looked for
    assert set(wrong) <= {200, 400, 403, 404, 405, 406, 415, 421, 422, 503}
    assert [] == before
    assert (200, 1) == (deleted[0], deleted[1]["deleted"])
    assert ([], []) == (after, pictures)
    assert [] == holding(tmp_path / "home", *SPELLINGS)
    assert '"event": "capture"' in log
    assert SECRET not in "".join(capfd.readouterr())


async def test_an_engine_that_fails_in_any_way_leaves_nothing_of_the_picture(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with watched(tmp_path) as (started, client, temporary):
        said = [
            await client.post(picture_bytes(colour=colour), query="?wait=20")
            for colour in ("white", "red", "blue", "black")
        ]
        green = (await client.send("green"))["id"]
        await until(lambda: bool(started.children))
        async with asyncio.timeout(20):
            while (await client.status())["queue"]["running"] == 0:  # noqa: ASYNC110  # another process's bell
                await asyncio.sleep(0.01)
        for engine in started.children:
            os.kill(engine.pid, signal.SIGKILL)
        (tmp_path / "home/gate").touch()
        killed = await client.capture(green)
        before = trouble(tmp_path / "home", temporary, started)
        await client.call("DELETE", "/v1/captures?purge=true")
        after = holding(tmp_path / "home", *SPELLINGS)

    assert [200, 422, 504, 500] == [status for status, _ in said]
    assert ["decoder_crashed", "request_timeout", "internal"] == [body["error"] for _, body in said[1:]]
    assert SECRET not in json.dumps([body for _, body in said[1:]])
    assert "done" == killed["state"]
    assert [] == before
    assert [] == after
    assert [] == holding(tmp_path / "home", *SPELLINGS)
    assert SECRET not in "".join(capfd.readouterr())


async def test_a_token_is_nowhere_but_with_its_owner(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with watched(tmp_path) as (started, client, temporary):
        home = tmp_path / "home"
        added = await asyncio.to_thread(atshot, home, "token", "add", "script", "--quiet")
        token, port = added.stdout.decode().strip(), started.running.port
        host = f"127.0.0.1:{port}"
        bearers = [
            {"Authorization": f"Bearer {token}"},
            {"Authorization": f"Bearer {token}\x01"},
            {"Authorization": f"Basic {token}"},
            {"Authorization": f"Bearer {token}", "X": "y" * 9000},
            {token: "x"},
            {"X-Request-ID": token},
            {"Cookie": f"token={token}", "Referer": f"http://{host}/?token={token}"},
        ]
        targets = ["/v1/status", f"/v1/status?token={token}", f"/v1/{token}", f"http://evil.com/{token}"]
        for target in targets:
            for headers in bearers:
                await ask(port, request("GET", target, {"Host": host, **headers}))
        found = holding(home, token.encode()), holding(temporary, token.encode()), list(arguments_of(started))
        own = started.running.token

        assert (await client.status())["pid"] == started.pid

    assert ([], []) == found[:2]
    assert [] == [line for line in found[2] if token in line or own in line]
    assert [] == holding(home, token.encode(), own.encode())
    assert token not in "".join(capfd.readouterr())
    assert token not in started.said


async def test_questions_and_answers_are_kept_nowhere(
    tmp_path: Path, gate: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = tmp_path / "home"
    caplog.set_level("DEBUG")
    async with running(home, "answering") as api:
        url = "data:image/png;base64," + base64.b64encode(picture_bytes()).decode()
        parts = [{"type": "text", "text": SECRET}, {"type": "image_url", "image_url": {"url": url}}]
        for stream in (False, True):
            asked = {"messages": [{"role": "user", "content": parts}], "stream": stream}
            said = await api.call("POST", "/v1/chat/completions", json=asked)
            assert SECRET in said.text

    assert [] == holding(home, *SPELLINGS)
    assert SECRET not in caplog.text
    assert SECRET not in json.dumps(api.log)


async def test_a_client_that_is_cut_off_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    async with watched(tmp_path) as (started, client, temporary):
        for size in range(1, 6):
            timeout = aiohttp.ClientTimeout(total=0.02 * size)
            try:
                await client.session.post(
                    f"{client.running.url}/v1/captures?wait=20&me={SECRET}",
                    data=picture_bytes((100 + size, 48), colour="green"),
                    headers={"Authorization": f"Bearer {client.running.token}"},
                    timeout=timeout,
                )
            except TimeoutError:
                continue
        (tmp_path / "home/gate").touch()
        before = trouble(tmp_path / "home", temporary, started)
        await client.call("DELETE", "/v1/captures?purge=true")
        await client.send(query="?wait=20")
        await client.call("DELETE", "/v1/captures?purge=true")
        after = holding(tmp_path / "home", *SPELLINGS)

    assert ([], []) == (before, after)
