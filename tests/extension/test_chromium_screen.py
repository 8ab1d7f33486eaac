"""What depends on the screen in Chromium: its scale, and the menu that only a real window has."""

import asyncio
import subprocess

import pytest

from tests.browsers.cdp import ALT, SHIFT
from tests.daemons import Daemon
from tests.extension.site import Site
from tests.extension.walk import (
    BOARD,
    OVERLAY,
    PART,
    PART_END,
    PART_START,
    captures,
    connect,
    forget_captures,
    in_chromium,
    shown,
)
from tests.ui.conftest import program
from tests.xserver import x_server

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_on_a_fine_screen_every_pixel_of_a_part_arrives(site: Site, reader: Daemon) -> None:
    program("chromium")
    await forget_captures(reader)
    async with in_chromium(args=["--force-device-scale-factor=2"]) as user:
        await connect(user.own.evaluate, reader)
        page = await user.visit(site.page("chat.html"))
        assert 2 == await page.evaluate("devicePixelRatio")

        await page.letter("D", ALT | SHIFT)
        await page.until(OVERLAY)
        await page.drag(PART_START, PART_END)

        await shown(await user.extension.popup(), PART)
        assert [("region", 1380, 360)] == await captures(reader)


# Where its middle is on the screen, once it is there.
MIDDLE = """(async () => {
    const shown = document.querySelector('img, image'), picture = new Image();
    while (!(picture.src = shown.currentSrc ?? shown.href.baseVal)) await new Promise(requestAnimationFrame);
    await picture.decode();
    const {x, y, width, height} = shown.getBoundingClientRect(), {scale, offsetLeft, offsetTop} = visualViewport;
    return [screenX + (x + width / 2 - offsetLeft) * scale,
        screenY + outerHeight - innerHeight + (y + height / 2 - offsetTop) * scale]; })()"""


@pytest.mark.parametrize(("name", "zoom"), [("picture.html", 1), ("picture.html", 1.5), ("picture.svg", 1)])
async def test_a_picture_that_is_shown_small_arrives_in_full(
    site: Site, reader: Daemon, name: str, zoom: float
) -> None:
    for needed in ("chromium", "Xvfb", "xdotool"):
        program(needed)
    await forget_captures(reader)
    with x_server("1100x1100") as display:
        env = {"DISPLAY": display}
        args = ["--window-position=0,0", "--window-size=1100,1100"]
        async with in_chromium(is_headless=False, args=args, env=env) as user:
            await connect(user.own.evaluate, reader)
            page = await user.visit(site.page(name))
            # As with two fingers.
            await page.send("Emulation.setPageScaleFactor", pageScaleFactor=zoom)
            await page.until(f"visualViewport.scale === {zoom}")
            x, y = await page.evaluate(MIDDLE)

            # Ours is the last item but one, above the one for developers.
            point = ["mousemove", f"{x:.0f}", f"{y:.0f}", "click", "3", "sleep", "0.3"]
            keys = ["key", "--delay", "100", "Up", "Up", "Return"]
            await asyncio.to_thread(subprocess.run, ["xdotool", *point, *keys], env=env, check=True)

            await shown(await user.extension.popup(), BOARD)
            assert [("picture", 900, 600)] == await captures(reader)
            assert name in await page.evaluate("location.href")
            assert not await page.evaluate("document.getElementById('atshot-picture')")
