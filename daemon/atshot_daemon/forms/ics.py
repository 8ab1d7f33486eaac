"""An iCalendar file of to-dos (VTODO). Knows how task apps read dates, ranks and states."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from atshot_daemon.forms.style import Style, listed, mentions, readings
from atshot_daemon.outcome import Failure, Outcome
from atshot_inference.tasks import Priority, Task

if TYPE_CHECKING:
    from icalendar import Todo

# RFC 5545: 1 to 4 is high, 5 medium, 6 to 9 low.
_RANKS = {Priority.HIGH: 1, Priority.MEDIUM: 5, Priority.LOW: 9}


def render(outcomes: Iterable[Outcome | Failure], style: Style) -> Iterator[str]:
    """One calendar for all pictures; a task seen in two of them stands in it once."""
    from icalendar import Calendar  # a tenth of a second that the other forms need not spend

    calendar = Calendar()
    calendar.add("prodid", "-//Atshot//Atshot//EN")
    calendar.add("version", "2.0")
    seen: set[str] = set()
    for outcome in readings(outcomes):
        for task, doubtful in listed(outcome, style):
            if task.id not in seen:
                seen.add(task.id)
                calendar.add_component(_todo(task, doubtful, style))
    yield calendar.to_ical().decode()


def _todo(task: Task, doubtful: bool, style: Style) -> "Todo":
    from icalendar import Todo

    todo = Todo()
    todo.add("uid", f"{task.id}@atshot")
    todo.add("dtstamp", style.written_at)
    # Names without an address cannot be attendees, and some apps show nothing but the summary.
    todo.add("summary", f"{mentions(task.owners)}: {task.text}" if task.owners else task.text)
    categories = [*task.owners, *(["maybe"] if doubtful else [])]
    if categories:
        todo.add("categories", categories)
    if task.due:
        todo.add("due", task.due)
    todo.add("priority", _RANKS[task.priority])
    todo.add("status", "COMPLETED" if task.done else "NEEDS-ACTION")
    if task.done:
        todo.add("percent-complete", 100)
    return todo
