"""A disk that is full, closed, or holds something else than expected: said clearly, and nothing is lost."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from atshot_daemon.store.errors import StorageUnusable
from tests.daemon.http.api import Api, running
from tests.daemons import free_port
from tests.engine_child import found
from tests.fakes import FakeDesk
from tests.privileges import as_owner, can_be_shut_out
from tests.waiting import until

DISK_BYTES = 3 * 1024 * 1024


def mounted(folder: Path, options: str) -> bool:
    """Whether a small disk in memory is there now."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def disk_of(home: Path, options: str) -> Iterator[Path]:
    """The home, whose captures are on a disk of their own while inside."""
    data = home / "data"
    if not mounted(data, options):
        pytest.skip("only root on Linux can mount a small disk here")
    try:
        yield home
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home whose captures are kept on a disk of 3 MB."""
    with disk_of(tmp_path / "home", f"size={DISK_BYTES}") as home:
        yield home


@contextmanager
def filled(home: Path) -> Iterator[None]:
    """No room is left on the disk while inside."""
    filler = home / "data/filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue
    yield
    filler.unlink()


@asynccontextmanager
async def reading_green(home: Path, gate: Path) -> AsyncIterator[tuple[Api, str]]:
    """A daemon that is reading a picture, and the id of that capture."""
    async with running(home) as api:
        capture_id = (await api.send("green", query="")).json["id"]
        await until(lambda: api.service.captures.running == 1)
        yield api, capture_id


async def problems(api: Api) -> list[str]:
    """The codes of what the user should know."""
    return [problem["code"] for problem in (await api.get("/v1/status")).json["problems"]]


async def test_what_was_read_is_told_on_a_full_disk_and_kept_as_soon_as_there_is_room(home: Path, gate: Path) -> None:
    async with reading_green(home, gate) as (api, capture_id):
        with filled(home):
            gate.touch()
            told = await api.get(f"/v1/captures/{capture_id}?wait=20")
            again = await api.get(f"/v1/captures/{capture_id}")
            listed = (await api.get("/v1/captures")).json["captures"]
            new = await api.send(width=100)
            health, trouble = await api.get("/healthz"), await problems(api)
        await api.service.captures.keep_house()
        kept, healed = await api.get(f"/v1/captures/{capture_id}"), await api.get("/healthz")
        after = await api.send(width=100)
    async with running(home) as api:
        restarted = await api.get(f"/v1/captures/{capture_id}")

    assert ("done", [found(64).text]) == (told.json["state"], [task["text"] for task in told.json["tasks"]])
    assert ["not stored: the disk is full; make room, or delete captures"] == told.json["notes"]
    assert told.json == again.json
    assert [told.json] == listed
    assert (507, "storage_full") == (new.status, new.json["error"])
    assert ("degraded", ["storage_full"]) == (health.json["status"], trouble)
    assert ("ok", 200) == (healed.json["status"], after.status)
    assert ("done", []) == (kept.json["state"], kept.json["notes"])
    assert kept.json == restarted.json


async def test_what_failed_on_a_full_disk_does_not_seem_to_wait_for_ever(home: Path, gate: Path) -> None:
    async with reading_green(home, gate) as (api, _):
        black = (await api.send("black", query="", width=80)).json["id"]
        with filled(home):
            gate.touch()
            told = await api.get(f"/v1/captures/{black}?wait=20")
            again = await api.get(f"/v1/captures/{black}")
        await api.service.captures.keep_house()
        kept = await api.get(f"/v1/captures/{black}")

    assert ("failed", "failed", "failed") == tuple(said.json["state"] for said in (told, again, kept))
    assert {"internal"} == {said.json["error"]["error"] for said in (told, again, kept)}


async def test_deleting_works_on_a_full_disk(home: Path, gate: Path) -> None:
    async with running(home) as api:
        ids = [(await api.send(width=100 + number)).json["id"] for number in range(3)]
        with filled(home):
            one = await api.call("DELETE", f"/v1/captures/{ids[0]}?purge=true")
            others = await api.call("DELETE", "/v1/captures?purge=true")
            left = (await api.get("/v1/captures")).json["captures"]
        said = await api.send(width=200)

    assert [(200, 1), (200, 2)] == [(answer.status, answer.json["deleted"]) for answer in (one, others)]
    assert ([], 200) == (left, said.status)


async def test_what_was_read_on_a_full_disk_and_then_deleted_is_gone(home: Path, gate: Path) -> None:
    async with reading_green(home, gate) as (api, capture_id):
        with filled(home):
            gate.touch()
            await api.get(f"/v1/captures/{capture_id}?wait=20")
            await api.call("DELETE", f"/v1/captures/{capture_id}?purge=true")
            gone = await api.get(f"/v1/captures/{capture_id}")
        await api.service.captures.keep_house()
        tasks, health = await api.get("/v1/tasks?state=all"), await api.get("/healthz")

    assert (404, [], "ok") == (gone.status, tasks.json["tasks"], health.json["status"])


async def test_a_worker_outlives_a_full_disk_where_no_picture_is_kept(home: Path, gate: Path) -> None:
    async with running(home, keep_pictures_days=0) as api:
        first = (await api.send("green", query="")).json["id"]
        second = (await api.send(query="", width=90)).json["id"]
        await until(lambda: api.service.captures.running == 1)
        with filled(home):
            gate.touch()
            states = [(await api.get(f"/v1/captures/{one}?wait=20")).json["state"] for one in (first, second)]
        said = await api.send(width=91)

    assert ["done", "done"] == states
    assert 200 == said.status


async def test_a_disk_that_cannot_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    with disk_of(tmp_path / "home", "ro") as home, pytest.raises(StorageUnusable, match="Read-only"):
        async with running(home):
            pass


def test_serve_ends_with_a_status_of_its_own_where_nothing_can_be_kept(desk: FakeDesk) -> None:
    desk.home.mkdir()
    (desk.home / "data").write_text("no folder")

    run = desk.run("serve", "--port", str(free_port()))

    assert (78, "") == (run.status, run.out)
    assert f"{desk.home / 'data'} cannot be written" in run.err
    assert "(storage_unusable)" in run.err


@pytest.mark.skipif(not can_be_shut_out(), reason="nobody is shut out on this machine")
async def test_a_folder_that_is_closed_while_the_daemon_runs_is_said_and_can_be_mended(
    tmp_path: Path, gate: Path
) -> None:
    pictures = tmp_path / "home/data/pictures"
    with as_owner():
        async with running(tmp_path / "home") as api:
            kept = (await api.send()).json
            pictures.chmod(0o500)
            refused = await api.send(width=100)
            still = await api.get(f"/v1/captures/{kept['id']}")
            pictures.chmod(0o700)
            mended = await api.send(width=100)

    assert (507, "storage_unusable") == (refused.status, refused.json["error"])
    assert kept == still.json
    assert 200 == mended.status


def damage(home: Path) -> None:
    """Write over the database, as a failing disk does."""
    file = home / "data/atshot.sqlite3"
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.write(os.urandom(size))


async def test_a_damaged_database_is_put_aside_at_the_start_and_said(tmp_path: Path, gate: Path) -> None:
    home = tmp_path / "home"
    async with running(home) as api:
        await api.send()
        token = api.token
    damage(home)
    damaged = (home / "data/atshot.sqlite3").read_bytes()

    async with running(home) as api:
        health, trouble = await api.get("/healthz"), await problems(api)
        old_token = await api.get("/v1/captures", headers={"Authorization": f"Bearer {token}"})
        said = await api.send()
    (aside,) = (home / "data").glob("atshot.sqlite3.corrupt-*")
    put_aside = aside.read_bytes()
    async with running(home) as api:
        later = await problems(api)
        await api.call("DELETE", "/v1/captures?purge=true")
        wiped = await problems(api)

    assert damaged == put_aside
    assert ("degraded", ["database_set_aside"]) == (health.json["status"], trouble)
    assert (401, "bad_token") == (old_token.status, old_token.json["error"])
    assert (200, ["database_set_aside"], []) == (said.status, later, wiped)  # told as long as it lies there


async def test_a_database_that_is_damaged_while_the_daemon_runs_is_said_and_mended_by_a_restart(
    tmp_path: Path, gate: Path
) -> None:
    home = tmp_path / "home"
    async with running(home) as api:
        await api.send()
        await api.service.captures.keep_house()
        damage(home)
        answers = [await api.send(query="?wait=5", width=300 + number) for number in range(3)]
        looked = [await api.get("/v1/captures"), await api.get("/v1/tasks"), await api.get("/v1/status")]
        health = await api.get("/healthz")
    async with running(home) as api:
        said, trouble = await api.send(), await problems(api)

    codes = {answer.json.get("error") for answer in (*answers, *looked) if answer.status >= 400}
    assert {"storage_damaged"} == codes
    assert (200, "degraded") == (health.status, health.json["status"])
    assert (200, ["database_set_aside"]) == (said.status, trouble)


def test_what_a_newer_atshot_wrote_is_left_alone(desk: FakeDesk) -> None:
    file = desk.home / "data/atshot.sqlite3"
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE later (x); PRAGMA user_version=99;")
    before = sha256(file.read_bytes()).hexdigest()

    run = desk.run("serve", "--port", str(free_port()))

    assert 78 == run.status
    assert "(storage_newer)" in run.err
    assert before == sha256(file.read_bytes()).hexdigest()
    assert [] == list(file.parent.glob("*.corrupt-*"))


async def test_a_second_process_may_add_and_revoke_while_the_daemon_writes(api: Api, desk: FakeDesk) -> None:
    desk.home = api.service.data.parent
    writing = asyncio.gather(*(api.send(query="", width=100 + number) for number in range(6)))

    added = await asyncio.to_thread(desk.run, "token", "add", "script", "--quiet", "--scope", "history")
    bearer = {"Authorization": f"Bearer {added.out.strip()}"}
    works = await api.get("/v1/captures", headers=bearer)
    revoked = await asyncio.to_thread(desk.run, "token", "revoke", "script")
    void = await api.get("/v1/captures", headers=bearer)

    assert (0, 200) == (added.status, works.status)
    assert (0, 401, "bad_token") == (revoked.status, void.status, void.json["error"])
    assert {202} == {said.status for said in await writing}
