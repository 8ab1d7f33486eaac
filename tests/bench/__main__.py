"""Atshot against off-the-shelf readers: whole way from bytes to tasks, same pictures, same run. Knows no reader.

    python -m tests.bench FOLDER [--baseline rapidocr] [--baseline tesseract] [--repeats 3]

FOLDER holds labels.jsonl and its pictures, as for `atshot eval`. The readers take turns on each picture, so that a busy
moment of the machine hurts all alike; each reads one picture before its clock starts.

    python -m tests.bench http [--json] [--miniature]

measures the daemon instead: what HTTP and the store add to the engine, throughput, memory, start and search.

    python -m tests.bench click [--json] [--clicks 20]

measures the extension in Chromium with a real daemon: from the click on its button to the list.

    python -m tests.bench tray [--json] [--pictures 20] [--idle 20]

measures the tray in a real panel: from the clipboard to the list, and what it takes while nothing is asked of it.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atshot_daemon.labels import LabelledPicture, read_labels
from atshot_daemon.scoring import PictureScore, Score, score_picture, total
from tests.bench.click import measure_click
from tests.bench.readers import BASELINES, Atshot, Reader
from tests.bench.service_report import measure_service
from tests.bench.timing import percentile
from tests.bench.tray import measure_tray

OTHERS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "http": measure_service,
    "click": measure_click,
    "tray": measure_tray,
}


@dataclass
class Lap:
    """What one reader did: how long each reading took, how good each picture came out."""

    times_ms: list[float] = field(default_factory=list)
    scores: list[PictureScore] = field(default_factory=list)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.times_ms)

    @property
    def p95_ms(self) -> float:
        return percentile(self.times_ms, 0.95)


def main(arguments: Sequence[str]) -> int:
    """Run the race, or measure what is named instead, and print a table; 0."""
    if arguments[:1] and arguments[0] in OTHERS:
        return OTHERS[arguments[0]](arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--baseline", action="append", choices=list(BASELINES), default=[])
    parser.add_argument("--repeats", type=int, default=1, help="how often each picture is read (default: 1)")
    args = parser.parse_args(arguments)
    readers: list[Reader] = [Atshot(), *(BASELINES[name]() for name in dict.fromkeys(args.baseline))]
    labels = read_labels(args.folder / "labels.jsonl")
    pictures = {label.file: (args.folder / label.file).read_bytes() for label in labels}
    for line in report(race(readers, labels, pictures, repeats=args.repeats)):
        print(line)
    return 0


def race(
    readers: Sequence[Reader], labels: Sequence[LabelledPicture], pictures: Mapping[str, bytes], *, repeats: int
) -> dict[str, Lap]:
    """Each reader's lap; who begins changes from picture to picture."""
    laps = {reader.name: Lap() for reader in readers}
    for reader in readers:
        reader.tasks(pictures[labels[0].file], today=labels[0].today)
    for turn, label in enumerate([*labels] * repeats):
        for reader in (*readers[turn % len(readers) :], *readers[: turn % len(readers)]):
            started = time.perf_counter()
            tasks = reader.tasks(pictures[label.file], today=label.today)
            laps[reader.name].times_ms.append((time.perf_counter() - started) * 1000)
            if turn < len(labels):
                laps[reader.name].scores.append(score_picture(label, tasks))
    return laps


def report(laps: Mapping[str, Lap]) -> list[str]:
    """One row a reader; how many times as long as the first it takes, and its figures."""
    first = next(iter(laps.values()))
    rows = [("reader", "median ms", "p95 ms", "time ratio", "precision", "recall", "F1", "owners", "due")]
    for name, lap in laps.items():
        score = total(lap.scores)
        speed = (f"{lap.median_ms:.0f}", f"{lap.p95_ms:.0f}", f"{lap.median_ms / first.median_ms:.2f}")
        rows.append((name, *speed, *figures(score)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def figures(score: Score) -> tuple[str, str, str, str, str]:
    """Precision, recall, F1, owners and due as percentages."""
    values = (score.precision, score.recall, score.f1, score.owners_exact, score.due)
    first, second, third, fourth, fifth = ("-" if value is None else f"{value:.1%}" for value in values)
    return first, second, third, fourth, fifth


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
