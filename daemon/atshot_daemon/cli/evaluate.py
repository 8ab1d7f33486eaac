"""`atshot eval`: an engine against labelled pictures. Knows how figures are shown, not how they are counted."""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from atshot_daemon.cli.output import Output
from atshot_daemon.cli.progress import Aside, with_progress
from atshot_daemon.config import load
from atshot_daemon.files import read_file
from atshot_daemon.forms.style import mentions
from atshot_daemon.labels import LabelledPicture, read_labels
from atshot_daemon.plain import error_line, one_line
from atshot_daemon.reading import PictureReader
from atshot_daemon.scoring import PictureScore, Score, is_due_right, score_picture, total
from atshot_daemon.world import World
from atshot_inference.errors import AtshotError, EngineUnavailable
from atshot_inference.tasks import Task

LABELS_FILE = "labels.jsonl"


def evaluate(args: argparse.Namespace, world: World) -> int:
    """Print the figures of one engine on a labelled folder; 0, or 1 when some picture could not be read."""
    folder = Path(args.folder)
    labels = read_labels(folder / LABELS_FILE)
    items, aside = with_progress(labels, world.stderr)
    settings = load(world.places.config_file, environ=world.environ)
    with PictureReader(partial(world.open_engine, args.engine or settings.engine), world.decode) as reader:
        run = _Run(reader, world, aside, folder)
        scores = [run.score(label) for label in items]
    output = Output(world.stdout)
    if args.rows:
        output.write("".join(f"{line}\n" for score in scores for line in _rows(score)))
    figures = total(scores, missing=run.unread)
    output.write(_as_json(figures, run) if args.json else _as_table(figures, run.engine, run.times_ms))
    return 1 if run.unread else 0


@dataclass(slots=True)
class _Run:
    """One run over a labelled folder: who read, how long each picture took, how many could not be read."""

    reader: PictureReader
    world: World
    aside: Aside
    folder: Path
    engine: str = ""
    times_ms: list[float] = field(default_factory=list)
    unread: int = 0

    def score(self, label: LabelledPicture) -> PictureScore:
        """How well the engine reads this picture; one that cannot be read has no tasks."""
        return score_picture(label, self._tasks(label))

    def _tasks(self, label: LabelledPicture) -> Sequence[Task]:
        try:
            outcome = self.reader.read(label.file, read_file(self.folder / label.file), today=label.today)
        except EngineUnavailable:
            raise
        except AtshotError as error:
            self.unread += 1
            with self.aside():
                self.world.say(f"{one_line(label.file)}: {error_line(error)}")
            return ()
        self.engine = outcome.engine
        self.times_ms.append(outcome.elapsed_ms - outcome.stages_ms.get("load", 0.0))
        return outcome.reading.tasks


def _as_json(score: Score, run: _Run) -> str:
    speed = {"engine": run.engine, "median_ms": _median(run.times_ms), "slowest_ms": _slowest(run.times_ms)}
    return json.dumps({**asdict(score), **speed}, ensure_ascii=False) + "\n"


def _as_table(score: Score, engine: str, times_ms: Sequence[float]) -> str:
    figures = [
        ("engine", engine or "-"),
        ("pictures", f"{score.images}, unread {score.missing_files}"),
        ("tasks", str(score.tasks)),
        ("precision", _percent(score.precision)),
        ("recall", _percent(score.recall)),
        ("F1", _percent(score.f1)),
        ("owners exact", _percent(score.owners_exact)),
        ("due", _percent(score.due)),
        ("priority", _percent(score.priority)),
        ("done", _percent(score.done)),
        ("order", _percent(score.order)),
        ("pictures without tasks left alone", score.negatives_clean),
        ("box overlap (IoU)", "-" if score.iou_mean is None else f"{score.iou_mean:.3f}"),
        ("time, median and slowest", f"{_median(times_ms):.0f} ms, {_slowest(times_ms):.0f} ms"),
    ]
    width = max(len(name) for name, _ in figures)
    lines = [f"{name:{width}}  {figure}" for name, figure in figures]
    lines += ["", "found/labelled of predicted, by kind"]
    lines += [f"{one_line(kind):{width}}  {counts}" for kind, counts in score.by_kind.items()]
    return "\n".join(lines) + "\n"


def _rows(score: PictureScore) -> Iterator[str]:
    name, found, labelled = one_line(score.picture.file), len(score.matches), len(score.picture.tasks)
    yield f"{name}: {found}/{labelled}, {len(score.extra)} extra"
    for missed in score.missed:
        yield f"  missed    {mentions(missed.owners)}: {missed.texts[0]}"
    for extra in score.extra:
        yield f"  extra     {mentions(extra.owners)}: {extra.text}"
    for match in score.matches:
        label, task = match.label, match.task
        if not is_due_right(match):
            yield f"  due       {task.text}: {task.due} instead of {label.due}"
        if label.priority and label.priority != task.priority:
            yield f"  priority  {task.text}: {task.priority} instead of {label.priority}"
        if label.done is not None and label.done != task.done:
            yield f"  done      {task.text}: {task.done} instead of {label.done}"


def _median(times_ms: Sequence[float]) -> float:
    return round(statistics.median(times_ms), 1) if times_ms else 0.0


def _slowest(times_ms: Sequence[float]) -> float:
    return round(max(times_ms), 1) if times_ms else 0.0


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
