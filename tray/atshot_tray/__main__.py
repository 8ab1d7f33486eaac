"""The program `atshot` as a whole: the daemon's verbs and the tray's, and the tray itself. Knows where each is."""

import sys
from collections.abc import Callable, Sequence
from types import MappingProxyType

from atshot_daemon.__main__ import DAEMON, VERBS, Program
from atshot_daemon.__main__ import main as run
from atshot_daemon.world import World, real_world
from atshot_tray.arguments import add_tray_verbs

TRAY_VERBS = MappingProxyType(
    {
        "clip": "atshot_tray.quick.clip",
        "grab": "atshot_tray.quick.grab",
        "uninstall": "atshot_tray.uninstall.uninstall",
    }
)

ATSHOT = Program(
    # The daemon's own look at the machine, and what the tray would use of it.
    verbs=MappingProxyType({**VERBS, **TRAY_VERBS, "doctor": "atshot_tray.doctor.doctor"}),
    add_verbs=add_tray_verbs,
    without_verb="atshot_tray.tray.tray",
    description=f"{DAEMON.description} Without a verb it runs with its icon beside the clock.",
)


def main(argv: Sequence[str] | None = None, *, make_world: Callable[[], World] = real_world) -> int:
    """Run the command line and return its exit status; never a traceback for what a user can cause."""
    return run(argv, make_world=make_world, program=ATSHOT)


if __name__ == "__main__":
    sys.exit(main())
