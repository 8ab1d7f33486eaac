"""From a verb to the daemon that runs. Knows what to say when there is none."""

from atshot_daemon.discovery import find_hung, find_running, how_to_end
from atshot_daemon.local_client import DaemonUnreachable, LocalClient
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError


class NotRunning(AtshotError):
    """No daemon of this user runs."""

    code = "not_running"


def connected(world: World) -> LocalClient:
    """A client of the running daemon, to be closed; NotRunning, DaemonUnreachable when it runs and does not answer."""
    places = world.places
    running = find_running(places)
    if running is not None:
        return LocalClient(running)
    hung = find_hung(places)
    if hung is not None:
        raise DaemonUnreachable(
            f"the daemon (pid {hung.pid}) runs, but does not answer; end it with: {how_to_end(hung.pid)}"
        )
    raise NotRunning("Atshot is not running; start it with: atshot serve")
