"""What can be done with tasks on the page in Chromium: tick, edit, dismiss, take back, copy, ask."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.browsers.cdp import CTRL, Chromium, Target
from tests.ui.boards import board_tasks
from tests.ui.standin import Refusal, Standin
from tests.ui.walk import STATE, TEXTS, TOAST, complaints, signed_in, undo_by_key, with_board

DONE = "[...document.querySelectorAll('.main > .tasks .tick input')].map(e => e.checked).join()"
PROBLEM = "(document.querySelector('.field-problem')?.innerText.replace(/\\s*\\n\\s*/g, '\\n') ?? '')"
FOCUS = "(document.activeElement.closest('[data-task]')?.dataset.task ?? document.activeElement.tagName)"


def task(daemon: Standin, task_id: str) -> dict[str, object]:
    """The task as the daemon has it."""
    return next(task for task in daemon.tasks() if task["id"] == task_id)


async def press(page: Target, *keys: str) -> None:
    """Press these keys one after the other."""
    numbers = {"Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40, "Delete": 46, "Tab": 9}
    for key in keys:
        text = {"Enter": "\r", " ": " "}.get(key, "")
        await page.key(key, code="Space" if key == " " else key, number=numbers[key], text=text)


async def fill(page: Target, css: str, text: str) -> None:
    """Replace what a field holds, as a user's typing does."""
    await page.evaluate(f"(e => {{ e.focus(); e.select(); }})(document.querySelector('{css}'))")
    await page.type(text)


async def test_a_task_is_ticked_off_and_taken_back_by_button(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)

    await page.click("[data-task=task2] .tick input")
    await page.until(f"{DONE} === 'false,true,false' && {TOAST}.startsWith('Ticked off')")
    assert task(daemon, "task2")["done"]
    await page.click(".toast [data-act=undo]")
    await page.until(f"{DONE} === 'false,false,false' && {TOAST} === 'Taken back'")

    assert not task(daemon, "task2")["done"]


async def test_changes_are_taken_back_last_first_by_ctrl_z(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] .tick input")
    await page.until(f"{DONE} === 'true,false,false'")
    await page.click("[data-task=task2] .task-actions button:last-child")
    await page.until(f"{TEXTS}.length === 2")

    await undo_by_key(page)
    await page.until(f"{TEXTS}.length === 3 && {DONE} === 'true,false,false'")
    await undo_by_key(page)
    await page.until(f"{DONE} === 'false,false,false'")
    await undo_by_key(page)

    assert 2 == len([path for method, path, _ in daemon.requests if path.endswith("/undo")])


async def test_a_change_that_cannot_be_taken_back_is_told_and_forgotten(chrome: Chromium, daemon: Standin) -> None:
    daemon.refusals["POST /v1/tasks/task2/undo"] = Refusal("not_found", "too late")
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] .tick input")
    await page.until(f"{TOAST}.startsWith('Ticked off')")
    await page.click("[data-task=task2] .task-actions button:last-child")
    await page.until(f"{TOAST}.startsWith('Dismissed')")

    await undo_by_key(page)
    await page.until(f"{TOAST} === 'That is not there any more.'")
    assert "true,false" == await page.evaluate(DONE)
    await undo_by_key(page)
    await page.until(f"{TOAST} === 'Taken back'")

    assert "false,false" == await page.evaluate(DONE)
    undone = [path for method, path, _ in daemon.requests if path.endswith("/undo")]
    assert ["/v1/tasks/task2/undo", "/v1/tasks/task1/undo"] == undone


async def test_ctrl_z_belongs_to_a_field_that_is_typed_in(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] .tick input")
    await page.until(f"{DONE} === 'true,false,false'")
    await page.click("[data-task=task2] [data-act=edit]")
    await page.until("document.activeElement.name === 'text'")

    await undo_by_key(page)
    await press(page, "Escape")
    await page.until(f"{FOCUS} === 'task2'")

    assert [] == [path for _, path, _ in daemon.requests if path.endswith("/undo")]


