"""`atshot serve`: the daemon in the foreground, until it is told to stop. Knows signals and messages, no route."""

import argparse
import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator

from atshot_daemon.cli.claiming import claimed
from atshot_daemon.cli.version import installed_version
from atshot_daemon.config import DAEMON_SETTINGS, Config, load
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
    flags = {name: getattr(args, name) for name in DAEMON_SETTINGS}
    config = load(world.places.config_file, environ=world.environ, flags=flags)
    ending = _Ending()
    with contextlib.ExitStack() as held:
        # Before anything is held, so that a signal tears nothing whenever it comes.
        held.enter_context(_heard_signals(ending.ask))
        if args.stop_with_stdin:
            _hear_stdin(ending.ask)
        try:
            held.enter_context(claimed(world, is_given_up=lambda: ending.is_asked))
        except AlreadyRunning as error:
            if ending.is_asked:
                raise KeyboardInterrupt from None
            if error.running is None:
                raise
            world.say(f"already running at {error.running.url} (pid {error.running.pid})")
            return 0
        bound = bind(config)
        held.callback(bound.close)
        if config.port is None and bound.port != PORTS[0]:
            world.say(f"port {PORTS[0]} is taken by {held_by([PORTS[0]])}; this run answers on {bound.port} instead")
        log, close_log = open_log(world.places.log_file, config.log_level)
        held.callback(close_log)
        parts = Parts(
            config=config,
            places=world.places,
            version=installed_version(),
            now=world.now,
            engines=make_engines(config),
            log=log.info,
        )
        asyncio.run(_serve(parts, bound, world, ending))
    return 0


async def _serve(parts: Parts, bound: Bound, world: World, ending: "_Ending") -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    with ending.told(lambda: loop.call_soon_threadsafe(asked.set)):
        async with running_service(parts, bound, asked) as (service, stop):
            with discoverable(service, parts.places) as running:
                for problem in service.problems():
                    world.say(f"{problem.message} ({problem.code})")
                world.say(f"listening on {running.url}; `atshot open` shows the page, Ctrl+C ends it")
                parts.log("started", port=bound.port, version=parts.version)
                await stop.wait()
                world.say("stopping")
        parts.log("stopped")


class _Ending:
    """Whether somebody wants the daemon to end: asked at any moment and by any thread, told once there is one."""

    def __init__(self) -> None:
        self.is_asked = False
        self._tell: Callable[[], object] = _nobody

    def ask(self) -> None:
        """The daemon is to end."""
        self.is_asked = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: it has ended meanwhile
            self._tell()

    @contextlib.contextmanager
    def told(self, tell: Callable[[], object]) -> Iterator[None]:
        """While inside, `tell` is called when somebody asks, and at once when somebody has asked before."""
        self._tell = tell
        if self.is_asked:
            tell()
        try:
            yield
        finally:
            self._tell = _nobody


def _nobody() -> None:
    """Called when nobody is to be told."""


@contextlib.contextmanager
def _heard_signals(ask: Callable[[], None]) -> Iterator[None]:
    # `nohup` and a shell's `&` have some of them ignored.
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda *_: ask()) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hear_stdin(ask: Callable[[], None]) -> None:
    """The end of standard input asks: whoever started us closes it, or has died."""

    def read() -> None:
        with contextlib.suppress(OSError):  # there is none
            while os.read(0, 1024):  # never sys.stdin: a thread inside it stops the interpreter from ending in order
                pass
        ask()

    threading.Thread(target=read, name="standard input", daemon=True).start()
