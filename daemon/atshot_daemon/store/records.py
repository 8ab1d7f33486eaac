"""What is kept, as JSON's own types, the same for the API and for files. Knows every field, no HTTP."""

from datetime import datetime

from atshot_daemon.records import Record, stages_record, task_record
from atshot_daemon.store.values import Capture, SeenTask


def seen_record(seen: SeenTask) -> Record:
    """A task with what the user made of it and where it was seen."""
    return {
        **task_record(seen.task),
        "seen": len(seen.captures),
        "first_seen": moment(seen.first_seen),
        "last_seen": moment(seen.last_seen),
        "captures": list(seen.captures),
        "dismissed": seen.dismissed,
        "edited": list(seen.edited),
        "can_undo": seen.can_undo,
    }


def capture_record(capture: Capture, *, waiting: int = 0) -> Record:
    """A capture with its tasks."""
    picture = capture.picture
    return {
        "id": capture.id,
        "state": capture.state.value,
        "created_at": moment(capture.created_at),
        "finished_at": moment(capture.finished_at),
        "client": capture.client,
        "source": capture.source,
        "today": capture.wish.today.isoformat(),
        "me": capture.wish.me,
        "picture": {
            "sha256": picture.sha256,
            "type": picture.type,
            "width": picture.width,
            "height": picture.height,
            "bytes": picture.bytes,
            "stored": picture.stored,
        },
        "engine": capture.engine,
        "language": capture.language,
        "elapsed_ms": None if capture.elapsed_ms is None else round(capture.elapsed_ms, 1),
        "stages": stages_record(capture.stages_ms or {}),
        "notes": list(capture.notes),
        "tasks": list(map(seen_record, capture.tasks)),
        "maybe": list(map(task_record, capture.maybe)),
        "error": {"error": capture.fault.code, "message": capture.fault.message} if capture.fault else None,
        "waiting": waiting,
    }


def moment(time: datetime | None) -> str | None:
    """`2026-03-16T12:00:00Z`, or None."""
    return time.isoformat(timespec="seconds").replace("+00:00", "Z") if time else None
