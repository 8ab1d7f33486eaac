"""Captures on disk: what comes in, what is found again, what goes."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.outcome import Outcome
from atshot_daemon.store.errors import IdempotencyMismatch, NotFound, PictureGone
from atshot_daemon.store.values import Capture, Fault, Page, State
from atshot_inference.tasks import Reading
from tests.daemon.store.stores import Shelf, arrival, task

ALL = Page(100)


def ids(captures: list[Capture]) -> list[str]:
    return [capture.id for capture in captures]


def disk(folder: Path) -> bytes:
    """All bytes that lie in the folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_picture_is_on_the_disk_when_it_has_arrived(shelf: Shelf) -> None:
    capture, is_new = shelf.store.arrive(arrival("board"), b"board")
    shelf.open()  # as after a crash: nobody closed anything

    assert is_new
    assert State.QUEUED is shelf.store.capture(capture.id).state
    assert b"board" == shelf.store.picture(capture)
    assert [capture.id] == ids(shelf.store.unfinished())


def test_what_was_read_is_all_there_again(shelf: Shelf) -> None:
    capture = shelf.capture(task("提供接口文档"), maybe=(task("也许"),), lines=("@张工 提供接口文档",))
    shelf.open()

    again = shelf.store.capture(capture.id)

    assert capture == again
    assert (State.DONE, "ocr", "zh", 12.5) == (again.state, again.engine, again.language, again.elapsed_ms)
    assert ["提供接口文档"] == [seen.task.text for seen in again.tasks]
    assert ["也许"] == [held.text for held in again.maybe]
    assert ["@张工 提供接口文档"] == [line.text for line in again.lines]
    assert [] == shelf.store.unfinished()


def test_the_same_picture_is_the_same_capture(shelf: Shelf) -> None:
    first, _ = shelf.store.arrive(arrival("board"), b"board")
    again, is_new = shelf.store.arrive(arrival("board"), b"board")

    assert not is_new
    assert first.id == again.id


@pytest.mark.parametrize(
    "wish", [{"me": "Kim"}, {"engine": "ocr"}, {"today": date(2026, 4, 1), "is_today_given": True}]
)
def test_the_same_picture_read_otherwise_is_another_capture(shelf: Shelf, wish: dict[str, Any]) -> None:
    first, _ = shelf.store.arrive(arrival("board"), b"board")
    other, is_new = shelf.store.arrive(arrival("board", **wish), b"board")

    assert is_new
    assert first.id != other.id


def test_a_picture_sent_again_on_another_day_is_the_same_capture(shelf: Shelf) -> None:
    first, _ = shelf.store.arrive(arrival("board"), b"board")
    again, _ = shelf.store.arrive(arrival("board", today=date(2026, 3, 17)), b"board")

    assert first.id == again.id


def test_a_key_that_was_used_for_another_picture_is_refused(shelf: Shelf) -> None:
    shelf.store.arrive(arrival("board", repeat_key="k"), b"board")
    shelf.store.arrive(arrival("board", repeat_key="k"), b"board")

    with pytest.raises(IdempotencyMismatch):
        shelf.store.arrive(arrival("chat", repeat_key="k"), b"chat")
    assert 1 == len(shelf.store.captures(ALL))


def test_a_key_can_be_used_anew_after_a_day(shelf: Shelf) -> None:
    shelf.store.arrive(arrival("board", repeat_key="k"), b"board")
    shelf.pass_time(hours=25)
    shelf.store.forget_repeats()

    _, is_new = shelf.store.arrive(arrival("chat", repeat_key="k"), b"chat")

    assert is_new


@pytest.mark.parametrize(
    "words", [["接口"], ["口"], ["口文"], ["api接"], ["API", "文档"], ["ＡＰＩ"], ["张工"], ["kim"], ["100%"], ["_a"]]
)
def test_the_search_finds_any_part_of_the_text_and_of_names(shelf: Shelf, words: list[str]) -> None:
    hit = shelf.capture(task("提供API接口文档", "张工", "Kim Lee"), lines=("提供API接口文档", "已完成100% snake_a"))
    shelf.capture(task("确认UI终稿", "李经理"))

    assert [hit.id] == ids(shelf.store.captures(ALL, words))


