"""What the daemon adds to its engine: time, memory, a start. Every daemon is a process of its own. Knows no table.

The client that measures runs on the same processor cores, so that throughput is what is left beside it.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from atshot_daemon.engine.worker import Worker, engine_command
from tests.bench.history import COMMON, RARE, fill
from tests.bench.pictures import SAMPLE, small_board, unlike
from tests.bench.timing import Figure, memory_mib, percentile, spread
from tests.daemons import REAL, Client, Daemon, client_of, daemon, free_port
from tests.fakes import picture_bytes
from tests.waiting import until

TODAY = date(2026, 3, 16)
DEADLINE_S = 60.0


@dataclass(frozen=True)
class Amounts:
    """How much is done of each."""

    starts: int = 5
    readings: int = 30
    asks: int = 2000
    pictures: int = 400
    readings_at_once: int = 64
    captures: int = 1000
    history: int = 10_000
    searches: int = 20
    clients: tuple[int, ...] = (1, 8, 64)


MINIATURE = Amounts(1, 1, 20, 10, 2, 10, 20, 2, (1, 2))


async def measured(home: Path, amounts: Amounts) -> AsyncIterator[Figure]:
    """Every figure, as soon as it is known; `home` is an empty folder."""
    parts = (starting, adding, answering, taking, reading, growing, searching)
    for part in parts:
        for figure in await part(home / part.__name__, amounts):
            yield figure


@asynccontextmanager
async def _served(home: Path, **options: Any) -> AsyncIterator[tuple[Daemon, Client]]:
    async with daemon(home, **options) as running, client_of(running.running) as client:
        yield running, client


async def starting(home: Path, amounts: Amounts) -> list[Figure]:
    """From the start of the process to the first answer, and what it holds while no engine is loaded."""
    times_ms = []
    for number in range(amounts.starts):
        port, started = free_port(), time.perf_counter()
        async with aiohttp.ClientSession() as session:
            answering = asyncio.create_task(_first_answer(session, port))
            async with daemon(home / str(number), program=REAL, port=port, env={"ATSHOT_KEEP_ALIVE": "0"}) as running:
                times_ms.append((await answering - started) * 1000)
                await until(lambda: bool(running.children))
                await until(lambda: not running.children)
                held = memory_mib(running.pid)
    return [
        Figure("start until the port answers, p50", percentile(times_ms, 0.5), "ms", "<= 1000"),
        Figure("daemon, idle, no engine loaded", held, "MiB", "<= 60"),
    ]


async def _first_answer(session: aiohttp.ClientSession, port: int) -> float:
    while True:
        try:
            async with session.get(f"http://127.0.0.1:{port}/healthz"):
                return time.perf_counter()
        except aiohttp.ClientError:
            await asyncio.sleep(0.002)


async def adding(home: Path, amounts: Amounts) -> list[Figure]:
    """The sample board through HTTP and through a worker alone, taking turns."""
    sample = SAMPLE.read_bytes()
    posted, inside, alone, first_tasks, shares = [], [], [], [], []
    worker = await Worker.start(engine_command("ocr"))
    try:
        async with _served(home, program=REAL) as (_, client):
            await client.post(unlike(sample, -1), query="?wait=60")
            for number in range(amounts.readings):
                started = time.perf_counter()
                _, capture = await client.post(unlike(sample, number), query=f"?wait=60&today={TODAY}")
                posted.append((time.perf_counter() - started) * 1000)
                inside.append(capture["elapsed_ms"])
                shares.append(posted[-1] - inside[-1])
                alone.append(await _alone_ms(worker, unlike(sample, number)))
                first_tasks.append(await _first_task_ms(client, unlike(sample, 100_000 + number)))
    finally:
        await worker.kill()
    return [
        *spread("sample board, engine's own time", inside),
        *spread("sample board, a worker alone", alone),
        *spread("sample board, POST ?wait", posted),
        *spread("HTTP and store over the engine's own time", shares, p50="< 5"),
        *spread("POST until the first task event", first_tasks),
    ]


async def _alone_ms(worker: Worker, data: bytes) -> float:
    started = time.perf_counter()
    await worker.read(data, today=TODAY, me=None, deadline_s=DEADLINE_S, on_event=lambda event: None)
    return (time.perf_counter() - started) * 1000


async def _first_task_ms(client: Client, data: bytes) -> float:
    started = time.perf_counter()
    _, capture = await client.post(data)
    url = f"{client.running.url}/v1/captures/{capture['id']}/events"
    headers = {"Authorization": f"Bearer {client.running.token}"}
    first = 0.0
    async with client.session.get(url, headers=headers) as response:
        async for line in response.content:
            if line == b"event: task\n" and not first:
                first = time.perf_counter()
    return (first - started) * 1000


async def answering(home: Path, amounts: Amounts) -> list[Figure]:
    """GET /healthz, by so many at once; and while pictures are read."""
    figures = []
    async with _served(home, program=REAL) as (_, client):
        for count in amounts.clients:
            run = await _at_once(lambda number: _health(client), amounts.asks, count)
            figures += [
                Figure(f"/healthz, {count} clients", run.per_s, "/s"),
                *spread(f"/healthz, {count} clients", run.times_ms),
            ]
        busy = asyncio.create_task(_keep_reading(client, amounts.readings))
        times_ms = []
        while not busy.done():
            started = time.perf_counter()
            await _health(client)
            times_ms.append((time.perf_counter() - started) * 1000)
            await asyncio.sleep(0.005)
        await busy
    return [*figures, *spread("/healthz while a picture is read", times_ms, p99="<= 50")]


async def _health(client: Client) -> int:
    async with client.session.get(f"{client.running.url}/healthz") as response:
        await response.read()
        return response.status


async def _keep_reading(client: Client, count: int) -> None:
    sample = SAMPLE.read_bytes()
    for number in range(count):
        await client.post(unlike(sample, number), query="?wait=60")


async def taking(home: Path, amounts: Amounts) -> list[Figure]:
    """New pictures for an engine that needs no time, by so many at once."""
    async with _served(home) as (_, client):
        return await _pictures_at_once(
            client, "no engine", amounts, amounts.pictures, lambda n: picture_bytes((64 + n % 9000, 48 + n // 9000))
        )


async def reading(home: Path, amounts: Amounts) -> list[Figure]:
    """New small pictures for the embedded engine, by so many at once."""
    board = small_board()
    async with _served(home, program=REAL) as (_, client):
        return await _pictures_at_once(
            client, "small board", amounts, amounts.readings_at_once, lambda n: unlike(board, n)
        )


async def _pictures_at_once(
    client: Client, what: str, amounts: Amounts, total: int, picture: Callable[[int], bytes]
) -> list[Figure]:
    figures, first = [], 0
    await client.post(picture(first), query="?wait=60")
    for count in amounts.clients:
        first += total + 1
        run = await _at_once(partial(_posted, client, picture, first), total, count)
        name = f"POST ?wait, {what}, {count} clients"
        figures += [Figure(name, run.per_s, "/s"), *spread(name, run.times_ms)]
        figures.append(Figure(f"{name}: sent again after 429", run.answers.count(429), "times"))
    return figures


async def _posted(client: Client, picture: Callable[[int], bytes], first: int, number: int) -> int:
    """Sends a picture until it is taken; 429 where that took more than once."""
    worst, data = 200, picture(first + number)
    while True:
        status, _ = await client.post(data, query="?wait=60")
        if status != 429:
            return worst
        worst = 429
        await asyncio.sleep(0.1)


@dataclass(frozen=True)
class _Run:
    times_ms: list[float]
    answers: list[int]
    per_s: float


async def _at_once(ask: Callable[[int], Awaitable[int]], total: int, count: int) -> _Run:
    numbers, times_ms, answers = iter(range(total)), list[float](), list[int]()

    async def one() -> None:
        for number in numbers:
            started = time.perf_counter()
            answers.append(await ask(number))
            times_ms.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(count)))
    return _Run(times_ms, answers, total / (time.perf_counter() - started))


async def growing(home: Path, amounts: Amounts) -> list[Figure]:
    """What daemon and engine hold before and after many captures."""
    board, numbers = small_board(), itertools.count()
    async with _served(home, program=REAL, env={"ATSHOT_WORKER_PICTURES": "1000000"}) as (running, client):
        for number in itertools.islice(numbers, amounts.captures // 10):
            await client.post(unlike(board, number), query="?wait=60")
        (child,) = running.children
        before = memory_mib(running.pid), memory_mib(child.pid)
        for number in itertools.islice(numbers, amounts.captures):
            await client.post(unlike(board, number), query="?wait=60")
        after = memory_mib(running.pid), memory_mib(child.pid)
    rows = [("daemon", before[0], after[0]), ("engine's process", before[1], after[1])]
    return [
        figure
        for name, held, later in rows
        for figure in (
            Figure(f"{name} before {amounts.captures} captures", held, "MiB"),
            Figure(f"{name} after them", later, "MiB"),
        )
    ]


async def searching(home: Path, amounts: Amounts) -> list[Figure]:
    """The history with many captures in it."""
    await asyncio.to_thread(fill, home / "data", amounts.history)
    asked = {
        "list 20": "/v1/captures?limit=20",
        "search, a rare word": f"/v1/captures?limit=20&q={RARE}",
        "search, a common word": f"/v1/captures?limit=20&q={COMMON}",
        "search, a word that is nowhere": "/v1/captures?limit=20&q=nowhere",
        "tasks, 100": "/v1/tasks?limit=100",
        "status": "/v1/status",
    }
    figures = []
    async with _served(home) as (_, client):
        for name, path in asked.items():
            times_ms = []
            for _ in range(amounts.searches):
                started = time.perf_counter()
                status, said = await client.call("GET", path)
                times_ms.append((time.perf_counter() - started) * 1000)
                assert status == 200, said
            figures += spread(f"{name}, of {amounts.history} captures", times_ms)
        times_ms = []
        for number in range(amounts.searches):
            started = time.perf_counter()
            await client.send(size=(64 + number, 50), query="?wait=60")
            times_ms.append((time.perf_counter() - started) * 1000)
        figures += spread(f"POST ?wait, no engine, beside {amounts.history} captures", times_ms)
    return figures
