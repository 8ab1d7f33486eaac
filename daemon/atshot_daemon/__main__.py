"""The program `atshot`: arguments in, exit status out. Knows which verb is whose and what each end means."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from atshot_daemon.cli.arguments import parser
from atshot_daemon.cli.output import Output
from atshot_daemon.errors import BadRequest
from atshot_daemon.plain import error_line
from atshot_daemon.world import World, real_world
from atshot_inference.errors import AtshotError, EngineUnavailable

Verb = Callable[[argparse.Namespace, World], int]

# The module in `cli` and its function; imported when the verb is asked for, so that no verb waits for another's needs.
VERBS = MappingProxyType(
    {
        "extract": "extract.extract",
        "eval": "evaluate.evaluate",
        "serve": "serve.serve",
        "open": "open.open_page",
        "pair": "pair.pair",
        "extension": "extension.extension",
        "status": "status.status",
        "stop": "stop.stop",
        "history": "history.history",
        "token": "token.token",
        "config": "config.config",
        "logs": "logs.logs",
        "doctor": "doctor.doctor",
        "version": "version.version",
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


def main(argv: Sequence[str] | None = None, *, make_world: Callable[[], World] = real_world) -> int:
    """Run the command line and return its exit status; never a traceback for what a user can cause."""
    world = make_world()
    try:
        return _run(sys.argv[1:] if argv is None else argv, world)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return READER_GONE
    except AtshotError as error:
        world.say(error_line(error))
        return EXIT_STATUS.get(error.code, 2 if isinstance(error, BadRequest | EngineUnavailable) else 1)


def verb(name: str) -> Verb:
    """The function that does the verb's work."""
    module, _, function = VERBS[name].partition(".")
    return cast("Verb", getattr(import_module(f"atshot_daemon.cli.{module}"), function))


def _run(argv: Sequence[str], world: World) -> int:
    top = parser(world.engines)
    try:
        args = top.parse_args(argv)
    finally:
        Output(world.stdout).write("")  # help that nobody reads any more must not end in a traceback
    if args.version:
        return verb("version")(args, world)
    if args.verb is None:
        Output(world.stdout).write(top.format_help())
        return 0
    return verb(args.verb)(args, world)


if __name__ == "__main__":
    sys.exit(main())
