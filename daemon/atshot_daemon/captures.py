"""Pictures on their way: on disk, in the queue, being read, done. Knows the store and the engines, no HTTP."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from atshot_daemon.engine.errors import DecoderCrashed, EngineDied
from atshot_daemon.engine.host import Job
from atshot_daemon.metrics import Metrics
from atshot_daemon.outcome import Outcome
from atshot_daemon.store.errors import NotFound, StorageFull
from atshot_daemon.store.store import Store, StoreThread
from atshot_daemon.store.values import Arrival, Capture, Fault, SeenTask, State
from atshot_inference.engine import Event, LinesRead
from atshot_inference.errors import AtshotError
from atshot_inference.tasks import Task

# The first crash may have been bad luck; the second one is the picture.
MAX_CRASHES = 2
# What may go better the next time; with any other fault the same picture fails again.
WORTH_RETRYING = frozenset({"engine_restarting", "engine_unavailable", "internal", "request_timeout", "stopping"})
HOUSEKEEPING_S = 20.0
# What one picture takes until some have been read.
FIRST_GUESS_S = 1.0


class QueueFull(AtshotError):
    """Too many pictures wait already."""

    code = "queue_full"

    def __init__(self, limit: int, retry_after_s: float) -> None:
        super().__init__(f"{limit} pictures are waiting already; send it again in {retry_after_s:.0f} s")
        self.retry_after_s = retry_after_s


class Stopping(AtshotError):
    """The daemon is about to end."""

    code = "stopping"


@dataclass(frozen=True, slots=True)
class Queued:
    """The picture waits for so many others."""

    waiting: int


@dataclass(frozen=True, slots=True)
class Started:
    """An engine reads it now."""

    engine: str


@dataclass(frozen=True, slots=True)
class Found:
    """A task was found; `position` counts from 1."""

    task: Task
    position: int


@dataclass(frozen=True, slots=True)
class Over:
    """The capture is done or failed."""

    capture: Capture


LiveEvent = Queued | Started | LinesRead | Found | Over
Log = Callable[..., object]


@dataclass(eq=False, slots=True)
class _Live:
    """A capture that is not over, what has been told of it, and a bell that rings for each new event."""

    capture: Capture
    events: list[LiveEvent] = field(default_factory=list)
    is_running: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: LiveEvent) -> None:
        """Append an event and wake who listens."""
        self.events.append(event)
        bell, self.bell = self.bell, asyncio.Event()
        bell.set()

    def restart(self) -> None:
        """Forget all but the first event: reading again finds the same in the same order."""
        del self.events[1:]


class Captures:
    """Takes pictures in and has them read, one after the other; nothing that it acknowledged is lost."""

    def __init__(
        self,
        stored: StoreThread,
        engines: Engines,
        config: Config,
        *,
        now: Callable[[], datetime],
        log: Log,
        metrics: Metrics,
    ) -> None:
        self._stored = stored
        self._engines = engines
        self._config = config
        self._now = now
        self._log = log
        self._metrics = metrics
        self._lives: dict[str, _Live] = {}
        self._queue: asyncio.Queue[_Live] = asyncio.Queue()
        self._arriving = 0
        self._usual_s = FIRST_GUESS_S
        self._is_stopping = False
        self._workers: list[asyncio.Task[None]] = []
        # Read, but the disk was full: answered from here, and written as soon as there is room.
        self._unstored: dict[str, tuple[Capture, Outcome]] = {}

    async def open(self) -> None:
        """Begin to read, what an earlier run left first."""
        for capture in await self._stored(Store.unfinished):
            self._enqueue(capture)
        self._workers = [asyncio.create_task(self._work()), asyncio.create_task(self._keep_house())]

    async def aclose(self, limit_s: float) -> None:
        """Take nothing in, give the picture at hand some time; what is not done by then is read by the next run."""
        self._is_stopping = True
        running = [live.over.wait() for live in self._lives.values() if live.is_running]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await asyncio.gather(*running)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    @property
    def waiting(self) -> int:
        """How many pictures wait."""
        return self._queue.qsize() + self._arriving

    @property
    def running(self) -> int:
        """How many are being read."""
        return sum(live.is_running for live in self._lives.values())

    @property
    def is_short_of_disk(self) -> bool:
        """Whether something that was read waits for room on the disk."""
        return bool(self._unstored)

    async def submit(self, arrival: Arrival, data: bytes) -> Capture:
        """The capture of this picture, on disk; QueueFull, StorageFull, IdempotencyMismatch, Stopping."""
        if self._is_stopping:
            raise Stopping("the daemon is about to end; start it again and send the picture then")
        known = await self._stored(Store.known, arrival)
        if known and not (known.fault and known.fault.code in WORTH_RETRYING):
            await self._stored(Store.arrive, arrival, data)  # for the client's own key
            return self.shown(known)
        if self.waiting >= self._config.queue_limit:
            raise QueueFull(self._config.queue_limit, max(1.0, self._usual_s * self.waiting))
        self._arriving += 1
        try:
            capture, is_new = await self._stored(Store.arrive, arrival, data)
            if not is_new and capture.state.is_over:
                capture = await self._stored(Store.queue_again, capture)
        finally:
            self._arriving -= 1
        if capture.id not in self._lives and not capture.state.is_over:
            self._enqueue(capture)
        return self.shown(capture)

    async def get(self, capture_id: str, *, wait_s: float = 0.0) -> Capture:
        """The capture, as soon as it is over but after so many seconds at the latest; NotFound."""
        live = self._lives.get(capture_id)
        if live and wait_s > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await live.over.wait()
        return self._held(capture_id) or self.shown(await self._stored(Store.capture, capture_id))

    def shown(self, capture: Capture) -> Capture:
        """The capture with what only this process knows: whether it is being read."""
        live = self._lives.get(capture.id)
        return replace(capture, state=State.RUNNING) if live and live.is_running else capture

    def ahead_of(self, capture_id: str) -> int:
        """How many pictures are read before this one."""
        ids = list(self._lives)
        return ids.index(capture_id) if capture_id in self._lives else 0

    async def events(self, capture_id: str, after: int) -> AsyncIterator[tuple[int, LiveEvent]]:
        """What happens to the capture, numbered from 1, without the first `after`; the last event is always told."""
        capture = await self.get(capture_id)
        live = self._lives.get(capture.id)
        if live is None:
            past = list(enumerate(_replayed(capture), 1))
            for number, event in past[min(after, len(past) - 1) :]:
                yield number, event
            return
        told = after
        while True:
            bell, is_over = live.bell, live.over.is_set()
            for number, event in list(enumerate(live.events, 1))[told:]:
                told = number
                yield number, event
            if is_over:
                if told != len(live.events):  # a second try told less than the first one
                    yield len(live.events), live.events[-1]
                return
            await bell.wait()

    async def keep_house(self) -> None:
        """Wipe what was deleted, let pictures go by age, write what had no room; StorageFull."""
        await self._stored(Store.wipe, hidden_before=self._now() - timedelta(seconds=self._config.undo_s))
        await self._drop_pictures()
        for capture, outcome in list(self._unstored.values()):
            with contextlib.suppress(NotFound):
                await self._stored(Store.finish, capture, outcome)
            del self._unstored[capture.id]

    def _held(self, capture_id: str) -> Capture | None:
        held = self._unstored.get(capture_id)
        return held[0] if held else None

    def _enqueue(self, capture: Capture) -> None:
        live = _Live(capture)
        live.tell(Queued(len(self._lives)))
        self._lives[capture.id] = live
        self._queue.put_nowait(live)

    async def _work(self) -> None:
        while True:
            live = await self._queue.get()
            live.is_running = True
            try:
                live.capture = await self._read(live)
            except NotFound:
                fault = Fault("not_found", "the capture was deleted before it was read")
                live.capture = replace(live.capture, state=State.FAILED, fault=fault)
            except (OSError, sqlite3.Error) as error:  # the disk; the next picture may have better luck
                self._note(live.capture, "failed", error=type(error).__name__)
                fault = Fault("internal", "the disk gave an error; `atshot doctor` looks at it")
                live.capture = replace(live.capture, state=State.FAILED, fault=fault)
            live.is_running = False
            del self._lives[live.capture.id]
            live.over.set()
            live.tell(Over(live.capture))
            if self._config.keep_pictures_days == 0:
                await self._drop_pictures()

    async def _read(self, live: _Live) -> Capture:
        """The capture, over; NotFound when it was wiped meanwhile."""
        capture = live.capture
        try:
            data = await self._stored(Store.picture, capture)
            outcome = await self._outcome(live, data)
        except NotFound:
            raise
        except AtshotError as error:
            self._note(capture, "failed", error=error.code)
            self._metrics.read(capture.wish.engine, error.code, None)
            return await self._failed(capture, Fault(error.code, str(error)))
        self._usual_s += (outcome.elapsed_ms / 1000 - self._usual_s) / 5
        self._metrics.read(outcome.engine, "done", outcome.elapsed_ms / 1000)
        self._note(capture, "done", engine=outcome.engine, inference_time_ms=round(outcome.elapsed_ms, 1))
        return await self._finished(capture, outcome)

    async def _outcome(self, live: _Live, data: bytes) -> Outcome:
        capture, sha256 = live.capture, live.capture.picture.sha256
        crashes = await self._stored(Store.crashes, sha256)
        while crashes < MAX_CRASHES:
            try:
                return await self._engines.read(capture.wish.engine, self._job(live, data))
            except EngineDied:
                crashes = await self._stored(Store.count_crash, sha256)
                live.restart()
        raise DecoderCrashed(
            "this picture brought the reader down twice and is not read again; save it in another format"
        )

    def _job(self, live: _Live, data: bytes) -> Job:
        def tell(event: Event) -> None:
            if isinstance(event, LinesRead):
                live.tell(event)
            else:
                live.tell(Found(event.task, 1 + sum(isinstance(told, Found) for told in live.events)))

        wish = live.capture.wish
        return Job(data, wish.today, wish.me, tell, on_start=lambda engine: live.tell(Started(engine)))

    async def _finished(self, capture: Capture, outcome: Outcome) -> Capture:
        try:
            return await self._stored(Store.finish, capture, outcome)
        except StorageFull as error:
            self._log("not stored", error=error.code)
            held = _unstored(capture, replace(outcome, notes=(*outcome.notes, f"not stored: {error}")), self._now())
            self._unstored[capture.id] = held, outcome
            return held

    async def _failed(self, capture: Capture, fault: Fault) -> Capture:
        try:
            return await self._stored(Store.fail, capture, fault)
        except StorageFull:
            return replace(capture, state=State.FAILED, fault=fault)

    async def _keep_house(self) -> None:
        while True:
            with contextlib.suppress(StorageFull, OSError, sqlite3.Error):  # tried again soon
                await self.keep_house()
            await asyncio.sleep(HOUSEKEEPING_S)

    async def _drop_pictures(self) -> None:
        days = self._config.keep_pictures_days
        if days >= 0:
            await self._stored(Store.drop_pictures, captured_before=self._now() - timedelta(days=days))

    def _note(self, capture: Capture, status: str, **more: object) -> None:
        self._log("capture", image_hash=capture.picture.sha256, client=capture.client, status=status, **more)


def _replayed(capture: Capture) -> list[LiveEvent]:
    """What was told of a capture while it was read."""
    told: list[LiveEvent] = [Queued(0)]
    if capture.engine:
        found = [Found(seen.task, position) for position, seen in enumerate(capture.tasks, 1)]
        told += [Started(capture.engine), LinesRead(capture.lines), *found]
    return [*told, Over(capture)]


def _unstored(capture: Capture, outcome: Outcome, now: datetime) -> Capture:
    """The capture as the store would have made it."""
    reading = outcome.reading
    return replace(
        capture,
        state=State.DONE,
        finished_at=now,
        engine=outcome.engine,
        language=reading.language,
        elapsed_ms=outcome.elapsed_ms,
        stages_ms=outcome.stages_ms,
        notes=outcome.notes,
        tasks=tuple(SeenTask(task, capture.created_at, now, (capture.id,)) for task in reading.tasks),
        maybe=reading.maybe,
        lines=reading.lines,
    )
