"""One picture on its way from bytes to an outcome. Knows the engine's door, no files and no forms."""

import time
from collections.abc import Callable
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self

from atshot_daemon.outcome import Outcome, printable
from atshot_inference.engine import Engine, Event, ignore

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


class PictureReader:
    """Reads pictures with one engine, which is opened with the first picture and closed at the end."""

    def __init__(self, open_engine: Callable[[], Engine], decode: "Callable[[bytes], Picture]") -> None:
        self._open_engine = open_engine
        self._decode = decode
        self._engine: Engine | None = None

    @property
    def where(self) -> None:
        """Here, in this very process."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.close()

    def read(
        self,
        source: str,
        data: bytes,
        *,
        today: date,
        me: str | None = None,
        on_event: Callable[[Event], None] = ignore,
    ) -> Outcome:
        """What the picture in `data` says; raises AtshotError when it cannot be read."""
        started = time.perf_counter()
        picture = self._decode(data)
        decoded = time.perf_counter()
        engine = self.engine()
        opened = time.perf_counter()
        reading = printable(engine.read(picture, today=today, me=me, on_event=on_event))
        ended = time.perf_counter()
        loading_ms = {"load": (opened - decoded) * 1000} if opened - decoded > 0.001 else {}
        return Outcome(
            source,
            engine.name,
            reading,
            picture.width,
            picture.height,
            elapsed_ms=(ended - started) * 1000,
            # Named first and last: loading stands first, and counts the imports that the engine itself cannot see.
            stages_ms={**loading_ms, "decode": (decoded - started) * 1000, **reading.stages_ms, **loading_ms},
            notes=picture.notes,
        )

    def engine(self) -> Engine:
        """The engine, opened with the first call; EngineUnavailable."""
        if self._engine is None:
            self._engine = self._open_engine()
        return self._engine
