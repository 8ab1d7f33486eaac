"""Each form against text that its target would misread, read back by a real parser where there is one."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from atshot_daemon.forms import FORMS
from atshot_daemon.forms.checklist import escaped
from atshot_daemon.forms.style import Style
from atshot_daemon.forms.table import COLUMNS
from atshot_daemon.outcome import Failure, Outcome
from atshot_inference.tasks import Box, Priority, Reading, Task

TASK = Task(("张工",), "3月20日前提供接口文档", date(2026, 3, 20), "3月20日前", Priority.HIGH)
ENGLISH = Task(("Ben",), "draft the Q3 OKRs by 3/27", date(2026, 3, 27), "by 3/27")
DONE = Task(("Ana",), "ship it", done=True, priority=Priority.LOW)
PLAIN = Style()
NASTY = 'a, "b"; c\\,; d \\n 你好 🚀👩\u200d💻 שלום {%} | end'


def written(form: str, tasks: Iterable[Task], *, style: Style = PLAIN, language: str = "en") -> str:
    """What the form makes of one picture with these tasks."""
    outcome = Outcome("board.png", "fake", Reading(tuple(tasks), language=language), 64, 48, 1.0)
    return "".join(FORMS[form]([outcome], style))


def todos(text: str) -> list[Any]:
    """The to-dos in a calendar, as its own library reads them."""
    return list(Calendar.from_ical(text).walk("VTODO"))


@pytest.mark.parametrize(
    ("task", "language", "line"),
    [
        (TASK, "zh", "- @张工: 3月20日前提供接口文档 (高)"),
        (ENGLISH, "en", "- @Ben: draft the Q3 OKRs by 3/27 (medium)"),
        (replace(TASK, owners=("周杰", "吴迪")), "zh", "- @周杰 @吴迪: 3月20日前提供接口文档 (高)"),
        (DONE, "en", "- [x] @Ana: ship it (low)"),
        (
            Task(("罗刚",), "编写巡检手册", date(2026, 4, 3), "4月3日"),
            "zh",
            "- @罗刚: 编写巡检手册 [2026-04-03] (中)",
        ),
        (Task(("Ana",), "call", datetime(2026, 4, 3, 18, 0), None), "en", "- @Ana: call [2026-04-03 18:00] (medium)"),
        (Task(("Ana",), "ship by  Friday", date(2026, 4, 3), "By Friday"), "en", "- @Ana: ship by  Friday (medium)"),
    ],
)
def test_the_text_form_is_as_people_write_it(task: Task, language: str, line: str) -> None:
    assert f"{line}\n" == written("text", [task], language=language)


def test_a_failed_picture_has_a_line_in_json_only() -> None:
    failure = Failure("bad.png", "image_invalid", "not a picture")

    assert {"file": "bad.png", "error": "image_invalid", "message": "not a picture"} == json.loads(
        "".join(FORMS["json"]([failure], Style()))
    )
    assert "" == "".join(FORMS["text"]([failure], Style()))


def test_json_of_one_picture_is_one_line() -> None:
    line = written("json", [replace(TASK, text=NASTY + "\u2028")])

    assert 1 == len(line.splitlines())
    assert NASTY + "\u2028" == json.loads(line)["tasks"][0]["text"]


def test_csv_reads_back_as_it_was() -> None:
    text = written("csv", [replace(TASK, text=NASTY, box=Box(1, 2.25, 3, 4)), DONE])

    header, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    row = dict(zip(header, first, strict=True))
    assert list(COLUMNS) == header
    assert (NASTY, "2026-03-20", "high", "no", "1.0", "tasks") == tuple(
        row[name] for name in ("text", "due", "priority", "done", "x", "list")
    )
    assert "yes" == dict(zip(header, second, strict=True))["done"]


def test_csv_starts_with_the_mark_that_excel_looks_for() -> None:
    assert written("csv", []).startswith("\ufefffile,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("name", ["text", "owners", "due_phrase"])
def test_no_cell_is_run_as_a_formula(start: str, name: str) -> None:
    payload = f"{start}cmd|' /C calc'!A0"
    task = {
        "text": replace(TASK, text=payload),
        "owners": replace(TASK, owners=(payload,)),
        "due_phrase": replace(TASK, due_phrase=payload),
    }[name]

    rows = csv.DictReader(io.StringIO(written("csv", [task]).removeprefix("\ufeff"), newline=""))

    assert f"'{payload}" == next(rows)[name]


def test_a_calendar_reads_back_as_it_was() -> None:
    now = datetime(2026, 3, 16, 8, tzinfo=UTC)
    timed = replace(ENGLISH, due=datetime(2026, 3, 27, 18, 0))

    text = written("ics", [replace(TASK, text=NASTY), DONE, timed], style=Style(written_at=now))
    first, second, third = todos(text)

    assert f"@张工: {NASTY}" == str(first["SUMMARY"])
    assert ["张工"] == [str(category) for category in first["CATEGORIES"].cats]
    assert (date(2026, 3, 20), 1, "NEEDS-ACTION") == (first["DUE"].dt, first["PRIORITY"], first["STATUS"])
    assert ("COMPLETED", 100, 9) == (second["STATUS"], second["PERCENT-COMPLETE"], second["PRIORITY"])
    assert "DUE" not in second
    assert datetime(2026, 3, 27, 18, 0) == third["DUE"].dt
    assert now == first["DTSTAMP"].dt


def test_a_task_keeps_its_uid_and_stands_in_a_calendar_once() -> None:
    again = replace(TASK, box=Box(9, 9, 9, 9), due=None)

    (todo,) = todos(written("ics", [TASK, again]))

    assert f"{TASK.id}@atshot" == str(todo["UID"])


@pytest.mark.parametrize(
    ("task", "line"),
    [
        (TASK, "(A) 3月20日前提供接口文档 due:2026-03-20 who:张工"),
        (DONE, "x ship it pri:C who:Ana"),
        (Task(("Grace Kim", "a:b"), "ask"), "(B) ask who:Grace_Kim who:a_b"),
        (Task(("Ana",), "mail @home and +1, a@b.c, 1+1"), "(B) mail ＠home and ＋1, a@b.c, 1+1 who:Ana"),
        (Task(("Ana",), "due:never t:2020-01-01"), "(B) due：never t：2020-01-01 who:Ana"),
        (Task(("Ana",), "see https://x.org/a:b at 18:00"), "(B) see https://x.org/a:b at 18:00 who:Ana"),
        (Task(("Ana",), "2026-03-20 launch"), "(B) 2026/03/20 launch who:Ana"),
        (Task(("Ana",), "(Z) launch", done=True), "x [Z] launch pri:B who:Ana"),
        (Task(("Ana",), "call", datetime(2026, 4, 3, 18, 0)), "(B) call due:2026-04-03 who:Ana"),
    ],
)
def test_todotxt_makes_up_no_context_project_key_or_date(task: Task, line: str) -> None:
    assert f"{line}\n" == written("todotxt", [task])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, 100% (really)!", "plain text, 100% (really)!"),
        ("snake_case stays", "snake_case stays"),
        ("_all_ of *it*", r"\_all\_ of \*it\*"),
        ("run `rm -rf`", r"run \`rm -rf\`"),
        ("[x](http://evil)", r"\[x\](http://evil)"),
        ("![i](u)", r"!\[i\](u)"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("#1 and #tag # alone", r"\#1 and \#tag # alone"),
        ("R&D &lt; &#60;", r"R&D \&lt; \&\#60;"),
        ("==x== %%y%%", r"\==x\== \%%y\%%"),
        ("a\\b ~~c~~ $d$", r"a\\b \~\~c\~\~ \$d\$"),
    ],
)
def test_markdown_in_a_picture_stays_text(text: str, shown: str) -> None:
    assert shown == escaped(text)
    assert f"- [ ] @Ana: {shown} (medium)\n" == written("checklist", [Task(("Ana",), text)])


def test_a_done_task_is_ticked_in_the_checklist() -> None:
    assert "- [x] @Ana: ship it (low)\n" == written("checklist", [DONE])


@pytest.mark.parametrize(
    ("form", "sign"),
    [("text", "Maybe:\n- @Ana"), ("checklist", "Maybe:\n- [ ] @Ana"), ("csv", ",maybe,Ana"), ("todotxt", " maybe:yes")],
)
def test_doubtful_tasks_are_marked_in_every_list(form: str, sign: str) -> None:
    reading = Reading((), maybe=(Task(("Ana",), "look"),))
    outcome = Outcome("board.png", "fake", reading, 64, 48, 1.0)

    assert sign in "".join(FORMS[form]([outcome], Style(maybe=True)))
    assert "look" not in "".join(FORMS[form]([outcome], Style()))
