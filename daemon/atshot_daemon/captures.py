"""Pictures on their way: on disk, in the queue, being read, done. Knows the store and the engines, no HTTP."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from atshot_daemon.config import Config
from atshot_daemon.engine.engines import Engines
from atshot_daemon.engine.errors import DecoderCrashed, EngineDied
from atshot_daemon.engine.host import Job
from atshot_daemon.live import Found, Live, LiveEvent, Over, Queued, Started, replayed
from atshot_daemon.metrics import Metrics
from atshot_daemon.outcome import Outcome
from atshot_daemon.store.errors import NotFound, StorageDamaged, StorageFull, StorageUnusable
from atshot_daemon.store.store import Store, StoreThread
from atshot_daemon.store.values import Arrival, Capture, Fault, SeenTask, State, Wish
from atshot_inference.engine import Event, LinesRead
from atshot_inference.errors import AtshotError

# The first crash may have been bad luck; the second one is the picture.
MAX_CRASHES = 2
# What may go better the next time; with any other fault the same picture fails again.
WORTH_RETRYING = frozenset(
    {
        *("engine_restarting", "engine_unavailable", "internal", "request_timeout", "stopping"),
        *("storage_damaged", "storage_full", "storage_unusable"),
    }
)
HOUSEKEEPING_S = 20.0
# Before a picture that the disk, or the number of open files, kept from being read is tried again.
DISK_PAUSES_S = (0.1, 0.5, 2.0)
_NOT_KEPT = (StorageDamaged, StorageFull, StorageUnusable)
_DISK_ERRORS = (*_NOT_KEPT, OSError, sqlite3.Error)
# What one picture takes until some have been read.
FIRST_GUESS_S = 1.0
# Of what waits, so much is not fetched from the disk again: eight of them take no room worth speaking of.
KEPT_AT_HAND_BYTES = 1024 * 1024


class QueueFull(AtshotError):
    """Too many pictures wait already."""

    code = "queue_full"

    def __init__(self, limit: int, retry_after_s: float) -> None:
        super().__init__(f"{limit} pictures are waiting already; send it again in {retry_after_s:.0f} s")
        self.retry_after_s = retry_after_s


class Stopping(AtshotError):
    """The daemon is about to end."""

    code = "stopping"


Log = Callable[..., object]


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
        self._lives: dict[str, Live] = {}
        self._queue: asyncio.Queue[Live] = asyncio.Queue()
        self._arriving = 0
        self._usual_s = FIRST_GUESS_S
        self._is_stopping = False
        self._is_closed = False
        self._workers: list[asyncio.Task[None]] = []
        # Over, but the disk did not take it: answered from here, and written as soon as it does.
        self._unstored: dict[str, tuple[Capture, Outcome | Fault]] = {}

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
        self._is_closed = True
        lives, self._lives = self._lives, {}
        for live in lives.values():  # who still waits is told how far it is; the next run goes on
            live.over.set()
            live.ring()

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
        return any(isinstance(said, Outcome) for _, said in self._unstored.values())

    async def submit(self, arrival: Arrival, data: bytes) -> Capture:
        """The capture of this picture, on disk; QueueFull, StorageFull, IdempotencyMismatch, Stopping."""
        if self._is_stopping:
            raise Stopping("the daemon is about to end; start it again and send the picture then")
        # Who hangs up in the middle of it must leave nothing behind that is on the disk and in no queue.
        return await asyncio.shield(asyncio.ensure_future(self._taken_in(arrival, data)))

    async def _taken_in(self, arrival: Arrival, data: bytes) -> Capture:
        known, crashes = await self._stored(Store.known, arrival)
        is_wanted = known is None or self._is_worth_reading(known)
        if is_wanted and self.waiting >= self._config.queue_limit:
            raise QueueFull(self._config.queue_limit, max(1.0, self._usual_s * self.waiting))
        live = Live(data=data if len(data) <= KEPT_AT_HAND_BYTES else None)
        if is_wanted and not crashes and not self._lives and not self._arriving:
            self._read_ahead(live, known.wish if known else arrival.wish, data)
        self._arriving += is_wanted
        try:
            capture, is_new = await self._stored(Store.arrive, arrival, data)
            if is_wanted and not is_new and capture.state.is_over:
                capture = await self._stored(Store.queue_again, capture, data)
        finally:
            self._arriving -= is_wanted
        if self._is_left_behind(capture):
            self._enqueue(capture, live)
        return self.shown(capture)

    def _read_ahead(self, live: Live, wish: Wish, data: bytes) -> None:
        """Begin to read where nobody else waits: meanwhile the picture goes to the disk."""
        live.tell(Queued(0))
        live.reading = asyncio.ensure_future(self._engines.read(wish.engine, _job(live, wish, data)))
        live.reading.add_done_callback(_noticed)

    async def get(self, capture_id: str, *, wait_s: float = 0.0) -> Capture:
        """The capture, as soon as it is over but after so many seconds at the latest; NotFound."""
        live = self._lives.get(capture_id)
        if live and wait_s > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await live.over.wait()
            if live.capture.state.is_over:  # fresh from the store
                return live.capture
        return self.shown(await self._stored(Store.capture, capture_id))

    async def restore(self, capture_id: str) -> Capture:
        """The deleted capture, back in the list, and in the queue if it was not read before; NotFound."""
        capture = await self._stored(Store.restore, capture_id)
        if self._is_left_behind(capture):
            self._enqueue(capture)
        return self.shown(capture)

    def shown(self, capture: Capture) -> Capture:
        """The capture with what only this process knows: whether it is being read, or over and not on the disk yet."""
        if capture.id in self._unstored:
            return self._unstored[capture.id][0]
        live = self._lives.get(capture.id)
        return replace(capture, state=State.RUNNING) if live and live.is_running else capture

    def ahead_of(self, capture_id: str) -> int:
        """How many pictures are read before this one."""
        ids = list(self._lives)
        return ids.index(capture_id) if capture_id in self._lives else 0

    async def events(self, capture_id: str, after: int) -> AsyncIterator[tuple[int, LiveEvent]]:
        """What happens to the capture, numbered from 1, without the first `after`; its end is always told."""
        capture = await self.get(capture_id)
        live = self._lives.get(capture.id)
        if live is None:
            past = list(enumerate(replayed(capture), 1))
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
                # A second try told less than the first one; or the daemon ends, and there is no last event yet.
                if told != len(live.events) and isinstance(live.events[-1], Over):
                    yield len(live.events), live.events[-1]
                return
            await bell.wait()

    async def keep_house(self) -> None:
        """Wipe what was deleted, let pictures go by age, write what had no room; StorageFull."""
        await self._stored(Store.wipe, hidden_before=self._now() - timedelta(seconds=self._config.undo_s))
        await self._stored(Store.forget_repeats)
        await self._drop_pictures()
        for capture, said in list(self._unstored.values()):
            with contextlib.suppress(NotFound):
                if isinstance(said, Fault):
                    await self._stored(Store.fail, capture, said)
                else:
                    await self._stored(Store.finish, capture, said)
            del self._unstored[capture.id]

    def _is_worth_reading(self, known: Capture) -> bool:
        """Whether it failed for a reason that may be gone, or was left behind when the disk gave an error."""
        if known.state.is_over:
            return bool(known.fault and known.fault.code in WORTH_RETRYING)
        return self._is_left_behind(known)

    def _is_left_behind(self, capture: Capture) -> bool:
        """Whether it is not over, and nobody sees to it."""
        return not capture.state.is_over and capture.id not in self._lives and capture.id not in self._unstored

    def _enqueue(self, capture: Capture, live: Live | None = None) -> None:
        if self._is_closed:  # it came at the last moment; the next run reads it
            return
        live = live or Live()
        live.capture = capture
        if not live.events:
            live.tell(Queued(len(self._lives)))
        self._lives[capture.id] = live
        self._queue.put_nowait(live)

    async def _work(self) -> None:
        while True:
            live = await self._queue.get()
            live.is_running = True
            live.capture = await self._over(live)
            live.is_running = False
            del self._lives[live.capture.id]
            live.over.set()
            live.tell(Over(live.capture))
            if self._config.keep_pictures_days == 0:
                with contextlib.suppress(*_DISK_ERRORS):  # tried again soon
                    await self._drop_pictures()

    async def _over(self, live: Live) -> Capture:
        """The capture, over, whatever the disk says: the next picture may have better luck."""
        try:
            return await self._read_patiently(live)
        except NotFound:
            fault = Fault("not_found", "the capture was deleted before it was read")
            return replace(live.capture, state=State.FAILED, fault=fault)
        except (OSError, sqlite3.Error) as error:
            self._note(live.capture, "failed", error=type(error).__name__)
            return self._keep_failed(live.capture, Fault("internal", "the disk gave an error; see: atshot doctor"))
        except Exception as error:  # noqa: BLE001  # the rim: a mistake of ours must cost one picture, not the queue
            self._note(live.capture, "failed", error=type(error).__name__)
            return self._keep_failed(live.capture, Fault("internal", "a mistake of ours; please tell us"))

    async def _read_patiently(self, live: Live) -> Capture:
        for pause_s in DISK_PAUSES_S:
            with contextlib.suppress(OSError, sqlite3.Error):
                return await self._read(live)
            await asyncio.sleep(pause_s)
            live.restart()
        return await self._read(live)

    async def _read(self, live: Live) -> Capture:
        """The capture, over; NotFound when it was wiped meanwhile."""
        capture = live.capture
        try:
            data = live.data if live.data is not None else await self._stored(Store.picture, capture)
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

    async def _outcome(self, live: Live, data: bytes) -> Outcome:
        capture, sha256 = live.capture, live.capture.picture.sha256
        crashes = await self._stored(Store.crashes, sha256)
        while crashes < MAX_CRASHES:
            begun, live.reading = live.reading, None
            try:
                return await (begun or self._engines.read(capture.wish.engine, _job(live, capture.wish, data)))
            except EngineDied:
                crashes = await self._stored(Store.count_crash, sha256)
                live.restart()
        raise DecoderCrashed(
            "this picture brought the reader down twice and is not read again; save it in another format"
        )

    async def _finished(self, capture: Capture, outcome: Outcome) -> Capture:
        try:
            return await self._stored(Store.finish, capture, outcome)
        except _NOT_KEPT as error:
            self._log("not stored", error=error.code)
            held = _unstored(capture, replace(outcome, notes=(*outcome.notes, f"not stored: {error}")), self._now())
            self._unstored[capture.id] = held, outcome
            return held

    async def _failed(self, capture: Capture, fault: Fault) -> Capture:
        try:
            return await self._stored(Store.fail, capture, fault)
        except _NOT_KEPT:
            return self._keep_failed(capture, fault)

    def _keep_failed(self, capture: Capture, fault: Fault) -> Capture:
        failed = replace(capture, state=State.FAILED, finished_at=self._now(), fault=fault)
        self._unstored[capture.id] = failed, fault
        return failed

    async def _keep_house(self) -> None:
        while True:
            with contextlib.suppress(*_DISK_ERRORS):  # tried again soon
                await self.keep_house()
            await asyncio.sleep(HOUSEKEEPING_S)

    async def _drop_pictures(self) -> None:
        days = self._config.keep_pictures_days
        if days >= 0:
            await self._stored(Store.drop_pictures, captured_before=self._now() - timedelta(days=days))

    def _note(self, capture: Capture, status: str, **more: object) -> None:
        self._log("capture", image_hash=capture.picture.sha256, client=capture.client, status=status, **more)


def _job(live: Live, wish: Wish, data: bytes) -> Job:
    def tell(event: Event) -> None:
        if isinstance(event, LinesRead):
            live.tell(event)
        else:
            live.tell(Found(event.task, 1 + sum(isinstance(told, Found) for told in live.events)))

    return Job(data, wish.today, wish.me, tell, on_start=lambda engine: live.tell(Started(engine)))


def _noticed(reading: asyncio.Task[Outcome]) -> None:
    """What became of it is known, also where nobody waits any more because the disk refused the picture."""
    if not reading.cancelled():
        reading.exception()


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
