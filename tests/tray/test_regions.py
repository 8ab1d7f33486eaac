"""A part of the screen: which desktop has which way, and what each program says when the user gives up."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.regions import RegionUnavailable, region_picture, region_way
from atshot_tray.regions.programs import from_snipping
from tests.tray.pictures import opened


def machine(platform: str, *programs: str, **environ: str) -> Machine:
    """A desktop that has these programs."""
    return Machine(platform=platform, environ=environ, which=lambda name: name if name in programs else None)


WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
X11 = {"DISPLAY": ":9999"}


@pytest.mark.parametrize(
    ("desk", "way"),
    [
        (machine("win32"), "the snipping tool"),
        (machine("darwin", "screencapture"), "screencapture"),
        (machine("linux", "slurp", "grim", "maim", **X11, **WAYLAND), "the desktop's portal"),
        (machine("linux", "maim", "scrot", **X11), "Atshot's own picker"),
        (machine("linux", "scrot"), None),
    ],
)
def test_each_desktop_has_its_first_way(desk: Machine, way: str | None) -> None:
    assert way == region_way(desk)


def test_without_a_desktop_there_is_nothing_to_pick() -> None:
    with pytest.raises(RegionUnavailable, match="no desktop here"):
        region_picture(machine("linux"))


def failing(words: str) -> Callable[[Sequence[str]], bytes]:
    """Programs that end with an error."""

    def run(command: Sequence[str]) -> bytes:
        if command[0].endswith("python") or "atshot_tray" in " ".join(command):
            raise ProgramFailed("our own picker has failed")
        raise ProgramFailed(f"{command[0]}: {words}")

    return run


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("maim", "Selection was cancelled by keystroke or right-click."),
        ("scrot", "Key was pressed, aborting shot"),
    ],
)
def test_a_program_s_own_words_for_giving_up_are_known(program: str, words: str) -> None:
    desk = machine("linux", program, **X11)

    assert None is region_picture(desk, run=failing(words))
    with pytest.raises(RegionUnavailable, match=f"own picker has failed; {program}: no display"):
        region_picture(desk, run=failing("no display"))


@pytest.mark.parametrize("program", ["scrot", "screencapture"])
def test_a_program_that_writes_a_file_has_it_read(program: str) -> None:
    def run(command: Sequence[str]) -> bytes:
        if command[0] != program:
            raise ProgramFailed("not this one")
        Path(command[-1]).write_bytes(b"png")
        return b""

    desk = machine("linux", "scrot", **X11) if program == "scrot" else machine("darwin", program)

    assert b"png" == region_picture(desk, run=run)
    assert None is region_picture(machine("darwin", "screencapture"), run=lambda command: b"")


def test_macos_that_hides_the_screen_is_told_apart_from_giving_up() -> None:
    desk = machine("darwin", "screencapture")

    assert None is region_picture(desk, run=failing("exit status 1"))
    with pytest.raises(RegionUnavailable, match="Screen Recording"):
        region_picture(desk, run=failing("could not create image from rect"))


class Snipping:
    """Windows with its snipping tool; each pause is one thing that the user does."""

    def __init__(self, *steps: Image.Image | OSError | str | None) -> None:
        self.steps = list(steps)
        self.held: Image.Image | OSError | None = None
        self.changes, self.now, self.started = 5, 0.0, ""

    def clipboard(self) -> Image.Image | None:
        """What is there now."""
        if isinstance(self.held, OSError):
            raise self.held
        return self.held

    def start(self, address: str) -> None:
        """The tool is asked for."""
        self.started = address

    def pause(self, seconds: float) -> None:
        """Time passes."""
        self.now += 30
        step = self.steps.pop(0) if self.steps else "nothing"
        if not isinstance(step, str):
            self.held = step
            self.changes += 1

    def picture(self) -> bytes | None:
        """What the pick gives."""
        return from_snipping(
            Machine(platform="win32", environ={}, clipboard=self.clipboard),
            limit_s=180,
            start=self.start,
            changes=lambda: self.changes,
            monotonic=lambda: self.now,
            pause=self.pause,
        )


def test_windows_puts_the_part_on_the_clipboard() -> None:
    part = Image.new("RGB", (40, 30))
    snipping = Snipping("nothing yet", None, OSError("in use"), part)

    assert (40, 30) == opened(snipping.picture()).size
    assert "ms-screenclip:" == snipping.started


def test_what_was_on_the_clipboard_of_windows_before_is_not_the_part() -> None:
    snipping = Snipping()
    snipping.held = Image.new("RGB", (40, 30))

    assert None is snipping.picture()
