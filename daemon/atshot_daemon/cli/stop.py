"""`atshot stop`: asks the daemon to end and sees that it does. Knows how long that may take."""

import argparse

from atshot_daemon.cli.connection import NotRunning, connected
from atshot_daemon.discovery import how_to_end, is_alive
from atshot_daemon.local_client import DaemonRefused, DaemonUnreachable
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError

STOP_LIMIT_S = 10.0
_POLL_S = 0.05


class StillRunning(AtshotError):
    """The daemon was asked to end and has not done so in time."""

    code = "still_running"


def stop(args: argparse.Namespace, world: World) -> int:
    """End the daemon and wait until it has ended; 0, also when none runs. StillRunning, DaemonUnreachable."""
    try:
        client = connected(world)
    except NotRunning:
        world.say("Atshot is not running")
        return 0
    with client as daemon:
        pid = daemon.running.pid
        try:
            daemon.request("POST", "/v1/shutdown")
        except DaemonRefused as refusal:
            if refusal.code != "stopping":
                raise
        except DaemonUnreachable:
            pass  # it may be gone before it has answered: whether it is will be seen
    ends_at = world.monotonic() + STOP_LIMIT_S
    while is_alive(pid):
        if world.monotonic() >= ends_at:
            raise StillRunning(
                f"the daemon (pid {pid}) has not ended within {STOP_LIMIT_S:g} s; end it with: {how_to_end(pid)}"
            )
        world.pause(_POLL_S)
    world.say("stopped")
    return 0
