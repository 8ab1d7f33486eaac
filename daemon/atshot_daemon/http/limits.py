"""How often a client may ask. Knows counts and minutes, no route."""

import math
import time
from collections.abc import Callable

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from atshot_daemon.access.errors import RateLimited
from atshot_daemon.config import Config

WINDOW_S = 60


class RateLimits:
    """Two counts for each client over the last minute: work for an engine, and requests of any kind."""

    def __init__(self, config: Config, *, clock: Callable[[], float] = time.time) -> None:
        """Takes the wall clock by which the counts are kept, to notice when it is set back."""
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._work = _per_minute(config.rate_limit, "work")
        self._any = _per_minute(config.request_limit, "any")
        self._clock = clock
        self._latest_s = clock()

    def work(self, client_id: str) -> None:
        """Count one picture or question; RateLimited when the client had its share of this minute."""
        self._hit(self._work, client_id, "pictures and questions")

    def any(self, client_id: str) -> None:
        """Count one request of any kind; RateLimited when the client had its share of this minute."""
        self._hit(self._any, client_id, "requests")

    def _hit(self, limit: RateLimitItemPerMinute | None, client_id: str, what: str) -> None:
        self._start_anew_after_a_jump()
        if limit is None or self._limiter.hit(limit, client_id):
            return
        free_at_s = self._limiter.get_window_stats(limit, client_id).reset_time
        wait_s = min(max(math.ceil(free_at_s - self._clock()), 1), WINDOW_S)
        raise RateLimited(
            f"this client may send {limit.amount} {what} a minute; try again in {wait_s} s", retry_after_s=wait_s
        )

    def _start_anew_after_a_jump(self) -> None:
        """A clock that was set back by a day must not lock everybody out for a day."""
        now_s = self._clock()
        if now_s < self._latest_s - 1:
            self._storage.reset()
            self._latest_s = now_s
        self._latest_s = max(self._latest_s, now_s)


def _per_minute(amount: int, name: str) -> RateLimitItemPerMinute | None:
    return RateLimitItemPerMinute(amount, namespace=name) if amount else None
