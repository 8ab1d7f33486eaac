"""The tray's window, in a real browser on a real desktop with a real daemon behind it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.local_client import LocalClient
from atshot_tray.popup.window import Popup
from tests.daemons import Client, Daemon, client_of, daemon
from tests.fakes import picture_bytes
from tests.panels import Desktop, desktop, lacking
from tests.waiting import until

MISSING = lacking("chromium", "xclip", "xprop")
ON_A_DESKTOP = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


@dataclass
class Session:
    """A desktop with a daemon and our window on it."""

    desktop: Desktop
    daemon: Daemon
    client: Client
    popup: Popup
    opened: list[str | None] = field(default_factory=list)

    def titles(self) -> dict[str, str]:
        """The window managed now, each with its title."""
        numbers = self.desktop.xdotool("search", "--onlyvisible", "--class", "^Atshot$").split()
        return {number: self.desktop.xdotool("getwindowname", number).strip() for number in numbers}

    def shows(self, *titles: str) -> bool:
        """Whether these are our windows."""
        return list(titles) == list(self.titles().values())

    @property
    def active(self) -> str:
        """The window that has the focus."""
        return self.desktop.xdotool("getactivewindow").strip()

    async def show(self, capture_id: str | None = None) -> bool:
        """What the tray does for a click."""
        return await asyncio.to_thread(self.popup.show, capture_id)

    async def captures(self) -> list[Any]:
        """What the daemon has read."""
        captures: list[Any] = (await self.client.call("GET", "/v1/captures"))[1]["captures"]
        return captures


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    """A desktop, on which no window of ours is open yet."""
    async with (
        desktop(tmp_path) as shown,
        daemon(tmp_path / "home") as started,
        client_of(started.running) as client,
    ):
        shown.environ["LANG"] = "C.UTF-8"
        opened: list[str | None] = []

        def page_url(capture_id: str | None) -> str:
            opened.append(capture_id)
            with LocalClient(started.running) as asked:
                url = str(asked.request("POST", "/v1/pairings", json={"kind": "page"}).json["url"])
            return f"{url}/captures/{capture_id}" if capture_id else url

        popup = Popup(tmp_path / "弹 窗", shown.machine, page_url=page_url, open_browser=lambda url: False)
        try:
            yield Session(shown, started, client, popup, opened)
        finally:
            await asyncio.to_thread(popup.close)


@ON_A_DESKTOP
async def test_a_picture_can_be_pasted_as_soon_as_the_window_is_there(session: Session, tmp_path: Path) -> None:
    board = tmp_path / "board.png"
    board.write_bytes(picture_bytes((320, 200), colour="white"))
    session.desktop.start("xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", str(board))
    assert not session.popup.is_open

    assert await session.show()
    await until(lambda: session.shows("Read · Atshot"))
    session.desktop.press("ctrl+v")

    async with asyncio.timeout(30):
        while not (found := await session.captures()):  # noqa: ASYNC110  # it rings no bell
            await asyncio.sleep(0.05)
    assert [(320, 200, "clipboard")] == [
        (one["picture"]["width"], one["picture"]["height"], one["source"]) for one in found
    ]


@ON_A_DESKTOP
async def test_a_second_click_brings_the_same_window_forward(session: Session) -> None:
    await session.show()
    [window] = session.titles()
    await until(lambda: window == session.active)
    session.desktop.start("xmessage", "-geometry", "700x760+0+0", "in front")
    await until(lambda: session.active not in {"", window})

    await session.show()
    await until(lambda: window == session.active)
    session.desktop.xdotool("windowminimize", "--sync", window)
    await session.show()
    await until(lambda: window == session.active)

    assert [window] == list(session.titles())
    assert [None] == session.opened


@ON_A_DESKTOP
async def test_a_window_on_another_desktop_comes_to_the_one_that_is_shown(session: Session) -> None:
    xdotool = session.desktop.xdotool
    xdotool("set_num_desktops", "2")
    await session.show()
    [window] = session.titles()
    xdotool("set_desktop_for_window", window, "1")
    await until(lambda: not session.titles())

    await session.show()

    await until(lambda: window == session.active)
    assert ("0", "0") == (xdotool("get_desktop").strip(), xdotool("get_desktop_for_window", window).strip())


@ON_A_DESKTOP
async def test_a_window_on_all_desktops_stays_there(session: Session) -> None:
    xdotool = session.desktop.xdotool
    xdotool("set_num_desktops", "2")
    await session.show()
    [window] = session.titles()
    xdotool("set_desktop_for_window", window, "-1")
    await until(lambda: "-1" == xdotool("get_desktop_for_window", window).strip())
    session.desktop.start("xmessage", "-geometry", "700x760+0+0", "in front")
    await until(lambda: session.active not in {"", window})

    await session.show()

    await until(lambda: window == session.active)
    assert "-1" == xdotool("get_desktop_for_window", window).strip()


@ON_A_DESKTOP
async def test_clicks_in_a_row_open_one_window(session: Session) -> None:
    assert [True] * 3 == list(await asyncio.gather(session.show(), session.show(), session.show()))

    assert 1 == len(session.titles())
    assert [None] == session.opened


@ON_A_DESKTOP
async def test_a_capture_that_is_asked_for_takes_the_place_of_the_window(session: Session) -> None:
    capture = await session.client.send("white")
    await session.show()
    await until(lambda: session.shows("Read · Atshot"))
    [before] = session.titles()
    session.desktop.press("Tab", "Tab", "Tab", "Return")  # to another view, which must not keep it from closing
    await until(lambda: not session.shows("Read · Atshot"))

    await session.show(capture["id"])

    await until(lambda: session.shows("Atshot") and before not in session.titles())
    assert [None, capture["id"]] == session.opened


@ON_A_DESKTOP
async def test_a_window_that_nobody_is_signed_in_to_is_not_brought_forward(session: Session) -> None:
    await session.show()
    await until(lambda: session.shows("Read · Atshot"))
    [before] = session.titles()
    clients = (await session.client.call("GET", "/v1/clients"))[1]["clients"]
    [page] = [one["id"] for one in clients if one["kind"] == "page"]
    await session.client.call("DELETE", f"/v1/clients/{page}")
    session.desktop.start("xmessage", "-geometry", "700x760+0+0", "in front")
    await until(lambda: session.active not in {"", before})
    session.desktop.xdotool("windowactivate", before)  # it looks for news then, and learns that it was signed out
    await until(lambda: session.shows("Open Atshot from your own machine"))

    await session.show()

    await until(lambda: session.shows("Read · Atshot") and before not in session.titles())


@ON_A_DESKTOP
async def test_closing_leaves_no_process(session: Session) -> None:
    await session.show()
    await until(lambda: session.shows("Read · Atshot"))

    await asyncio.to_thread(session.popup.close)

    assert not session.popup.is_open
    await until(lambda: not session.titles())
    await asyncio.to_thread(session.popup.close)
    await session.show()
    assert session.popup.is_open


@ON_A_DESKTOP
async def test_a_window_of_a_tray_before_this_one_is_known(session: Session, tmp_path: Path) -> None:
    await session.show()
    later = Popup(
        tmp_path / "弹 窗", session.desktop.machine, page_url=lambda _: "not asked", open_browser=lambda url: False
    )

    assert later.is_open
    assert await asyncio.to_thread(later.show)
    assert 1 == len(session.titles())


@ON_A_DESKTOP
async def test_the_page_speaks_the_tray_s_language(session: Session, tmp_path: Path) -> None:
    with LocalClient(session.daemon.running) as asked:
        url = str(asked.request("POST", "/v1/pairings", json={"kind": "page"}).json["url"])
    chinese = Popup(
        tmp_path / "popup",
        session.desktop.machine,
        page_url=lambda _: url,
        open_browser=lambda url: False,
        language="zh",
    )

    await asyncio.to_thread(chinese.show)

    await until(lambda: session.shows("读图 · Atshot"))
