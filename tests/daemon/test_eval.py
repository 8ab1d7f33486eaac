"""`atshot eval`: labels in, figures out; every figure worked out by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.labels import LabelledPicture, LabelledTask
from atshot_daemon.scoring import score_picture
from atshot_inference.picture import Picture
from atshot_inference.tasks import Box, Priority, Reading, Task
from tests.fakes import FakeDesk, FakeEngine, picture_bytes

ANA = {"owners": ["Ana"], "text": "ship the parcel by Friday", "due": "2026-03-20", "due_text": "by Friday"}
BEN = {"owners": ["Ben"], "text": "write the report", "due": None, "priority": "low", "done": False}


def labelled(folder: Path, *records: dict[str, Any]) -> Path:
    """A folder with these labels and their pictures; a picture's width is its place in the list, from 10."""
    lines = []
    for number, record in enumerate(records):
        full = {"file": f"{number}.png", "kind": "chat", "today": "2026-03-16", "tasks": [], **record}
        lines.append(json.dumps(full))
        (folder / full["file"]).write_bytes(picture_bytes((10 + number, 10)))
    (folder / "labels.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def finding(*answers: tuple[Task, ...]) -> FakeDesk:
    """A desk whose engine finds these tasks in the first picture, those in the second and so on."""

    def answer(picture: Picture) -> Reading:
        return Reading(answers[picture.width - 10])

    return FakeDesk(FakeEngine(answer))


def figures(desk: FakeDesk, folder: Path) -> dict[str, Any]:
    """What `atshot eval --json` prints."""
    record: dict[str, Any] = json.loads(desk.run("eval", folder, "--json").out)
    return record


def test_every_figure_is_counted(tmp_path: Path) -> None:
    ana = {**ANA, "priority": "high", "done": False, "box": [0, 0, 10, 10]}
    folder = labelled(tmp_path, {"tasks": [ana, BEN]}, {"kind": "negative"}, {"kind": "negative"})
    desk = finding(
        (
            Task(("ben",), "Write the report!", date(2026, 3, 20), priority=Priority.LOW),
            Task(("Ana", "Cy"), "ship the parcel", date(2026, 3, 20), priority=Priority.MEDIUM, box=Box(0, 0, 10, 5)),
            Task(("Dee",), "something else"),
        ),
        (),
        (Task(("Eve",), "nothing"),),
    )

    got = figures(desk, folder)

    assert {
        "images": 3,
        "missing_files": 0,
        "tasks": 2,
        "precision": 0.5,
        "recall": 1.0,
        "f1": 0.6667,
        "owners_exact": 0.5,
        "due": 0.5,
        "priority": 0.5,
        "done": 1.0,
        "order": 0.0,
        "negatives_clean": "1/2",
        "iou_mean": 0.5,
        "by_kind": {"chat": "2/2 of 3", "negative": "0/0 of 1"},
        "engine": "fake",
    } == {name: value for name, value in got.items() if not name.endswith("_ms")}


def test_what_people_could_not_agree_on_is_not_scored(tmp_path: Path) -> None:
    vague = {**ANA, "due": "skip", "priority": None, "done": None}
    desk = finding((Task(("Ana",), "ship the parcel", done=True),))

    got = figures(desk, labelled(tmp_path, {"tasks": [vague]}))

    assert [1.0, None, None, None, None] == [got[name] for name in ("f1", "due", "priority", "done", "iou_mean")]


def test_the_labels_day_is_the_anchor(tmp_path: Path) -> None:
    desk = finding(())

    desk.run("eval", labelled(tmp_path, {"today": "2020-02-29"}))

    assert [(date(2020, 2, 29), None)] == desk.engine.asked


def test_the_table_names_every_figure(tmp_path: Path) -> None:
    desk = finding((Task(("Ana",), "ship the parcel", date(2026, 3, 20)),))

    run = desk.run("eval", labelled(tmp_path, {"tasks": [ANA]}))

    assert 0 == run.status
    assert "F1                                 100.0%\n" in run.out
    assert "chat                               1/1 of 1\n" in run.out


def test_rows_tell_what_was_missed_invented_and_wrong(tmp_path: Path) -> None:
    desk = finding((Task(("Ana",), "ship the parcel"), Task(("Eve",), "nothing")))

    out = desk.run("eval", labelled(tmp_path, {"tasks": [ANA, BEN]}), "--rows").out

    assert (
        "0.png: 1/2, 1 extra\n"
        "  missed    @Ben: write the report\n"
        "  extra     @Eve: nothing\n"
        "  due       ship the parcel: None instead of 2026-03-20\n"
    ) == out[: out.index("engine")]


def test_a_picture_that_is_gone_is_named_and_counted(tmp_path: Path) -> None:
    folder = labelled(tmp_path, {"tasks": [ANA]})
    (folder / "0.png").unlink()

    run = finding(()).run("eval", folder)

    assert 1 == run.status
    assert "atshot: 0.png: no such file or folder (file_unreadable)\n" == run.err
    assert "1, unread 1" in run.out


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: "),
        ("[]", "line 2: a line must be dict"),
        ("[" * 200_000, "line 2: "),
        (
            '{"file": "a.png", "today": "2026-03-16", "tasks": [{"owners": [], "text": "x", "box": [1%s, 1, 1, 1]}]}'
            % ("0" * 400),
            "line 2: ",
        ),
        ('{"file": "a.png", "today": "2026-03-16"}', "line 2: tasks must be list"),
        ('{"file": "../a.png", "today": "2026-03-16", "tasks": []}', "line 2: file must be the bare name"),
        ('{"file": "a.png", "today": "soon", "tasks": []}', "line 2: "),
        ('{"file": "a.png", "today": "2026-03-16", "tasks": [{"owners": "Ana", "text": "x"}]}', "owners must be list"),
        ('{"file": "a.png", "today": "2026-03-16", "tasks": [{"owners": [], "text": "x", "box": [1]}]}', "line 2: "),
        (
            '{"file": "a.png", "today": "2026-03-16", "tasks": [{"owners": [], "text": "x", "priority": "big"}]}',
            "line 2: 'big' is not a valid Priority",
        ),
    ],
)
def test_a_bad_label_is_named_by_its_line(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"file": "a.png", "today": "2026-03-16", "tasks": []}'
    (tmp_path / "labels.jsonl").write_text(f"{good}\n{line}\n", "utf-8")

    run = finding(()).run("eval", tmp_path)

    assert 2 == run.status
    assert reason in run.err
    assert run.err.endswith(" (labels_invalid)\n")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_folder_without_usable_labels_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "labels.jsonl").write_bytes(content)

    run = finding(()).run("eval", tmp_path)

    assert (2, "") == (run.status, run.out)
    assert run.err.endswith(" (labels_invalid)\n")


@pytest.mark.parametrize(
    ("text", "owner", "is_match"),
    [
        ("ship the parcel by friday", "ana", True),
        ("ship the parcel", "Ana", True),
        ("ship a parcel", "Ana", True),
        ("ship", "Ana", False),
        ("pay the bill by Friday", "Ana", False),
        ("ship the parcel", "Anna", False),
        ("", "Ana", False),
    ],
)
def test_a_task_is_found_when_text_and_an_owner_agree(text: str, owner: str, is_match: bool) -> None:
    label = LabelledTask(("@Ana",), ("ship the parcel by Friday",), None, "by Friday", None, None, None)
    picture = LabelledPicture("a.png", "chat", date(2026, 3, 16), (label,))

    score = score_picture(picture, [Task((owner,), text)])

    assert is_match == bool(score.matches)


def test_each_label_is_found_at_most_once(tmp_path: Path) -> None:
    twice = (Task(("Ana",), "ship the parcel"), Task(("Ana",), "ship the parcel by Friday"))

    got = figures(finding(twice), labelled(tmp_path, {"tasks": [ANA]}))

    assert (0.5, 1.0) == (got["precision"], got["recall"])
