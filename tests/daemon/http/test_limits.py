"""How often a client may ask."""

import time
from collections.abc import Callable

import pytest

from atshot_daemon.access.errors import RateLimited
from atshot_daemon.config import Config
from atshot_daemon.http.limits import RateLimits


def allowed(count: Callable[[str], None], client_id: str, tries: int) -> int:
    """How many of so many tries get through."""
    done = 0
    for _ in range(tries):
        try:
            count(client_id)
        except RateLimited:
            continue
        done += 1
    return done


def test_a_client_has_its_share_of_each_minute() -> None:
    limits = RateLimits(Config(rate_limit=5, request_limit=7))

    assert 5 == allowed(limits.work, "a", 20)
    assert 7 == allowed(limits.any, "a", 20)


def test_other_clients_have_their_own() -> None:
    limits = RateLimits(Config(request_limit=3))
    allowed(limits.any, "a", 10)

    assert 3 == allowed(limits.any, "b", 10)


def test_no_limit_is_no_limit() -> None:
    limits = RateLimits(Config(rate_limit=0, request_limit=0))

    assert (2000, 2000) == (allowed(limits.work, "a", 2000), allowed(limits.any, "a", 2000))


def test_who_is_refused_learns_when_to_come_back() -> None:
    limits = RateLimits(Config(rate_limit=1))
    limits.work("a")

    with pytest.raises(RateLimited, match="1 pictures and questions a minute") as refused:
        limits.work("a")
    assert 1 <= refused.value.retry_after_s <= 60


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    shift_s = 0.0
    limits = RateLimits(Config(request_limit=3), clock=lambda: time.time() + shift_s)
    allowed(limits.any, "a", 10)
    before = allowed(limits.any, "a", 1)
    shift_s = -86_400.0

    assert (0, 3) == (before, allowed(limits.any, "a", 10))
