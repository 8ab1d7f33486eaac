"""The tray as a whole: its parts put together, run and ended in order. Knows every part, and the work of none."""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from atshot_daemon.config import Config, Places, load
from atshot_daemon.discovery import find_running
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.vault import Vault
from atshot_inference.errors import AtshotError
from atshot_tray.actions import AppActions, Parts
from atshot_tray.autostart import AutostartFailed
from atshot_tray.control import Command, Control, Reply
from atshot_tray.desktop import Desktop
from atshot_tray.extraction import Extraction, Tools
from atshot_tray.link import DaemonAway, Link
from atshot_tray.own_token import SECRET, OwnToken
from atshot_tray.pairing import BrowserPairing, PairingTools
from atshot_tray.sentences import keyring_sentence, situation_sentence
from atshot_tray.signals import heard_signals
from atshot_tray.situation import Situation, State
from atshot_tray.supervisor import Supervisor
from atshot_tray.watching import Switches, Watching
from atshot_tray.words import Words

# Longer than a daemon takes to start on a busy machine.
AWAIT_S = 30.0
NO_ICON = "none"


class ServicePaused(AtshotError):
    """The user has paused Atshot."""

    code = "service_paused"


class ServiceGivenUp(AtshotError):
    """The daemon does not start; the message is its own last line."""

    code = "service_given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the tray runs: folders, secrets, environment, language, the daemon's command, who writes things down."""

    places: Places
    vault: Vault
    environ: Mapping[str, str]
    words: Words
    daemon: Sequence[str]
    log: Callable[..., Any]


