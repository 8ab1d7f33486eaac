"""A question before something is lost. Knows terminals, not what is asked."""

from atshot_daemon.errors import BadUsage
from atshot_daemon.world import World


def agrees(question: str, world: World) -> bool:
    """Whether somebody is there and says yes; BadUsage where nobody can be asked and `--yes` is not given."""
    if not world.stdout.isatty():
        raise BadUsage("deleting everything wants --yes where nobody can be asked")
    world.stderr.write(f"{question} [y/N] ")
    world.stderr.flush()
    return world.stdin.readline().strip().lower() in {b"y", b"yes", "是".encode()}
