"""The icon through pystray: items into its menu, snapshots into its icon. Knows pystray, none of its backends."""

import importlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from atshot_tray.icon_picture import picture
from atshot_tray.menu import Item, Run, menu, state_sentence
from atshot_tray.state import Actions, Snapshot
from atshot_tray.words import Words

# Windows keeps no more of a tooltip, and refuses a longer one.
_MAX_TITLE_CHARACTERS = 127


def pystray_backend(name: str) -> Any:
    """pystray's module of this name; ImportError where its own needs are not met."""
    # Left alone, pystray chooses by itself and opens a display while it is imported.
    os.environ.setdefault("PYSTRAY_BACKEND", "dummy")
    return importlib.import_module(f"pystray._{name}")


def pystray_items(items: tuple[Item, ...], *, label: Callable[[str], str] = str) -> Any:
    """The same lines as pystray has them; `label` protects what the system would misread."""
    pystray = importlib.import_module("pystray")
    return pystray.Menu(*(_line(pystray, item, label) for item in items))


def _line(pystray: Any, item: Item, label: Callable[[str], str]) -> Any:
    if item.is_separator:
        return pystray.Menu.SEPARATOR
    does = pystray_items(item.children, label=label) if item.children else _ran(item.run)
    checked = None if item.is_checked is None else _constant(item.is_checked)
    return pystray.MenuItem(label(item.label), does, checked=checked, default=item.is_default, enabled=item.is_enabled)


def _ran(run: Run | None) -> Callable[[object, object], None]:
    return lambda _icon, _item: run() if run is not None else None


def _constant(value: bool) -> Callable[[object], bool]:
    return lambda _item: value


class PystrayTray:
    """An icon of one of pystray's kinds, made by `make_icon` on the main thread once it runs.

    `on_main` takes what changes the icon to where that is allowed.
    """

    def __init__(
        self,
        name: str,
        make_icon: Callable[..., Any],
        *,
        words: Words,
        actions: Actions,
        icon_px: int,
        label: Callable[[str], str] = str,
        on_main: Callable[[Run], None] = lambda run: run(),
    ) -> None:
        self._name = name
        self._make_icon = make_icon
        self._words = words
        self._actions = actions
        self._icon_px = icon_px
        self._label = label
        self._on_main = on_main
        self._lock = threading.Lock()
        self._snapshot = Snapshot()
        self._is_stopped = False
        self._icon: Any = None
        self._is_behind = False
        self._turn = threading.Lock()
        self._holder: int | None = None

    @property
    def name(self) -> str:
        """The kind of icon."""
        return self._name

    def run(self, on_ready: Callable[[], None]) -> None:
        """Show the icon until `stop`."""

        def set_up(icon: Any) -> None:
            icon.visible = True
            with self._lock:
                self._icon = icon
            self._on_main(self._catch_up)
            on_ready()
            if self._is_stopped:  # before there was an icon to be stopped
                icon.stop()

        self._make_icon("atshot", self._picture(self._snapshot), self._title(self._snapshot)).run(set_up)

    def show(self, snapshot: Snapshot) -> None:
        """Let icon, tooltip and menu tell this from now on."""
        with self._lock:
            self._snapshot = snapshot
            icon = self._icon
        if icon is not None and not self._is_stopped:
            self._on_main(self._catch_up)

    def stop(self) -> None:
        """Take the icon away and let `run` return."""
        with self._lock:
            self._is_stopped = True
            icon = self._icon
        if icon is not None:
            icon.stop()

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Nothing changes meanwhile, for a menu is open; whatever should have is made up for.

        Within itself it does nothing more: while a menu is open the system goes on calling whoever has opened it.
        """
        if self._holder == threading.get_ident():
            yield
            return
        with self._turn:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None
        if self._is_behind:
            self._catch_up()

    def _catch_up(self) -> None:
        """Show the last snapshot now; when somebody else has the turn, they do it after theirs."""
        self._is_behind = True
        while self._is_behind and self._turn.acquire(blocking=False):
            try:
                self._is_behind = False
                self._show_last()
            finally:
                self._turn.release()

    def _show_last(self) -> None:
        with self._lock:
            icon, snapshot = self._icon, self._snapshot
        if icon.icon is not self._picture(snapshot):
            icon.icon = self._picture(snapshot)
        icon.title = self._title(snapshot)
        icon.menu = pystray_items(menu(snapshot, self._words, self._actions), label=self._label)

    def _picture(self, snapshot: Snapshot) -> Any:
        return picture(snapshot.look, self._icon_px)

    def _title(self, snapshot: Snapshot) -> str:
        return f"Atshot: {state_sentence(snapshot, self._words)}"[:_MAX_TITLE_CHARACTERS]