class App:
    """The tray, from `run` until the user quits, a signal comes or the desktop goes."""

    def __init__(self, setting: Setting, desktop: Desktop) -> None:
        self._setting = setting
        self._desktop = desktop
        self._words = setting.words
        self._asked_to_leave = threading.Event()
        self._address: str | None = None
        self._is_first_run = not setting.places.data.exists()
        self._supervisor = Supervisor(
            setting.daemon, setting.places, environ=setting.environ, on_change=self._note_situation
        )
        token = OwnToken(setting.vault, on_file=self._tell_of_file)
        self._link = Link(partial(find_running, setting.places), token)
        self._window = desktop.open_window(self._link.page_url)
        self._watching = Watching(
            self._link,
            words=setting.words,
            situation=lambda: self._supervisor.situation,
            switches=self._switches,
            show=lambda snapshot: self._tray.show(snapshot),
            log=setting.log,
        )
        self._pairing = self._made_pairing()
        self._actions = self._made_actions()
        self._control = Control(setting.places, self._answer)
        self._tray = desktop.open_tray(self._actions)

    def run(self) -> None:
        """Show the icon until it is over; by then the daemon that we started has ended. StateUnusable."""
        with ExitStack() as held:
            held.enter_context(heard_signals(self._leave))
            held.enter_context(_noted_failures(self._setting.log))
            leaving = threading.Thread(target=self._leave_when_asked, name="leaving")
            leaving.start()
            held.callback(leaving.join)
            held.callback(self._leave)
            self._control.open()
            self._supervisor.start()
            self._watching.start()
            self._in_thread(self._leave_with_desktop)
            self._in_thread(self._refresh_autostart)
            self._tray.run(self._greet)

    # --- put together ------------------------------------------------------------------------------------------------

    def _made_pairing(self) -> BrowserPairing:
        tools = PairingTools(
            open_browser=self._desktop.open_browser,
            notify=self._desktop.notifications.tell,
            on_change=self._watching.set_pairing,
        )
        return BrowserPairing(self._link, tools, words=self._words)

    def _made_actions(self) -> AppActions:
        desktop = self._desktop
        tools = Tools(
            clipboard=desktop.clipboard,
            region=desktop.region,
            decode=desktop.decode,
            copy=desktop.copy,
            notify=desktop.notifications.tell,
            show=self._window.show,
        )
        extraction = Extraction(
            self._link,
            tools,
            words=self._words,
            settings=self._settings,
            await_daemon=self._await_daemon,
            working=self._watching.working,
        )
        parts = Parts(
            supervisor=self._supervisor,
            watching=self._watching,
            extraction=extraction,
            pairing=self._pairing,
            autostart=desktop.autostart,
            notify=desktop.notifications.tell,
            show=self._window.show,
            await_daemon=self._await_daemon,
            view=desktop.view,
            leave=self._leave,
        )
        places = self._setting.places
        return AppActions(parts, words=self._words, config_file=places.config_file, logs=places.log_file.parent)

    # --- asked by the parts ------------------------------------------------------------------------------------------

    def _settings(self) -> Config:
        return settings_now(self._setting.places, self._setting.environ)

    def _switches(self) -> Switches:
        return Switches(self._desktop.autostart.is_on(), self._settings().copy_list)

    def _await_daemon(self) -> None:
        situation = self._supervisor.settled(AWAIT_S)
        if situation.state is State.STOPPED:
            raise ServicePaused("Atshot is paused; resume it in its menu")
        if situation.state is State.CRASHED:
            raise ServiceGivenUp(situation.why or "the daemon does not start")
        if situation.state is not State.RUNNING:
            raise DaemonAway("Atshot is not ready yet; try again in a moment")

    def _answer(self, command: Command) -> Reply:
        """What another program of the user asks for; an AtshotError goes back to it."""
        if command == "quit":
            self._leave()
            return Reply(ok=True)
        if command == "open":
            self._actions.opened()
            return Reply(ok=True)
        extracted = self._actions.clipped() if command == "clip" else self._actions.grabbed()
        if extracted is None:
            return Reply(ok=False, code="given_up", message="no part of the screen was chosen")
        return Reply(ok=True, text=extracted.text, capture=extracted.capture_id)

    # --- told to the user --------------------------------------------------------------------------------------------

    def _note_situation(self, situation: Situation) -> None:
        self._setting.log("daemon", state=situation.state.value, pid=situation.running and situation.running.pid)
        self._watching.wake()
        if situation.running is not None:
            has_moved = self._address not in (None, situation.running.url)
            self._address = situation.running.url
            if has_moved:
                self._in_thread(self._reopen)
        if situation.state is State.CRASHED:
            sentence = situation_sentence(situation, self._words) or ""
            self._in_thread(lambda: self._desktop.notifications.tell(self._words.service_down_title, sentence))

    def _reopen(self) -> None:
        """The window still asks where the daemon no longer is."""
        if self._window.is_open:
            self._window.close()
            with suppress(AtshotError):  # a click opens it too
                self._actions.opened()

    def _refresh_autostart(self) -> None:
        """Start at login what runs now: the program may have been moved or installed anew."""
        with suppress(AutostartFailed):
            if self._desktop.autostart.is_on():
                self._desktop.autostart.turn_on()

    def _tell_of_file(self, reason: str | None) -> None:
        words = self._words
        file = self._setting.places.secrets / SECRET
        body = words.token_in_file.format(why=keyring_sentence(reason, words), file=file)
        self._in_thread(lambda: self._desktop.notifications.tell(words.token_in_file_title, body))

    def _greet(self) -> None:
        self._setting.log("icon shown", kind=self._tray.name)
        if self._tray.name == NO_ICON:
            self._desktop.notifications.tell(self._words.no_icon_title, self._words.no_icon)
        if self._is_first_run:  # whoever has just installed it sees that it is there
            with suppress(AtshotError):  # the user has not asked for it
                self._actions.opened()

    def _in_thread(self, work: Callable[[], object]) -> None:
        threading.Thread(target=work, name="app", daemon=True).start()

    # --- the end -----------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._asked_to_leave.set()

    def _leave_with_desktop(self) -> None:
        if self._desktop.await_end():
            self._leave()

    def _leave_when_asked(self) -> None:
        """The daemon first, the icon last: until then it can be seen that something is still going on."""
        self._asked_to_leave.wait()
        with ExitStack() as ending:
            ending.callback(self._tray.stop)
            ending.callback(self._setting.log, "left")
            ending.callback(self._desktop.notifications.close)
            ending.callback(self._window.close)
            ending.callback(self._supervisor.close)
            ending.callback(self._watching.close)
            ending.callback(self._pairing.close)
            ending.callback(self._control.close)


def settings_now(places: Places, environ: Mapping[str, str]) -> Config:
    """The settings as they are now, the defaults where the file is wrong: the daemon tells of that, and we run on."""
    try:
        return load(places.config_file, environ=environ)
    except ConfigInvalid:
        return Config()


@contextmanager
def _noted_failures(log: Callable[..., Any]) -> Iterator[None]:
    """What goes wrong in a thread is written down: whoever has clicked has no terminal."""

    def note(failure: threading.ExceptHookArgs) -> None:
        log("thread failed", exc_info=failure.exc_value)
        if sys.stderr is not None:  # Windows has none without a console
            before(failure)

    before, threading.excepthook = threading.excepthook, note
    try:
        yield
    finally:
        threading.excepthook = before
