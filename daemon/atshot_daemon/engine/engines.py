"""Every engine that the daemon may use, and who stands in for whom. Knows no process, no queue, no HTTP."""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from atshot_daemon.engine.host import EngineStatus, Host, Job, Limits
from atshot_daemon.engine.worker import Question, engine_command
from atshot_daemon.outcome import Outcome
from atshot_inference.engines import AUTO, ENGINES, Entry
from atshot_inference.errors import EngineUnavailable

NO_ANSWERS = (
    "no engine here answers questions; the embedded one reads tasks only. "
    "It takes one such as glm, which `atshot doctor` says how to get"
)


class Engines:
    """The engines of a table, in its order of preference; the last one stands in for all."""

    def __init__(
        self,
        limits: Limits,
        *,
        wanted: str = AUTO,
        table: Mapping[str, Entry] = ENGINES,
        command: Callable[[str], Sequence[str]] = engine_command,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wanted = wanted
        self._table = table
        self._hosts = {name: Host(name, command(name), limits, clock) for name in table}

    @property
    def names(self) -> tuple[str, ...]:
        """What may be asked for."""
        return (AUTO, *self._table)

    @property
    def wanted(self) -> str:
        """Who reads where nobody asks for an engine by name."""
        return self._wanted

    @property
    def statuses(self) -> tuple[EngineStatus, ...]:
        """How each one is doing."""
        return tuple(
            replace(host.status, can_answer=self._table[name].answers, message=self._missing(name) or host.message)
            for name, host in self._hosts.items()
        )

    @property
    def answering(self) -> tuple[str, ...]:
        """Those that could answer a question, in order of preference."""
        return tuple(name for name, entry in self._table.items() if entry.answers and not entry.missing)

    async def warm(self) -> None:
        """Load the one that will be asked first."""
        await next(self._candidates(self._wanted)).warm()

    async def read(self, wanted: str, job: Job) -> Outcome:
        """What the picture says; where another engine than the one asked for answers, the notes say so.

        Errors of the picture, EngineUnavailable, EngineDied, EngineTimeout.
        """
        *preferred, last = self._candidates(wanted)
        notes: list[str] = []
        for host in preferred:
            if host.breaker.rests_for_s:
                notes.append(f"engine {host.name} rests after {host.breaker.failures} failures in a row")
                continue
            try:
                return await host.read(job)
            except EngineUnavailable as error:
                notes.append(str(error))
        # The last one never rests: that would only turn answers into errors.
        outcome = await last.read(job)
        return replace(outcome, notes=(*(f"{note}; {last.name} answered" for note in notes), *outcome.notes))

    async def ask(self, wanted: str, question: Question) -> AsyncGenerator[str, None]:
        """The answer piece by piece; EngineUnavailable, EngineDied, EngineTimeout."""
        names = self.answering if wanted == AUTO else tuple(name for name in self.answering if name == wanted)
        ready = [self._hosts[name] for name in names if not self._hosts[name].breaker.rests_for_s]
        if not ready:
            raise EngineUnavailable(self._why_silent(names))
        async with contextlib.aclosing(ready[0].ask(question)) as pieces:
            async for piece in pieces:
                yield piece

    async def aclose(self) -> None:
        """End every process at once."""
        await asyncio.gather(*(host.aclose() for host in self._hosts.values()))

    def _candidates(self, wanted: str) -> Iterator[Host]:
        """The engine asked for, or all that are installed, and at the end the one that stands in."""
        *_, last = self._hosts
        names = [name for name in self._table if not self._missing(name)] if wanted == AUTO else [wanted]
        yield from (self._hosts[name] for name in names if name != last)
        yield self._hosts[last]

    def _why_silent(self, names: Sequence[str]) -> str:
        if not names:
            return NO_ANSWERS
        rests_for_s = min(self._hosts[name].breaker.rests_for_s for name in names)
        return f"engine {names[0]} rests after failures in a row; ask again in {math.ceil(rests_for_s)} s"

    def _missing(self, name: str) -> str | None:
        entry = self._table[name]
        return f"engine {name!r} needs {', '.join(entry.missing)}: {entry.advice}" if entry.missing else None
