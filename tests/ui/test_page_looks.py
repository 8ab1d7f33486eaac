"""What everybody must be able to use: each view against axe's rules, in both themes and languages, however small."""

import asyncio
from pathlib import Path

import pytest

from tests.browsers.cdp import Chromium, Target
from tests.ui.boards import BOARD, board_lines, board_tasks, saved
from tests.ui.standin import Finding, Standin
from tests.ui.walk import choose, complaints, open_page, signed_in

AXE = """(async () => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly});
  return found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" "));
})()"""
# The sign of work going on turns for ever.
MOVING = "document.getAnimations().filter(a => a.effect.getTiming().iterations === 1 && a.playState === 'running')"
FITS = "document.documentElement.scrollWidth <= innerWidth"
LANGUAGES = {"en": "en-US,en", "zh": "zh-CN,zh,en"}


async def problems(page: Target, packages: Path) -> list[str]:
    """What axe finds wrong with the page as it stands, and whether it is too wide."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate((packages / "axe-core/axe.min.js").read_text("utf-8") + ";0")
    # Half-way through an animation colours are mixed.
    await page.until(f"{MOVING}.length === 0")
    return [*(await page.evaluate(AXE)), *([] if await page.evaluate(FITS) else ["scrolls sideways"])]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh", 420), ("zh", 1280), ("en", 360)])
async def test_no_view_shuts_anybody_out(
    chrome: Chromium, daemon: Standin, packages: Path, tmp_path: Path, dark: bool, language: str, width: int
) -> None:
    how = {"width": width, "height": 700, "dark": dark, "languages": LANGUAGES[language]}
    daemon.models, daemon.answer = ["glm"], ["**a**\n\n- b\n\n```\nc\n```"]
    found: dict[str, list[str]] = {}
    for path in ("/", "/pair#CODE", "/pair"):
        page = await open_page(chrome, daemon.url(path), **how)  # type: ignore[arg-type]
        await page.until("!!document.querySelector('h1')")
        # Else browsers offer to have the page, with all that was read, translated by their makers.
        assert not await page.evaluate("document.documentElement.translate")
        found[path] = await problems(page, packages)
    page = await signed_in(chrome, daemon, **how)
    assert {"en": "en", "zh": "zh-CN"}[language] == await page.evaluate("document.documentElement.lang")

    found["home"] = await problems(page, packages)
    step = asyncio.Semaphore(4)
    tasks = board_tasks()
    tasks[2]["done"] = True
    maybe = [{**tasks[0], "id": "m1"}]
    daemon.find = lambda data: Finding(tasks=tasks, lines=board_lines(), maybe=maybe, notes=["a note"], step=step)
    await choose(page, BOARD)
    await page.until("document.querySelectorAll('.main > .tasks .task').length === 2")
    found["running"] = await problems(page, packages)
    for _ in range(3):
        step.release()
    await page.until("!!document.querySelector('.exports')")
    await page.click("[data-task=task2] .task-actions button:last-child")
    await page.until("!!document.querySelector('.toast')")
    await page.evaluate("document.querySelectorAll('details').forEach(e => (e.open = true))")
    await page.evaluate(
        "document.querySelector('#ask-field').value = 'x'; document.querySelector('.ask-form').requestSubmit()"
    )
    await page.until("!!document.querySelector('.answer pre')")
    found["done"] = await problems(page, packages)
    await page.evaluate("document.querySelectorAll('details').forEach(e => (e.open = false))")
    await page.click("[data-task=task1] [data-act=edit]")
    await page.click(".picture > .icon-button")
    found["edit"] = await problems(page, packages)

    daemon.find = lambda data: Finding(error=("request_timeout", "too slow"))
    await choose(page, saved(tmp_path, "a.png"))
    await page.until("!!document.querySelector('.trouble')")
    found["failed"] = await problems(page, packages)
    daemon.find = lambda data: Finding()
    await choose(page, saved(tmp_path, "aa.png"))
    await page.until("!!document.querySelector('.none')")
    found["none"] = await problems(page, packages)
    for view, shown in {"tasks": ".page .task", "history": ".history canvas"}.items():
        await page.evaluate(f"location.hash = '#/{view}'")
        await page.until(f"!!document.querySelector('{shown}')")
        found[view] = await problems(page, packages)
    await page.click(".button.danger")
    found["confirm"] = await problems(page, packages)

    assert {} == {view: wrong for view, wrong in found.items() if wrong}
    assert [] == complaints(chrome)


async def test_no_text_is_left_in_the_other_language(chrome: Chromium, daemon: Standin) -> None:
    page = await signed_in(chrome, daemon, languages="zh-CN")
    for view in ("", "tasks", "history"):
        await page.evaluate(f"location.hash = '#/{view}'")
        await page.until("!!document.querySelector('h1')")

        text = await page.evaluate(
            "document.body.innerText.replace(/Atshot|PNG|JPEG|WebP|UI|MB|Ctrl\\+V|\\.\\w+/g, '')"
        )
        assert not any("a" <= letter.lower() <= "z" for letter in text), text


async def test_who_wants_no_motion_gets_none(chrome: Chromium, daemon: Standin) -> None:
    page = await signed_in(chrome, daemon)
    await page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])

    slow = await page.evaluate(
        "[...document.querySelectorAll('*')]"
        ".filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0.001).length"
    )

    assert 0 == slow
