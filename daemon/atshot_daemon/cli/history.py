"""`atshot history`: what was captured, with or without a running daemon. Knows verbs and output, no SQL."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from atshot_daemon.cli.archive import History, opened_history
from atshot_daemon.cli.asking import agrees
from atshot_daemon.cli.export import export
from atshot_daemon.cli.output import Output
from atshot_daemon.cli.table import columns
from atshot_daemon.errors import BadUsage
from atshot_daemon.forms import FORMS
from atshot_daemon.forms.style import Style
from atshot_daemon.outcome import Outcome
from atshot_daemon.plain import one_line
from atshot_daemon.records import Record, task_of
from atshot_daemon.world import World
from atshot_inference.tasks import Reading

Action = Callable[[argparse.Namespace, World, History], None]

_MAX_TEXT = 48
_EVERYTHING = "Delete all captures, their pictures and their tasks?"


def history(args: argparse.Namespace, world: World) -> int:
    """List, search, show, delete, bring back or save what was captured; 0."""
    with opened_history(world) as held:
        ACTIONS[args.action](args, world, held)
    return 0


def _list(args: argparse.Namespace, world: World, held: History) -> None:
    words = " ".join(getattr(args, "words", []))
    _show_list(held.captures(limit=args.limit, words=words), args, world)


def _show_list(captures: list[Record], args: argparse.Namespace, world: World) -> None:
    output = Output(world.stdout)
    if args.json:
        output.write(json.dumps({"captures": captures}, ensure_ascii=False) + "\n")
    elif not captures:
        world.say("no captures")
    else:
        rows = [(c["id"], _day(c["created_at"]), str(len(c["tasks"])), _summary(c)) for c in captures]
        output.write(columns([("ID", "WHEN (UTC)", "TASKS", "FIRST"), *rows]))


def _show(args: argparse.Namespace, world: World, held: History) -> None:
    capture = held.capture(args.id)
    if args.format == "json":
        Output(world.stdout).write(json.dumps(capture, ensure_ascii=False) + "\n")
        return
    tasks = tuple(task_of(task) for task in capture["tasks"] if not task["dismissed"])
    picture = capture["picture"]
    reading = Reading(tasks, tuple(map(task_of, capture["maybe"])), language=capture["language"] or "en")
    outcome = Outcome(capture["id"], capture["engine"] or "", reading, picture["width"], picture["height"], 0.0)
    for chunk in FORMS[args.format]([outcome], Style(written_at=world.now())):
        Output(world.stdout).write(chunk)
    if not tasks:
        world.say(capture["error"]["message"] if capture["error"] else "no tasks in it")


def _delete(args: argparse.Namespace, world: World, held: History) -> None:
    if bool(args.ids) == args.all:
        raise BadUsage("name captures, or --all; see: atshot history list")
    if args.all and not args.yes and not agrees(_EVERYTHING, world):
        world.say("nothing was deleted")
        return
    deleted = sum(held.delete(name, purge=args.now) for name in (args.ids or [None]))
    again = "" if args.now else "; `atshot history restore ID` brings one back for a short while"
    world.say(f"deleted {deleted}{again}")


def _restore(args: argparse.Namespace, world: World, held: History) -> None:
    world.say(f"brought back {held.restore(args.id)['id']}")


def _export(args: argparse.Namespace, world: World, held: History) -> None:
    count = export(held, Path(args.path))
    world.say(f"saved {count} captures to {args.path}")


def _summary(capture: Record) -> str:
    if capture["error"]:
        return f"({capture['error']['error']})"
    first = next((task["text"] for task in capture["tasks"]), "")
    text = one_line(first)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _day(moment: str) -> str:
    return moment[:16].replace("T", " ")


ACTIONS = MappingProxyType[str, Action](
    {"list": _list, "search": _list, "show": _show, "delete": _delete, "restore": _restore, "export": _export}
)
