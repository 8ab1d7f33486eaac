"""Which task of a new capture is one that is known. Knows tasks, no database.

Two tasks of one board may differ in a single word, so that likeness alone must never merge them. A task is known when
owners and words are the same. On a board that was captured before, a task that is gone and one that is new may be the
same one, changed: one with another due phrase, or one of which a letter was taken for one that looks like it.
"""

from collections.abc import Iterable, Mapping, Sequence

from atshot_daemon.folding import bare
from atshot_inference.tasks import Task

# A board counts as known when so many of the tasks on it are.
KNOWN_BOARD_SHARE = 0.5
# What readers take for each other. Words that differ in nothing else are hardly ever two words.
_LOOKALIKES = "0o 1il| 要耍 未末 己已巳 日曰 土士 人入 千干于 天夭 侯候 戊戌戍 晴睛 析折 佘余".split()
_ONE_LOOK = str.maketrans({letter: group[0] for group in _LOOKALIKES for letter in group})


def known_ids(found: Sequence[Task], boards: Iterable[Sequence[Task]]) -> Mapping[int, str]:
    """For tasks of a new capture, by position: the id of a task on one of the earlier `boards` (newest first)."""
    ids: dict[int, str] = {}
    for board in boards:
        same = {task.id for task in board} & {task.id for task in found}
        if not found or len(same) < KNOWN_BOARD_SHARE * min(len(found), len(board)):
            continue
        gone = [task for task in board if task.id not in same and task.id not in ids.values()]
        fresh = [n for n, task in enumerate(found) if task.id not in same and n not in ids]
        ids.update(_paired(found, fresh, gone))
    return ids


def _paired(found: Sequence[Task], fresh: Iterable[int], gone: list[Task]) -> Mapping[int, str]:
    """Each changed task with the one that it was before, where exactly one fits."""
    ids = {}
    for number in fresh:
        fitting = [task for task in gone if _is_same_changed(task, found[number])]
        if len(fitting) == 1:
            ids[number] = fitting[0].id
            gone.remove(fitting[0])
    return ids


def _is_same_changed(old: Task, new: Task) -> bool:
    if {bare(owner) for owner in old.owners} != {bare(owner) for owner in new.owners}:
        return False
    before, after = _without_due(old), _without_due(new)
    return before != "" and before.translate(_ONE_LOOK) == after.translate(_ONE_LOOK)


def _without_due(task: Task) -> str:
    return bare(task.text.replace(task.due_phrase, "") if task.due_phrase else task.text)