async def test_a_task_is_edited_by_keyboard_alone(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.evaluate("document.querySelector('.exports .primary').focus()")

    await press(page, "Tab", "ArrowDown")
    assert "task2" == await page.evaluate(FOCUS)
    await press(page, "Enter")
    await page.until("document.activeElement.name === 'text'")
    await fill(page, "[name=text]", "确认终稿")
    await fill(page, "[name=owners]", "李经理，@Grace Kim")
    await page.evaluate("document.querySelector('[name=date]').value = '2099-04-01'")
    await page.evaluate("document.querySelector('[value=high]').click()")
    await page.key("Enter", number=13, modifiers=CTRL)
    await page.until(f"{TOAST}.startsWith('Saved')")

    changed = task(daemon, "task2")
    assert ("确认终稿", ["李经理", "Grace Kim"], "2099-04-01", "high") == (
        *(changed["text"], changed["owners"]),
        *(changed["due"], changed["priority"]),
    )
    assert "task2" == await page.evaluate(FOCUS)
    row = await page.evaluate("document.querySelector('[data-task=task2]').innerText.replace(/\\s+/g, ' ')")
    assert "@李经理 @Grace Kim 确认终稿 High Wed 1 Apr 2099" in row
    assert "edited" in row


async def test_the_row_after_a_dismissed_one_gets_the_focus(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.evaluate("document.querySelector('[data-task=task1] input').focus()")

    await press(page, "Delete")
    await page.until(f"{TEXTS}.length === 2")

    assert "task2" == await page.evaluate(FOCUS)
    await page.click(".fold:not([hidden]) summary")
    await page.click(".fold:not([hidden]) .task-actions button")
    await page.until(f"{TEXTS}.length === 3")


async def test_a_change_that_fails_is_told_and_shown_as_it_is(chrome: Chromium, daemon: Standin) -> None:
    daemon.refusals["PATCH /v1/tasks/task1"] = Refusal("storage_full", "no space left")
    page = await with_board(chrome, daemon)

    await page.click("[data-task=task1] .tick input")
    await page.until(f"{TOAST} === 'The disk is full. Make some room, then try again.'")

    await page.until(f"{DONE} === 'false,false,false'")


async def test_an_empty_task_is_not_saved(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")
    await fill(page, "[name=text]", " ")

    await page.click(".edit [type=submit]")
    await page.until("document.querySelector('.field-problem').innerText === 'Say what there is to do.'")

    assert [] == [method for method, _, _ in daemon.requests if method == "PATCH"]


async def test_an_edit_that_is_refused_stays_in_its_form(chrome: Chromium, daemon: Standin) -> None:
    step = asyncio.Semaphore(0)
    daemon.refusals["PATCH /v1/tasks/task1"] = Refusal("storage_full", "no space left", step=step)
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")
    await fill(page, "[name=text]", "写文档")
    await fill(page, "[name=owners]", "张工, Grace Kim")

    await page.click(".edit [type=submit]")
    await page.until("document.querySelector('.edit [type=submit]').disabled")
    await page.evaluate("document.querySelector('[name=text]').focus()")
    await page.key("Enter", number=13, modifiers=CTRL)
    step.release()
    await page.until(f"{PROBLEM} === 'The disk is full. Make some room, then try again.\\nno space left'")

    assert "alert" == await page.evaluate("document.querySelector('.field-problem').role")
    assert ["写文档", "张工, Grace Kim"] == await page.evaluate(
        "['text', 'owners'].map(name => document.querySelector(`.edit [name=${name}]`).value)"
    )
    assert 1 == len([method for method, _, _ in daemon.requests if method == "PATCH"])
    await page.click(".edit [type=submit]")
    await page.until(f"{TOAST}.startsWith('Saved') && {TEXTS}[0] === '写文档' && !document.querySelector('.edit')")
    assert ["张工", "Grace Kim"] == task(daemon, "task1")["owners"]


async def test_a_refused_edit_gives_the_focus_back_to_its_button(chrome: Chromium, daemon: Standin) -> None:
    daemon.refusals["PATCH /v1/tasks/task1"] = Refusal("bad_request", "the year is over")
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")
    await fill(page, "[name=text]", "写文档")

    await page.click(".edit [type=submit]")
    await page.until(f"{PROBLEM} === 'the year is over'")

    await page.until("document.activeElement.type === 'submit'")


async def test_an_edit_that_fails_after_its_form_was_left_is_told(chrome: Chromium, daemon: Standin) -> None:
    step = asyncio.Semaphore(0)
    daemon.refusals["PATCH /v1/tasks/task1"] = Refusal("storage_full", step=step)
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")
    await fill(page, "[name=text]", "写文档")
    await page.key("Enter", number=13, modifiers=CTRL)

    await press(page, "Escape")
    await page.until("!document.querySelector('.edit')")
    step.release()

    await page.until(f"{TOAST} === 'The disk is full. Make some room, then try again.'")


@pytest.mark.parametrize(
    ("owners", "told"),
    [
        (" ，", "Name at least one person."),
        (", ".join(f"P{number}" for number in range(21)), "Name at most 20 people."),
        ("x" * 81, "A name may have at most 80 characters."),
    ],
)
async def test_owners_that_cannot_be_are_not_saved(chrome: Chromium, daemon: Standin, owners: str, told: str) -> None:
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")
    await fill(page, "[name=owners]", owners)

    await page.click(".edit [type=submit]")
    await page.until(f"{PROBLEM} === '{told}'")

    assert "owners true" == await page.evaluate("(e => `${e.name} ${e.ariaInvalid}`)(document.activeElement)")
    assert [] == [method for method, _, _ in daemon.requests if method == "PATCH"]


async def test_the_fields_say_what_they_need(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await page.click("[data-task=task1] [data-act=edit]")

    needs = await page.evaluate(
        "['text', 'owners'].map(name => document.querySelector(`.edit [name=${name}]`))"
        ".map(e => [e.required, e.maxLength])"
    )

    assert [[True, 500], [True, -1]] == needs


async def test_a_click_copies_the_list_as_the_daemon_writes_it(chrome: Chromium, daemon: Standin) -> None:
    await chrome.send("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    page = await with_board(chrome, daemon)
    await page.until("performance.getEntriesByType('resource').some(e => e.name.includes('format=text'))")
    before = len(daemon.requests)

    await page.click("[data-act=copy]")
    await page.until("document.querySelector('[data-act=copy]').innerText === 'Copied'")

    assert "- @张工: 3月20日前提供接口文档\n- @李经理: 确认UI终稿\n- @我: 整理会议纪要发全员\n" == await page.evaluate(
        "navigator.clipboard.readText()"
    )
    assert before == len(daemon.requests)  # the text was there before the click
    await page.click("[data-task=task1] .task-actions button:last-child")
    await page.until(f"{TEXTS}.length === 2")
    await page.click("[data-act=copy]")
    await page.until(
        "navigator.clipboard.readText().then(text => text === '- @李经理: 确认UI终稿\\n- @我: 整理会议纪要发全员\\n')"
    )


@pytest.mark.parametrize(
    ("form", "name"), [("ics", "atshot-cap1.ics"), ("csv", "atshot-cap1.csv"), ("todotxt", "atshot-cap1.todo.txt")]
)
async def test_a_list_is_downloaded(chrome: Chromium, daemon: Standin, tmp_path: Path, form: str, name: str) -> None:
    where = {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": True}
    await chrome.send("Browser.setDownloadBehavior", where)
    page = await with_board(chrome, daemon)

    await page.click(".menu summary")
    await page.click(f"[data-form={form}]")

    async with asyncio.timeout(15):
        while not any(event["params"].get("state") == "completed" for event in chrome.events):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert "张工" in (tmp_path / name).read_text("utf-8")
    assert f"GET /v1/captures/cap1?format={form}" in [f"{method} {path}" for method, path, _ in daemon.requests]
    assert not await page.evaluate("document.querySelector('.menu').open")


async def test_all_tasks_are_filtered_by_state_and_owner(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    rows = "[...document.querySelectorAll('.page.narrow .task-text')].map(e => e.textContent).join('|')"
    await page.evaluate("location.hash = '#/tasks'")
    await page.until(f"{rows}.split('|').length === 3")

    await page.evaluate(
        "(s => { s.value = '李经理'; s.dispatchEvent(new Event('change', {bubbles: true})); })"
        "(document.querySelector('select'))"
    )
    await page.until(f"{rows} === '确认UI终稿'")
    await page.click(".tick input")
    await page.until(f"{TOAST}.startsWith('Ticked off')")
    assert "确认UI终稿" == await page.evaluate(rows)
    await page.click(".segment:nth-of-type(2)")
    await page.until(f"{rows} === '确认UI终稿' && document.querySelector('.tick input').checked")
    await undo_by_key(page)
    await page.until("!document.querySelector('.tick input').checked")

    assert "#/captures/cap1" == await page.evaluate("document.querySelector('.chip.link').getAttribute('href')")


async def test_nobody_is_offered_questions_where_no_engine_answers(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)

    await page.until("performance.getEntriesByType('resource').some(e => e.name.endsWith('/v1/models'))")

    assert await page.evaluate("document.querySelector('.ask').hidden")


async def test_a_question_is_answered_as_the_answer_comes(chrome: Chromium, daemon: Standin) -> None:
    daemon.models = ["glm"]
    daemon.answer = ["They **agreed", "**:\n\n1. ship `it`\n", "2. rest\n\n```\n<b>x</b>\n```"]
    daemon.answer_step = asyncio.Semaphore(0)
    page = await with_board(chrome, daemon)
    await page.until("!document.querySelector('.ask').hidden")
    await page.evaluate("document.querySelector('#ask-field').focus()")

    await page.type("What now?")
    await press(page, "Enter")
    await page.type("Tell me.")
    assert "What now?\nTell me." == await page.evaluate("document.querySelector('#ask-field').value")
    await page.key("Enter", number=13, modifiers=CTRL)
    daemon.answer_step.release()
    await page.until("document.querySelector('.answer p')?.innerText === 'They **agreed'")
    daemon.answer_step.release()
    await page.until("document.querySelector('.answer strong')?.innerText === 'agreed'")
    daemon.answer_step.release()
    await page.until("document.querySelector('.answer pre')?.innerText === '<b>x</b>'")
    await page.until("!document.querySelector('.ask [type=submit]').hidden")

    assert ["ship it", "rest"] == await page.evaluate(
        "[...document.querySelectorAll('.answer li')].map(e => e.innerText)"
    )
    (asked,) = daemon.questions
    assert {"type": "image_url", "image_url": {"url": "capture:cap1"}} == asked["messages"][0]["content"][0]
    assert [] == complaints(chrome)


async def test_an_answer_can_be_stopped_and_another_question_asked(chrome: Chromium, daemon: Standin) -> None:
    daemon.models = ["glm"]
    daemon.answer = ["first", "second"]
    daemon.answer_step = asyncio.Semaphore(1)
    page = await with_board(chrome, daemon)
    await page.until("!document.querySelector('.ask').hidden")
    await fill(page, "#ask-field", "Why?")
    await page.click(".ask [type=submit]")
    await page.until("document.querySelector('.answer')?.innerText === 'first'")

    await page.click("[data-act=stop]")
    await page.until("document.querySelector('.answer').innerText.endsWith('Stopped')")
    daemon.answer_step = None
    await fill(page, "#ask-field", "And?")
    await page.click(".ask [type=submit]")
    await page.until("[...document.querySelectorAll('.answer')].at(-1).innerText === 'firstsecond'")

    roles = [message["role"] for message in daemon.questions[1]["messages"]]
    assert ["user", "assistant", "user"] == roles


async def test_a_question_that_fails_says_why(chrome: Chromium, daemon: Standin) -> None:
    daemon.models = ["glm"]
    daemon.refusals["POST /v1/chat/completions"] = Refusal("engine_unavailable", "install atshot[glm]")
    page = await with_board(chrome, daemon)
    await page.until("!document.querySelector('.ask').hidden")
    await fill(page, "#ask-field", "Why?")

    await page.click(".ask [type=submit]")
    await page.until("document.querySelector('.answer')?.innerText.includes('install atshot[glm]')")


async def test_the_daemon_that_is_away_for_a_while_is_waited_for(chrome: Chromium, daemon: Standin) -> None:
    daemon.refusals["POST /v1/captures"] = Refusal("stopping", "about to end", retry_after_s=1)
    page = await with_board(chrome, daemon)

    assert [t["text"] for t in board_tasks()] == await page.evaluate(TEXTS)
    assert "" == re.sub(r"\s", "", await page.evaluate(STATE))


async def test_a_first_visit_offers_nothing_to_take_back(chrome: Chromium, daemon: Standin) -> None:
    page = await signed_in(chrome, daemon)

    await undo_by_key(page)

    assert "" == await page.evaluate(TOAST)