@pytest.mark.parametrize("words", [["接 口"], ["接口", "终稿"], ["%"], ["文接"]])
def test_the_search_finds_nothing_else(shelf: Shelf, words: list[str]) -> None:
    shelf.capture(task("提供接口文档"))
    shelf.capture(task("确认UI终稿"))

    assert [] == shelf.store.captures(ALL, words)


def test_pages_follow_each_other_newest_first(shelf: Shelf) -> None:
    made = [shelf.capture(task(f"task {number}")) for number in range(5)]

    first = shelf.store.captures(Page(2))
    second = shelf.store.captures(Page(2, str(first[-1].number)))

    assert ids(made[::-1][:4]) == ids([*first, *second])


def test_a_deleted_capture_is_hidden_and_comes_back(shelf: Shelf) -> None:
    capture = shelf.capture(task("提供接口文档"))

    assert 1 == shelf.store.delete(capture.id)
    assert [] == shelf.store.captures(ALL)
    assert () == shelf.store.tasks()
    with pytest.raises(NotFound):
        shelf.store.capture(capture.id)

    assert capture == shelf.store.restore(capture.id)
    assert 1 == len(shelf.store.tasks())


def test_a_deleted_capture_that_was_captured_anew_cannot_come_back(shelf: Shelf) -> None:
    capture = shelf.capture(task("提供接口文档"), name="board")
    shelf.store.delete(capture.id)
    shelf.capture(task("提供接口文档"), name="board")

    with pytest.raises(NotFound, match="captured again"):
        shelf.store.restore(capture.id)


def test_what_is_wiped_leaves_no_trace_on_the_disk(shelf: Shelf) -> None:
    gone = shelf.capture(task("CANARY-7f3a-task"), name="CANARY-7f3a-picture", lines=("CANARY-7f3a-line",))
    kept = shelf.capture(task("stays"), name="kept")
    assert b"CANARY" in disk(shelf.folder)

    shelf.store.delete(gone.id)
    shelf.store.wipe(hidden_before=shelf.clock)

    assert b"CANARY" not in disk(shelf.folder)
    assert b"kept" == shelf.store.picture(kept)


def test_what_was_deleted_lately_is_not_wiped_yet(shelf: Shelf) -> None:
    capture = shelf.capture(task("提供接口文档"))
    shelf.store.delete(capture.id)
    shelf.pass_time(seconds=59)

    shelf.store.wipe(hidden_before=shelf.clock - timedelta(seconds=60))

    assert capture == shelf.store.restore(capture.id)


def test_everything_can_be_deleted(shelf: Shelf) -> None:
    for number in range(3):
        shelf.capture(task(f"task {number}"))

    assert 3 == shelf.store.delete()
    shelf.store.wipe(hidden_before=shelf.clock)

    assert (0, 0) == (shelf.store.totals().captures, shelf.store.totals().tasks)
    assert [] == [path for path in (shelf.folder / "pictures").rglob("*") if path.is_file()]


def test_a_picture_goes_by_age_and_its_tasks_stay_and_are_found(shelf: Shelf) -> None:
    old = shelf.capture(task("提供接口文档"), lines=("提供接口文档", "SECRET-LINE"), name="SECRET-PICTURE")
    shelf.pass_time(days=31)
    new = shelf.capture(task("确认UI终稿"))

    shelf.store.drop_pictures(captured_before=shelf.clock - timedelta(days=30))

    aged = shelf.store.capture(old.id)
    assert (False, ()) == (aged.picture.stored, aged.lines)
    assert old.tasks == aged.tasks
    assert [old.id] == ids(shelf.store.captures(ALL, ["接口", "张工"]))
    assert [] == shelf.store.captures(ALL, ["SECRET"])
    assert b"SECRET" not in disk(shelf.folder)
    with pytest.raises(PictureGone):
        shelf.store.picture(aged)
    assert shelf.store.picture(new)


def test_a_picture_that_another_capture_needs_stays(shelf: Shelf) -> None:
    first, _ = shelf.store.arrive(arrival("board"), b"board")
    second, _ = shelf.store.arrive(arrival("board", me="Kim"), b"board")

    shelf.store.delete(first.id)
    shelf.store.wipe(hidden_before=shelf.clock)

    assert b"board" == shelf.store.picture(second)


