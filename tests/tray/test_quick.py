"""`atshot clip` and `atshot grab`: through the tray, and without one as they are bound to a key."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.config import places
from atshot_daemon.errors import ClipboardEmpty, ConfigInvalid
from atshot_daemon.machine import Machine
from atshot_inference.tasks import Reading
from atshot_tray.__main__ import ATSHOT
from atshot_tray.control import Command, Control, Reply, claim_tray
from atshot_tray.copying import CopyFailed
from atshot_tray.quick import Desktop, GivenUp, clip, grab
from atshot_tray.words import CHINESE, ENGLISH, Words
from tests.daemons import ROOT, environment
from tests.fakes import FakeDesk, Run, picture_bytes
from tests.xserver import x_server

SAMPLE = ROOT / "docs/sample-board.png"
LIST = "- @张工: 3月20日前提供接口文档 (高)\n"


@dataclass
class FakeDesktop:
    """A desktop on which the user chooses `chosen`; remembers what was copied and told."""

    chosen: bytes | None = field(default_factory=picture_bytes)
    copied: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    has_clipboard: bool = True

    @property
    def desktop(self) -> Desktop:
        """What the verbs take."""
        return Desktop(region=lambda machine: self.chosen, copy=self._copy, notify=self._notify)

    def _copy(self, text: str, machine: Machine) -> None:
        if not self.has_clipboard:
            raise CopyFailed("writing the clipboard needs xclip; install it")
        self.copied.append(text)

    def _notify(self, words: Words, machine: Machine, title: str, body: str) -> None:
        self.told.append((title, body))


@pytest.fixture
def desktop() -> FakeDesktop:
    """The desktop round the desk."""
    return FakeDesktop()


def run(desk: FakeDesk, verb: Callable[..., int], desktop: FakeDesktop) -> Run:
    """How the verb ends at this desk."""
    return desk.perform(lambda world: verb(argparse.Namespace(), world, desktop=desktop.desktop))


def empty_clipboard() -> bytes:
    """Nothing was copied."""
    raise ClipboardEmpty("the clipboard holds no picture; copy a screenshot first")


@contextmanager
def tray(desk: FakeDesk, reply: Reply) -> Iterator[list[Command]]:
    """A tray of the user at the desk that always replies so; what it was asked for."""
    asked: list[Command] = []

    def handle(command: Command) -> Reply:
        asked.append(command)
        return reply

    home = places({"ATSHOT_HOME": str(desk.home)})
    with claim_tray(home):
        control = Control(home, handle)
        control.open()
        try:
            yield asked
        finally:
            control.close()


@pytest.mark.parametrize("verb", ["clip", "grab"])
def test_where_the_tray_runs_it_does_the_work(desk: FakeDesk, verb: str) -> None:
    desk.program = ATSHOT
    with tray(desk, Reply(ok=True, text=LIST, capture="0a1b")) as asked:
        done = desk.run(verb)

    assert Run(0, LIST, "") == done
    assert ([verb], []) == (asked, desk.opened)


def test_a_picture_without_tasks_is_told_and_is_no_success(desk: FakeDesk) -> None:
    desk.program = ATSHOT
    with tray(desk, Reply(ok=True, capture="0a1b")):
        assert Run(1, "", "atshot: no tasks found\n") == desk.run("clip")


@pytest.mark.parametrize(
    ("code", "status"), [("clipboard_empty", 1), ("given_up", 1), ("region_unavailable", 2), ("not_running", 3)]
)
def test_what_the_tray_cannot_do_ends_as_it_would_without_it(desk: FakeDesk, code: str, status: int) -> None:
    desk.program = ATSHOT
    with tray(desk, Reply(ok=False, code=code, message="it cannot; do this")):
        assert Run(status, "", f"atshot: it cannot; do this ({code})\n") == desk.run("grab")


def test_without_a_tray_the_clipboard_is_read_here(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard = picture_bytes

    done = run(desk, clip, desktop)

    assert Run(0, LIST, "") == done
    assert [(ENGLISH.quick_one_task, LIST.strip())] == desktop.told
    assert ([], ["auto"]) == (desktop.copied, desk.opened)


def test_without_a_tray_the_user_chooses_here(desk: FakeDesk, desktop: FakeDesktop) -> None:
    assert Run(0, LIST, "") == run(desk, grab, desktop)


def test_who_gives_up_hears_no_more_of_it(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desktop.chosen = None

    with pytest.raises(GivenUp):
        run(desk, grab, desktop)

    assert ([], []) == (desktop.told, desk.opened)


def test_on_a_terminal_the_list_is_enough(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard, desk.is_terminal = picture_bytes, True

    assert Run(0, LIST, "") == run(desk, clip, desktop)
    assert [] == desktop.told


def test_the_settings_count(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard = picture_bytes
    desk.environ |= {"ATSHOT_COPY_LIST": "true", "ATSHOT_LANGUAGE": "zh", "ATSHOT_ME": "@王芳"}

    done = run(desk, clip, desktop)

    assert Run(0, LIST, "") == done
    assert [LIST] == desktop.copied
    assert [(CHINESE.list_copied.format(found=CHINESE.quick_one_task), LIST.strip())] == desktop.told
    assert ["王芳"] == [me for _, me in desk.engine.asked]


def test_nothing_is_copied_where_nothing_was_found(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard, desk.engine.answer = picture_bytes, Reading(())
    desk.environ["ATSHOT_COPY_LIST"] = "true"

    done = run(desk, clip, desktop)

    assert Run(1, "", "atshot: no tasks found\n") == done
    assert ([], [ENGLISH.quick_nothing]) == (desktop.copied, [title for title, _ in desktop.told])


def test_what_cannot_be_copied_is_printed_all_the_same(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard, desktop.has_clipboard = picture_bytes, False
    desk.environ["ATSHOT_COPY_LIST"] = "true"
    printed: list[str] = []

    def verb(world: Any) -> int:
        try:
            return clip(argparse.Namespace(), world, desktop=desktop.desktop)
        finally:
            printed.append(world.stdout.getvalue())

    with pytest.raises(CopyFailed):
        desk.perform(verb)

    assert [LIST] == printed
    assert [ENGLISH.not_copied] == [title for title, _ in desktop.told]


def test_who_presses_a_key_is_told_what_went_wrong(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.clipboard = empty_clipboard

    with pytest.raises(ClipboardEmpty):
        run(desk, clip, desktop)

    assert [(ENGLISH.quick_failed, ENGLISH.clipboard_empty)] == desktop.told


def test_a_wrong_setting_is_named_before_anything_else_is_done(desk: FakeDesk, desktop: FakeDesktop) -> None:
    desk.environ["ATSHOT_SHOW_RESULT"] = "loudly"

    with pytest.raises(ConfigInvalid, match="ATSHOT_SHOW_RESULT"):
        run(desk, grab, desktop)


@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xclip")), reason="needs Xvfb and xclip")
def test_the_program_reads_a_real_clipboard(tmp_path: Path) -> None:
    with x_server("320x200") as display:
        environ = environment(tmp_path, {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
        environ.pop("WAYLAND_DISPLAY", None)
        # It stays, and holds what it was given to say for as long as the server lives.
        copying = ["xclip", "-selection", "clipboard", "-t", "image/png", "-i", str(SAMPLE)]
        quiet = subprocess.DEVNULL
        subprocess.run(copying, env=environ, stdin=quiet, stdout=quiet, stderr=quiet, check=True)

        command = [sys.executable, "-m", "atshot_tray", "clip"]
        done = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, check=False)

    assert 0 == done.returncode, done.stderr.decode()
    assert done.stdout.decode().startswith("- @"), done.stderr.decode()
