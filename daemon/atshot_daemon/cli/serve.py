"""`atshot serve`: the daemon in the foreground, until it is told to stop. Knows signals and messages, no route."""

import argparse
import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

from atshot_daemon.cli.claiming import claimed
from atshot_daemon.cli.version import installed_version
from atshot_daemon.config import SETTINGS, Config, load
from atshot_daemon.discovery import AlreadyRunning
from atshot_daemon.engine.engines import Engines
from atshot_daemon.http.binding import PORTS, Bound, bind
from atshot_daemon.logs import open_log
from atshot_daemon.ports import held_by
from atshot_daemon.service import Parts, discoverable, running_service
from atshot_daemon.world import World

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


def _engines(config: Config) -> Engines:
    return Engines(config, wanted=config.engine)


def serve(args: argparse.Namespace, world: World, *, make_engines: Callable[[Config], Engines] = _engines) -> int:
    """Run the daemon until a signal or `atshot stop` ends it; 0, also when one runs already."""
    flags = {name: getattr(args, name) for name in SETTINGS}
    config = load(world.places.config_file, environ=world.environ, flags=flags)
    told = threading.Event()
    with contextlib.ExitStack() as held:
        # Before anything is held, so that a signal tears nothing whenever it comes.
        held.enter_context(_told_by_signals(told.set))
        try:
            held.enter_context(claimed(world, is_given_up=told.is_set))
        except AlreadyRunning as error:
            if told.is_set():
                raise KeyboardInterrupt from None
            if error.running is None:
                raise
            world.say(f"already running at {error.running.url} (pid {error.running.pid})")
            return 0
        bound = bind(config)
        held.callback(bound.close)
        if config.port is None and bound.port != PORTS[0]:
            world.say(f"port {PORTS[0]} is taken by {held_by([PORTS[0]])}; this run answers on {bound.port} instead")
        log, close_log = open_log(world.places, config.log_level)
        held.callback(close_log)
        parts = Parts(
            config=config,
            places=world.places,
            version=installed_version(),
            now=world.now,
            engines=make_engines(config),
            log=log.info,
        )
        asyncio.run(_serve(parts, bound, world, told))
    return 0


async def _serve(parts: Parts, bound: Bound, world: World, told: threading.Event) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    with _told_by_signals(lambda: loop.call_soon_threadsafe(asked.set)):
        if told.is_set():
            asked.set()
        async with running_service(parts, bound, asked) as (service, stop):
            with discoverable(service, parts.places) as running:
                for problem in service.problems():
                    world.say(f"{problem.message} ({problem.code})")
                world.say(f"listening on {running.url}; `atshot open` shows the page, Ctrl+C ends it")
                parts.log("started", port=bound.port, version=parts.version)
                await stop.wait()
                world.say("stopping")
        parts.log("stopped")


@contextlib.contextmanager
def _told_by_signals(stop: Callable[[], object]) -> Iterator[None]:
    # `nohup` and a shell's `&` have some of them ignored.
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda *_: stop()) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