def test_a_failed_capture_says_why_and_can_be_tried_again(shelf: Shelf) -> None:
    capture, _ = shelf.store.arrive(arrival("board"), b"board")

    failed = shelf.store.fail(capture, Fault("request_timeout", "too slow"))
    again = shelf.store.queue_again(failed, b"board")

    assert (State.FAILED, Fault("request_timeout", "too slow")) == (failed.state, failed.fault)
    assert (State.QUEUED, None, None) == (again.state, again.fault, again.finished_at)


def test_a_capture_that_was_wiped_while_it_was_read_is_not_finished(shelf: Shelf) -> None:
    capture, _ = shelf.store.arrive(arrival("board"), b"board")
    shelf.store.delete()
    shelf.store.wipe(hidden_before=shelf.clock)

    with pytest.raises(NotFound):
        shelf.store.finish(capture, Outcome("", "ocr", Reading((task("x"),)), 1, 1, 1.0))
    assert 0 == shelf.store.totals().tasks


def test_crashes_over_a_picture_are_counted_across_runs(shelf: Shelf) -> None:
    assert 1 == shelf.store.count_crash("abc")
    shelf.open()

    assert 2 == shelf.store.count_crash("abc")
    assert 0 == shelf.store.crashes("other")


def test_a_failed_capture_whose_picture_is_gone_is_tried_again_with_the_one_that_comes(shelf: Shelf) -> None:
    capture, _ = shelf.store.arrive(arrival("board"), b"board")
    failed = shelf.store.fail(capture, Fault("request_timeout", "too slow"))
    shelf.store.drop_pictures(captured_before=shelf.clock + timedelta(seconds=1))

    again = shelf.store.queue_again(failed, b"board")

    assert (True, b"board") == (again.picture.stored, shelf.store.picture(again))


def test_one_capture_is_wiped_and_no_other(shelf: Shelf) -> None:
    hidden, gone, kept = (shelf.capture(task(text)) for text in ("hidden", "gone", "kept"))
    shelf.store.delete(hidden.id)

    assert 1 == shelf.store.purge(gone.id)

    assert hidden == shelf.store.restore(hidden.id)
    assert kept == shelf.store.capture(kept.id)
    with pytest.raises(NotFound):
        shelf.store.restore(gone.id)


def test_a_hidden_capture_can_be_wiped(shelf: Shelf) -> None:
    capture = shelf.capture(task("hidden"))
    shelf.store.delete(capture.id)

    shelf.store.purge(capture.id)

    with pytest.raises(NotFound):
        shelf.store.restore(capture.id)


@pytest.mark.parametrize("nothing", ["", "  ", "all"])
def test_no_name_is_not_the_name_of_everything(shelf: Shelf, nothing: str) -> None:
    shelf.capture(task("kept"))

    for delete in (shelf.store.delete, shelf.store.purge):
        with pytest.raises(NotFound):
            delete(nothing)
    assert 1 == len(shelf.store.captures(ALL))


def test_wiping_everything_wipes_what_was_put_aside_too(shelf: Shelf) -> None:
    shelf.capture(task("kept"), name="CANARY-picture")
    shelf.store.close()
    (shelf.folder / "atshot.sqlite3").write_bytes(b"CANARY-not a database")
    shelf.open()
    shelf.store.close()
    shelf.open()  # it is told until it is gone
    told = shelf.store.set_aside

    shelf.store.purge()

    assert (True, None) == (told is not None, shelf.store.set_aside)
    assert b"CANARY" not in disk(shelf.folder)


def test_a_picture_whose_row_finds_no_room_leaves_no_file(shelf: Shelf) -> None:
    shelf.store.arrive(arrival("board", repeat_key="k"), b"board")

    with pytest.raises(IdempotencyMismatch):
        shelf.store.arrive(arrival("chat", repeat_key="k"), b"chat")

    assert 1 == len([path for path in (shelf.folder / "pictures").rglob("*") if path.is_file()])


def test_a_private_client_gets_a_capture_of_its_own(shelf: Shelf) -> None:
    shared, _ = shelf.store.arrive(arrival("board"), b"board")
    own, is_new = shelf.store.arrive(replace(arrival("board"), is_private=True, client_id="c2"), b"board")

    assert is_new
    assert shared.id != own.id


def test_crashes_are_forgotten_with_the_picture(shelf: Shelf) -> None:
    capture = shelf.capture(task("x"), name="board")
    shelf.store.count_crash(capture.picture.sha256)

    shelf.store.purge(capture.id)

    assert 0 == shelf.store.crashes(capture.picture.sha256)
