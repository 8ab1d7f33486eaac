"""The program `atshot`: arguments in, exit status out. Knows which verb is whose and what each end means."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from atshot_daemon.cli.arguments import parser
from atshot_daemon.cli.arguments_daemon import Verbs
from atshot_daemon.cli.output import Output
from atshot_daemon.errors import BadRequest
from atshot_daemon.plain import error_line
from atshot_daemon.world import World, real_world
from atshot_inference.errors import AtshotError, EngineUnavailable

Verb = Callable[[argparse.Namespace, World], int]

# The module and its function; imported when the verb is asked for, so that no verb waits for another's needs.
VERBS = MappingProxyType(
    {
        "extract": "atshot_daemon.cli.extract.extract",
        "eval": "atshot_daemon.cli.evaluate.evaluate",
        "serve": "atshot_daemon.cli.serve.serve",
        "open": "atshot_daemon.cli.open.open_page",
        "pair": "atshot_daemon.cli.pair.pair",
        "extension": "atshot_daemon.cli.extension.extension",
        "status": "atshot_daemon.cli.status.status",
        "stop": "atshot_daemon.cli.stop.stop",
        "history": "atshot_daemon.cli.history.history",
        "token": "atshot_daemon.cli.token.token",
        "config": "atshot_daemon.cli.config.config",
        "logs": "atshot_daemon.cli.logs.logs",
        "doctor": "atshot_daemon.cli.doctor.doctor",
        "version": "atshot_daemon.cli.version.version",
    }
)

# What a shell reports of a program that the same signal has ended.
INTERRUPTED = 130
READER_GONE = 141

# As sysexits.h and init systems have them, so that a supervisor knows what it need not try again.
EXIT_STATUS = MappingProxyType(
    {
        "not_running": 3,
        "port_taken": 69,
        "already_running": 75,
        "config_invalid": 78,
        "state_unusable": 78,
        "storage_newer": 78,
        "storage_unusable": 78,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command line: its verbs and what each is, and what it does without one, None for its help.

    `add_verbs` adds the arguments of those that are not the daemon's.
    """

    description: str
    verbs: Mapping[str, str]
    add_verbs: Callable[[Verbs], None] | None = None
    without_verb: str | None = None


DAEMON = Program(description="Turns a screenshot into a prioritized list of @-tasks, on your own machine.", verbs=VERBS)


def main(
    argv: Sequence[str] | None = None,
    *,
    make_world: Callable[[], World] = real_world,
    program: Program = DAEMON,
) -> int:
    """Run the command line and return its exit status; never a traceback for what a user can cause."""
    world = make_world()
    try:
        return _run(sys.argv[1:] if argv is None else argv, world, program)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return READER_GONE
    except AtshotError as error:
        world.say(error_line(error))
        return EXIT_STATUS.get(error.code, 2 if isinstance(error, BadRequest | EngineUnavailable) else 1)


def verb(place: str) -> Verb:
    """The function at this place, which does a verb's work."""
    module, _, function = place.rpartition(".")
    return cast("Verb", getattr(import_module(module), function))


def parser_of(program: Program, engines: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the whole command line, which raises BadUsage; `engines` are the names that --engine takes."""
    return parser(engines, description=program.description, add_verbs=program.add_verbs)


def _run(argv: Sequence[str], world: World, program: Program) -> int:
    top = parser_of(program, world.engines)
    try:
        args = top.parse_args(argv)
    finally:
        Output(world.stdout).write("")  # help that nobody reads any more must not end in a traceback
    if args.version:
        return verb(program.verbs["version"])(args, world)
    place = program.without_verb if args.verb is None else program.verbs[args.verb]
    if place is None:
        Output(world.stdout).write(top.format_help())
        return 0
    return verb(place)(args, world)


if __name__ == "__main__":
    sys.exit(main())
