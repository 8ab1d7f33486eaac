"""The history on the page in Chromium: seen, searched, deleted, brought back."""

from pathlib import Path

from tests.browsers.cdp import Chromium, Target
from tests.ui.boards import BOARD, board_tasks, saved
from tests.ui.standin import Finding, Standin
from tests.ui.walk import TEXTS, TOAST, choose, signed_in, undo_by_key

ROWS = "[...document.querySelectorAll('.history li')].map(e => e.dataset.capture).join()"


async def with_history(chrome: Chromium, daemon: Standin, tmp_path: Path, *, others: int = 1) -> Target:
    """The history of the sample board and of some pictures without tasks."""
    daemon.find = lambda data: Finding(tasks=board_tasks() if data == BOARD.read_bytes() else [])
    page = await signed_in(chrome, daemon)
    paths = [BOARD, *(saved(tmp_path, f"{'a' * number}.png") for number in range(1, others + 1))]
    await choose(page, *paths)
    await page.until(f"[...document.querySelectorAll('[data-state=done]')].length === {len(paths)}")
    await page.evaluate("location.hash = '#/history'")
    await page.until(f"{ROWS}.split(',').length === {len(paths)}")
    return page


async def test_the_newest_comes_first_and_says_what_it_holds(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    page = await with_history(chrome, daemon, tmp_path)

    said = await page.evaluate("[...document.querySelectorAll('.history li')].map(e => e.innerText)")

    assert "cap2,cap1" == await page.evaluate(ROWS)
    assert "no tasks" in said[0]
    assert all(part in said[1] for part in ("3 tasks", "@张工 3月20日前提供接口文档", "@李经理"))
    await page.click(".history li:nth-child(2) a")
    await page.until(f"{TEXTS}.length === 3 && document.querySelector('.frame img').naturalWidth === 1280")


async def test_pictures_are_fetched_when_they_come_into_view(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    page = await with_history(chrome, daemon, tmp_path, others=24)
    drawn = "document.querySelectorAll('.history canvas').length"
    await page.until(f"{drawn} > 4")

    before = sum(path.endswith("/image") for _, path, _ in daemon.requests)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    await page.until("!!document.querySelector('.history li:last-child canvas')")

    assert before < 25
    assert 0 == await page.evaluate("document.querySelectorAll('.history img').length")


async def test_a_search_waits_for_the_whole_word(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    page = await with_history(chrome, daemon, tmp_path)
    await page.evaluate("document.querySelector('.search input').focus()")

    for letter in "接口文":
        await page.type(letter)
    await page.until(f"{ROWS} === 'cap1'")

    searches = [path for _, path, _ in daemon.requests if "/v1/captures?q=" in path]
    assert 1 == len(searches)
    await page.type("不存在")
    await page.until("document.querySelector('.empty')?.innerText === 'Nothing found for “接口文不存在”'")
    await page.key("Escape", number=27)
    await page.until(f"{ROWS} === 'cap2,cap1'")


async def test_a_deleted_capture_is_brought_back(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    page = await with_history(chrome, daemon, tmp_path)

    await page.click("[data-capture=cap2] .icon-button")
    await page.until(f"{ROWS} === 'cap1' && {TOAST}.startsWith('Capture deleted')")
    assert "A" == await page.evaluate("document.activeElement.tagName")
    await undo_by_key(page)

    await page.until(f"{ROWS}.split(',').length === 2")


async def test_everything_is_deleted_only_after_a_question(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    page = await with_history(chrome, daemon, tmp_path)
    await page.click(".button.danger")
    await page.until("document.querySelector('dialog')?.open")
    assert "Cancel" == await page.evaluate("document.activeElement.innerText")

    await page.key("Escape", number=27)
    await page.until("!document.querySelector('dialog')")
    assert 2 == len(daemon.captures)
    await page.click(".button.danger")
    await page.click_when("[data-act=confirm]")
    await page.until("document.querySelector('.empty')?.innerText.startsWith('No pictures yet')")

    assert {} == daemon.captures
    assert "DELETE /v1/captures?purge=true" in [f"{method} {path}" for method, path, _ in daemon.requests]
    await page.evaluate("location.hash = '#/'")
    await page.until("!!document.querySelector('.drop')")
