"""`atshot extract` with a running daemon and without one: nobody can tell the lists apart."""

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.daemons import ATSHOT, REAL, ROOT, Client, Daemon, atshot, client_of, daemon, environment
from tests.fakes import picture_bytes

SAMPLE = ROOT / "docs/sample-board.png"
KINDS = ("png", "jpg", "webp", "gif", "bmp", "tiff")
MANY = 80


def drawn(path: Path, *lines: str, size: tuple[int, int] = (640, 200)) -> Path:
    """A picture with these lines of English."""
    image = Image.new("RGB", size, "white")
    font = ImageFont.load_default(24)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((20, 20 + 50 * number), line, "black", font)
    image.save(path)
    return path


def pictures(folder: Path) -> list[Path]:
    """The sample, one picture in each format, one turned by its camera, one without tasks, one that is none."""
    folder.mkdir()
    found = [SAMPLE]
    for number, kind in enumerate(KINDS):
        found.append(drawn(folder / f"in.{kind}", "Action items", f"@Ben: draft plan number {number + 3} by Friday"))
    turned = Image.open(drawn(folder / "upright.png", "TODO", "@Ana: order the parcels by 3/27 (high)")).rotate(
        90, expand=True
    )
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(folder / "turned.jpg", exif=exif, quality=95)
    (folder / "blank.png").write_bytes(picture_bytes((640, 480)))
    (folder / "none.png").write_bytes(b"no picture")
    return [*found, folder / "turned.jpg", folder / "blank.png", folder / "none.png"]


def timeless(printed: bytes) -> object:
    """The JSON of `extract` without how long it took."""
    return [
        {name: value for name, value in json.loads(line).items() if name not in ("elapsed_ms", "stages")}
        for line in printed.splitlines()
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pictures of every kind."""
    return pictures(tmp_path_factory.mktemp("pictures") / "all")


@pytest.fixture
async def real(tmp_path: Path) -> AsyncIterator[Daemon]:
    """A daemon with the embedded engine."""
    async with daemon(tmp_path, program=REAL) as running:
        yield running


async def test_what_the_daemon_reads_is_what_the_command_line_reads_alone(
    real: Daemon, tmp_path: Path, folder: list[Path]
) -> None:
    for form in ("text", "json"):
        asked = ["extract", *folder, "--format", form, "--today", "2026-03-16", "--maybe"]

        alone, through = (atshot(home, *asked) for home in (tmp_path / "nobody", tmp_path))

        assert (alone.returncode, alone.stderr) == (through.returncode, through.stderr)
        assert (1, True) == (alone.returncode, b"none.png" in alone.stderr)
        if form == "json":
            assert timeless(alone.stdout) == timeless(through.stdout)
            assert len(folder) == len(alone.stdout.splitlines())
        else:
            assert alone.stdout == through.stdout
            assert b"@Ben" in alone.stdout


async def test_timing_says_who_has_read_it(real: Daemon) -> None:
    done = await asyncio.to_thread(atshot, real.home, "extract", SAMPLE, "--timing")

    assert re.search(rf"by the daemon on {real.running.url}: decode \d+ ms, .*; \d+ ms in all", done.stderr.decode())


async def started(home: Path, *arguments: str | Path) -> asyncio.subprocess.Process:
    """`atshot extract`, on its way."""
    pipe = asyncio.subprocess.PIPE
    command = [*ATSHOT, "extract", *map(str, arguments)]
    return await asyncio.create_subprocess_exec(*command, env=environment(home), stdout=pipe, stderr=pipe)


async def test_a_daemon_that_dies_in_the_middle_costs_no_picture(tmp_path: Path, folder: list[Path]) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        (tmp_path / "first.png").write_bytes(picture_bytes(colour="green"))
        extracting = await started(tmp_path, tmp_path / "first.png", SAMPLE, "--timing", "--today", "2026-03-16")
        await client.busy(running=1, waiting=0)
        running.kill()
        out, err = await extracting.communicate()

    assert (0, False) == (extracting.returncode, b"by the daemon" in err)
    assert "@张工" in out.decode()


async def test_a_daemon_that_is_asked_to_end_in_the_middle_costs_no_picture(tmp_path: Path) -> None:
    async with daemon(tmp_path, env={"ATSHOT_DEADLINE_S": "600"}) as running, client_of(running.running) as client:
        (tmp_path / "first.png").write_bytes(picture_bytes(colour="green"))
        extracting = await started(tmp_path, tmp_path / "first.png", SAMPLE, "--today", "2026-03-16")
        await client.busy(running=1, waiting=0)
        running.signal(signal.SIGTERM)
        out, err = await extracting.communicate()

    assert (0, True) == (extracting.returncode, "@张工" in out.decode()), err.decode()


async def test_a_folder_of_eighty_goes_through_a_queue_that_another_client_keeps_full(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.png").write_bytes(picture_bytes((100 + number, 48)))
    limits = {"ATSHOT_RATE_LIMIT": "60", "ATSHOT_REQUEST_LIMIT": "600", "ATSHOT_QUEUE_LIMIT": "2"}
    async with daemon(tmp_path, env=limits) as running, client_of(running.running) as client:
        await client.send("green")
        await client.busy(running=1, waiting=0)
        for width in (65, 66):
            await client.send("green", size=(width, 48))
        other = asyncio.create_task(sending_on(stranger_of(client, tmp_path), width=1000))

        extracting = asyncio.create_task(
            asyncio.to_thread(atshot, tmp_path, "extract", folder, "--format", "json", "--timing")
        )
        await refused(client, times=4)
        (tmp_path / "gate").touch()
        done = await extracting

        other.cancel()
        await asyncio.gather(other, return_exceptions=True)

    records = list(map(json.loads, done.stdout.splitlines()))
    assert (0, MANY) == (done.returncode, len(records)), done.stderr.decode()
    assert {f"提供接口文档 CANARY-7f3a {100 + number}" for number in range(MANY)} == {
        record["tasks"][0]["text"] for record in records
    }
    assert MANY == done.stderr.count(b"by the daemon on")


def stranger_of(client: Client, home: Path) -> Client:
    """Another client of the same daemon, with a token of its own and the limits that come with it."""
    token = atshot(home, "token", "add", "other", "--quiet").stdout.decode().strip()
    return replace(client, running=replace(client.running, token=token))


async def sending_on(client: Client, *, width: int) -> None:
    """Sends one new picture after the other, whatever the answer."""
    while True:
        width += 1
        await client.post(picture_bytes((width, 48)))


async def refused(client: Client, *, times: int) -> None:
    """Returns once so many pictures were refused."""
    pattern = re.compile(r'atshot_requests_total{route="POST /v1/captures",status="429"} (\d+)')
    while True:
        found = pattern.search(await client.text("/metrics"))
        if found and int(found[1]) >= times:
            return
        await asyncio.sleep(0.005)
