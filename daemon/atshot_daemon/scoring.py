"""How well predicted tasks agree with labelled ones. Knows labels and tasks, no engine and no files."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from atshot_daemon.folding import bare
from atshot_daemon.labels import UNSCORED_DUE, LabelledPicture, LabelledTask
from atshot_inference.tasks import Box, Task

# Below this character similarity two texts are not the same task.
MIN_SIMILARITY = 0.8
# One text inside the other counts as the same when it is at least this share of it.
MIN_SHARE = 0.6
SIMILARITY_WHEN_INSIDE = 0.95


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled task and the predicted one that was taken for it."""

    label: LabelledTask
    task: Task
    position: int


@dataclass(frozen=True, slots=True)
class PictureScore:
    """One picture: what was found, what was missed, what was invented."""

    picture: LabelledPicture
    matches: tuple[Match, ...]
    missed: tuple[LabelledTask, ...]
    extra: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures over all pictures; a share is 0 to 1, or None where there was nothing to score."""

    images: int
    missing_files: int
    tasks: int
    precision: float
    recall: float
    f1: float
    owners_exact: float | None
    due: float | None
    priority: float | None
    done: float | None
    order: float | None
    negatives_clean: str
    iou_mean: float | None
    by_kind: dict[str, str] = field(default_factory=dict)


def score_picture(picture: LabelledPicture, tasks: Sequence[Task]) -> PictureScore:
    """Match one to one, best first: texts must agree and an owner must."""
    pairs = sorted(_candidates(picture.tasks, tasks), reverse=True)
    label_of: dict[int, int] = {}
    for _, label, task in pairs:
        if task not in label_of and label not in label_of.values():
            label_of[task] = label
    return PictureScore(
        picture,
        matches=tuple(Match(picture.tasks[label_of[i]], tasks[i], i) for i in sorted(label_of)),
        missed=tuple(label for i, label in enumerate(picture.tasks) if i not in label_of.values()),
        extra=tuple(task for i, task in enumerate(tasks) if i not in label_of),
    )


def total(scores: Sequence[PictureScore], *, missing: int = 0) -> Score:
    """The figures over all pictures; `missing` pictures could not be read and are among `scores` without tasks."""
    matches = [match for score in scores for match in score.matches]
    labelled = sum(len(score.picture.tasks) for score in scores)
    predicted = sum(len(score.matches) + len(score.extra) for score in scores)
    precision, recall = _share(len(matches), predicted) or 0.0, _share(len(matches), labelled) or 0.0
    negatives = [score for score in scores if not score.picture.tasks]
    overlaps = [overlap(match.label.box, match.task.box) for match in matches if match.label.box]
    return Score(
        images=len(scores),
        missing_files=missing,
        tasks=labelled,
        precision=precision,
        recall=recall,
        f1=round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        owners_exact=_mean([_names(match.label.owners) == _names(match.task.owners) for match in matches]),
        due=_mean([_same_due(match) for match in matches if match.label.due != UNSCORED_DUE]),
        priority=_mean([m.label.priority == m.task.priority for m in matches if m.label.priority]),
        done=_mean([m.label.done == m.task.done for m in matches if m.label.done is not None]),
        order=_mean([in_order for score in scores for in_order in _orders(score)]),
        negatives_clean=f"{sum(not score.extra for score in negatives)}/{len(negatives)}",
        iou_mean=round(sum(overlaps) / len(overlaps), 3) if overlaps else None,
        by_kind=_by_kind(scores),
    )


def is_due_right(match: Match) -> bool:
    """Whether the due date is as labelled, or not scored."""
    return match.label.due == UNSCORED_DUE or _same_due(match)


def overlap(label: Box, box: Box | None) -> float:
    """Intersection over union of two boxes, 0 for none."""
    if box is None:
        return 0.0
    width = max(0.0, min(label.right, box.right) - max(label.x, box.x))
    height = max(0.0, min(label.bottom, box.bottom) - max(label.y, box.y))
    shared = width * height
    return shared / (label.width * label.height + box.width * box.height - shared or 1)


def _candidates(labels: Sequence[LabelledTask], tasks: Sequence[Task]) -> Iterator[tuple[float, int, int]]:
    for i, label in enumerate(labels):
        wanted = _names(label.owners)
        for j, task in enumerate(tasks):
            named = _names(task.owners)
            text, owners = _text_agreement(label, task.text), len(wanted & named) / max(1, len(wanted | named))
            if text >= MIN_SIMILARITY and owners:
                yield text + owners, i, j


def _text_agreement(label: LabelledTask, text: str) -> float:
    """The best over all ways in which people wrote the text, with or without its due phrase."""
    without_due = [known.replace(label.due_text, "") for known in label.texts] if label.due_text else []
    return max(_similarity(known, text) for known in [*label.texts, *without_due])


def _similarity(one: str, other: str) -> float:
    a, b = bare(one), bare(other)
    if not a or not b:
        return 0.0
    if (a in b or b in a) and min(len(a), len(b)) >= MIN_SHARE * max(len(a), len(b)):
        return SIMILARITY_WHEN_INSIDE
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _names(owners: Sequence[str]) -> set[str]:
    return {bare(owner) for owner in owners}


def _same_due(match: Match) -> bool:
    return (match.label.due or None) == (match.task.due.isoformat()[:10] if match.task.due else None)


def _orders(score: PictureScore) -> Iterator[bool]:
    """For each pair of matched tasks as listed: whether the first is labelled no less urgent."""
    ranks = [match.label.priority.rank for match in score.matches if match.label.priority]
    return (first <= second for first, second in combinations(ranks, 2))


def _by_kind(scores: Sequence[PictureScore]) -> dict[str, str]:
    """`hits/labelled of predicted` for each kind of picture."""
    counts: Mapping[str, Counter[str]] = {score.picture.kind: Counter() for score in scores}
    for score in scores:
        counts[score.picture.kind].update(
            hit=len(score.matches),
            label=len(score.picture.tasks),
            predicted=len(score.matches) + len(score.extra),
        )
    return {kind: f"{c['hit']}/{c['label']} of {c['predicted']}" for kind, c in sorted(counts.items())}


def _mean(truths: Sequence[bool]) -> float | None:
    return _share(sum(truths), len(truths))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
