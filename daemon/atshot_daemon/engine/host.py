"""One engine of the daemon: loaded when needed, replaced when broken, let go of when idle.

Knows its process, a clock and settings; no other engine, no queue, no database, no HTTP.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from atshot_daemon.engine.breaker import Breaker
from atshot_daemon.engine.errors import EngineDied, EngineTimeout
from atshot_daemon.engine.worker import Question, Worker
from atshot_daemon.outcome import Outcome
from atshot_inference.engine import Event
from atshot_inference.errors import AtshotError, EngineUnavailable

MIB = 1024 * 1024
# Before a process that ended while it loaded is started once more: the system may have been short of memory.
LOAD_PAUSES_S = (0.1, 0.3, 1.0, 2.0)


class EngineState(StrEnum):
    """How an engine is doing."""

    MISSING = "missing"
    UNLOADED = "unloaded"
    LOADING = "loading"
    READY = "ready"
    READING = "reading"
    RESTING = "resting"


class Limits(Protocol):
    """The settings that concern engines."""

    @property
    def deadline_s(self) -> float:
        """How long a picture may take."""
        ...

    @property
    def keep_alive_s(self) -> float | None:
        """How long an idle engine stays, None for ever."""
        ...

    @property
    def worker_memory_mb(self) -> int:
        """The memory over which a process is replaced, in MiB."""
        ...

    @property
    def worker_pictures(self) -> int:
        """The calls after which it is."""
        ...

    @property
    def breaker_failures(self) -> int:
        """Failures in a row until it rests."""
        ...

    @property
    def breaker_rest_s(self) -> float:
        """How long it rests."""
        ...


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """An engine as the status shows it; `message` says what is missing and how to get it."""

    name: str
    state: EngineState
    memory_bytes: int
    pictures: int
    failures: int
    can_answer: bool = False
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A picture to read, and whom to tell what is found on the way."""

    data: bytes
    today: date
    me: str | None
    on_event: Callable[[Event], None]
    on_start: Callable[[str], None] = lambda engine: None


class Host:
    """One engine and its process: at most one, and one call at a time."""

    def __init__(self, name: str, command: Sequence[str], limits: Limits, clock: Callable[[], float]) -> None:
        self.name = name
        self.breaker = Breaker(limits.breaker_failures, limits.breaker_rest_s, clock)
        self.pictures = 0
        self.message: str | None = None
        self._command = command
        self._limits = limits
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None
        self._is_loading = False
        self._unloading: asyncio.TimerHandle | None = None
        self._warming: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def status(self) -> EngineStatus:
        """How it is doing."""
        worker = self._worker
        return EngineStatus(
            self.name,
            self._state(),
            worker.memory_bytes if worker else 0,
            self.pictures,
            self.breaker.failures,
            message=self.message,
        )

    async def warm(self) -> None:
        """Load the engine; what goes wrong is in the status, and told to whoever needs it first."""
        with contextlib.suppress(AtshotError):
            async with self._turn:
                await self._loaded()
            self._unload_later()

    async def read(self, job: Job) -> Outcome:
        """What the picture says; errors of the picture, EngineUnavailable, EngineDied, EngineTimeout."""
        async with self._turn:
            with self._judged():
                worker = await self._loaded()
                job.on_start(self.name)
                outcome = await worker.read(
                    job.data, today=job.today, me=job.me, deadline_s=self._limits.deadline_s, on_event=job.on_event
                )
            self.pictures += 1
            await self._recycle()
        self._unload_later()
        return outcome

    async def ask(self, question: Question) -> AsyncGenerator[str, None]:
        """The answer piece by piece; EngineUnavailable, EngineDied, EngineTimeout."""
        async with self._turn:
            with self._judged():
                worker = await self._loaded()
                async with contextlib.aclosing(worker.ask(question, pause_limit_s=self._limits.deadline_s)) as pieces:
                    async for piece in pieces:
                        yield piece
            await self._recycle()
        self._unload_later()

    async def unload(self) -> None:
        """Let go of the engine, unless it is at work."""
        if not self._turn.locked():
            async with self._turn:
                await self._drop()

    async def aclose(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._unloading:
            self._unloading.cancel()
        for warming in self._warming:
            warming.cancel()
        await asyncio.gather(*self._warming, *self._ending, return_exceptions=True)
        await self._drop()

    def _state(self) -> EngineState:
        if self.breaker.rests_for_s:
            return EngineState.RESTING
        if self._is_loading:
            return EngineState.LOADING
        if self._worker is None or not self._worker.is_alive:
            return EngineState.MISSING if self.message else EngineState.UNLOADED
        return EngineState.READING if self._turn.locked() else EngineState.READY

    @contextlib.contextmanager
    def _judged(self) -> Iterator[None]:
        """Count what the engine is to blame for; a bad picture is not."""
        try:
            yield
        except (EngineDied, EngineTimeout) as error:
            self.breaker.fail()
            _spawn(self.warm(), self._warming)  # nobody should wait for that as well
            raise error
        except EngineUnavailable:
            self.breaker.fail()
            raise
        self.breaker.succeed()

    async def _loaded(self) -> Worker:
        if self._unloading:
            self._unloading.cancel()
        if self._worker is None or not self._worker.is_alive:
            await self._drop()
            self._is_loading = True
            try:
                self._worker = await self._started()
                self.message = None
            except EngineUnavailable as error:
                self.message = str(error)
                raise
            finally:
                self._is_loading = False
        return self._worker

    async def _started(self) -> Worker:
        for pause_s in LOAD_PAUSES_S:
            try:
                return await Worker.start(self._command)
            except EngineDied:  # no picture is to blame
                await asyncio.sleep(pause_s)
        try:
            return await Worker.start(self._command)
        except EngineDied:
            raise EngineUnavailable(f"engine {self.name!r} ends while it loads; `atshot doctor` looks at it") from None

    async def _recycle(self) -> None:
        """Replace a process that has grown, before anybody waits for it."""
        worker = self._worker
        if worker is None or (
            worker.calls < self._limits.worker_pictures and worker.memory_bytes < self._limits.worker_memory_mb * MIB
        ):
            return
        await self._drop()
        _spawn(self.warm(), self._warming)

    async def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            await worker.kill()

    def _unload_later(self) -> None:
        if self._unloading:
            self._unloading.cancel()
        delay_s = self._limits.keep_alive_s
        if delay_s is not None:
            loop = asyncio.get_running_loop()
            self._unloading = loop.call_later(delay_s, lambda: _spawn(self.unload(), self._ending))


def _spawn(work: Coroutine[None, None, None], running: set[asyncio.Task[None]]) -> None:
    task = asyncio.ensure_future(work)
    running.add(task)  # the loop itself would let it be collected
    task.add_done_callback(running.discard)
