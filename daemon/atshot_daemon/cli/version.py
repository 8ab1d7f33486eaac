"""`atshot version`."""

import argparse

from atshot_daemon.cli.output import Output
from atshot_daemon.world import World


def version(args: argparse.Namespace, world: World) -> int:
    """Print one line such as `atshot 0.1.0`."""
    Output(world.stdout).write(f"atshot {installed_version()}\n")
    return 0


def installed_version() -> str:
    """The version of the installed package."""
    from importlib.metadata import PackageNotFoundError, version  # a third of the start-up time of all other verbs

    try:
        return version("atshot")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "(not installed)"
