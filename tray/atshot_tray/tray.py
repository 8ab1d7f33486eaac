"""`atshot` without a verb: the icon beside the clock. Knows where each part comes from, and when there can be none."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from atshot_daemon.__main__ import main as daemon_program
from atshot_daemon.config import Config
from atshot_daemon.discovery import StateUnusable
from atshot_daemon.machine import Machine
from atshot_daemon.world import World
from atshot_tray.control import TrayRunning, ask, claim_tray
from atshot_tray.quick import notify
from atshot_tray.sentences import error_sentence

if TYPE_CHECKING:
    from atshot_tray.desktop import Desktop
    from atshot_tray.words import Words

Notify = Callable[["Words", Machine, str, str], None]

# A window of a busy browser takes its time.
_OPEN_LIMIT_S = 60.0


def tray(args: argparse.Namespace, world: World, *, notify: Notify = notify) -> int:
    """Run the tray until the user quits, or show the window of the one that runs; 0. StateUnusable.

    Where there is no desktop, run the daemon alone.
    """
    if not world.machine.has_desktop:
        world.say("there is no desktop here, so this runs without an icon, as `atshot serve` does")
        return daemon_program(["serve"], make_world=lambda: world)
    try:
        with claim_tray(world.places):
            _run(world)
    except TrayRunning:
        return _show_the_other(world)
    except StateUnusable as error:  # started at login, it has no terminal
        _tell(error, world, notify)
        raise
    return 0


def daemon_command() -> list[str]:
    """The daemon, ended when we are."""
    return [sys.executable, "-P", "-m", "atshot_daemon", "serve", "--stop-with-stdin"]


def _show_the_other(world: World) -> int:
    reply = ask(world.places, "open", limit_s=_OPEN_LIMIT_S)
    if reply is None:
        world.say("Atshot is already running, or about to end")
    elif reply.ok:
        world.say("Atshot is already running; its window is open")
    else:
        world.say(f"Atshot is already running, but its window cannot be opened: {reply.message}")
    return 0


def _tell(error: StateUnusable, world: World, notify: Notify) -> None:
    from atshot_tray.app import settings_now

    words = _words(world, settings_now(world.places, world.environ))
    notify(words, world.machine, words.not_started, error_sentence(error, words))


def _words(world: World, config: Config) -> "Words":
    from atshot_tray.language import language_of
    from atshot_tray.words import words_for

    return words_for(language_of(config.language, world.machine))


def _run(world: World) -> None:
    from atshot_daemon.logs import open_log
    from atshot_daemon.vault import Vault
    from atshot_tray.app import App, Setting, settings_now

    config = settings_now(world.places, world.environ)
    words = _words(world, config)
    log, close_log = open_log(world.places.tray_log_file, config.log_level)
    try:
        setting = Setting(
            places=world.places,
            vault=Vault(world.places.secrets),
            environ=world.environ,
            words=words,
            daemon=daemon_command(),
            log=log.info,
        )
        App(setting, _desktop(world, words)).run()
    finally:
        close_log()


def _desktop(world: World, words: "Words") -> "Desktop":
    from atshot_tray.autostart import autostart
    from atshot_tray.backends import open_tray
    from atshot_tray.copying import copy_text
    from atshot_tray.desktop import Desktop
    from atshot_tray.notify import Notifier
    from atshot_tray.popup.window import Popup
    from atshot_tray.program import own_command
    from atshot_tray.regions import region_picture
    from atshot_tray.session import await_end

    machine = world.machine
    return Desktop(
        open_tray=lambda actions: open_tray(machine, words, actions),
        open_window=lambda page_url: Popup(
            world.places.popup_profile,
            machine,
            page_url=page_url,
            open_browser=world.open_browser,
            language=words.language,
        ),
        notifications=Notifier(words, machine),
        autostart=autostart(machine, own_command()),
        clipboard=world.clipboard,
        region=lambda: region_picture(machine),
        decode=world.decode,
        copy=lambda text: copy_text(text, machine),
        open_browser=world.open_browser,
        view=partial(_viewed, world),
        await_end=lambda: await_end(machine),
    )


def _viewed(world: World, path: Path) -> bool:
    """Show the folder in the desktop's own program; whether there is one."""
    if not world.machine.has_own_calls and not world.machine.which("xdg-open"):
        return False
    world.view(path)
    return True
