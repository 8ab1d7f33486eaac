"""`atshot extract` from arguments to exit status, with an engine that needs no models."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from atshot_daemon.errors import ClipboardEmpty
from atshot_inference.tasks import Box, Reading, Task
from tests.fakes import API_DOCS, NOW, FakeDesk, FakeEngine, picture_bytes, save_pictures
from tests.privileges import as_owner, can_be_shut_out

LINE = "- @张工: 3月20日前提供接口文档 (高)\n"


def test_a_picture_gives_its_tasks_as_text(desk: FakeDesk, board: Path) -> None:
    run = desk.run("extract", board)

    assert (0, LINE, "") == (run.status, run.out, run.err)


def test_several_pictures_are_told_apart_by_headings(desk: FakeDesk, tmp_path: Path) -> None:
    one, two = save_pictures(tmp_path, ["a.png", "b.png"])

    run = desk.run("extract", one, two)

    assert f"{one}:\n{LINE}\n{two}:\n{LINE}" == run.out


def test_json_has_every_field_of_a_task(desk: FakeDesk, board: Path) -> None:
    run = desk.run("extract", board, "--format", "json")

    record = json.loads(run.out)
    assert (str(board), "fake", "zh", {"width": 64, "height": 48}, []) == (
        record["file"],
        record["engine"],
        record["language"],
        record["size"],
        record["maybe"],
    )
    assert [
        {
            "id": API_DOCS.id,
            "owners": ["张工"],
            "text": "3月20日前提供接口文档",
            "due": "2026-03-20",
            "due_phrase": "3月20日前",
            "priority": "high",
            "priority_reason": "marker",
            "done": False,
            "box": {"x": 10.0, "y": 10.0, "width": 40.0, "height": 12.0},
            "evidence": [],
            "confidence": 1.0,
            "verified": True,
        }
    ] == record["tasks"]
    assert record["elapsed_ms"] >= record["stages"]["decode"] >= 0


def test_a_bad_picture_is_named_and_the_others_are_still_read(desk: FakeDesk, tmp_path: Path, board: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")

    run = desk.run("extract", bad, board, "--format", "json")

    failed, read = map(json.loads, run.out.splitlines())
    assert 1 == run.status
    assert (str(bad), "unsupported_image") == (failed["file"], failed["error"])
    assert "张工" == read["tasks"][0]["owners"][0]
    assert f"atshot: {bad}: {failed['message']} (unsupported_image)\n" == run.err


def test_a_missing_file_is_a_picture_that_cannot_be_read(desk: FakeDesk, tmp_path: Path) -> None:
    run = desk.run("extract", tmp_path / "nosuch.png")

    assert (1, "") == (run.status, run.out)
    assert run.err.endswith("nosuch.png: no such file or folder (file_unreadable)\n")


def test_an_endless_file_is_refused_at_the_limit(desk: FakeDesk) -> None:
    run = desk.run("extract", "/dev/zero")

    assert 1 == run.status
    assert "(image_too_large)" in run.err


def test_standard_input_is_a_picture(desk: FakeDesk) -> None:
    desk.stdin = picture_bytes()

    assert LINE == desk.run("extract", "-").out


@pytest.mark.parametrize("name", ["", "x" * 300 + ".png", "no\0name.png", "**.png", "nosuch?.png"])
def test_a_name_that_cannot_be_one_costs_the_others_nothing(desk: FakeDesk, board: Path, name: str) -> None:
    run = desk.run("extract", name, board)

    assert 1 == run.status
    assert LINE in run.out
    assert run.err.endswith("(file_unreadable)\n")


def test_an_empty_folder_costs_the_others_nothing(desk: FakeDesk, tmp_path: Path, board: Path) -> None:
    (tmp_path / "empty").mkdir()

    run = desk.run("extract", tmp_path / "empty", board)

    assert 1 == run.status
    assert LINE in run.out
    assert run.err.endswith("(no_pictures)\n")


@pytest.mark.skipif(not can_be_shut_out(), reason="no folder is closed to this user")
def test_what_is_in_a_closed_folder_is_named(desk: FakeDesk, tmp_path: Path, board: Path) -> None:
    (closed,) = save_pictures(tmp_path, ["closed/a.png"])
    closed.parent.chmod(0)

    with as_owner():
        run = desk.run("extract", closed, closed.with_name("*.png"), board)
        drawn = desk.run("extract", board, "--show", closed)
    closed.parent.chmod(0o700)

    assert (1, 2) == (run.status, run.err.count("(file_unreadable)\n"))
    assert LINE in run.out
    assert drawn.err.endswith("(output_unwritable)\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_in_a_folder_is_not_waited_for(desk: FakeDesk, tmp_path: Path, board: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")

    assert LINE == desk.run("extract", board.parent).out


def test_a_dash_as_output_is_standard_output(desk: FakeDesk, board: Path) -> None:
    assert LINE == desk.run("extract", board, "--output", "-").out


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "GIF", "WEBP", "JPEG"])
def test_the_clipboard_may_hold_any_common_kind(desk: FakeDesk, kind: str) -> None:
    desk.clipboard = lambda: picture_bytes(kind=kind)

    assert LINE == desk.run("extract", "--clipboard").out


def test_an_empty_clipboard_says_so(desk: FakeDesk) -> None:
    def empty() -> bytes:
        raise ClipboardEmpty("the clipboard holds no picture")

    desk.clipboard = empty
    run = desk.run("extract", "--clipboard")

    assert (1, "atshot: clipboard: the clipboard holds no picture (clipboard_empty)\n") == (run.status, run.err)


def test_the_screen_is_a_picture(desk: FakeDesk) -> None:
    desk.screen = picture_bytes

    assert "screen" == json.loads(desk.run("extract", "--screen", "--format", "json").out)["file"]


def test_a_folder_gives_its_pictures_by_name_and_nothing_else(desk: FakeDesk, tmp_path: Path) -> None:
    save_pictures(tmp_path, ["b.PNG", "a.jpg", ".hidden.png", "a.atshot.png", "deep/c.png", "folder.png/x.txt"])
    (tmp_path / "notes.txt").write_text("no picture")

    flat = desk.run("extract", tmp_path, "--format", "json").out
    deep = desk.run("extract", tmp_path, "--format", "json", "--recursive").out

    assert ["a.jpg", "b.PNG"] == [Path(json.loads(line)["file"]).name for line in flat.splitlines()]
    assert ["a.jpg", "b.PNG", "c.png"] == [Path(json.loads(line)["file"]).name for line in deep.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["{folder}"], "no_pictures"),
        ([], "no_pictures"),
        (["x.png", "--today", "tomorrow"], "bad_date"),
        (["x.png", "--today", "2026-02-30"], "bad_date"),
        (["x.png", "--today", "2026-W12-1"], "bad_date"),
        (["x.png", "--today", "20260316"], "bad_date"),
        (["x.png", "--today", ""], "bad_date"),
        (["{board}", "--output", ""], "output_unwritable"),
        (["{board}", "--engine", "absent"], "engine_unavailable"),
        (["{board}", "--output", "{board}"], "output_unwritable"),
        (["{board}", "--output", "{folder}"], "output_unwritable"),
    ],
)
def test_wrong_usage_ends_with_2_and_its_code(
    desk: FakeDesk, tmp_path: Path, board: Path, arguments: list[str], code: str
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    before = board.read_bytes()

    run = desk.run("extract", *(argument.format(folder=folder, board=board) for argument in arguments))

    assert (2, "") == (run.status, run.out)
    assert run.err.endswith(f" ({code})\n")
    assert before == board.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract", "x.png", "--engine", "crystal-ball"], "crystal-ball"),
        (["extract", "x.png", "--format", "xml"], "'json', 'csv'"),
        (["extract", "-board.png"], "-board.png"),
        (["extract", "--today"], "--today"),
        (["frobnicate"], "'extract', 'eval'"),
        (["extract", "--\x1b[31mred"], "--[31mred"),
    ],
)
def test_arguments_that_are_none_are_refused_in_one_line(desk: FakeDesk, arguments: list[str], named: str) -> None:
    run = desk.run(*arguments)

    assert (2, "", 1) == (run.status, run.out, len(run.err.splitlines()))
    assert named in run.err
    assert run.err.endswith("--help lists what there is (bad_usage)\n")


def test_dates_are_anchored_on_today_unless_another_day_is_given(desk: FakeDesk, board: Path) -> None:
    desk.run("extract", board)
    desk.run("extract", board, "--today", "2024-02-29", "--me", "@Kim")

    assert [(NOW.astimezone().date(), None), (date(2024, 2, 29), "Kim")] == desk.engine.asked


@pytest.mark.parametrize(("language", "word"), [("zh", "(高)"), ("en", "(high)"), ("auto", "(高)")])
def test_the_words_for_priorities_follow_lang(desk: FakeDesk, board: Path, language: str, word: str) -> None:
    assert word in desk.run("extract", board, "--lang", language).out


def test_a_blank_picture_is_no_error(desk: FakeDesk, board: Path) -> None:
    desk.engine.answer = Reading(())

    text, as_json = desk.run("extract", board), desk.run("extract", board, "--format", "json")

    assert (0, "", f"atshot: {board}: no tasks found\n") == (text.status, text.out, text.err)
    assert (0, "") == (as_json.status, as_json.err)


def test_doubtful_tasks_are_listed_only_when_asked_for(desk: FakeDesk, board: Path) -> None:
    desk.engine.answer = Reading((), maybe=(Task(("Ana",), "look at it"),))

    plain, asked = desk.run("extract", board), desk.run("extract", board, "--maybe")

    assert "" == plain.out
    assert "1 doubtful (--maybe lists them)" in plain.err
    assert "Maybe:\n- @Ana: look at it (medium)\n" == asked.out


def test_timing_names_the_stages(desk: FakeDesk, board: Path) -> None:
    desk.engine.answer = Reading((), stages_ms={"recognise": 12.0})

    assert "recognise 12 ms" in desk.run("extract", board, "--timing").err


def test_the_engine_is_opened_once_and_closed(desk: FakeDesk, tmp_path: Path) -> None:
    save_pictures(tmp_path, ["a.png", "b.png"])

    desk.run("extract", tmp_path)

    assert ["auto"] == desk.opened
    assert desk.engine.closed


def test_no_engine_is_opened_when_no_picture_can_be_decoded(desk: FakeDesk, tmp_path: Path) -> None:
    desk.run("extract", tmp_path / "nosuch.png")

    assert [] == desk.opened


def test_output_goes_to_a_file_in_utf8(desk: FakeDesk, board: Path, tmp_path: Path) -> None:
    run = desk.run("extract", board, "--output", tmp_path / "list.md")

    assert "" == run.out
    assert LINE.encode() == (tmp_path / "list.md").read_bytes()


def test_control_characters_of_a_picture_never_get_out(desk: FakeDesk, board: Path) -> None:
    nasty = Task(("An\x1b[31ma\u202e",), "ship\x07 it\nnow\u2066\x9b2J", due_phrase="now\u2028")
    desk.engine.answer = Reading((nasty,), maybe=(nasty,))

    for form in ("text", "json", "csv", "ics", "todotxt", "checklist"):
        out = desk.run("extract", board, "--format", form, "--maybe").out
        assert not set(out.replace("\ufeff", "")) & set("\x1b\x07\x9b\u202e\u2066\u2028"), form
    assert "- @An[31ma: ship it now2J (medium)\n" == desk.run("extract", board).out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_name_that_is_no_utf8_breaks_nothing(desk: FakeDesk, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"b\xff\x1b[31m.png")
    path.write_bytes(b"no picture")

    run = desk.run("extract", path, "--format", "json")

    assert str(path) == json.loads(run.out)["file"]
    assert "\x1b" not in run.out + run.err
    run.err.encode()


def test_the_bar_stands_on_a_terminal_only(desk: FakeDesk, tmp_path: Path) -> None:
    save_pictures(tmp_path, ["a.png", "b.png"])

    quiet = desk.run("extract", tmp_path).err
    desk.is_terminal = True

    assert "" == quiet
    assert "picture" in desk.run("extract", tmp_path).err


def test_a_copy_with_boxes_is_drawn_on_request(
    desk: FakeDesk, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    first, second = desk.run("extract", board, "--show"), desk.run("extract", board, "--show")

    assert (LINE, 0, 0) == (first.out, first.status, second.status)
    assert "drawn to board.atshot.png" in first.err
    assert [] == desk.viewed
    assert (tmp_path / "board.atshot.png").exists()


def test_a_drawing_is_opened_on_a_terminal(desk: FakeDesk, board: Path, tmp_path: Path) -> None:
    desk.is_terminal = True

    desk.run("extract", board, "--show", tmp_path / "out.png")

    assert [tmp_path / "out.png"] == desk.viewed


def test_show_before_the_only_picture_still_reads_that_picture(
    desk: FakeDesk, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert LINE == desk.run("extract", "--show", board).out


def test_show_never_overwrites_what_it_did_not_draw(desk: FakeDesk, tmp_path: Path) -> None:
    mine, other = save_pictures(tmp_path, ["mine.png", "other.png"])
    before = mine.read_bytes()

    run = desk.run("extract", "--show", mine, other)

    assert 2 == run.status
    assert "(output_unwritable)" in run.err
    assert before == mine.read_bytes()


def test_pictures_of_one_name_get_a_drawing_each(desk: FakeDesk, tmp_path: Path) -> None:
    save_pictures(tmp_path, ["in/a/board.png", "in/b/board.png"])
    out = tmp_path / "out"
    out.mkdir()

    desk.run("extract", tmp_path / "in", "--recursive", "--show", out)

    assert ["board-2.atshot.png", "board.atshot.png"] == sorted(path.name for path in out.iterdir())


def test_a_box_beyond_the_picture_can_be_drawn(tmp_path: Path, board: Path) -> None:
    odd = replace(API_DOCS, box=Box(-50, -50, 4000, 1), text="长" * 300 + " " + "x" * 300)
    desk = FakeDesk(FakeEngine(Reading((odd, replace(API_DOCS, box=None)))))

    assert 0 == desk.run("extract", board, "--show", tmp_path / "out.png").status
