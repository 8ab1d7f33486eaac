"""The same board captured again: what is known keeps its id and the user's edits, what is new is added."""

from datetime import date

import pytest

from atshot_daemon.store.errors import NotFound, NothingToUndo
from atshot_inference.tasks import Priority, Task
from tests.daemon.store.stores import Shelf, arrival, finished, task

DOCS = task("3月20日前提供接口文档", due=date(2026, 3, 20), due_phrase="3月20日前")
UI = task("确认UI终稿", "李经理")
NOTES = task("整理会议纪要发全员", "我")


def texts(shelf: Shelf) -> set[str]:
    return {seen.task.text for seen in shelf.store.tasks()}


def test_a_task_seen_again_is_one_task_seen_twice(shelf: Shelf) -> None:
    first = shelf.capture(DOCS, UI)
    second = shelf.capture(DOCS, UI, NOTES)

    docs = shelf.store.task(DOCS.id)

    assert 3 == len(shelf.store.tasks())
    assert (second.id, first.id) == docs.captures
    assert (first.created_at, second.created_at) == (docs.first_seen, docs.last_seen)
    assert 1 == len(shelf.store.task(NOTES.id).captures)


def test_a_changed_due_phrase_is_the_same_task_with_the_new_date(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)
    later = task("3月25日前提供接口文档", due=date(2026, 3, 25), due_phrase="3月25日前")

    capture = shelf.capture(later, UI)

    docs = shelf.store.task(DOCS.id)
    assert {"3月25日前提供接口文档", "确认UI终稿"} == texts(shelf)
    assert (date(2026, 3, 25), 2) == (docs.task.due, len(docs.captures))
    assert DOCS.id in {seen.id for seen in capture.tasks}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("整理会议纪要发给全体同事", "整理会议纪耍发给全体同事"),
        ("draft the quarterly plan", "draft the quarterIy plan"),
        ("update the budget sheet for Q3", "update the budget sheet for Q3."),
    ],
)
def test_a_letter_read_differently_makes_no_new_task(shelf: Shelf, before: str, after: str) -> None:
    shelf.capture(task(before), UI)

    shelf.capture(task(after), UI)

    assert {after, UI.text} == texts(shelf)
    assert 2 == len(shelf.store.task(task(before).id).captures)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (task("上线新版首页"), task("下线新版首页")),  # a short text: one character is a word
        (task("review chapter 3 of the manual"), task("review chapter 4 of the manual")),
        (task("call the customer about the offer"), task("call the customer about the offer", "Kim")),
        (task("write the release announcement"), task("translate the release announcement")),
        (task("整理三月份销售数据报表"), task("整理四月份销售数据报表")),
        (task("不要删除旧的数据库备份"), task("需要删除旧的数据库备份")),
        (task("enable the feature flag in the EU region"), task("disable the feature flag in the EU region")),
        (task("enable the feature flag in the EU region"), task("enable the feature flag in the US region")),
        (task("fix the redirect of the login page"), task("fix the redirect of the logout page")),
        (task("send the invoice to Anna Larsen"), task("send the invoice to Hanna Larsen")),
        (task("review the numbers of Jan before the call"), task("review the numbers of Jun before the call")),
    ],
)
def test_what_may_be_another_task_is_another_task(shelf: Shelf, before: Task, after: Task) -> None:
    shelf.capture(before, UI)

    shelf.capture(after, UI)

    assert 3 == len(shelf.store.tasks())


def test_on_an_unknown_board_likeness_merges_nothing(shelf: Shelf) -> None:
    shelf.capture(task("整理会议纪要发给全体同事"), UI, NOTES)

    shelf.capture(task("整理会议纪耍发给全体同事"), task("另一块白板上的任务"), task("还有一个"))

    assert 6 == len(shelf.store.tasks())


def test_two_like_tasks_of_one_picture_stay_two(shelf: Shelf) -> None:
    one, other = task("提交周报 周五", due_phrase="周五"), task("提交周报 周一", due_phrase="周一")

    shelf.capture(one, other, UI)
    shelf.capture(one, other, UI)

    assert 3 == len(shelf.store.tasks())


def test_a_change_that_fits_two_known_tasks_is_a_new_one(shelf: Shelf) -> None:
    shelf.capture(task("提交周报 周五", due_phrase="周五"), task("提交周报 周一", due_phrase="周一"), UI)

    shelf.capture(task("提交周报 周三", due_phrase="周三"), UI)

    assert 4 == len(shelf.store.tasks())


def test_the_users_edits_stand_over_what_a_later_picture_shows(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)
    shelf.store.change_task(
        DOCS.id, {"text": "提供接口文档v2", "owners": ["张三", "李四"], "priority": "low", "due": None, "done": True}
    )

    shelf.capture(DOCS, UI)

    docs = shelf.store.task(DOCS.id)
    assert ("提供接口文档v2", ("张三", "李四"), Priority.LOW, None, True) == (
        docs.task.text,
        docs.task.owners,
        docs.task.priority,
        docs.task.due,
        docs.task.done,
    )
    assert {"text", "owners", "priority", "due", "done"} == set(docs.edited)
    assert DOCS.id == docs.id


def test_what_a_later_picture_shows_counts_where_the_user_changed_nothing(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)

    shelf.capture(task(UI.text, "李经理", done=True), DOCS)

    assert shelf.store.task(UI.id).task.done


