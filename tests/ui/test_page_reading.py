"""A picture on its way through the page in Chromium: sent, waited for, read, failed, tried again."""

import asyncio
import base64
import json
from pathlib import Path

import pytest

from tests.browsers.cdp import CTRL, Chromium, Target
from tests.ui.boards import BOARD, board_lines, board_tasks, box, saved
from tests.ui.standin import Finding, Refusal, Standin
from tests.ui.walk import STATE, TEXTS, choose, complaints, signed_in, with_board

THUMBNAILS = "[...document.querySelectorAll('.thumb-words')].map(e => e.innerText.replace(/\\n+/g, ' | '))"


async def bring(page: Target, kind: str, picture: bytes) -> None:
    """Paste or drop a picture in the middle of nowhere."""
    data = base64.b64encode(picture).decode()
    await page.evaluate(
        f"""(() => {{
          const bytes = Uint8Array.from(atob({json.dumps(data)}), c => c.charCodeAt(0));
          const held = new DataTransfer();
          held.items.add(new File([bytes], "image.png", {{type: "image/png"}}));
          const init = {{bubbles: true, cancelable: true}};
          const event = {json.dumps(kind)} === "paste" ? new ClipboardEvent("paste", {{...init, clipboardData: held}})
            : new DragEvent("drop", {{...init, dataTransfer: held}});
          document.body.dispatchEvent(event);
        }})()"""
    )


async def test_tasks_appear_as_they_are_found(chrome: Chromium, daemon: Standin) -> None:
    step = asyncio.Semaphore(0)
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines(), step=step)
    page = await signed_in(chrome, daemon)

    await choose(page, BOARD)
    await page.until(f"{STATE} === 'One picture is read before this one'")
    step.release()
    await page.until(f"{STATE} === 'Reading …'")
    step.release()
    await page.until("document.querySelectorAll('.line-box').length === 3")
    step.release()
    await page.until(f"{STATE} === 'Reading … 1 task so far'")

    assert ["3月20日前提供接口文档"] == await page.evaluate(TEXTS)
    assert ["1280×720, 191 KB | 1 task …"] == await page.evaluate(THUMBNAILS)
    assert 0 == await page.evaluate("document.querySelectorAll('.exports, .task input, .task button').length")
    for _ in range(3):
        step.release()
    await page.until(f"{TEXTS}.length === 3 && !!document.querySelector('.exports')")
    assert ["1280×720, 191 KB | 3 tasks"] == await page.evaluate(THUMBNAILS)
    said = await page.evaluate("[...document.querySelectorAll('[aria-live=polite] p')].map(e => e.textContent)")
    assert ["Found: @张工 3月20日前提供接口文档", "3 tasks found"] == [said[0], said[-1]]
    assert 0 == await page.evaluate("document.querySelectorAll('.line-box').length")
    assert [] == complaints(chrome)


async def test_a_connection_that_was_cut_goes_on_where_it_was(chrome: Chromium, daemon: Standin) -> None:
    daemon.cut_after = 4
    daemon.find = lambda data: Finding(tasks=board_tasks())
    page = await signed_in(chrome, daemon)
    await choose(page, BOARD)
    await page.until(f"{TEXTS}.length === 1")

    daemon.cut.set()
    await page.until(f"{TEXTS}.length === 3")

    streams = [headers.get("Last-Event-ID") for _, path, headers in daemon.requests if path.endswith("/events")]
    assert [None, "4"] == streams
    assert [task["text"] for task in board_tasks()] == await page.evaluate(TEXTS)


@pytest.mark.parametrize(("kind", "source"), [("paste", "clipboard"), ("drop", "file")])
async def test_a_picture_comes_in_from_any_view(chrome: Chromium, daemon: Standin, kind: str, source: str) -> None:
    daemon.find = lambda data: Finding(tasks=board_tasks())
    page = await signed_in(chrome, daemon)
    await page.evaluate("location.hash = '#/history'")
    await page.until("!!document.querySelector('.search')")

    await bring(page, kind, BOARD.read_bytes())
    await page.until(f"{TEXTS}.length === 3")

    sent = next(path for method, path, _ in daemon.requests if method == "POST" and path.startswith("/v1/captures"))
    assert f"source={source}&" in sent
    assert BOARD.read_bytes() in daemon.pictures.values()


