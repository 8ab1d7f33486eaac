"""Text onto the clipboard: which way is taken on which desktop, and on a real X server that it can be pasted."""

import ctypes
import os
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from atshot_daemon.machine import Machine, ProgramFailed, run_program
from atshot_tray.copying import CopyFailed, copy_text, feed_program
from atshot_tray.copying_windows import set_text
from tests.xserver import x_server

LIST = "- @张工: 提供接口文档 (高)\n- @me: call 😀\n"
X11 = {"DISPLAY": ":7"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


def desktop(environ: dict[str, str], *programs: str, platform: str = "linux") -> Machine:
    """A desktop that has these programs."""
    return Machine(platform=platform, environ=environ, which=lambda name: name if name in programs else None)


@pytest.mark.parametrize(
    ("machine", "program"),
    [
        (desktop(X11, "xclip"), "xclip"),
        (desktop(X11 | WAYLAND, "xclip", "wl-copy"), "wl-copy"),
        (desktop(X11 | WAYLAND, "xclip"), "xclip"),
        (desktop({}, "/usr/bin/env", platform="darwin"), "pbcopy"),
    ],
)
def test_each_desktop_has_its_program(machine: Machine, program: str) -> None:
    fed: list[tuple[Sequence[str], bytes]] = []

    copy_text(LIST, machine, feed=lambda command, data: fed.append((command, data)))

    [(command, data)] = fed
    assert program in command
    assert LIST == data.decode()


@pytest.mark.parametrize(("environ", "advice"), [(X11, "xclip"), (WAYLAND, "wl-clipboard"), ({}, "no desktop")])
def test_without_a_program_the_advice_names_one(environ: dict[str, str], advice: str) -> None:
    with pytest.raises(CopyFailed, match=advice):
        copy_text(LIST, desktop(environ))


def test_a_program_that_fails_is_told_in_its_own_words() -> None:
    with pytest.raises(ProgramFailed, match=r"^sh: no display$"):
        feed_program(["sh", "-c", "echo one >&2; echo no display >&2; exit 1"], b"")
    with pytest.raises(ProgramFailed, match="exit status 3"):
        feed_program(["sh", "-c", "exit 3"], b"")
    with pytest.raises(ProgramFailed, match="cannot be started"):
        feed_program(["/no/such/program"], b"")
    with pytest.raises(ProgramFailed, match=r"within 0\.2 s"):
        feed_program(["sleep", "60"], b"", limit_s=0.2)


def test_what_was_copied_can_be_pasted() -> None:
    with x_server("320x200") as display:
        machine = Machine(platform="linux", environ={"DISPLAY": display})

        copy_text(LIST, machine, feed=lambda command, data: feed_program(["env", f"DISPLAY={display}", *command], data))

        pasted = subprocess.run(
            ["xclip", "-selection", "clipboard", "-out"],
            env={**os.environ, "DISPLAY": display},
            capture_output=True,
            check=True,
        )
    assert LIST == pasted.stdout.decode()


def test_a_dead_desktop_is_told() -> None:
    machine = Machine(platform="linux", environ={"DISPLAY": ":99999"}, run=run_program)

    with pytest.raises(CopyFailed, match="try again"):
        copy_text(
            LIST,
            machine,
            feed=lambda command, data: feed_program(["env", "DISPLAY=:99999", *command], data, limit_s=20),
        )


class FakeWindows:
    """Both libraries in one: memory that is real, and a clipboard that takes what it is given."""

    def __init__(
        self, *, refusals: int = 0, has_memory: bool = True, can_lock: bool = True, takes_text: bool = True
    ) -> None:
        self.refusals, self.has_memory, self.can_lock, self.takes_text = refusals, has_memory, can_lock, takes_text
        self.windows: set[int] = set()
        self.blocks: dict[int, Any] = {}
        self.held: bytes | None = None
        self.is_open = False
        self.pauses = 0

    def CreateWindowExW(self, _style: int, kind: str, *_: object) -> int:
        """A window of a kind that the system has."""
        assert kind == "STATIC"
        self.windows.add(3)
        return 3

    def DestroyWindow(self, window: int) -> int:
        """The window is gone, and the clipboard must not be open for it."""
        assert not self.is_open
        self.windows.remove(window)
        return 1

    def OpenClipboard(self, window: int) -> int:
        """Refuses as long as another program looks into it."""
        assert window in self.windows
        self.refusals -= 1
        self.is_open = self.refusals < 0
        return int(self.is_open)

    def EmptyClipboard(self) -> int:
        """What was there is gone."""
        assert self.is_open
        self.held = None
        return 1

    def CloseClipboard(self) -> int:
        """Others may look again."""
        assert self.is_open
        self.is_open = False
        return 1

    def GlobalAlloc(self, flags: int, size: int) -> int | None:
        """A handle, which is no address."""
        if not self.has_memory:
            return None
        self.blocks[7] = ctypes.create_string_buffer(size)
        return 7

    def GlobalLock(self, handle: int) -> int | None:
        """The address."""
        if not self.can_lock:
            return None
        return ctypes.addressof(self.blocks[handle])

    def GlobalUnlock(self, handle: int) -> int:
        """Nothing to do."""
        return int(handle not in self.blocks)

    def GlobalFree(self, handle: int) -> None:
        """The block is gone."""
        del self.blocks[handle]

    def SetClipboardData(self, kind: int, handle: int) -> int | None:
        """Takes Unicode text only."""
        assert self.is_open and kind == 13
        if not self.takes_text:
            return None
        self.held = self.blocks.pop(handle).raw
        return handle

    def pause(self, seconds: float) -> None:
        """Counts instead of waiting."""
        self.pauses += 1

    def set_text(self, text: str) -> None:
        """What is tested, on this machine."""
        set_text(text, libraries=lambda: (self, self), pause=self.pause)


def test_windows_gets_the_text_with_its_own_line_ends() -> None:
    windows = FakeWindows(refusals=3)

    copy_text(LIST, desktop({}, platform="win32"), on_windows=windows.set_text)

    assert windows.held is not None
    assert f"{LIST}\0".replace("\n", "\r\n") == windows.held.decode("utf-16-le")
    assert (3, False, {}, set()) == (windows.pauses, windows.is_open, windows.blocks, windows.windows)


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        (FakeWindows(refusals=1000), "another program keeps it"),
        (FakeWindows(has_memory=False), "memory is short"),
        (FakeWindows(can_lock=False), "memory is short"),
        (FakeWindows(takes_text=False), "refused"),
    ],
)
def test_a_clipboard_of_windows_that_does_not_take_it_is_told(windows: FakeWindows, words: str) -> None:
    with pytest.raises(CopyFailed, match=words):
        copy_text(LIST, desktop({}, platform="win32"), on_windows=windows.set_text)

    assert (False, {}, set()) == (windows.is_open, windows.blocks, windows.windows)
