"""The icons of Windows and macOS: what we add to pystray's own, on pystray's base class and stand-ins of the system."""

import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from atshot_tray.backends.native import macos_tray, pass_on_signals, windows_tray
from atshot_tray.backends.pystray_menu import PystrayTray, pystray_backend
from atshot_tray.state import Look, Recent, Snapshot
from atshot_tray.words import ENGLISH
from tests.tray.icons import READY, Pressed, running
from tests.waiting import until

MENU_OPENED = 1


@dataclass
class System:
    """A window system that shows one icon: what it was given, and a loop that ends when it is told."""

    icon: Any = None
    menus: list[list[str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    open_menu: Callable[[], None] = lambda: None
    replaced: Callable[[], None] = lambda: None
    policies: list[int] = field(default_factory=list)

    def run(self) -> None:
        self.ended.wait()

    def setActivationPolicy_(self, policy: int) -> None:
        self.policies.append(policy)

    def removeStatusItem_(self, _item: object) -> None:
        self.menus.append(["removed"])

    @property
    def backend(self) -> Any:
        """pystray's module for this system, with the same hooks as its own ones have."""
        system = self

        class Icon(pystray_backend("base").Icon):  # type: ignore[misc]  # pystray has no types
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments)
                system.icon = self
                self._app = self._status_bar = system
                self._status_item = None

            def _run(self) -> None:
                self._mark_ready()
                system.run()

            def _stop(self) -> None:
                system.ended.set()

            def _show(self) -> None: ...
            def _hide(self) -> None: ...
            def _update_icon(self) -> None:
                self._icon_valid = True

            def _update_title(self) -> None: ...
            def _update_menu(self) -> None:
                system.menus.append([item.text for item in self.menu or ()])
                system.replaced()

            def _on_notify(self, wparam: int, lparam: int) -> None:
                if lparam == MENU_OPENED:
                    system.open_menu()

        return SimpleNamespace(Icon=Icon)


@asynccontextmanager
async def on_windows(pressed: Pressed) -> AsyncIterator[tuple[System, PystrayTray]]:
    """An icon in the notification area, shown."""
    system = System()
    tray = windows_tray(ENGLISH, pressed, backend=system.backend)
    tray.show(READY)
    async with running(tray):
        yield system, tray


async def test_the_menu_of_pystray_says_and_does_the_same() -> None:
    pressed = Pressed()
    async with on_windows(pressed) as (system, _):
        items = {item.text: item for item in system.icon.menu}
        items[ENGLISH.clip](system.icon)
        items[ENGLISH.start_at_login](system.icon)
        [recent] = items[ENGLISH.recent].submenu
        recent(system.icon)
        system.icon()

        assert ["clip", "start at login: True", "show c1", "open"] == pressed.asked
        assert (False, None) == (items[ENGLISH.start_at_login].checked, items[ENGLISH.clip].checked)
        assert not items[ENGLISH.state_ready].enabled


async def test_icon_tooltip_and_menu_follow_what_is_the_case() -> None:
    async with on_windows(Pressed()) as (system, tray):
        before = system.icon.icon
        tray.show(Snapshot(look=Look.ATTENTION, detail="x" * 300))

        assert system.icon.icon is not before
        assert 127 == len(system.icon.title)
        assert ENGLISH.restart in system.menus[-1]


async def test_on_windows_a_menu_that_is_open_is_not_replaced_under_the_pointer() -> None:
    async with on_windows(Pressed()) as (system, tray):
        count = len(system.menus)
        changed_while_open: list[bool] = []

        def open_menu() -> None:
            tray.show(Snapshot(look=Look.ATTENTION))
            changed_while_open.append(len(system.menus) != count)

        system.open_menu = open_menu
        system.icon._on_notify(0, MENU_OPENED)

        assert [False] == changed_while_open
        assert ENGLISH.restart in system.menus[-1]


async def test_on_windows_the_mouse_may_move_over_the_icon_while_its_menu_is_open() -> None:
    async with on_windows(Pressed()) as (system, tray):
        count = len(system.menus)
        changed_while_open: list[bool] = []

        def open_menu() -> None:
            system.icon._on_notify(0, 0)  # the system tells of it while it shows the menu
            tray.show(Snapshot(look=Look.ATTENTION))
            changed_while_open.append(len(system.menus) != count)

        system.open_menu = open_menu
        thread = threading.Thread(target=system.icon._on_notify, args=(0, MENU_OPENED), daemon=True)
        thread.start()
        await until(lambda: not thread.is_alive())

        assert [False] == changed_while_open
        assert ENGLISH.restart in system.menus[-1]


async def test_what_is_told_while_the_icon_changes_is_not_lost() -> None:
    async with on_windows(Pressed()) as (system, tray):

        def told_meanwhile() -> None:
            system.replaced = lambda: None
            other = threading.Thread(target=tray.show, args=(Snapshot(look=Look.ATTENTION),))
            other.start()
            other.join()

        system.replaced = told_meanwhile
        tray.show(Snapshot(look=Look.WORKING))

        assert ENGLISH.restart in system.menus[-1]


async def test_on_windows_a_sign_that_would_underline_a_letter_is_doubled() -> None:
    async with on_windows(Pressed()) as (system, tray):
        tray.show(Snapshot(recent=(Recent("c1", "R&D", 1),)))
        [recent] = [item for item in system.icon.menu if item.text == ENGLISH.recent]

        assert ["R&&D (1 task)"] == [item.text for item in recent.submenu]


async def test_on_macos_changes_wait_for_the_main_thread() -> None:
    system, waiting = System(), list[Callable[[], None]]()
    handled: list[int] = []
    tools = {
        "PyObjCTools.AppHelper": SimpleNamespace(callAfter=waiting.append),
        "PyObjCTools.MachSignals": SimpleNamespace(signal=lambda number, _handler: handled.append(number)),
    }
    tray = macos_tray(ENGLISH, Pressed(), backend=system.backend, tools=tools.__getitem__)
    async with running(tray):
        await until(lambda: len(waiting) == 1)
        before = len(system.menus)
        tray.show(READY)

        assert before == len(system.menus)
        waiting.pop()()
        assert ENGLISH.state_ready == system.menus[-1][0]

    assert ["removed"] == system.menus[-1]
    assert [1] == system.policies
    assert signal.SIGINT in handled


def test_on_macos_signals_reach_the_handlers_that_python_has() -> None:
    heard: list[int] = []
    held = {
        signal.SIGINT: lambda number, _frame: heard.append(number),
        signal.SIGTERM: lambda number, _frame: heard.append(number),
        signal.SIGHUP: signal.SIG_DFL,
    }
    handlers: dict[int, Callable[[int], Any]] = {}

    pass_on_signals(handlers.__setitem__, handler_of=lambda number: held[signal.Signals(number)])
    for number, handler in handlers.items():
        handler(number)

    assert [signal.SIGINT, signal.SIGTERM] == heard


@pytest.mark.parametrize("times", [1, 3])
async def test_an_icon_that_is_stopped_before_it_runs_ends_at_once(times: int) -> None:
    system = System()
    tray = windows_tray(ENGLISH, Pressed(), backend=system.backend)
    for _ in range(times):
        tray.stop()
    ready = threading.Event()

    tray.run(ready.set)

    assert ready.is_set()
    assert system.ended.is_set()
