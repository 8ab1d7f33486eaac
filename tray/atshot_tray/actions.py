"""What each line of the menu does, in a thread of its own. Knows who does the work, and tells of failures."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from atshot_daemon.plain import one_line
from atshot_daemon.settings_file import set_setting
from atshot_inference.errors import AtshotError
from atshot_tray.autostart import Autostart
from atshot_tray.desktop import Notify
from atshot_tray.extraction import Extracted, Extraction
from atshot_tray.pairing import BrowserPairing
from atshot_tray.sentences import error_sentence
from atshot_tray.supervisor import Supervisor
from atshot_tray.watching import Watching
from atshot_tray.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Who does the work."""

    supervisor: Supervisor
    watching: Watching
    extraction: Extraction
    pairing: BrowserPairing
    autostart: Autostart
    notify: Notify
    # Shows the window, on a capture if one is named, and returns once it is there.
    show: Callable[[str | None], object]
    await_daemon: Callable[[], None]
    # Opens a folder in the desktop's own program for that; False where there is none.
    view: Callable[[Path], bool]
    leave: Callable[[], None]


class AppActions:
    """The menu's lines, and what other programs ask of the tray; the former return at once, from any thread."""

    def __init__(self, parts: Parts, *, words: Words, config_file: Path, logs: Path) -> None:
        self._parts = parts
        self._words = words
        self._config_file = config_file
        self._logs = logs

    # --- the menu ----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show Atshot's window."""
        self._spawn("open", self.opened)

    def clip(self) -> None:
        """Extract the tasks of the picture on the clipboard."""
        self._spawn("clip", self.clipped, tells=False)

    def grab(self) -> None:
        """Let the user choose a part of the screen and extract its tasks."""
        self._spawn("grab", self.grabbed, tells=False)

    def show(self, capture_id: str) -> None:
        """Show this capture in Atshot's window."""
        self._spawn("show", lambda: self._shown(capture_id))

    def connect_browser(self) -> None:
        """Open the page that connects the browser extension."""
        self._spawn("connect", self._connect)

    def show_engine_help(self) -> None:
        """Say how to get an engine that reads handwriting and answers questions."""
        words = self._words
        self._spawn("engine", lambda: self._parts.notify(words.engine_help_title, words.engine_help_text))

    def pause(self, *, is_paused: bool) -> None:
        """Stop the daemon, or start it again."""
        if is_paused:
            self._parts.supervisor.stop()
        else:
            self._parts.supervisor.start()

    def start_at_login(self, *, is_on: bool) -> None:
        """Start Atshot when the user logs in, or no longer."""
        autostart = self._parts.autostart
        self._spawn("login", lambda: self._switched(autostart.turn_on if is_on else autostart.turn_off))

    def copy_list(self, *, is_on: bool) -> None:
        """Put each list on the clipboard from now on, or no longer."""
        self._spawn("copy", lambda: self._switched(lambda: set_setting(self._config_file, "copy_list", is_on)))

    def show_logs(self) -> None:
        """Open the folder that holds the logs."""
        self._spawn("logs", self._show_logs)

    def restart(self) -> None:
        """Start the daemon anew, also one that was given up."""
        self._parts.supervisor.restart()

    def quit(self) -> None:
        """End Atshot: the daemon first, the icon last."""
        self._parts.leave()

    # --- the same for who waits for the outcome ----------------------------------------------------------------------

    def opened(self) -> None:
        """Show the window and return once it is there; AtshotError."""
        self._shown(None)

    def clipped(self) -> Extracted:
        """The list of the picture on the clipboard; an AtshotError has been told to the user."""
        return self._parts.extraction.clip()

    def grabbed(self) -> Extracted | None:
        """The list of a part of the screen, None where the user chose none; an AtshotError has been told too."""
        return self._parts.extraction.grab()

    def _shown(self, capture_id: str | None) -> None:
        self._parts.await_daemon()
        self._parts.show(capture_id)

    def _connect(self) -> None:
        self._parts.await_daemon()
        self._parts.pairing.run()

    def _switched(self, switch: Callable[[], None]) -> None:
        try:
            switch()
        finally:
            self._parts.watching.wake()

    def _show_logs(self) -> None:
        if not self._parts.view(self._logs):
            self._parts.notify(self._words.show_logs, self._words.no_folder_view.format(folder=self._logs))

    def _spawn(self, name: str, work: Callable[[], object], *, tells: bool = True) -> None:
        threading.Thread(target=self._told, args=[work, tells], name=name, daemon=True).start()

    def _told(self, work: Callable[[], object], tells: bool) -> None:
        try:
            work()
        except AtshotError as error:
            if tells:
                self._parts.notify(self._words.not_done, error_sentence(error, self._words))
        except OSError as error:  # a program that cannot be started
            self._parts.notify(self._words.not_done, one_line(str(error)))
