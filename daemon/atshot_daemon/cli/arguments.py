"""The arguments of every verb, with their help. Knows no verb's work."""

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from atshot_daemon.cli.arguments_daemon import Verbs, add_daemon_verbs, add_history, add_serve
from atshot_daemon.errors import BadUsage
from atshot_daemon.forms import FORMS


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """BadUsage, where the standard library would print the usage and exit."""
        raise BadUsage(f"{message}; {self.prog} --help lists what there is")


def parser(
    engines: Sequence[str], *, description: str = "", add_verbs: Callable[[Verbs], None] | None = None
) -> argparse.ArgumentParser:
    """The parser of the daemon's verbs and of those that `add_verbs` adds, which raises BadUsage.

    `engines` are the names that --engine takes.
    """
    top = _Parser(
        prog="atshot",
        description=description,
        epilog="Exit status: 0 done, 1 it did not work out, 2 wrong usage, 3 the daemon does not run; see docs/cli.md.",
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    verbs = top.add_subparsers(dest="verb", metavar="VERB")
    _add_extract(verbs.add_parser("extract", help="print the tasks in pictures", description=_EXTRACT), engines)
    _add_eval(verbs.add_parser("eval", help="score an engine on labelled pictures", description=_EVAL), engines)
    add_serve(verbs)
    add_daemon_verbs(verbs)
    add_history(verbs, list(FORMS))
    if add_verbs:
        add_verbs(verbs)
    verbs.add_parser("version", help="print the version", description="Print the version.")
    return top


_EXTRACT = "Print the tasks in pictures: files, folders, standard input (-), the clipboard or the screen."
_EVAL = "Score an engine on a folder that holds labels.jsonl and the pictures which it names."


def _add_extract(verb: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    verb.add_argument("paths", nargs="*", metavar="FILE", help="a picture, a folder of pictures, or - for stdin")
    verb.add_argument("--clipboard", action="store_true", help="read the picture on the clipboard")
    verb.add_argument("--screen", action="store_true", help="capture the whole screen and read it")
    verb.add_argument("--recursive", action="store_true", help="look for pictures in subfolders too")
    verb.add_argument("--format", choices=list(FORMS), default="text", help="the form of the list (default: text)")
    verb.add_argument("--output", metavar="PATH", help="write the list to PATH instead of standard output (-)")
    verb.add_argument("--today", metavar="DATE", help="the day that 'tomorrow' counts from, as 2026-03-20")
    verb.add_argument("--me", metavar="NAME", help="show tasks of 'me' as NAME's")
    verb.add_argument("--lang", choices=["auto", "zh", "en"], default="auto", help="the words for priorities")
    verb.add_argument("--maybe", action="store_true", help="list doubtful tasks too")
    verb.add_argument(
        "--show",
        nargs="?",
        const="",
        metavar="PATH",
        help="draw boxes and list on a copy of the picture (default: NAME.atshot.png here)",
    )
    verb.add_argument("--timing", action="store_true", help="say how long each stage took")
    _add_engine(verb, engines)


def _add_eval(verb: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    verb.add_argument("folder", metavar="DIR", help="the folder with labels.jsonl")
    verb.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    verb.add_argument("--rows", action="store_true", help="list what was missed and invented in each picture")
    _add_engine(verb, engines)


def _add_engine(verb: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    verb.add_argument("--engine", choices=list(engines), help="who reads the pictures (default: the setting, auto)")
