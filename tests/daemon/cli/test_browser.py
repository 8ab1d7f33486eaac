"""Opening the browser: which program is asked, and when nobody is."""

import os
import stat
from pathlib import Path

import pytest

from atshot_daemon.machine import Machine
from atshot_daemon.world import open_browser

URL = "http://127.0.0.1:21860/#CODE&x=$(id)"

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has a call of its own for that")


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """A pipe into which the browser writes with what it was started."""
    pipe = tmp_path / "heard"
    if os.name != "nt":
        os.mkfifo(pipe)
    return pipe


def browser(folder: Path, name: str, heard: Path) -> str:
    """A program that says what it was started with."""
    program = folder / name
    program.write_text(f"#!/bin/sh\nprintf '%s' \"${{0##*/}} $*\" > '{heard}'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@posix_only
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # nobody waits for a browser
@pytest.mark.parametrize(
    ("platform", "environ", "there", "asked"),
    [
        ("linux", {"DISPLAY": ":0"}, ["firefox", "xdg-open"], "xdg-open"),
        ("linux", {"WAYLAND_DISPLAY": "w"}, ["firefox", "chromium"], "firefox"),
        ("darwin", {}, ["open", "firefox"], "open"),
    ],
)
def test_the_desktops_own_choice_comes_first(
    tmp_path: Path, heard: Path, platform: str, environ: dict[str, str], there: list[str], asked: str
) -> None:
    programs = {name: browser(tmp_path, name, heard) for name in there}

    assert open_browser(URL, Machine(platform=platform, environ=environ, which=programs.get))
    assert f"{asked} {URL}" == heard.read_text()


@posix_only
@pytest.mark.parametrize(
    ("environ", "there"),
    [({}, ["xdg-open", "firefox", "w3m"]), ({"DISPLAY": ":0"}, ["w3m", "lynx", "open"]), ({"DISPLAY": ":0"}, [])],
)
def test_without_a_desktop_or_a_browser_nothing_is_started(environ: dict[str, str], there: list[str]) -> None:
    machine = Machine(platform="linux", environ=environ, which=lambda name: "/bin/false" if name in there else None)

    assert not open_browser(URL, machine)
