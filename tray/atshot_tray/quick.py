"""`atshot clip` and `atshot grab`: a picture of the desktop in, its list out. Knows the tray and the way without it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from atshot_daemon.cli.extract import one_list
from atshot_daemon.cli.output import Output
from atshot_daemon.config import load
from atshot_daemon.errors import BadRequest
from atshot_daemon.machine import Machine
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError
from atshot_tray.control import Reply, ask
from atshot_tray.copying import CopyFailed, copy_text
from atshot_tray.language import language_of
from atshot_tray.sentences import error_sentence, found_body, found_title
from atshot_tray.words import Words, words_for

# A choice on the screen takes as long as its user likes; else the daemon's own limits end it long before.
LIMIT_S = MappingProxyType({"clip": 180.0, "grab": 900.0})
# Of what a tray refuses, that which says that something is missing here.
_MISSING = frozenset({"region_unavailable", "engine_unavailable"})


class GivenUp(AtshotError):
    """The user has left without choosing a part of the screen."""

    code = "given_up"


class TrayRefused(AtshotError):
    """The tray could not do it; the code and the message are its own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TrayLacks(BadRequest):
    """The tray misses something that must be installed; the code and the message are its own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def region_of(machine: Machine) -> bytes | None:
    """The part of the screen that the user chooses, None for none; RegionUnavailable."""
    from atshot_tray.regions import region_picture

    return region_picture(machine)


def notify(words: Words, machine: Machine, title: str, body: str) -> None:
    """Show a notification where the desktop can."""
    from atshot_tray.notify import Notifier

    notifier = Notifier(words, machine)
    notifier.tell(title, body)
    notifier.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What the verbs do on the desktop themselves while no tray runs; tests bring their own."""

    region: Callable[[Machine], bytes | None] = region_of
    copy: Callable[[str, Machine], None] = copy_text
    notify: Callable[[Words, Machine, str, str], None] = notify


DESKTOP = Desktop()


def clip(args: argparse.Namespace, world: World, *, desktop: Desktop = DESKTOP) -> int:
    """Print the tasks in the picture on the clipboard; 0, or 1 when there are none. AtshotError."""
    return _quick("clip", world, desktop, picture=world.clipboard)


def grab(args: argparse.Namespace, world: World, *, desktop: Desktop = DESKTOP) -> int:
    """Print the tasks in the part of the screen that the user chooses; 0, or 1 when there are none. AtshotError."""
    return _quick("grab", world, desktop, picture=lambda: _chosen(desktop.region(world.machine)))


def _quick(command: Literal["clip", "grab"], world: World, desktop: Desktop, *, picture: Callable[[], bytes]) -> int:
    reply = ask(world.places, command, limit_s=LIMIT_S[command])
    if reply is not None:
        return _printed(_accepted(reply).text, world)
    config = load(world.places.config_file, environ=world.environ)
    words = words_for(language_of(config.language, world.machine))

    def tell(title: str, body: str) -> None:
        if not world.stdout.isatty():  # a key was pressed, and nobody sees what is printed
            desktop.notify(words, world.machine, title, body)

    try:
        text, outcome = one_list(command, picture(), world)
    except GivenUp:
        raise
    except AtshotError as error:
        tell(words.quick_failed, error_sentence(error, words))
        raise
    for note in outcome.notes:
        world.say(note)
    status = _printed(text, world)
    is_copied = bool(text) and config.copy_list
    try:
        if is_copied:
            desktop.copy(text, world.machine)
    except CopyFailed as error:
        tell(words.not_copied, error_sentence(error, words))
        raise
    title = found_title(len(text.splitlines()), words, is_copied=is_copied)
    tell(title, found_body(text, words, has_doubtful=bool(outcome.reading.maybe)))
    return status


def _chosen(data: bytes | None) -> bytes:
    if data is None:
        raise GivenUp("no part of the screen was chosen")
    return data


def _accepted(reply: Reply) -> Reply:
    if reply.ok:
        return reply
    code, message = reply.code or "internal", reply.message or "the tray could not do it; see: atshot logs --tray"
    raise TrayLacks(code, message) if code in _MISSING else TrayRefused(code, message)


def _printed(text: str, world: World) -> int:
    if not text:
        world.say("no tasks found")
        return 1
    Output(world.stdout).write(text)
    return 0
