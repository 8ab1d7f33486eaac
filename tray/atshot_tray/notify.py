"""Tells the user something while no window of ours is open. Knows how each system does that, not what is told."""

import asyncio
import importlib
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any, Protocol

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.words import Words

# A server that has to be started first takes a second or two; whoever tells something must not hang on it.
TELL_LIMIT_S = 8.0

OnClick = Callable[[], None] | None

# The texts come as arguments: whatever they hold, they are no part of the script.
_MACOS_SCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


class Way(Protocol):
    """How one system shows notifications; called on one event loop."""

    async def send(self, title: str, body: str, on_click: OnClick) -> bool:
        """Show it; False when nobody here can."""
        ...

    def close(self) -> None:
        """Nothing will be sent any more."""
        ...


class Notifier:
    """Notifications of this machine, by `way` or by the one that fits; started with the first one."""

    def __init__(self, words: Words, machine: Machine, *, way: Way | None = None) -> None:
        self._words = words
        self._machine = machine
        self._way = way
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    def tell(self, title: str, body: str, *, on_click: OnClick = None) -> bool:
        """Show a notification; whether it could be. Any thread may call, and nothing is raised."""
        title, body = _sendable(title), _sendable(body)
        with self._lock:  # until the loop knows of it: `close` must not end the loop before
            if self._is_closed:
                return False
            if self._loop is None:
                self._loop = self._started()
            future = asyncio.run_coroutine_threadsafe(self._send(title, body, on_click), self._loop)
        try:
            return future.result(TELL_LIMIT_S)
        except (TimeoutError, CancelledError):
            future.cancel()
            return False

    def close(self) -> None:
        """Let go of everything; what is shown stays."""
        with self._lock:
            self._is_closed = True
            loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join()

    async def _send(self, title: str, body: str, on_click: OnClick) -> bool:
        if self._way is None:
            self._way = _way_of(self._words, self._machine)
        return await self._way.send(title, body, on_click)

    def _started(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(loop,), name="notifications", daemon=True)
        self._thread.start()
        return loop

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            if self._way is not None:
                self._way.close()
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.run_until_complete(asyncio.sleep(0))
            loop.close()


def _sendable(text: str) -> str:
    """Without what no system takes in a text: the character 0, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _way_of(words: Words, machine: Machine) -> Way:
    if machine.platform == "darwin":
        return MacosNotifications(machine)
    if machine.platform == "win32":
        return WindowsNotifications(words.show_it)
    from atshot_tray.notify_bus import BusNotifications
    from atshot_tray.session_bus import bus_address

    return BusNotifications(bus_address(machine), show_label=words.show_it)


class MacosNotifications:
    """By the system's own script language: its newer way is closed to programs that are no signed app. No clicks."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    async def send(self, title: str, body: str, on_click: OnClick) -> bool:
        """Show it; False when the script fails."""
        command = ["osascript", "-e", _MACOS_SCRIPT, "--", title, body]
        try:
            await asyncio.to_thread(self._machine.run, command)
        except ProgramFailed:
            return False
        return True

    def close(self) -> None:
        """Nothing is kept."""


class WindowsNotifications:
    """By desktop-notifier, which knows the Windows Runtime; `library` is that."""

    def __init__(self, show_label: str, *, library: Any = None) -> None:
        self._show_label = show_label
        self._library = library
        self._notifier: Any = None

    async def send(self, title: str, body: str, on_click: OnClick) -> bool:
        """Show it; False when Windows refuses."""
        done = []
        try:
            if self._notifier is None:
                self._library = self._library or importlib.import_module("desktop_notifier")
                self._notifier = self._library.DesktopNotifier("Atshot", None)
            clicks = self._clicks(on_click) if on_click is not None else {}
            # The library logs what fails and raises nothing; whatever it hands over, it says so.
            await self._notifier.send(title, body, on_dispatched=lambda: done.append(True), **clicks)
        except (ImportError, OSError, RuntimeError):
            return False
        return bool(done)

    def close(self) -> None:
        """Nothing is kept."""

    def _clicks(self, on_click: Callable[[], None]) -> dict[str, Any]:
        def clicked() -> None:
            threading.Thread(target=on_click, name="notification-click", daemon=True).start()

        button = self._library.Button(title=self._show_label, on_pressed=clicked)
        return {"on_clicked": clicked, "buttons": [button]}
