"""The program `atshot`: arguments in, exit status out. Knows which verb is whose and what each end means."""

import sys
from collections.abc import Callable, Sequence
from types import MappingProxyType

from atshot_daemon.cli.arguments import parser
from atshot_daemon.cli.evaluate import evaluate
from atshot_daemon.cli.extract import extract
from atshot_daemon.cli.output import Output
from atshot_daemon.cli.version import version
from atshot_daemon.errors import BadRequest
from atshot_daemon.plain import error_line
from atshot_daemon.world import World, real_world
from atshot_inference.errors import AtshotError, EngineUnavailable

VERBS = MappingProxyType({"extract": extract, "eval": evaluate, "version": version})

# What a shell reports of a program that the same signal has ended.
INTERRUPTED = 130
READER_GONE = 141


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
        return 2 if isinstance(error, BadRequest | EngineUnavailable) else 1


def _run(argv: Sequence[str], world: World) -> int:
    top = parser(world.engines)
    try:
        args = top.parse_args(argv)
    finally:
        Output(world.stdout).write("")  # help that nobody reads any more must not end in a traceback
    if args.version:
        return version(args, world)
    if args.verb is None:
        Output(world.stdout).write(top.format_help())
        return 0
    return VERBS[args.verb](args, world)


if __name__ == "__main__":
    sys.exit(main())
