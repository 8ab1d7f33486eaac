"""The page in Firefox, for a user who reads Chinese."""

from pathlib import Path

from tests.browsers.mn import Firefox
from tests.ui.boards import BOARD, board_lines, board_tasks, saved
from tests.ui.standin import Finding, Refusal, Standin
from tests.ui.walk import STATE, TEXTS, TOAST

CONTROL, ENTER, ARROW_DOWN = "\ue009", "\ue007", "\ue015"


async def with_board(fox: Firefox, daemon: Standin, **finding: object) -> None:
    """The page with the sample board sent."""
    daemon.find = lambda data: Finding(tasks=board_tasks(), lines=board_lines(), **finding)  # type: ignore[arg-type]
    await fox.go(daemon.signed_in_url())
    await fox.until("!!document.querySelector('.drop')")
    await fox.type("input[type=file]", str(BOARD))


async def test_a_picture_becomes_a_list_while_it_is_read(fox: Firefox, daemon: Standin) -> None:
    daemon.cut_after = 5
    await with_board(fox, daemon)

    await fox.until(f"{STATE} === '正在识别… 已找到 2 项'")
    assert ["3月20日前提供接口文档", "确认UI终稿"] == await fox.evaluate(TEXTS)
    daemon.cut.set()
    await fox.until(f"{TEXTS}.length === 3 && !!document.querySelector('.exports')")

    assert daemon.url() == await fox.evaluate("location.href")
    assert "zh-CN" == await fox.evaluate("document.documentElement.lang")
    streams = [headers.get("Last-Event-ID") for _, path, headers in daemon.requests if path.endswith("/events")]
    assert [None, "5"] == streams


async def test_a_task_is_ticked_by_keyboard_and_taken_back(fox: Firefox, daemon: Standin) -> None:
    await with_board(fox, daemon)
    await fox.until("!!document.querySelector('.exports')")
    await fox.evaluate("document.querySelector('.tick input').focus()")

    await fox.keys(ARROW_DOWN)
    await fox.keys(" ")
    await fox.until(f"{TOAST}.startsWith('已完成')")
    assert [False, True, False] == [task["done"] for task in daemon.tasks()]
    await fox.keys(CONTROL, "z")
    await fox.until(f"{TOAST} === '已撤销'")

    assert [False, False, False] == [task["done"] for task in daemon.tasks()]


async def test_a_click_copies_the_list(fox: Firefox, daemon: Standin) -> None:
    await with_board(fox, daemon)
    await fox.until("!!document.querySelector('.exports')")

    await fox.click("[data-act=copy]")
    await fox.until("document.querySelector('[data-act=copy]').innerText === '已复制'")
    await fox.chrome()

    assert (await fox.evaluate("navigator.clipboard.readText()")).startswith("- @张工: 3月20日前提供接口文档\n")


async def test_a_task_is_edited_with_the_dates_of_this_browser(fox: Firefox, daemon: Standin) -> None:
    await with_board(fox, daemon)
    await fox.until("!!document.querySelector('.exports')")
    await fox.click("[data-task=task2] [data-act=edit]")

    await fox.type("[name=date]", "2099-04-01")
    await fox.type("[name=time]", "18:00")
    await fox.click(".edit [value=low]")
    await fox.click(".edit [type=submit]")
    await fox.until(f"{TOAST}.startsWith('已保存')")

    changed = daemon.tasks()[1]
    assert ("2099-04-01T18:00:00", "low") == (changed["due"], changed["priority"])
    row = await fox.evaluate("document.querySelector('[data-task=task2] .task-meta').innerText")
    assert "2099年4月1日 周三 18:00" in row


async def test_other_formats_are_sent_as_png(fox: Firefox, daemon: Standin, tmp_path: Path) -> None:
    daemon.find = lambda data: Finding()
    await fox.go(daemon.signed_in_url())
    await fox.until("!!document.querySelector('.drop')")
    gif = saved(tmp_path, "a.gif", kind="GIF")

    await fox.type("input[type=file]", str(gif))
    await fox.until("!!document.querySelector('.none, .trouble')")

    assert [b"\x89PNG"] == [data[:4] for data in daemon.pictures.values()]


async def test_an_answer_streams_in_and_a_full_queue_is_waited_for(fox: Firefox, daemon: Standin) -> None:
    daemon.models, daemon.answer = ["glm"], ["定了：", "\n\n- **周五**发布\n", "- 通知客户"]
    daemon.refusals["POST /v1/captures"] = Refusal("rate_limited", retry_after_s=1)
    await with_board(fox, daemon)
    await fox.until("!!document.querySelector('.ask:not([hidden])')")

    await fox.type("#ask-field", "定了什么？")
    await fox.keys(CONTROL, ENTER)
    await fox.until("document.querySelectorAll('.answer li').length === 2")

    assert "周五" == await fox.evaluate("document.querySelector('.answer strong').innerText")
