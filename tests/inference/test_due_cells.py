"""What the value of a due field or column means; today is Monday 2026-03-16."""

from datetime import date, datetime

import pytest

from atshot_inference.due import read_due_cell

MONDAY = date(2026, 3, 16)

CELLS = [
    ("Mar 17", date(2026, 3, 17)),
    ("17 Mar", date(2026, 3, 17)),
    ("Mar 17, 2026", date(2026, 3, 17)),
    ("4月3日", date(2026, 4, 3)),
    ("4月3号", date(2026, 4, 3)),
    ("20", date(2026, 3, 20)),
    ("5", date(2026, 4, 5)),
    ("20th", date(2026, 3, 20)),
    ("20号", date(2026, 3, 20)),
    ("03/26/2016", date(2016, 3, 26)),
    ("26/03/2016", date(2016, 3, 26)),
    ("04/08/2016", date(2016, 4, 8)),
    ("Fri", date(2026, 3, 20)),
    ("Wed", date(2026, 3, 18)),
    ("周五", date(2026, 3, 20)),
    ("周三前", date(2026, 3, 18)),
    ("2026.4.1", date(2026, 4, 1)),
    ("2026-04-01", date(2026, 4, 1)),
    ("20260401", date(2026, 4, 1)),
    ("2026-04", date(2026, 4, 30)),
    ("2026年4月", date(2026, 4, 30)),
    ("26.4.1", date(2026, 4, 1)),
    ("4.1", date(2026, 4, 1)),
    ("4-1", date(2026, 4, 1)),
    ("4/1", date(2026, 4, 1)),
    ("1/2", date(2027, 1, 2)),
    ("20/3", date(2026, 3, 20)),
    ("明天", date(2026, 3, 17)),
    ("今天", date(2026, 3, 16)),
    ("Today", date(2026, 3, 16)),
    ("today", date(2026, 3, 16)),
    ("Tomorrow", date(2026, 3, 17)),
    ("EOW", date(2026, 3, 20)),
    ("本周", date(2026, 3, 22)),
    ("下周", date(2026, 3, 29)),
    ("Next week", date(2026, 3, 27)),
    ("月底", date(2026, 3, 31)),
    ("4月", date(2026, 4, 30)),
    ("4月底", date(2026, 4, 30)),
    ("April", date(2026, 4, 30)),
    ("May", date(2026, 5, 31)),
    ("Q2", date(2026, 6, 30)),
    ("二季度", date(2026, 6, 30)),
    ("48h", date(2026, 3, 18)),
    ("3d", date(2026, 3, 19)),
    ("3 days", date(2026, 3, 19)),
    ("3 days left", date(2026, 3, 19)),
    ("3天", date(2026, 3, 19)),
    ("剩余3天", date(2026, 3, 19)),
    ("Due: Jan 31", date(2026, 1, 31)),
    ("Due Mar 20", date(2026, 3, 20)),
    ("Deadline: Friday", date(2026, 3, 20)),
    ("截止：4月3日", date(2026, 4, 3)),
    ("📅 Mar 20", date(2026, 3, 20)),
    ("(3/20)", date(2026, 3, 20)),
    ("  3/20  ", date(2026, 3, 20)),
    ("Overdue: Mar 12", date(2026, 3, 12)),
    ("Mar 12 (overdue)", date(2026, 3, 12)),
    ("2026-03-20 00:00", date(2026, 3, 20)),
    ("2026-03-20 18:00", datetime(2026, 3, 20, 18)),
    ("2026-03-20T18:00:00Z", datetime(2026, 3, 20, 18)),
    ("Jan 31 at 5:00 PM", datetime(2026, 1, 31, 17)),
    ("今天 18:00", datetime(2026, 3, 16, 18)),
    ("3/16 - 3/20", date(2026, 3, 20)),
    ("2026-03-16 ~ 2026-03-20", date(2026, 3, 20)),
    ("17:00", datetime(2026, 3, 16, 17)),
]


@pytest.mark.parametrize(("text", "when"), CELLS)
def test_a_due_cell_means_its_day(text: str, when: date | datetime) -> None:
    due = read_due_cell(text, MONDAY)

    assert when == (due and due.when)
    assert due is not None and text[due.start : due.end] == due.phrase


NO_DAY = """|| |—|-|TBD|N/A|n/a|待定|无|none|ASAP|尽快|ongoing|长期|?|王敏|Kim|High|20 items|3 of 20|32|0|100%|v3.2.1
|10.0.0.5|last Friday|每周五|every Friday|2月30日|Feb 30|2026-02-30|13/13|31/4|1989-01-01|2101-01-01"""


@pytest.mark.parametrize("text", NO_DAY.split("|"))
def test_a_cell_without_a_day_is_none(text: str) -> None:
    assert read_due_cell(text, MONDAY) is None
