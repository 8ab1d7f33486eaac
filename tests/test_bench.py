"""The benchmark's own arithmetic, with readers that need no models."""

import json
from datetime import date
from pathlib import Path

import pytest

from atshot_daemon.labels import read_labels
from atshot_inference.tasks import Task
from tests.bench.__main__ import Lap, race, report
from tests.bench.timing import percentile


class Scripted:
    """Finds the same task in every picture and notes when it was asked."""

    def __init__(self, name: str, diary: list[str]) -> None:
        self.name = name
        self.diary = diary

    def tasks(self, data: bytes, *, today: date) -> tuple[Task, ...]:
        self.diary.append(f"{self.name} {data.decode()}")
        return (Task(("Ana",), "ship the parcel"),)


def test_readers_take_turns_after_a_warm_up(tmp_path: Path) -> None:
    record = {"today": "2026-03-16", "tasks": [{"owners": ["Ana"], "text": "ship the parcel"}]}
    (tmp_path / "labels.jsonl").write_text("\n".join(json.dumps({"file": name, **record}) for name in ("1", "2")))
    labels = read_labels(tmp_path / "labels.jsonl")
    diary: list[str] = []

    laps = race([Scripted("a", diary), Scripted("b", diary)], labels, {"1": b"1", "2": b"2"}, repeats=2)

    assert ["a 1", "b 1"] + ["a 1", "b 1", "b 2", "a 2"] * 2 == diary
    assert [(4, 2), (4, 2)] == [(len(lap.times_ms), len(lap.scores)) for lap in laps.values()]


def test_the_report_compares_with_the_first_reader() -> None:
    rows = report({"a": Lap([10.0, 20.0, 30.0]), "b": Lap([40.0])})

    assert ["a", "20", "30", "1.00"] == rows[1].split()[:4]
    assert ["b", "40", "40", "2.00"] == rows[2].split()[:4]


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (19, 19), (20, 19), (100, 95)])
def test_a_percentile_is_one_of_the_values(count: int, expected: float) -> None:
    assert expected == percentile([float(value) for value in range(count, 0, -1)], 0.95)
