"""`atshot uninstall`: takes back what Atshot has set up here. Knows the order, and what is left to the user."""

import argparse
import json
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit
from urllib.request import url2pathname

from atshot_daemon.cli.asking import agrees
from atshot_daemon.cli.claiming import claimed
from atshot_daemon.cli.output import Output
from atshot_daemon.cli.stop import stop
from atshot_daemon.cli.token import revoke_all
from atshot_daemon.config import Places
from atshot_daemon.plain import one_line
from atshot_daemon.traces import as_seen, delete, delete_empty_folders, left_by_runs, made_by_user
from atshot_daemon.vault import KeyringUnavailable, Vault, ask_keyring
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError
from atshot_tray.autostart import autostart
from atshot_tray.control import TrayRunning, ask, claim_tray
from atshot_tray.own_token import SECRET
from atshot_tray.popup.browsers import find_browser
from atshot_tray.popup.window import Popup
from atshot_tray.program import own_command

# The other one is the key of a remote engine.
SECRETS = (SECRET, "remote")
# The tray ends its daemon first, which may finish a picture.
QUIT_LIMIT_S = 15.0
_POLL_S = 0.05
_QUESTION = "Delete all captures, their pictures, their tasks and your settings?"

# The folder in which a tool keeps each program's environment.
_BY_TOOL = MappingProxyType[tuple[str, ...], str](
    {
        ("pipx", "venvs", "atshot"): "pipx uninstall atshot",
        ("uv", "tools", "atshot"): "uv tool uninstall atshot",
    }
)

Step = Callable[[World], Iterator[str]]


def vault_of(world: World) -> Vault:
    """The secrets of this user."""
    return Vault(world.places.secrets, ask=partial(ask_keyring, environ=dict(world.environ)))


def uninstall(args: argparse.Namespace, world: World, *, vault: Callable[[World], Vault] = vault_of) -> int:
    """End what runs and remove it all but what the user has made, which `--data` removes too; 0, or 1 when some stays.

    TrayRunning, BadUsage.
    """
    if args.data and not args.yes and not agrees(_QUESTION, world):
        world.say("nothing was removed")
        return 0
    report = _Report(world)
    had_run = bool(left_by_runs(world.places, secrets=SECRETS))  # from here on our own locks are there
    with ExitStack() as held:
        if _end_tray(world, held):
            report.tell("ended the tray")
        is_alone = report.add(partial(_ended_daemon, held=held))
        for step in (_off_at_login, partial(_without_secrets, vault=vault(world)), _without_clients, _without_window):
            report.add(step)
    if is_alone:
        _without_files(report, world.places, had_run=had_run, has_data=args.data)
    else:
        report.tell("kept all files; once that is mended, do this again")
    report.tell(f"to remove the program itself: {removal()}")
    report.tell("to remove the browser extension: the browser's own page of extensions")
    return 1 if report.has_failed else 0


class _Report:
    """What was done, line by line; a step that fails keeps none of the others from being done."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._output = Output(world.stdout)
        self.has_failed = False

    def tell(self, line: str) -> None:
        """One line for the user."""
        self._output.write(f"{one_line(line)}\n")

    def add(self, step: Step) -> bool:
        """Do this and tell what was done; whether it could be."""
        try:
            for line in step(self._world):
                self.tell(line)
        except (AtshotError, OSError, sqlite3.Error) as error:
            self._failed(str(error))
            return False
        return True

    def delete(self, paths: list[Path], told: str | None) -> None:
        """Delete these, and tell that if there is anything to tell."""
        failures = delete(paths)
        for failure in failures:
            self._failed(f"{failure.filename} cannot be deleted: {failure.strerror}")
        if told and not failures:
            self.tell(told)

    def _failed(self, why: str) -> None:
        self.has_failed = True
        self._world.say(why)


def _end_tray(world: World, held: ExitStack) -> bool:
    """Ask the tray to quit, and be the only one from then on; whether there was one."""
    asked = ask(world.places, "quit", limit_s=QUIT_LIMIT_S)
    gives_up_at = world.monotonic() + QUIT_LIMIT_S
    while True:
        try:
            held.enter_context(claim_tray(world.places))
            return asked is not None
        except TrayRunning:
            if world.monotonic() >= gives_up_at:
                raise TrayRunning("the tray has not ended; quit it from its menu and try again") from None
        world.pause(_POLL_S)


def _ended_daemon(world: World, *, held: ExitStack) -> Iterator[str]:
    """End it, and see to it that nobody begins anew meanwhile."""
    stop(argparse.Namespace(), world)
    held.enter_context(claimed(world))
    yield from ()


def _without_files(report: _Report, places: Places, *, had_run: bool, has_data: bool) -> None:
    told = "removed logs, and what else runs have left" if had_run else None
    report.delete(left_by_runs(places, secrets=SECRETS), told)
    if has_data and (made := made_by_user(places)):
        report.delete(made, "removed captures and settings")
    delete_empty_folders(places)
    for path in as_seen(made_by_user(places), places):
        report.tell(f"kept {path}")


def _off_at_login(world: World) -> Iterator[str]:
    entry = autostart(world.machine, own_command())
    was_on = entry.is_on()
    entry.turn_off()
    if was_on:
        yield "Atshot no longer starts at login"


def _without_secrets(world: World, *, vault: Vault) -> Iterator[str]:
    try:
        there = [name for name in SECRETS if vault.read(name) is not None]
        for name in SECRETS:
            vault.forget(name)
    except KeyringUnavailable as error:
        raise KeyringUnavailable(f"secrets may be left in the keyring: {error}") from error
    if there:
        yield "removed Atshot's secrets"


def _without_clients(world: World) -> Iterator[str]:
    if count := revoke_all(world):
        told = "1 token: it lets" if count == 1 else f"{count} tokens: they let"
        yield f"revoked {told} nobody in any more"


def _without_window(world: World) -> Iterator[str]:
    """Close it, and delete what a browser keeps of it elsewhere than beside our logs."""
    Popup(world.places.popup_profile, world.machine, page_url=_nowhere, open_browser=world.open_browser).close()
    browser = find_browser(world.machine, world.places.popup_profile)
    if browser and browser.profile != world.places.popup_profile and browser.profile.exists():
        for failure in delete([browser.profile]):
            raise failure
        yield "removed what the browser kept of Atshot's window"


def _nowhere(capture_id: str | None) -> str:
    return "about:blank"


def removal(prefix: Path = Path(sys.prefix), direct_url: str | None = None, *, program: str = sys.executable) -> str:
    """What removes the program, by how it was installed: in which environment, and from where as pip wrote it down."""
    folder = _checkout(_direct_url() if direct_url is None else direct_url)
    if folder and prefix.is_relative_to(folder):
        return f"delete the folder {folder}"
    return _BY_TOOL.get(prefix.parts[-3:]) or f"{_quoted(program)} -m pip uninstall atshot"


def _quoted(program: str) -> str:
    """As a shell takes it; the one of Windows knows other quotes."""
    if sys.platform == "win32":
        return f'"{program}"' if " " in program else program
    return shlex.quote(program)


def _direct_url() -> str:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution("atshot").read_text("direct_url.json") or ""
    except PackageNotFoundError:
        return ""


def _checkout(direct_url: str) -> Path | None:
    """The folder that was installed as it lies there, so that its environment may be inside it."""
    try:
        address = urlsplit(json.loads(direct_url)["url"])
    except (ValueError, KeyError, TypeError):
        return None
    return Path(url2pathname(address.path)) if address.scheme == "file" else None