def test_an_older_picture_read_later_does_not_undo_a_newer_one(shelf: Shelf) -> None:
    old, _ = shelf.store.arrive(arrival("old"), b"old")
    shelf.capture(task(UI.text, "李经理", done=True))

    finished(shelf.store, old, UI)

    assert shelf.store.task(UI.id).task.done


def test_a_dismissed_task_stays_dismissed(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)
    shelf.store.change_task(DOCS.id, {"dismissed": True})

    capture = shelf.capture(DOCS, UI)

    assert shelf.store.task(DOCS.id).dismissed
    assert [DOCS.id] == [seen.id for seen in capture.tasks if seen.dismissed]


def test_changes_are_taken_back_one_by_one(shelf: Shelf) -> None:
    shelf.capture(DOCS)
    shelf.store.change_task(DOCS.id, {"done": True})
    shelf.store.change_task(DOCS.id, {"text": "other"})

    once = shelf.store.undo_task(DOCS.id)
    twice = shelf.store.undo_task(DOCS.id)

    assert (True, DOCS.text, True) == (once.task.done, once.task.text, once.can_undo)
    assert (False, DOCS.text, False) == (twice.task.done, twice.task.text, twice.can_undo)
    with pytest.raises(NothingToUndo):
        shelf.store.undo_task(DOCS.id)


def test_tasks_go_with_their_last_capture(shelf: Shelf) -> None:
    first = shelf.capture(DOCS, UI)
    second = shelf.capture(UI, NOTES)

    shelf.store.delete(first.id)

    assert {UI.text, NOTES.text} == texts(shelf)
    assert (second.id,) == shelf.store.task(UI.id).captures
    with pytest.raises(NotFound):
        shelf.store.task(DOCS.id)


def test_the_most_urgent_stands_first_also_after_an_edit(shelf: Shelf) -> None:
    capture = shelf.capture(UI, NOTES, DOCS)
    shelf.store.change_task(NOTES.id, {"priority": "high"})

    assert NOTES.id == shelf.store.tasks()[0].id
    assert NOTES.id == shelf.store.capture(capture.id).tasks[0].id


def test_reading_a_picture_again_leaves_what_it_shows_now(shelf: Shelf) -> None:
    capture = shelf.capture(DOCS, UI)

    finished(shelf.store, capture, UI)

    assert {UI.text} == texts(shelf)


def test_a_doubtful_task_that_the_user_accepts_is_one_from_then_on(shelf: Shelf) -> None:
    doubtful = task("也许要订会议室")
    first = shelf.capture(DOCS, maybe=(doubtful, task("还有一个也许")))

    accepted = shelf.store.accept(first.id, doubtful.id)
    second = shelf.capture(UI, maybe=(doubtful,))

    assert {DOCS.id, doubtful.id} == {seen.id for seen in accepted.tasks}
    assert ["还有一个也许"] == [held.text for held in accepted.maybe]
    assert {UI.id, doubtful.id} == {seen.id for seen in second.tasks}
    assert 2 == len(shelf.store.task(doubtful.id).captures)
    with pytest.raises(NotFound):
        shelf.store.accept(first.id, doubtful.id)


def test_a_doubtful_task_can_be_accepted_where_there_is_no_other(shelf: Shelf) -> None:
    doubtful = task("也许要订会议室")
    capture = shelf.capture(maybe=(doubtful,))

    assert [doubtful.id] == [seen.id for seen in shelf.store.accept(capture.id, doubtful.id).tasks]


def test_a_task_with_another_day_is_open_again(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)
    shelf.store.change_task(DOCS.id, {"done": True, "priority": "low"})
    later = task("3月25日前提供接口文档", due=date(2026, 3, 25), due_phrase="3月25日前")

    shelf.capture(later, UI)

    docs = shelf.store.task(DOCS.id)
    assert (False, Priority.LOW, date(2026, 3, 25)) == (docs.task.done, docs.task.priority, docs.task.due)


def test_a_task_that_was_changed_is_known_by_its_new_words_too(shelf: Shelf) -> None:
    later = task("3月25日前提供接口文档", due=date(2026, 3, 25), due_phrase="3月25日前")
    shelf.capture(DOCS, UI)
    shelf.capture(later, UI)
    shelf.store.change_task(DOCS.id, {"done": True})

    shelf.capture(later)

    assert {DOCS.id, UI.id} == {seen.id for seen in shelf.store.tasks()}
    assert shelf.store.task(DOCS.id).task.done


def test_what_is_sure_and_doubtful_at_once_is_sure(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI, maybe=(DOCS,))
    capture = shelf.capture(DOCS, UI, NOTES, maybe=(DOCS,))

    assert (3, ()) == (len(capture.tasks), capture.maybe)


def test_to_say_what_is_so_already_is_no_edit(shelf: Shelf) -> None:
    shelf.capture(DOCS, UI)

    unchanged = shelf.store.change_task(UI.id, {"done": False, "dismissed": False, "owners": ["李经理"]})
    shelf.capture(DOCS, task(UI.text, "李经理", done=True))

    assert (False, ()) == (unchanged.can_undo, unchanged.edited)
    assert shelf.store.task(UI.id).task.done
