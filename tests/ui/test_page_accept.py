"""A doubtful task becomes one on the page, with the real daemon behind it."""

from pathlib import Path

import pytest

from atshot_daemon.access.clients import Kind
from tests.browsers.cdp import Chromium
from tests.daemon.http.api import running
from tests.engine_child import found

SHOWN = "[...document.querySelectorAll('.main > .tasks .task-text')].map(e => e.textContent).join()"


async def test_a_doubtful_task_is_accepted_and_stays_so(
    chrome: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATE", str(tmp_path / "gate"))
    async with running(tmp_path / "home") as api:
        capture = (await api.send("magenta")).json
        offer = await api.service.pairings.open(Kind.PAGE, "the test")
        page = await chrome.open(offer.url)
        await page.until("!!document.querySelector('nav')")
        await page.evaluate(f"location.hash = '#/captures/{capture['id']}'")

        await page.until("document.querySelector('.capture img')?.naturalWidth > 0")  # nothing moves from here on
        await page.click_when(".fold:not([hidden]) summary")
        await page.until("!!document.querySelector('details[open] [data-act=accept]')")
        await page.click("[data-act=accept]")
        await page.until(f"{SHOWN} === {found(64).text!r}")

        shown = (await api.get(f"/v1/captures/{capture['id']}")).json
    assert ([found(64).text], []) == ([task["text"] for task in shown["tasks"]], shown["maybe"])
