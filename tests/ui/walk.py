"""How a test goes about the page in Chromium: opened signed in, with a picture read. Knows the page's own names."""

from collections.abc import Sequence
from pathlib import Path

from tests.browsers.cdp import CTRL, Chromium, Target
from tests.ui.boards import BOARD, board_lines, board_tasks
from tests.ui.standin import Finding, Standin

TEXTS = "[...document.querySelectorAll('.main > .tasks .task-text')].map(e => e.textContent)"
STATE = "(document.querySelector('.state')?.innerText ?? '')"
TOAST = "(document.querySelector('.toast')?.innerText ?? '')"


async def open_page(
    chrome: Chromium, url: str, *, width: int = 1280, height: int = 800, dark: bool = False, languages: str = "en-US"
) -> Target:
    """The page at this address, in a window of this size."""

    async def prepare(page: Target) -> None:
        await page.look(width, height, dark=dark, languages=languages)

    return await chrome.open(url, prepare=prepare)


async def signed_in(chrome: Chromium, daemon: Standin, **how: object) -> Target:
    """The page, signed in by its link."""
    page = await open_page(chrome, daemon.signed_in_url(), **how)  # type: ignore[arg-type]
    await page.until("!!document.querySelector('.head')")
    return page


async def choose(page: Target, *paths: Path) -> None:
    """Choose these files on the first view."""
    await page.choose_files("input[type=file]", paths)


async def with_board(chrome: Chromium, daemon: Standin, **how: object) -> Target:
    """The page with the sample board read."""
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines())
    page = await signed_in(chrome, daemon, **how)
    await choose(page, BOARD)
    await page.until(f"{TEXTS}.length === 3 && !!document.querySelector('.exports')")
    return page


async def undo_by_key(page: Target) -> None:
    """Ctrl+Z, wherever the focus is."""
    await page.letter("Z", CTRL)


def complaints(chrome: Chromium, *, but_for: Sequence[str] = ()) -> list[str]:
    """What the browser's console says: refused by the policy, thrown, not found."""
    told = []
    for event in chrome.events:
        if event["method"] == "Log.entryAdded":
            told.append(str(event["params"]["entry"]["text"]))
        elif event["method"] == "Runtime.exceptionThrown":
            told.append(str(event["params"]["exceptionDetails"]))
        elif event["method"] == "Runtime.consoleAPICalled":
            told.append(str(event["params"]["args"]))
    return [text for text in told if not any(known in text for known in but_for)]
