"""The daemon's benchmark in miniature: every figure is there, and what it is made of is right."""

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.bench.__main__ import main
from tests.bench.pictures import SAMPLE, unlike
from tests.bench.timing import Figure, memory_mib, spread, table

PARTS = [
    "start until",
    "daemon, idle",
    "HTTP and store over",
    "first task event",
    "/healthz, 2 clients",
    "while a picture",
]
PARTS += [
    "no engine, 2 clients",
    "small board, 2 clients",
    "engine's process after",
    "search, a rare word",
    "tasks, 100",
]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_every_part_of_the_daemon_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["http", "--miniature", "--json"])

    figures = json.loads(capsys.readouterr().out)
    assert [] == [part for part in PARTS if not any(part in figure["name"] for figure in figures)]
    assert all(figure["value"] > 0 for figure in figures if figure["unit"] != "times")
    assert len(figures) == len({figure["name"] for figure in figures})


def test_a_picture_is_made_unlike_without_a_pixel_changed() -> None:
    sample = SAMPLE.read_bytes()

    changed = [unlike(sample, number) for number in range(3)]

    assert 4 == len({sample, *changed})
    pictures = [Image.open(io.BytesIO(data)).convert("RGB") for data in (sample, changed[1])]
    assert ImageChops.difference(*pictures).getbbox() is None


def test_the_table_stands_in_columns() -> None:
    assert ["figure    value  unit  target", "a          1.50  ms    <= 5", "b longer  2,000  /s"] == table(
        [Figure("a", 1.5, "ms", "<= 5"), Figure("b longer", 2000, "/s")]
    )


def test_a_spread_is_the_median_and_the_worst_but_one_in_a_hundred() -> None:
    median, worst = spread("x", [float(value) for value in range(1, 101)], p50="< 5")

    assert (Figure("x, p50", 50.0, "ms", "< 5"), Figure("x, p99", 99.0, "ms")) == (median, worst)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_counts_what_a_process_holds_for_itself() -> None:
    before = memory_mib(os.getpid())
    held = os.urandom(64 * 1024 * 1024)

    assert 60 < memory_mib(os.getpid()) - before < 70, len(held)
