"""The tray's window elsewhere: which browser and which way forward each system has, and what happens without one."""

import asyncio
import gc
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.machine import Machine
from atshot_tray.popup.browsers import Browser, find_browser, snap_profile
from atshot_tray.popup.raise_macos import Calls as MacosCalls
from atshot_tray.popup.raise_macos import WindowsOfMacos
from atshot_tray.popup.raise_windows import Calls as WindowsCalls
from atshot_tray.popup.raise_windows import TopWindow, WindowsOfWindows
from atshot_tray.popup.raise_x11 import WindowsOfX11
from atshot_tray.popup.raising import windows_of
from atshot_tray.popup.window import Popup
from tests.panels import desktop, lacking
from tests.waiting import until

MISSING = lacking()
ON_A_DESKTOP = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


def linux(*programs: str, environ: Mapping[str, str] | None = None) -> Machine:
    """A Linux desktop with these programs."""
    paths = {Path(program).name: program for program in programs}
    return Machine(platform="linux", environ={"HOME": "/home/u", **(environ or {})}, which=paths.get)


@pytest.mark.parametrize(
    ("program", "files", "profile"),
    [
        ("/usr/bin/google-chrome", (), "/state/popup"),
        ("/usr/bin/chromium", ("/snap/bin/chromium",), "/state/popup"),
        ("/snap/bin/chromium", (), "/home/u/snap/chromium/common/atshot-popup"),
        ("/snap/bin/brave", (), "/home/u/snap/brave/common/atshot-popup"),
        ("/usr/bin/chromium-browser", ("/snap/bin/chromium",), "/home/u/snap/chromium/common/atshot-popup"),
        ("/usr/bin/chromium-browser", (), "/state/popup"),
    ],
)
def test_a_browser_keeps_its_things_where_it_may_write(program: str, files: tuple[str, ...], profile: str) -> None:
    found = find_browser(linux(program), Path("/state/popup"), is_file=lambda path: path in files)

    assert Browser(program, Path(profile)) == found


def test_chrome_is_asked_before_others_and_firefox_never() -> None:
    machine = linux("/usr/bin/firefox", "/usr/bin/chromium", "/usr/bin/google-chrome")
    found = find_browser(machine, Path("/p"))

    assert found is not None
    assert "/usr/bin/google-chrome" == found.program
    assert None is find_browser(linux("/usr/bin/firefox"), Path("/p"))
    assert Path("/home/u/snap/chromium/common/atshot-popup") == snap_profile(machine)


EDGE = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"
CHROME_OF_USER = r"C:\Users\张\AppData\Local\Google\Chrome\Application\chrome.exe"
BRAVE = "/Users/u/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"


@pytest.mark.parametrize(
    ("platform", "environ", "files", "program"),
    [
        ("win32", {"PROGRAMFILES(X86)": r"C:\Program Files (x86)"}, [EDGE], EDGE),
        ("win32", {"ProgramFiles(x86)": r"C:\Program Files (x86)", "LOCALAPPDATA": r"C:\Users\张\AppData\Local"},
         [EDGE, CHROME_OF_USER], CHROME_OF_USER),
        ("win32", {}, [EDGE], None),
        ("darwin", {"HOME": "/Users/u"}, [BRAVE], BRAVE),
        ("darwin", {}, [], None),
    ],
)  # fmt: skip
def test_windows_and_macos_have_them_in_known_places(
    platform: str, environ: dict[str, str], files: list[str], program: str | None
) -> None:
    machine = Machine(platform=platform, environ=environ, which=lambda name: None)
    found = find_browser(machine, Path("p"), is_file=files.__contains__)

    assert program == (found and found.program)


@pytest.mark.parametrize(
    ("platform", "is_root", "has", "has_not"),
    [
        ("linux", False, "--password-store=basic", "--no-sandbox"),
        ("linux", True, "--no-sandbox", "--no-such"),
        ("win32", False, "--no-first-run", "--password-store=basic"),
        ("darwin", True, "--no-first-run", "--no-sandbox"),
    ],
)
def test_the_browser_is_told_what_its_system_needs(platform: str, is_root: bool, has: str, has_not: str) -> None:
    command = Browser("b", Path("/p")).command("http://x/#C", Machine(platform=platform, environ={}), is_root=is_root)

    assert ["b", "--app=http://x/#C", "--user-data-dir=/p"] == command[:3]
    assert has in command
    assert has_not not in command


