"""`python -m tests.bench click`: from the click on the extension's button to the list. Knows the browser, no engine."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.timing import Figure, spread, told
from tests.daemons import REAL, Daemon, client_of, daemon
from tests.extension.site import serving
from tests.extension.walk import InChromium, connect, in_chromium
from tests.ui.walk import TEXTS

# Resolves once the popup shows so much, however soon after it is attached to.
_WHEN = """new Promise(resolve => {
  const look = () => (%s) && resolve(true);
  new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true});
  look();
})"""
FIRST, COMPLETE = f"{TEXTS}.length > 0", "document.querySelector('.exports')?.hidden === false"


def measure_click(arguments: Sequence[str]) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench click", description="Measure the extension.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.add_argument("--clicks", type=int, default=20, help="how often the button is pressed (default: 20)")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        figures = asyncio.run(_measured(Path(home), args.clicks))
    print(told(figures, as_json=args.json))
    return 0


async def _measured(home: Path, clicks: int) -> list[Figure]:
    async with daemon(home, program=REAL) as running, serving() as site, in_chromium() as user:
        await connect(user.own.evaluate, running)
        laps = []
        for number in range(clicks + 1):
            laps.append(await _lap(user, running, f"{site.page('chat.html')}?{number}"))
            print(f"  click {number} of {clicks}", file=sys.stderr)
    first, complete, reading = zip(*laps[1:], strict=True)  # the engine starts for the one before them
    shares = [whole / engine for whole, engine in zip(complete, reading, strict=True)]
    return [
        *spread("click to the first task", first),
        *spread("click to the whole list", complete),
        *spread("of it, the engine's own reading", reading),
        Figure("whole list over the engine's own reading", median(shares), "times"),
    ]


async def _lap(user: InChromium, running: Daemon, url: str) -> tuple[float, float, float]:
    """Milliseconds from one click to the first task and to the list, and those of the engine."""
    page = await user.visit(url)
    # The same picture would be the same capture.
    await page.evaluate(f"document.querySelector('h1').append({url[-3:]!r})")
    begun = time.perf_counter()
    popup = await user.click(page)
    await popup.evaluate(_WHEN % FIRST)
    first = time.perf_counter()
    await popup.evaluate(_WHEN % COMPLETE)
    complete = time.perf_counter()
    async with client_of(running.running) as client:
        _, said = await client.call("GET", "/v1/captures?limit=1")
    await user.tidy()
    return (first - begun) * 1000, (complete - begun) * 1000, float(said["captures"][0]["elapsed_ms"])
