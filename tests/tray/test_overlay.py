"""Our own picker on X11, on a real X server with a real mouse: the box is exact, and who gives up gets nothing."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from PIL import Image, ImageGrab
from Xlib import X
from Xlib.display import Display

from atshot_daemon.machine import Machine
from atshot_tray.backends.x11 import Area, put_picture
from atshot_tray.regions import RegionUnavailable, region_picture
from atshot_tray.regions.overlay import area_between, take_screen
from tests.panels import lacking
from tests.tray.pictures import opened
from tests.waiting import until
from tests.xserver import x_server

MISSING = lacking()
ON_A_DESKTOP = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


class Screen:
    """An X server that shows a picture of which no two places look the same."""

    def __init__(self, display: str, size: tuple[int, int]) -> None:
        self.display, self.size = display, size
        across, down = (Image.linear_gradient("L").resize(size) for _ in range(2))
        self.picture = Image.merge("RGB", (across.transpose(Image.Transpose.ROTATE_90).resize(size), down, across))
        # Kept: a server whose last client leaves forgets everything.
        self.connection = connection = Display(display)
        root = connection.screen().root
        held = root.create_pixmap(*size, connection.screen().root_depth)
        put_picture(held, root.create_gc(), self.picture, depth=connection.screen().root_depth)
        root.change_attributes(background_pixmap=held)
        root.clear_area()
        connection.sync()

    @property
    def machine(self) -> Machine:
        """The desktop as the program sees it."""
        return Machine(platform="linux", environ={"DISPLAY": self.display})

    def xdotool(self, *arguments: object) -> None:
        """What a user does with mouse and keys."""
        environ = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", *map(str, arguments)], env=environ, check=True, stdin=subprocess.DEVNULL)

    def shown(self, place: tuple[int, int]) -> tuple[int, ...]:
        """The colour of a place on the screen now."""
        box = (*place, place[0] + 1, place[1] + 1)
        colour = ImageGrab.grab(box, xdisplay=self.display).getpixel((0, 0))
        assert isinstance(colour, tuple)
        return colour

    def dimmed(self, place: tuple[int, int]) -> tuple[int, ...]:
        """The same place behind our picker."""
        colour = self.picture.getpixel(place)
        assert isinstance(colour, tuple)
        return tuple(int(value * 0.5) for value in colour)

    async def picker(self) -> "asyncio.Task[bytes | None]":
        """A pick that has begun."""
        task = asyncio.create_task(asyncio.to_thread(region_picture, self.machine))
        place = (self.size[0] - 9, self.size[1] - 9)
        await until(lambda: task.done() or self.shown(place) == self.dimmed(place))
        assert not task.done(), task.result()
        return task


@asynccontextmanager
async def screen(size: tuple[int, int]) -> AsyncIterator[Screen]:
    """A screen of this size, and nobody on it."""
    with x_server(f"{size[0]}x{size[1]}") as display:
        shown = Screen(display, size)
        yield shown
        shown.connection.close()


@ON_A_DESKTOP
@pytest.mark.parametrize(
    ("size", "start", "end", "box"),
    [
        ((640, 400), (100, 50), (425, 245), (100, 50, 425, 245)),
        ((640, 400), (425, 245), (100, 50), (100, 50, 425, 245)),
        ((640, 400), (0, 0), (639, 399), (0, 0, 640, 400)),
        ((3840, 1080), (1800, 500), (2000, 700), (1800, 500, 2000, 700)),  # across two screens side by side
        ((3840, 2160), (3000, 2000), (3839, 2159), (3000, 2000, 3840, 2160)),
    ],
)
async def test_a_drag_gives_exactly_the_box(
    size: tuple[int, int], start: tuple[int, int], end: tuple[int, int], box: tuple[int, int, int, int]
) -> None:
    async with screen(size) as shown:
        task = await shown.picker()

        shown.xdotool("mousemove", *start, "mousedown", 1)
        shown.xdotool("mousemove", (start[0] + end[0]) // 2, (start[1] + end[1]) // 2, "mousemove", *end, "mouseup", 1)

        assert shown.picture.crop(box).tobytes() == opened(await task).tobytes()


@ON_A_DESKTOP
async def test_the_box_is_bright_while_it_is_drawn_and_follows_the_mouse() -> None:
    async with screen((640, 400)) as shown:
        task = await shown.picker()

        shown.xdotool("mousemove", 100, 100, "mousedown", 1, "mousemove", 400, 300)
        await until(lambda: shown.picture.getpixel((380, 280)) == shown.shown((380, 280)))
        assert shown.dimmed((50, 50)) == shown.shown((50, 50))
        shown.xdotool("mousemove", 300, 250)
        await until(lambda: shown.dimmed((380, 280)) == shown.shown((380, 280)))
        assert shown.picture.getpixel((280, 230)) == shown.shown((280, 230))
        shown.xdotool("mouseup", 1)

        assert (200, 150) == opened(await task).size
        assert shown.picture.getpixel((50, 50)) == shown.shown((50, 50))


@ON_A_DESKTOP
@pytest.mark.parametrize("way", [("key", "Escape"), ("click", "3"), ("mousedown", "1", "key", "Escape")])
async def test_escape_and_the_right_button_give_up(way: Sequence[str]) -> None:
    async with screen((640, 400)) as shown:
        task = await shown.picker()

        shown.xdotool(*way)

        assert None is await task


@ON_A_DESKTOP
async def test_a_mere_click_is_no_box_and_other_keys_do_nothing() -> None:
    async with screen((640, 400)) as shown:
        task = await shown.picker()

        shown.xdotool("mousemove", 10, 10, "click", 1, "key", "a", "mousemove", 200, 200, "mousedown", 1)
        shown.xdotool("mousemove", 208, 208, "mouseup", 1)

        assert (8, 8) == opened(await task).size


@ON_A_DESKTOP
async def test_a_menu_that_holds_the_mouse_for_a_moment_is_waited_for() -> None:
    async with screen((640, 400)) as shown:
        menu, ours = Display(shown.display), Display(shown.display)
        hold(menu)

        def closes_its_menu(seconds: float) -> None:
            menu.ungrab_pointer(X.CurrentTime)
            menu.sync()

        take_screen(ours, pause=closes_its_menu)

        assert X.AlreadyGrabbed == hold(menu)
        menu.close()
        ours.close()


@ON_A_DESKTOP
async def test_a_program_that_keeps_the_mouse_is_told_of() -> None:
    async with screen((640, 400)) as shown:
        menu = Display(shown.display)
        hold(menu)

        with pytest.raises(RegionUnavailable, match="close its menu and try again"):
            await asyncio.to_thread(region_picture, shown.machine)
        menu.close()


def asking_program(display: str) -> "subprocess.Popen[bytes]":
    """Another process that wants a part of the screen."""
    asks = "from atshot_daemon.machine import Machine; from atshot_tray.regions import region_picture; "
    asks += f"region_picture(Machine(platform='linux', environ={{'DISPLAY': '{display}'}}))"
    return subprocess.Popen([sys.executable, "-P", "-c", asks])


@ON_A_DESKTOP
async def test_the_picker_leaves_with_the_program_that_has_asked() -> None:
    async with screen((640, 400)) as shown:
        asking = asking_program(shown.display)
        await until(lambda: shown.shown((9, 9)) == shown.dimmed((9, 9)))

        asking.kill()
        asking.wait()

        await until(lambda: shown.shown((9, 9)) == shown.picture.getpixel((9, 9)))


@ON_A_DESKTOP
async def test_a_user_who_is_away_is_not_asked_again_by_the_next_program() -> None:
    async with screen((640, 400)) as shown:
        desk = Machine(platform="linux", environ={"DISPLAY": shown.display}, which=lambda name: name)

        assert None is await asyncio.to_thread(region_picture, desk, limit_s=0.2)


@ON_A_DESKTOP
async def test_a_screen_whose_colours_we_do_not_paint_is_left_to_others() -> None:
    with x_server("640x400", depth=16) as display:
        desk = Machine(platform="linux", environ={"DISPLAY": display}, which=lambda name: None)

        with pytest.raises(RegionUnavailable, match="colour depth of 16"):
            await asyncio.to_thread(region_picture, desk)


def hold(display: Display) -> int:
    """Take the mouse, as an open menu does; what the X server says to that."""
    root = display.screen().root
    said = root.grab_pointer(False, X.ButtonPressMask, X.GrabModeAsync, X.GrabModeAsync, X.NONE, X.NONE, X.CurrentTime)
    return int(said)


@pytest.mark.parametrize(
    ("start", "end", "box"),
    [
        ((10, 20), (30, 60), Area(10, 20, 20, 40)),
        ((30, 60), (10, 20), Area(10, 20, 20, 40)),
        ((-5, -5), (500, 500), Area(0, 0, 100, 80)),
        ((99, 79), (98, 78), Area(98, 78, 2, 2)),
        ((5, 5), (5, 5), Area(5, 5, 0, 0)),
    ],
)
def test_a_box_stays_on_the_screen(start: tuple[int, int], end: tuple[int, int], box: Area) -> None:
    assert box == area_between(start, end, (100, 80))