class Told:
    """What a browser of the user's own was asked to open."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def open(self, url: str) -> bool:
        """There is one."""
        self.urls.append(url)
        return True


def popup(tmp_path: Path, told: Told, find: Callable[[Machine, Path], Browser | None]) -> Popup:
    """A window on a desktop of which nothing can be seen."""
    return Popup(
        tmp_path / "popup",
        Machine(platform="linux", environ={"PATH": "/usr/bin:/bin"}),
        page_url=lambda capture_id: f"http://127.0.0.1:1/#CODE/{capture_id}",
        open_browser=told.open,
        find=find,
    )


def test_without_such_a_browser_the_user_s_own_shows_the_page(tmp_path: Path) -> None:
    told = Told()
    window = popup(tmp_path, told, lambda machine, profile: None)

    assert window.show("c1")
    assert ["http://127.0.0.1:1/#CODE/c1"] == told.urls
    assert not window.is_open
    window.close()


def test_a_browser_that_cannot_be_started_is_replaced_too(tmp_path: Path) -> None:
    told = Told()
    window = popup(tmp_path, told, lambda machine, profile: Browser("/no/such", profile))

    assert window.show()
    assert 1 == len(told.urls)


@ON_A_DESKTOP
async def test_a_browser_that_gives_up_is_replaced_too(tmp_path: Path) -> None:
    told = Told()
    async with desktop(tmp_path) as shown:
        window = Popup(
            tmp_path / "popup",
            shown.machine,
            page_url=lambda capture_id: "http://x/",
            open_browser=told.open,
            find=lambda machine, profile: Browser("/bin/false", profile),
        )

        assert await asyncio.to_thread(window.show)
    assert ["http://x/"] == told.urls


def test_where_windows_cannot_be_looked_at_each_click_opens_one(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" >> "{said}"\n')
    program.chmod(0o755)
    window = popup(tmp_path, Told(), lambda machine, profile: Browser(str(program), profile))

    assert window.show()
    assert window.show()
    asyncio.run(until(lambda: said.exists() and 2 == len(said.read_text().splitlines())))


def test_clicks_while_the_window_is_on_its_way_are_one_click(tmp_path: Path) -> None:
    told, asked, is_there = Told(), threading.Event(), threading.Event()

    def page_url(capture_id: str | None) -> str:
        asked.set()
        is_there.wait()
        return "http://x/"

    window = Popup(
        tmp_path / "popup",
        Machine(platform="linux", environ={}),
        page_url=page_url,
        open_browser=told.open,
        find=lambda machine, profile: None,
    )
    first, second = (threading.Thread(target=window.show, daemon=True) for _ in range(2))
    first.start()
    asked.wait()
    second.start()
    asyncio.run(until(lambda: not second.is_alive()))
    is_there.set()
    first.join()

    assert ["http://x/"] == told.urls


@pytest.mark.parametrize(
    "environ", [{"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, {}]
)
def test_on_wayland_no_window_can_be_looked_at(environ: dict[str, str]) -> None:
    assert None is windows_of(Machine(platform="linux", environ=environ))


# The library leaves the sockets to the garbage collector when nobody answers.
@pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_display_that_is_gone_has_no_windows() -> None:
    gone = WindowsOfX11(":9999")

    assert [] == gone.of([1])
    assert not gone.bring_forward(1)
    gc.collect()


class Noted:
    """What was asked of the system, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def restore(self, handle: int) -> None:
        """Out of the taskbar."""
        self.calls.append(("restored", handle))

    def to_front(self, handle: int) -> bool:
        """In front of all others."""
        self.calls.append(("in front", handle))
        return True


@pytest.mark.parametrize("is_minimized", [True, False])
def test_windows_brings_the_window_forward_out_of_the_taskbar(is_minimized: bool) -> None:
    noted = Noted()
    listed = [TopWindow(1, 7, "设置"), TopWindow(2, 7, "历史 · Atshot"), TopWindow(3, 8, "Atshot")]
    calls = WindowsCalls(lambda: listed, lambda handle: is_minimized, noted.restore, noted.to_front)
    windows = WindowsOfWindows(calls)

    assert [2] == windows.of([7])
    assert windows.bring_forward(2)
    assert [("restored", 2)] * is_minimized + [("in front", 2)] == noted.calls


def described(number: int, pid: int, layer: int = 0, **more: str) -> Mapping[str, Any]:
    """A window as macOS describes it."""
    return {"kCGWindowNumber": number, "kCGWindowOwnerPID": pid, "kCGWindowLayer": layer, **more}


def test_macos_brings_the_program_forward() -> None:
    noted = Noted()
    listed = [
        described(1, 7, layer=25),
        described(2, 7, kCGWindowName="Open Atshot from your own machine"),
        described(3, 7),
        described(4, 8, kCGWindowName="Atshot"),
    ]
    windows = WindowsOfMacos(MacosCalls(lambda: listed, noted.to_front))

    assert [3] == windows.of([7])
    assert windows.bring_forward(3)
    assert not windows.bring_forward(99)
    assert [("in front", 7)] == noted.calls
