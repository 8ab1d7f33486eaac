"""Being the only one who works on this user's captures. Knows how long another one may take to start or to end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from atshot_daemon.discovery import AlreadyRunning, claim
from atshot_daemon.world import World

# A daemon starts within a second, and a verb that reads the captures itself takes as long.
PATIENCE_S = 5.0
_POLL_S = 0.05


@contextmanager
def claimed(world: World, *, is_given_up: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """`claim`; who holds it, but answers nobody, gets some time to start or to end. AlreadyRunning, StateUnusable."""
    gives_up_at = world.monotonic() + PATIENCE_S
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(claim(world.places))
                break
            except AlreadyRunning as error:
                if error.running is not None or world.monotonic() >= gives_up_at or is_given_up():
                    raise
            world.pause(_POLL_S)
        yield
