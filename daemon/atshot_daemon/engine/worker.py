"""The only door to an engine: one process, a deadline, and an end for what is late. Knows no queue and no database."""

import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import psutil

from atshot_daemon.engine.errors import EngineDied, EngineFailed, EngineTimeout
from atshot_daemon.engine.frames import MAX_FRAME_BYTES, BadFrame, Frame, receive_frame
from atshot_daemon.outcome import Outcome, printable
from atshot_daemon.records import line_of, reading_of, task_of
from atshot_inference import errors
from atshot_inference.engine import Event, LinesRead, Message, TaskFound
from atshot_inference.errors import AtshotError, EngineUnavailable

# Loading the largest model from a slow disk.
START_LIMIT_S = 120.0

# What reading the words of a process that may have gone mad raises, and the end of it.
_NOT_UNDERSTOOD = (
    *(EOFError, OSError, BadFrame),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)
_TASK_ID = re.compile(r"[0-9a-f]{16}")

_BY_CODE = {
    kind.code: kind
    for kind in (
        errors.EmptyImage,
        errors.UnsupportedImage,
        errors.ImageInvalid,
        errors.ImageTruncated,
        errors.ImageTooLarge,
        errors.ImageTooSmall,
        errors.ImageShape,
        errors.EngineUnavailable,
    )
}


def engine_command(name: str) -> list[str]:
    """How the process of the engine called `name` is started."""
    return [sys.executable, "-P", "-m", "atshot_daemon.engine.child", name]


@dataclass(frozen=True, slots=True)
class Question:
    """A conversation about a picture, or about none, and how long the answer may be."""

    picture: bytes | None
    messages: tuple[Message, ...]
    max_tokens: int


class Worker:
    """A running engine's process. One call at a time: the caller holds the turn."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin and process.stdout
        self._process = process
        self._to, self._from = process.stdin, process.stdout
        self.calls = 0

    @classmethod
    async def start(cls, command: Sequence[str]) -> Self:
        """A process whose engine is loaded; EngineUnavailable, EngineDied, EngineTimeout."""
        worker = cls(await _spawned(command))
        try:
            async with worker._or_killed(START_LIMIT_S):
                if (await worker._receive())["say"] != "ready":
                    raise ValueError("the first word of an engine's process is that it is ready")
        except AtshotError:
            await worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.returncode is None

    @property
    def memory_bytes(self) -> int:
        """How much memory it holds, 0 when it is gone."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss) if self.is_alive else 0
        except psutil.Error:
            return 0

    async def read(
        self, data: bytes, *, today: date, me: str | None, deadline_s: float, on_event: Callable[[Event], None]
    ) -> Outcome:
        """What the picture says; errors of the picture, EngineDied, EngineTimeout (the process is killed by then)."""
        async with self._or_killed(deadline_s):
            await self._send(Frame({"op": "read", "today": today.isoformat(), "me": me}, data))
            while (said := await self._receive())["say"] != "done":
                on_event(_event_of(said))
            return _outcome_of(said)

    async def ask(self, question: Question, *, pause_limit_s: float) -> AsyncGenerator[str, None]:
        """The answer piece by piece; EngineTimeout when it pauses for so long. Not to listen on ends the process."""
        message = {
            "op": "ask",
            "messages": [{"role": held.role, "text": held.text} for held in question.messages],
            "max_tokens": question.max_tokens,
        }
        is_complete = False
        try:
            async with self._or_killed(pause_limit_s):
                await self._send(Frame(message, question.picture or b""))
            while True:
                async with self._or_killed(pause_limit_s):
                    said = await self._receive()
                if said["say"] == "end":
                    break
                yield str(said["text"])
            is_complete = True
        finally:
            if not is_complete:  # the rest of this answer must not be taken for the next one's
                await self.kill()

    async def kill(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._to.close()
        with contextlib.suppress(OSError):
            await self._process.communicate()  # what is left in the pipe keeps our end of it open

    @contextlib.asynccontextmanager
    async def _or_killed(self, limit_s: float) -> AsyncIterator[None]:
        """What is late, interrupted or not understood ends the process: its next word would be about this call."""
        try:
            async with asyncio.timeout(limit_s):
                yield
        except AtshotError:
            raise
        except TimeoutError:
            await self.kill()
            raise EngineTimeout(
                f"the engine took over {limit_s:g} s; capture a part of it, or raise deadline_s in the settings"
            ) from None
        except _NOT_UNDERSTOOD:
            await self.kill()
            raise EngineDied("the engine ended while it was at work on this; send it again") from None
        except BaseException:
            await self.kill()
            raise

    async def _send(self, frame: Frame) -> None:
        self.calls += 1
        self._to.write(frame.encoded())
        await self._to.drain()

    async def _receive(self) -> dict[str, Any]:
        said = (await receive_frame(self._from)).message
        if said["say"] == "failed":
            raise _error_of(said)
        return said


async def _spawned(command: Sequence[str]) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # a traceback may quote the picture
            limit=MAX_FRAME_BYTES,
            start_new_session=True,  # Ctrl+C is for the daemon, which lets what is being read be finished
        )
    except OSError as error:
        raise EngineUnavailable(f"the engine's process cannot be started: {error.strerror or error}") from error


def _event_of(said: dict[str, Any]) -> Event:
    if said["say"] == "lines":
        return LinesRead(tuple(map(line_of, said["lines"])))
    return TaskFound(task_of(said["task"]))


def _outcome_of(said: dict[str, Any]) -> Outcome:
    reading = printable(reading_of(said["reading"]))
    if not all(_TASK_ID.fullmatch(task.id) for task in (*reading.tasks, *reading.maybe)):
        raise ValueError("an id that is none")
    return Outcome(
        source="",
        engine=str(said["engine"]),
        reading=reading,
        width=int(said["width"]),
        height=int(said["height"]),
        elapsed_ms=float(said["elapsed_ms"]),
        stages_ms={str(name): float(ms) for name, ms in said["stages"].items()},
        notes=tuple(map(str, said["notes"])),
    )


def _error_of(said: dict[str, Any]) -> AtshotError:
    kind = _BY_CODE.get(str(said["code"]))
    if kind is None:
        return EngineFailed(
            f"the engine failed on this picture ({said.get('where', 'no place known')}); please tell us"
        )
    return kind(str(said["message"]))
