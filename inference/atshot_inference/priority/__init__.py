"""How urgent a task is: markers in its text, fields and headings, and the order of the rules. Finds no tasks."""

from dataclasses import dataclass
from datetime import date, datetime

from atshot_inference.due.folding import folded
from atshot_inference.priority.apart import apart, tidied
from atshot_inference.priority.labels import priority_of_heading, read_priority_cell
from atshot_inference.priority.words import HOUSEKEEPING, WORDS, Reach
from atshot_inference.tasks import Priority, PriorityReason

# A working week and its weekend: what falls due within it is somebody's next concern.
SOON_DAYS = 7

__all__ = [
    "Marker",
    "decide",
    "end_of_opening_marker",
    "find_marker",
    "priority_of_heading",
    "read_priority_cell",
    "without_markers",
]


@dataclass(frozen=True, slots=True)
class Marker:
    """An explicit sign of priority; a `bare` one stands apart, and cutting text[start:end] leaves the clean task."""

    priority: Priority
    start: int
    end: int
    bare: bool


def find_marker(text: str) -> Marker | None:
    """The marker in a task's text: one that stands apart before one in the sentence, else the first; or None."""
    return min(_markers(text), key=lambda marker: (not marker.bare, marker.start), default=None)


def end_of_opening_marker(text: str) -> int:
    """Where a bare marker that opens `text` ends ("【紧急】石主任：…"); 0 without one."""
    marker = find_marker(text)
    return marker.end if marker is not None and marker.bare and not text[: marker.start].strip() else 0


def without_markers(text: str) -> str:
    """`text` without its bare markers, doubled spaces and dangling joints."""
    text = tidied(text)
    while bare := [marker for marker in _markers(text) if marker.bare]:
        cut_from = len(text)
        for marker in reversed(bare):
            if marker.end <= cut_from:  # neighbours share a joint: the other one goes in the next round
                text, cut_from = text[: marker.start] + text[marker.end :], marker.start
        text = tidied(text)
    return text


def decide(
    *,
    marker: Priority | None,
    heading: Priority | None,
    coloured: bool,
    due: date | datetime | None,
    today: date,
    text: str,
) -> tuple[Priority, PriorityReason]:
    """The priority by the first rule that applies: marker, heading, colour, due soon or overdue, wording, default."""
    if marker is not None:
        return marker, PriorityReason.MARKER
    if heading is not None:
        return heading, PriorityReason.HEADING
    if coloured:
        return Priority.HIGH, PriorityReason.COLOUR
    if due is not None and due.toordinal() - today.toordinal() <= SOON_DAYS:
        return Priority.HIGH, PriorityReason.DUE_SOON
    if HOUSEKEEPING.search(folded(text)):
        return Priority.LOW, PriorityReason.WORDING
    return Priority.MEDIUM, PriorityReason.DEFAULT


def _markers(text: str) -> list[Marker]:
    plain = folded(text)
    found = [(match.start(), match.end(), word) for word in WORDS for match in word.pattern.finditer(plain)]
    found.sort(key=lambda hit: (hit[0], -hit[1]))
    markers: list[Marker] = []
    reached = 0
    for start, end, word in found:
        if end <= reached:  # "not urgent" holds an "urgent" that must not count
            continue
        reached = end
        span = apart(plain, (start, end), word.reach)
        if span or word.reach not in (Reach.ALONE, Reach.ASIDE):
            markers.append(Marker(word.priority, *(span or (start, end)), bare=span is not None))
    return markers
