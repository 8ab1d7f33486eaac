"""When an engine that keeps failing is left alone for a while. Knows a clock and a count."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Breaker:
    """Opens after `limit` failures in a row, for `rest_s` seconds; then one try decides."""

    limit: int
    rest_s: float
    clock: Callable[[], float]
    failures: int = 0
    _opened_at: float | None = None

    @property
    def rests_for_s(self) -> float:
        """Seconds until the next try is allowed, 0 when one is."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + self.rest_s - self.clock())

    def succeed(self) -> None:
        """The engine did its work."""
        self.failures, self._opened_at = 0, None

    def fail(self) -> None:
        """The engine did not."""
        self.failures += 1
        if self.failures >= self.limit:
            self._opened_at = self.clock()
