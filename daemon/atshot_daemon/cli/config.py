"""`atshot config`: shows settings and changes them. Knows where each comes from, not what it does."""

import argparse
import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from atshot_daemon.cli.output import Output
from atshot_daemon.cli.table import columns
from atshot_daemon.config import SETTINGS, Given, description, given, known, parse, variable
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.settings_file import set_setting
from atshot_daemon.world import World

_NEXT_PICTURE = "the tray takes it up with the next picture"
_WHEN = MappingProxyType(
    {
        "copy_list": _NEXT_PICTURE,
        "show_result": _NEXT_PICTURE,
        "language": "the tray takes it up when it is started again",
    }
)

Action = Callable[[argparse.Namespace, World], None]


def config(args: argparse.Namespace, world: World) -> int:
    """Show or change settings; 0. ConfigInvalid."""
    ACTIONS[args.action](args, world)
    return 0


def _get(args: argparse.Namespace, world: World) -> None:
    if args.name is not None:
        known(args.name, origin="config get")
    settings = given(world.places.config_file, environ=world.environ)
    shown = {name: settings.get(name, Given(SETTINGS[name].default, "default")) for name in SETTINGS}
    output = Output(world.stdout)
    if args.name is not None:
        one = shown[args.name]
        output.write(
            (json.dumps(_record(args.name, one), ensure_ascii=False) if args.json else _text(one.value)) + "\n"
        )
    elif args.json:
        output.write(json.dumps({name: _record(name, one) for name, one in shown.items()}, ensure_ascii=False) + "\n")
    else:
        output.write(columns([(name, _text(one.value) or "-", one.origin) for name, one in shown.items()]))


def _set(args: argparse.Namespace, world: World) -> None:
    value = parse(args.name, args.value, origin="config set")
    if args.name == "engine" and value not in world.engines:
        raise ConfigInvalid(f"config set: there is no engine {value!r}; choose one of {', '.join(world.engines)}")
    if value is None:
        _unset(args, world)
        return
    set_setting(world.places.config_file, args.name, value)
    _warn_of_variable(args.name, world)


def _unset(args: argparse.Namespace, world: World) -> None:
    known(args.name, origin="config unset")
    set_setting(world.places.config_file, args.name, None)
    _warn_of_variable(args.name, world)


def _path(args: argparse.Namespace, world: World) -> None:
    Output(world.stdout).write(f"{world.places.config_file}\n")


def _warn_of_variable(name: str, world: World) -> None:
    if variable(name) in world.environ:
        world.say(f"the variable {variable(name)} is set and counts more than the file")
    world.say(_WHEN.get(name, "the daemon takes it up when it is started again"))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _record(name: str, setting: Given) -> dict[str, Any]:
    return {
        "value": setting.value,
        "origin": setting.origin,
        "default": SETTINGS[name].default,
        "variable": variable(name),
        "description": description(name),
    }


ACTIONS = MappingProxyType[str, Action]({"get": _get, "set": _set, "unset": _unset, "path": _path})
