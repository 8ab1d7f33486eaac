"""Pictures that strangers make, read by the embedded engine: refused or read, and nothing is harmed or lost."""

import base64
import io
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest
import pytest_asyncio

from atshot_daemon.engine.engines import Engines
from tests.daemon.http.api import Api, Said, running
from tests.daemon.http.hostile import NO_PICTURES, READ, REFUSED, SIZE, Made, animation, blank, flipped, png, saved

# All of them meet one daemon, whose engine takes a second to load.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """A daemon with the embedded engine, and one capture in it."""
    home = tmp_path_factory.mktemp("real")
    async with running(home, open_engines=Engines) as api:
        await send(api, saved(blank(size=(200, 100))))
        yield api


@pytest_asyncio.fixture(loop_scope="module")
async def api(real: Api) -> AsyncIterator[Api]:
    """The daemon; after the test it is as well as before."""
    first = (await real.get("/v1/captures?limit=100")).json["captures"][-1]
    processes = engines_processes()
    yield real
    health = await real.get("/healthz")
    again = await real.get(f"/v1/captures/{first['id']}")
    image = await real.get(f"/v1/captures/{first['id']}/image")

    assert (200, "ok") == (health.status, health.json["status"])
    assert first == again.json
    assert 200 == image.status
    assert processes
    assert processes == engines_processes()  # nothing brought the engine down


def engines_processes() -> list[int]:
    """The numbers of our processes besides this one."""
    return [child.pid for child in psutil.Process().children()]


async def send(api: Api, data: bytes, kind: str = "image/png") -> Said:
    """The answer to a picture."""
    return await api.call("POST", "/v1/captures?wait=30", data=data, headers={"Content-Type": kind})


async def a_good_one_is_read(api: Api, width: int) -> None:
    """The engine is there for the next picture."""
    said = await send(api, saved(blank(size=(width, 64))))

    assert (200, "done") == (said.status, said.json["state"])


@pytest.mark.parametrize("name", REFUSED)
async def test_a_picture_that_is_none_or_too_much_is_refused_with_the_reason(api: Api, name: str) -> None:
    made, status, code = REFUSED[name]

    said = await send(api, made())

    assert (status, code) == (said.status, said.json["error"])
    assert "object at" not in said.json["message"]
    await a_good_one_is_read(api, 64 + list(REFUSED).index(name))


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES.keys())
async def test_what_is_called_a_png_and_is_none_is_refused(api: Api, data: bytes) -> None:
    said = await send(api, data)

    assert (415, "unsupported_image") == (said.status, said.json["error"])


@pytest.mark.parametrize(("made", "size"), READ.values(), ids=READ.keys())
async def test_an_odd_picture_is_read_upright(api: Api, made: Made, size: tuple[int, int]) -> None:
    said = await send(api, made())

    picture = said.json["picture"]
    assert (200, "done") == (said.status, said.json["state"])
    assert size == (picture["width"], picture["height"])
    assert [] == said.json["tasks"]


@pytest.mark.parametrize(("kind", "frames"), [("PNG", 2000), ("WEBP", 5)])
async def test_of_an_animation_the_first_frame_is_read_and_a_note_says_so(api: Api, kind: str, frames: int) -> None:
    said = await send(api, animation(kind, frames))

    assert (200, "done") == (said.status, said.json["state"])
    assert ["animation: only the first frame was read"] == said.json["notes"]


async def test_a_blank_picture_has_no_tasks_which_is_no_error(api: Api) -> None:
    said = await send(api, saved(blank(size=(640, 480))))

    assert (200, [], [], None) == (said.status, said.json["tasks"], said.json["maybe"], said.json["error"])


async def test_an_archive_behind_a_picture_is_ignored_and_never_kept(api: Api) -> None:
    picture, behind = saved(blank(size=(222, 111)), "JPEG"), io.BytesIO()
    with zipfile.ZipFile(behind, "w") as archive:
        archive.writestr("secret.txt", "CANARY-7f3a")

    said = await send(api, picture + behind.getvalue())
    kept = await api.get(f"/v1/captures/{said.json['id']}/image")

    assert 200 == said.status
    assert picture == kept.body


async def test_a_damaged_photo_is_read_or_refused_and_never_a_mistake_of_ours(api: Api) -> None:
    said = [await send(api, flipped(seed)) for seed in range(20)]

    assert {answer.status for answer in said} <= {200, 422}
    assert {200, 422} == {answer.status for answer in said}
    assert {answer.json["error"] for answer in said if answer.status == 422} <= {"image_invalid", "image_truncated"}
    await a_good_one_is_read(api, 90)


async def test_a_picture_at_the_limits_is_read(api: Api) -> None:
    said = [await send(api, png(16_000, 8)), await send(api, png(8, 16_000))]

    assert [200, 200] == [answer.status for answer in said]


async def test_a_bomb_in_json_is_refused_alike(api: Api) -> None:
    body: Any = {"image": base64.b64encode(png(13_000, 13_000)).decode()}

    said = await api.call("POST", "/v1/captures?wait=30", json=body)

    assert (422, "image_too_large") == (said.status, said.json["error"])


async def test_a_day_in_a_leap_year_and_days_far_away_are_taken(api: Api) -> None:
    data = saved(blank(size=(SIZE[0], 111)))
    days = ("2028-02-29", "0001-01-01", "9999-12-31")

    said = [await api.call("POST", f"/v1/captures?wait=30&today={day}", data=data) for day in days]

    assert [200] * 3 == [answer.status for answer in said]
    assert list(days) == [answer.json["today"] for answer in said]