async def test_several_pictures_at_once_are_a_queue(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no picture at all")
    gif = saved(tmp_path, "a.gif", kind="GIF")
    daemon.find = lambda data: Finding(tasks=board_tasks() if data == BOARD.read_bytes() else [])
    page = await signed_in(chrome, daemon)

    await choose(page, BOARD, text, gif)
    await page.until(f"{THUMBNAILS}.every(words => !words.endsWith('…'))")

    size = f"{len(list(daemon.pictures.values())[1]) / 1000:.0f} KB"
    expected = ["1280×720, 191 KB | 3 tasks", "notes.txt | could not be read", f"320×200, {size} | no tasks"]
    assert expected == await page.evaluate(THUMBNAILS)
    assert [b"\x89PNG", b"\x89PNG"] == [data[:4] for data in daemon.pictures.values()]
    await page.click(".queue li:nth-child(2) button")
    await page.until(f"{STATE}.includes('no picture that this browser can open')")
    await page.click(".queue li:nth-child(2) .icon-button")
    await page.until(f"{THUMBNAILS}.length === 2")


async def test_a_picture_that_is_too_large_is_not_sent(chrome: Chromium, daemon: Standin, tmp_path: Path) -> None:
    small = saved(tmp_path, "small.png", size=(7, 100))
    page = await signed_in(chrome, daemon)

    await choose(page, small)
    await page.until(f"{STATE}.includes('The picture is too small.')")

    assert {} == daemon.pictures


async def test_a_full_queue_is_waited_for(chrome: Chromium, daemon: Standin) -> None:
    daemon.refusals["POST /v1/captures"] = Refusal("queue_full", retry_after_s=1, times=2)
    daemon.find = lambda data: Finding(tasks=board_tasks())
    page = await signed_in(chrome, daemon)

    await choose(page, BOARD)
    await page.until(f"{STATE}.startsWith('Many pictures are waiting.')")
    await page.until(f"{TEXTS}.length === 3")

    keys = [
        headers["Idempotency-Key"] for method, path, headers in daemon.requests if method == "POST" and "/capt" in path
    ]
    assert 3 == len(keys)
    assert 1 == len(set(keys))
    assert [] == complaints(chrome, but_for=["429"])


async def test_a_failed_picture_says_why_and_is_tried_again(chrome: Chromium, daemon: Standin) -> None:
    answers = [Finding(error=("request_timeout", "no answer within 15 s")), Finding(tasks=board_tasks())]
    daemon.find = lambda data: answers.pop(0)
    page = await signed_in(chrome, daemon)

    await choose(page, BOARD)
    await page.until("!!document.querySelector('.trouble')")

    said = await page.evaluate(STATE)
    assert "Reading took too long. Capture a smaller part." in said
    assert "no answer within 15 s · request_timeout" in said
    await page.click("[data-act=retry]")
    await page.until(f"{TEXTS}.length === 3 && !document.querySelector('.trouble')")


async def test_a_failed_capture_of_the_history_is_tried_again_too(chrome: Chromium, daemon: Standin) -> None:
    answers = [Finding(error=("request_timeout", "no answer within 15 s")), Finding(tasks=board_tasks())]
    daemon.find = lambda data: answers.pop(0)
    page = await signed_in(chrome, daemon)
    await choose(page, BOARD)
    await page.until("!!document.querySelector('.trouble')")
    await page.evaluate("location.hash = '#/history'")
    await page.click_when(".history a")

    await page.click_when("[data-act=retry]")

    await page.until(f"{TEXTS}.length === 3")


async def test_a_picture_without_tasks_says_what_to_try(chrome: Chromium, daemon: Standin) -> None:
    maybe = [{**board_tasks()[0], "id": "m1", "text": "看看预算？"}]
    daemon.find = lambda data: Finding(maybe=maybe, notes=["engine glm rests; ocr answered"])
    page = await signed_in(chrome, daemon)

    await choose(page, BOARD)
    await page.until("document.querySelectorAll('.none li').length === 4")

    assert "engine glm rests; ocr answered" in await page.evaluate(STATE)
    fold = "document.querySelector('.fold:not([hidden])')"
    assert ["Maybe a task (1)", False] == await page.evaluate(f"[{fold}.innerText, {fold}.open]")


async def test_the_box_of_a_task_lights_up_with_it_and_the_other_way_round(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    lit = "[...document.querySelectorAll('.box')].map(e => e.hasAttribute('data-highlighted'))"
    rows = "[...document.querySelectorAll('.main > .tasks .task')].map(e => e.hasAttribute('data-highlighted'))"

    await page.evaluate("document.querySelectorAll('.tick input')[0].focus()")
    await page.until(f"{lit}.join() === 'true,false,false'")
    assert 2 == await page.evaluate("document.querySelectorAll('.evidence-box').length")
    await page.move(*await page.middle("[data-task=task2] .task-text"))
    await page.until(f"{lit}.join() === 'false,true,false'")
    await page.move(*await page.middle("[data-box=task3]"))
    await page.until(f"{rows}.join() === 'false,false,true'")

    place = await page.evaluate(
        "(() => { const f = document.querySelector('.frame img').getBoundingClientRect();"
        " const b = document.querySelector('[data-box=task3]').getBoundingClientRect(); const s = 1280 / f.width;"
        " return [(b.x - f.x) * s, (b.y - f.y) * s, b.width * s, b.height * s]; })()"
    )
    assert list(box(853, 208, 320, 243).values()) == pytest.approx(place, abs=1)
    await page.click("[data-box=task3]")
    await page.until("document.activeElement.closest('[data-task]')?.dataset.task === 'task3'")


async def test_a_picture_can_be_deleted_and_brought_back(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    assert "It is deleted after 30 days; its tasks stay." in await page.evaluate(
        "document.querySelector('.privacy').innerText"
    )

    await page.click(".privacy [data-act=delete]")
    await page.until("!!document.querySelector('.drop')")
    assert ["cap1"] == list(daemon.deleted)
    await page.letter("Z", CTRL)

    await page.until(f"location.hash === '#/captures/cap1' && {TEXTS}.length === 3")
