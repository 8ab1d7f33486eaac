"""What a page is to a test, whichever browser shows it. Knows no browser's protocol."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

LOOK_AGAIN_S = 0.05

_TEXT = "typeof document === 'undefined' ? '' : document.body.innerText"


class BrowserError(Exception):
    """The browser refused, or a script in it threw."""


async def until(evaluate: Callable[[str], Awaitable[Any]], condition: str, limit_s: float) -> Any:
    """The value of an expression as soon as it is true; BrowserError with what the page shows if it never is."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + limit_s
    while True:
        # Never cut short: an answer that nobody waits for would be taken for that to the next question.
        value = await evaluate(condition)
        if value:
            return value
        if loop.time() > ends_at:
            raise BrowserError(f"never came true: {condition}\nthe page shows:\n{await evaluate(_TEXT)}")
        await asyncio.sleep(LOOK_AGAIN_S)
