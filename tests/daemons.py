"""The daemon as a process of its own, as a user starts it: started, watched, ended by its number. Knows no test."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from atshot_daemon import discovery
from atshot_daemon.config import Places, places
from atshot_daemon.discovery import Running
from tests.fakes import picture_bytes
from tests.waiting import ENOUGH_S, until

ROOT = Path(__file__).parent.parent
ATSHOT = (sys.executable, "-m", "atshot_daemon")
# The real thing with the embedded engine, and with one that needs no time.
REAL = (*ATSHOT, "serve")
COLOURS = (sys.executable, "-m", "tests.colour_daemon")

# No limit on how often: tests ask fast.
FREE = {"ATSHOT_RATE_LIMIT": "0", "ATSHOT_REQUEST_LIMIT": "0"}


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a program whose files are in `home`."""
    own = {"ATSHOT_HOME": str(home), "GATE": str(home / "gate"), "PYTHONPATH": str(ROOT)}
    return {**os.environ, **FREE, **own, **(more or {})}


def atshot(home: Path, *arguments: str | Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """The finished command line, for the files in `home`."""
    command = [*ATSHOT, *map(str, arguments)]
    return subprocess.run(command, env=environment(home), input=stdin, capture_output=True, check=False)


def free_port() -> int:
    """A port that nobody has right now."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@dataclass
class Daemon:
    """A process that was started as a daemon; `errors` is where its standard error goes."""

    home: Path
    process: "subprocess.Popen[bytes]"
    errors: Path
    left: list[psutil.Process] = field(default_factory=list)

    @property
    def places(self) -> Places:
        """Its folders."""
        return places({"ATSHOT_HOME": str(self.home)})

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid

    @property
    def running(self) -> Running:
        """How it is reached."""
        running = discovery.read(self.places)
        assert running is not None and running.pid == self.pid, self.said
        return running

    @property
    def said(self) -> str:
        """What it wrote for the user."""
        return self.errors.read_text("utf-8")

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        found = discovery.read(self.places)
        return found is not None and found.pid == self.pid

    @property
    def children(self) -> list[psutil.Process]:
        """Its processes besides itself that live, which are remembered for `no_child_is_left`."""
        try:
            found = psutil.Process(self.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        self.left += [child for child in found if child not in self.left]
        return list(filter(lives, found))

    async def up(self) -> "Daemon":
        """Returns once it answers, or has ended."""
        await until(lambda: self.is_up or self.process.poll() is not None)
        assert self.is_up, self.said
        return self

    async def ended(self) -> int:
        """Its exit status, once it has ended."""
        await until(lambda: self.process.poll() is not None)
        return self.process.returncode

    async def no_child_is_left(self) -> None:
        """Returns once every child that was seen has ended."""
        await until(lambda: not any(map(lives, self.left)))

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it as the system does when memory is short."""
        assert self.children is not None
        self.process.kill()
        self.process.wait()


def lives(process: psutil.Process) -> bool:
    """Whether the process runs, and is still the same."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def start(
    home: Path,
    *arguments: str,
    program: Sequence[str] = COLOURS,
    env: Mapping[str, str] | None = None,
    port: int | None = None,
    stdin: int = subprocess.DEVNULL,
) -> Daemon:
    """A daemon that begins to start; without a port it takes one of its own choice, as users have it."""
    home.mkdir(parents=True, exist_ok=True)
    errors = home / f"stderr-{len(list(home.glob('stderr-*')))}"
    where = ["--port", str(port)] if port is not None else []
    with errors.open("wb") as stream:
        process = subprocess.Popen(
            [*program, *where, *arguments], env=environment(home, env), stdin=stdin, stderr=stream
        )
    return Daemon(home, process, errors)


@asynccontextmanager
async def daemon(home: Path, *arguments: str, **options: Any) -> AsyncIterator[Daemon]:
    """A daemon that answers, on a free port unless one is given; ended at the end, if it still runs."""
    started = start(home, *arguments, **{"port": free_port(), **options})
    try:
        yield await started.up()
    finally:
        end(started)


def end(*daemons: Daemon) -> None:
    """End what still runs of them."""
    for one in daemons:
        if one.process.poll() is None:
            one.process.terminate()
            try:
                one.process.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()


@dataclass(frozen=True)
class Client:
    """A program that talks to a daemon, over connections that are kept."""

    session: aiohttp.ClientSession
    running: Running

    async def call(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """Status and JSON of an answer."""
        headers = {"Authorization": f"Bearer {self.running.token}", **options.pop("headers", {})}
        url = self.running.url + path
        async with self.session.request(method, url, headers=headers, ssl=False, **options) as response:
            return response.status, await response.json(content_type=None)

    async def text(self, path: str) -> str:
        """What a GET answers, as text."""
        headers = {"Authorization": f"Bearer {self.running.token}"}
        async with self.session.get(self.running.url + path, headers=headers, ssl=False) as response:
            return await response.text()

    async def send(self, colour: str = "white", *, size: tuple[int, int] = (64, 48), query: str = "") -> Any:
        """The capture of a picture of that colour; the answer is checked to be one."""
        status, said = await self.post(picture_bytes(size, colour=colour), query=query)
        assert status in (200, 202), said
        return said

    async def post(self, data: bytes, *, query: str = "") -> tuple[int, Any]:
        """Status and JSON of a picture that is sent."""
        return await self.call("POST", f"/v1/captures{query}", data=data, headers={"Content-Type": "image/png"})

    async def capture(self, capture_id: str, *, wait_s: int = 30) -> Any:
        """The capture, once it is over."""
        return (await self.call("GET", f"/v1/captures/{capture_id}?wait={wait_s}"))[1]

    async def status(self) -> Any:
        """GET /v1/status."""
        return (await self.call("GET", "/v1/status"))[1]

    async def busy(self, *, running: int, waiting: int) -> None:
        """Returns once so many pictures are being read and wait."""
        wanted = {"running": running, "waiting": waiting}
        async with asyncio.timeout(ENOUGH_S):
            while not wanted.items() <= (await self.status())["queue"].items():  # noqa: ASYNC110  # it rings no bell
                await asyncio.sleep(0.005)


@asynccontextmanager
async def client_of(running: Running) -> AsyncIterator[Client]:
    """A client of this daemon."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        yield Client(session, running)
