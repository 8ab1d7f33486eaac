"""The arguments of the verbs round the daemon, with their help. Knows no verb's work."""

import argparse
from typing import Any, TypeAlias

from atshot_daemon.config import DAEMON_SETTINGS, SETTINGS, description, typed_text

Verbs: TypeAlias = "argparse._SubParsersAction[Any]"

SCOPES = ("extract", "history", "admin")


def add_daemon_verbs(verbs: Verbs) -> None:
    """Every verb that speaks to the daemon or sees to what it needs."""
    _add(verbs, "open", "open the page of the running daemon in the browser")
    pair = _add(verbs, "pair", "connect the browser extension with the running daemon")
    pair.add_argument("--no-browser", action="store_true", help="print the address instead of opening the browser")
    extension = _add(verbs, "extension", "write the browser extension to a folder and say how to load it")
    extension.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where to (default: here)")
    _add_json(extension)
    _add_json(_add(verbs, "status", "show what the daemon does"))
    _add(verbs, "stop", "stop the daemon")
    _add_token(_add(verbs, "token", "give programs a token, list and revoke them"))
    _add_config(_add(verbs, "config", "show and change settings"))
    logs = _add(verbs, "logs", "show what the daemon has done")
    logs.add_argument("-f", "--follow", action="store_true", help="go on with what is written from now on")
    logs.add_argument("-n", "--lines", metavar="N", type=_count, default=50, help="the last N lines (default: 50)")
    logs.add_argument("--tray", action="store_true", help="what the tray has done instead")
    _add_json(logs, "print the lines as they are, JSON")
    _add_json(_add(verbs, "doctor", "check what Atshot needs, and say how to mend it"))


def add_serve(verbs: Verbs) -> None:
    """`atshot serve`, with a flag for each setting of the daemon."""
    serve = _add(verbs, "serve", "run the daemon here until it is stopped")
    serve.add_argument("--stop-with-stdin", action="store_true", help="stop when standard input ends")
    for name in DAEMON_SETTINGS:
        flag = f"--{name.replace('_', '-')}"
        if isinstance(SETTINGS[name].default, bool):
            serve.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=description(name))
        else:
            serve.add_argument(flag, metavar="VALUE", help=description(name).replace("%", "%%"))


def add_history(verbs: Verbs, formats: "list[str]") -> None:
    """`atshot history` and what it can do with what was captured; `formats` are the names that --format takes."""
    actions = _actions(_add(verbs, "history", "list, search, show, delete and save what was captured"))
    listing = _add(actions, "list", "list captures, newest first")
    _add_limit(listing)
    _add_json(listing)
    search = _add(actions, "search", "list the captures that hold all the words")
    search.add_argument("words", nargs="+", metavar="WORD", type=_text, help="what the picture or its tasks must hold")
    _add_limit(search)
    _add_json(search)
    show = _add(actions, "show", "print the tasks of a capture")
    show.add_argument("id", metavar="ID", help="as `atshot history list` shows it")
    show.add_argument("--format", choices=formats, default="text", help="the form of the list (default: text)")
    delete = _add(actions, "delete", "delete captures; for a short while they can be brought back")
    delete.add_argument("ids", nargs="*", metavar="ID", help="as `atshot history list` shows it")
    delete.add_argument("--all", action="store_true", help="delete everything")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    delete.add_argument("--now", action="store_true", help="wipe from the disk at once, for good")
    restore = _add(actions, "restore", "bring a deleted capture back")
    restore.add_argument("id", metavar="ID", help="as `atshot history delete` named it")
    export = _add(actions, "export", "save everything in one .zip file")
    export.add_argument("path", metavar="PATH", help="the file to write")


def _add_token(token: argparse.ArgumentParser) -> None:
    actions = _actions(token)
    add = _add(actions, "add", "make a token, which is shown this once")
    add.add_argument("name", metavar="NAME", type=_text, help="for whom it is, as lists will show it")
    add.add_argument(
        "--scope", action="append", choices=SCOPES, help="what it may do, several times for several (default: extract)"
    )
    add.add_argument("--quiet", action="store_true", help="print the token and nothing else")
    _add_json(add)
    _add_json(_add(actions, "list", "list who may call"))
    revoke = _add(actions, "revoke", "end a token at once")
    revoke.add_argument("client", metavar="NAME-OR-ID", type=_text, help="as `atshot token list` shows it")


def _add_config(config: argparse.ArgumentParser) -> None:
    actions = _actions(config)
    get = _add(actions, "get", "show settings and where they come from")
    get.add_argument("name", nargs="?", metavar="NAME", help="the value of this one alone")
    _add_json(get)
    change = _add(actions, "set", "change a setting in the settings file")
    change.add_argument("name", metavar="NAME", help="as `atshot config get` lists it")
    change.add_argument("value", metavar="VALUE", help="such as 8, true, 10m; several values with commas between")
    unset = _add(actions, "unset", "go back to a setting's default")
    unset.add_argument("name", metavar="NAME", help="as `atshot config get` lists it")
    _add(actions, "path", "print where the settings file is")


def _add(verbs: Verbs, name: str, does: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    return verb


def _actions(verb: argparse.ArgumentParser) -> Verbs:
    return verb.add_subparsers(dest="action", metavar="ACTION", required=True)


def _add_json(verb: argparse.ArgumentParser, does: str = "print it as one JSON object") -> None:
    verb.add_argument("--json", action="store_true", help=does)


def _add_limit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--limit", metavar="N", type=_count, default=20, help="at most N (default: 20)")


def _text(text: str) -> str:
    try:
        return typed_text(text)
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError("this is no text in UTF-8") from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of things")
    return int(text)
