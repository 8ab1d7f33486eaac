"""Waiting for what happens in other processes. Knows no test."""

import asyncio
from collections.abc import Callable

# Far more than anything takes; a test that waits so long has failed.
ENOUGH_S = 30


async def until(condition: Callable[[], bool]) -> None:
    """Returns as soon as the condition holds; TimeoutError when it never does."""
    async with asyncio.timeout(ENOUGH_S):
        while not condition():  # noqa: ASYNC110  # what another process does rings no bell here
            await asyncio.sleep(0.005)
