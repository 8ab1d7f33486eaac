"""The tray as its users have it: a real panel, window, clipboard, daemon and engine; what is on the screen is read."""

import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from atshot_daemon.local_client import LocalClient
from atshot_inference.engines import open_engine
from tests.panels import Desktop, desktop, lacking
from tests.tray.programs import Program, Reader, program
from tests.ui.boards import BOARD
from tests.waiting import until

pytestmark = pytest.mark.skipif(
    bool(reason := lacking("xfce4-panel", "gdbus", "chromium", "xclip", "dunst")), reason=reason or ""
)

TASKS = ("@张工", "提供接口文档", "@李经理", "确认UI终稿")
CLIP = "识别剪贴板中的图片"
WINDOW = ("search", "--onlyvisible", "--class", "Atshot")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Who reads the screen."""
    engine = open_engine("ocr")
    yield Reader(engine)
    engine.close()


@asynccontextmanager
async def shown(folder: Path) -> AsyncIterator[tuple[Desktop, Program]]:
    """A tray whose icon stands in a panel, and whose daemon answers; not its first run, so that no window opens."""
    home = folder / "home"
    (home / "data").mkdir(parents=True)
    async with desktop(folder / "desk", "xfce4-panel") as desk:
        await desk.start_notifications()
        async with program(desk, home) as tray:
            await tray.daemon()
            await tray.icon()
            yield desk, tray


async def window(desk: Desktop) -> str:
    """The number of Atshot's window, once it is there and no other is."""
    seen = [""]

    def is_settled() -> bool:
        seen.append(desk.xdotool(*WINDOW))  # which may find nothing while windows come and go
        return seen[-1].count("\n") == 1 and len(set(seen[-3:])) == 1

    await until(is_settled)
    return seen[-1]


def copied(desk: Desktop, picture: Path) -> None:
    """A picture on the clipboard, as a screenshot program puts it there."""
    desk.start("xclip", "-selection", "clipboard", "-t", "image/png", "-i", str(picture))


def captures(tray: Program) -> list[str]:
    """The ids of all captures."""
    running = tray.running
    assert running is not None
    with LocalClient(running) as daemon:
        return [record["id"] for record in daemon.request("GET", "/v1/captures").json["captures"]]


async def test_click_paste_and_the_tasks_are_on_the_screen(tmp_path: Path, reader: Reader) -> None:
    async with shown(tmp_path) as (desk, tray):
        place = await tray.icon()
        copied(desk, BOARD)
        desk.click(place)
        first = await window(desk)
        await reader.sees(desk, "粘贴")
        desk.press("ctrl+v")
        await reader.sees(desk, *TASKS)
        assert "English" not in reader.text(desk)  # no browser offers to send the page away for translation

        desk.click(place)  # the same window comes forward, and no second one
        await reader.sees(desk, *TASKS)

        assert first == await window(desk)


async def test_the_menu_speaks_chinese_and_reads_the_clipboard(tmp_path: Path, reader: Reader) -> None:
    async with shown(tmp_path) as (desk, tray):
        place = await tray.icon()
        desk.click(place, 3)
        await reader.sees(desk, CLIP, "打开Atshot", "连接浏览器", "最近的截图", "登录时启动", "退出")
        desk.press("Escape")

        tray.choose(CLIP)
        await reader.sees(desk, "剪贴板里没有图片")

        copied(desk, BOARD)
        tray.choose(CLIP)
        await reader.sees(desk, *TASKS)
        await until(lambda: "张工" in tray.menu())  # among the recent captures


async def test_a_daemon_that_is_killed_comes_back_with_all_its_captures(tmp_path: Path, reader: Reader) -> None:
    async with shown(tmp_path) as (desk, tray):
        copied(desk, BOARD)
        tray.choose(CLIP)
        await reader.sees(desk, *TASKS)
        before, first = captures(tray), await tray.daemon()

        psutil.Process(first.pid).kill()
        second = await tray.daemon(other_than=first.pid)

        assert second.pid != first.pid
        assert 1 == len(before)
        assert before == captures(tray)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_nothing_is_left_of_a_tray_that_ends(tmp_path: Path, number: signal.Signals) -> None:
    async with shown(tmp_path) as (desk, tray):
        if number is not signal.SIGKILL:  # a tray that is killed cannot close its window
            desk.click(await tray.icon())
            await window(desk)
        tray.note_processes()

        tray.process.send_signal(number)
        status = tray.process.wait(30)
        await until(lambda: not tray.left)

        assert -number if number is signal.SIGKILL else 0 == status
        assert "" == desk.xdotool(*WINDOW)


async def test_a_second_start_shows_the_window_of_the_first(tmp_path: Path) -> None:
    async with shown(tmp_path) as (desk, tray):
        async with program(desk, tray.home) as second:
            await until(lambda: second.process.poll() is not None)

            assert 0 == second.process.returncode
        await window(desk)
        assert tray.process.poll() is None


KEYRING = ("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground")
_SERVICE = "org.freedesktop.secrets"


def unlocked(desk: Desktop) -> "subprocess.Popen[bytes]":
    """The real keyring of GNOME, which gets its password as at a login."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(KEYRING, env=desk.environ, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    assert process.stdin
    with process.stdin as password:
        password.write(b"password")
    return process


async def start_keyring(desk: Desktop) -> None:
    """Returns once the keyring is open."""
    desk.processes.append(unlocked(desk))
    await until(lambda: desk.has_name(_SERVICE))
    await until(lambda: "false" in _property(desk, "Locked"))


def _property(desk: Desktop, name: str) -> str:
    path = "/org/freedesktop/secrets/aliases/default"
    return desk.bus_call(
        _SERVICE, path, "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", name
    )


def lock(desk: Desktop) -> None:
    """Lock it, as a desktop does after a while."""
    collection = "['/org/freedesktop/secrets/aliases/default']"
    desk.bus_call(_SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", collection)


needs_keyring = pytest.mark.skipif(shutil.which("gnome-keyring-daemon") is None, reason="needs gnome-keyring-daemon")


@needs_keyring
@pytest.mark.parametrize(("state", "is_in_file"), [("open", False), ("locked", True), ("absent", True)])
async def test_the_token_goes_into_an_open_keyring_and_else_into_a_file(
    tmp_path: Path, reader: Reader, state: str, is_in_file: bool
) -> None:
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    async with desktop(tmp_path / "desk", "xfce4-panel") as desk:
        await desk.start_notifications()
        if state != "absent":
            await start_keyring(desk)
        if state == "locked":
            lock(desk)
        async with program(desk, home) as tray:
            await tray.daemon()
            if is_in_file:
                await reader.sees(desk, "系统密钥环已锁定" if state == "locked" else "系统没有密钥环")
            await tray.icon()
            copied(desk, BOARD)
            tray.choose(CLIP)
            await until(lambda: len(captures(tray)) == 1)

            assert is_in_file == (home / "state/secrets/tray").exists()
