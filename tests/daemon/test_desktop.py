"""The clipboard and the screen: which way is taken on which desktop, and on a real X server what it gives."""

import io
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from atshot_daemon.clipboard import clipboard_picture
from atshot_daemon.errors import ClipboardEmpty, ClipboardUnavailable, FileUnreadable, ScreenUnavailable
from atshot_daemon.machine import Machine, ProgramFailed, run_program
from atshot_daemon.screen import screen_picture
from tests.fakes import picture_bytes
from tests.xserver import x_server

X11 = {"DISPLAY": ":7"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


def desktop(
    environ: dict[str, str],
    programs: dict[str, Callable[[Sequence[str]], bytes]] | None = None,
    **others: Any,
) -> Machine:
    """A Linux desktop with these programs, each a function of its command line."""
    known = programs or {}
    return Machine(
        **{
            "platform": "linux",
            "environ": environ,
            "which": lambda name: f"/usr/bin/{name}" if name in known else None,
            "run": lambda command: known[command[0]](command),
            **others,
        }
    )


def offering(contents: dict[str, bytes]) -> Callable[[Sequence[str]], bytes]:
    """A clipboard program that gives its list of types or the content of one."""

    def program(command: Sequence[str]) -> bytes:
        asked = command[-1]
        if asked in {"TARGETS", "--list-types"}:
            return "\n".join(contents).encode()
        return contents[asked]

    return program


def failing(words: str) -> Callable[[Sequence[str]], bytes]:
    """A program that ends with an error."""

    def program(command: Sequence[str]) -> bytes:
        raise ProgramFailed(f"{command[0]}: {words}")

    return program


@pytest.mark.parametrize(("environ", "program"), [(X11, "xclip"), (WAYLAND, "wl-paste"), (X11 | WAYLAND, "wl-paste")])
def test_the_best_kind_of_picture_is_taken(environ: dict[str, str], program: str) -> None:
    machine = desktop(environ, {program: offering({"image/bmp": b"bmp", "text/html": b"html", "image/png": b"png"})})

    assert b"png" == clipboard_picture(machine)


def test_xclip_serves_a_wayland_desktop_that_has_nothing_better() -> None:
    machine = desktop(X11 | WAYLAND, {"xclip": offering({"image/png": b"png"})})

    assert b"png" == clipboard_picture(machine)


@pytest.mark.parametrize("kind", ["text/uri-list", "x-special/gnome-copied-files"])
def test_a_copied_picture_file_counts_as_a_picture(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "白 板.png"
    path.write_bytes(b"bytes")
    uris = f"copy\nfile://[half\nfile:///x%00y.txt\n{(tmp_path / 'notes.txt').as_uri()}\r\n{path.as_uri()}".encode()

    assert b"bytes" == clipboard_picture(desktop(X11, {"xclip": offering({kind: uris})}))


def test_a_copied_file_that_is_gone_says_so(tmp_path: Path) -> None:
    uri = (tmp_path / "gone.png").as_uri().encode()

    with pytest.raises(FileUnreadable):
        clipboard_picture(desktop(X11, {"xclip": offering({"text/uri-list": uri})}))


@pytest.mark.parametrize(
    "program",
    [
        offering({"text/plain": b"hello"}),
        offering({"text/uri-list": b"https://example.org/a.png"}),
        failing("Error: target TARGETS not available"),
        failing("Nothing is copied"),
    ],
)
def test_a_clipboard_without_a_picture_is_empty(program: Callable[[Sequence[str]], bytes]) -> None:
    with pytest.raises(ClipboardEmpty, match="copy a screenshot"):
        clipboard_picture(desktop(X11, {"xclip": program}))


@pytest.mark.parametrize("words", ["Error: Can't open display: :7", "did not answer within 10 s"])
def test_a_dead_desktop_is_not_an_empty_clipboard(words: str) -> None:
    with pytest.raises(ClipboardUnavailable):
        clipboard_picture(desktop(X11, {"xclip": failing(words)}))


@pytest.mark.parametrize(("environ", "advice"), [(X11, "xclip"), (WAYLAND, "wl-clipboard"), ({}, "no desktop")])
def test_without_a_program_the_advice_names_one(environ: dict[str, str], advice: str) -> None:
    with pytest.raises(ClipboardUnavailable, match=advice):
        clipboard_picture(desktop(environ))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_are_asked_directly(platform: str, tmp_path: Path) -> None:
    path = tmp_path / "a.JPG"
    path.write_bytes(b"bytes")
    image = Image.new("RGB", (9, 9))

    def asked(held: Image.Image | list[str] | None) -> bytes:
        return clipboard_picture(desktop({}, platform=platform, clipboard=lambda: held))

    assert (9, 9) == Image.open(io.BytesIO(asked(image))).size
    assert b"bytes" == asked([str(tmp_path / "a.txt"), str(path)])
    with pytest.raises(ClipboardEmpty):
        asked(None)
    with pytest.raises(ClipboardEmpty):
        asked([])


def test_a_clipboard_that_windows_keeps_locked_is_unavailable() -> None:
    def locked() -> None:
        raise OSError("failed to open clipboard")

    with pytest.raises(ClipboardUnavailable, match="try again"):
        clipboard_picture(desktop({}, platform="win32", clipboard=locked))


def test_on_wayland_the_next_program_is_tried() -> None:
    def spectacle(command: Sequence[str]) -> bytes:
        Path(command[-1]).write_bytes(b"shot")
        return b""

    machine = desktop(X11 | WAYLAND, {"grim": failing("compositor says no"), "spectacle": spectacle})

    assert b"shot" == screen_picture(machine)


def test_a_wayland_screen_is_never_taken_through_x11() -> None:
    machine = desktop(X11 | WAYLAND, screen=lambda: Image.new("RGB", (9, 9)))

    with pytest.raises(ScreenUnavailable, match="grim, spectacle, gnome-screenshot"):
        screen_picture(machine)


def test_a_refused_screen_tells_every_reason_and_another_way() -> None:
    machine = desktop(WAYLAND, {"grim": failing("no"), "gnome-screenshot": failing("never")})

    with pytest.raises(ScreenUnavailable, match=r"grim: no; gnome-screenshot: never.*--clipboard"):
        screen_picture(machine)


def test_without_a_desktop_there_is_no_screen() -> None:
    with pytest.raises(ScreenUnavailable, match="no desktop"):
        screen_picture(desktop({}))


def test_a_program_that_hangs_is_given_up() -> None:
    with pytest.raises(ProgramFailed, match="did not answer within"):
        run_program(["sleep", "60"], limit_s=0.2)


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(ProgramFailed, match="sh: why"):
        run_program(["sh", "-c", "echo first >&2; echo why >&2; exit 3"])


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ProgramFailed, match="no-such-program"):
        run_program(["no-such-program"])


@pytest.fixture(scope="module")
def x_machine() -> Iterator[Machine]:
    """A real X server of its own."""
    if not (shutil.which("Xvfb") and shutil.which("xclip")):
        pytest.skip("needs Xvfb and xclip")
    with x_server("320x200") as display:
        yield _machine_on(display)


def _machine_on(display: str) -> Machine:
    from PIL import ImageGrab

    environ = {"PATH": os.environ["PATH"], "DISPLAY": display}

    def run(command: Sequence[str]) -> bytes:
        return run_program(["env", f"DISPLAY={display}", *command])

    return Machine(platform="linux", environ=environ, run=run, screen=lambda: ImageGrab.grab(xdisplay=display))


def _copied(machine: Machine, content: bytes, kind: str) -> "subprocess.Popen[bytes]":
    owner = subprocess.Popen(
        ["xclip", "-quiet", "-selection", "clipboard", "-target", kind, "-in"],
        env=dict(machine.environ),
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert owner.stdin
    owner.stdin.write(content)
    owner.stdin.close()
    return owner


def test_a_real_clipboard_gives_the_picture_that_was_copied(x_machine: Machine) -> None:
    picture = picture_bytes((200, 100), colour="red")
    with _copied(x_machine, picture, "image/png") as owner:
        got = _once_owned(lambda: clipboard_picture(x_machine))
        owner.terminate()

    assert picture == got


def test_a_real_clipboard_without_owner_is_empty(x_machine: Machine) -> None:
    with pytest.raises(ClipboardEmpty):
        clipboard_picture(x_machine)


def test_a_real_screen_gives_a_picture_of_its_size(x_machine: Machine) -> None:
    assert (320, 200) == Image.open(io.BytesIO(screen_picture(x_machine))).size


def test_an_x_server_that_is_gone_is_unavailable() -> None:
    if not shutil.which("xclip"):
        pytest.skip("needs xclip")

    with pytest.raises(ClipboardUnavailable):
        clipboard_picture(_machine_on(":9876"))


def _once_owned(read: Callable[[], bytes]) -> bytes:
    """The clipboard's owner takes a moment to own it."""
    for _ in range(100):
        try:
            return read()
        except ClipboardEmpty:
            time.sleep(0.05)
    return read()
