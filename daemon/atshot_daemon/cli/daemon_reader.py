"""Pictures read by the daemon that runs, so that its engine need not be loaded again. Knows the API, no engine."""

from collections.abc import Callable
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from atshot_daemon.local_client import DaemonRefused, LocalClient
from atshot_daemon.outcome import Outcome, printable
from atshot_daemon.records import task_of
from atshot_daemon.uploadable import uploadable
from atshot_inference.engines import AUTO
from atshot_inference.tasks import Reading

if TYPE_CHECKING:
    from atshot_inference.picture import Picture

WAIT_S = 30
# A little more than the daemon holds an answer.
ANSWER_LIMIT_S = WAIT_S + 10.0
# Another program may keep the daemon busy; for half a minute that is no reason to give up. The queue moves on several
# times a second, and Retry-After knows whole seconds only: that is the longest pause, not the first.
BUSY_TRIES = 30
FIRST_PAUSE_S = 0.05

_BUSY = frozenset({"queue_full", "rate_limited"})


class DaemonReader:
    """Reads pictures through the daemon, with the same answer as without it."""

    def __init__(
        self,
        daemon: LocalClient,
        decode: "Callable[[bytes], Picture]",
        *,
        engine: str,
        pause: Callable[[float], None],
    ) -> None:
        self._daemon = daemon
        self._decode = decode
        self._engine = engine
        self._pause = pause
        self.where = f"by the daemon on {daemon.running.url}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._daemon.close()

    def read(self, source: str, data: bytes, *, today: date, me: str | None = None) -> Outcome:
        """What the picture in `data` says; raises AtshotError when it cannot be read."""
        sent, notes = uploadable(data, self._decode)
        record = self._captured(sent, {"today": today.isoformat(), "source": "command line", **self._wish(me)})
        return _outcome(source, record, notes)

    def _wish(self, me: str | None) -> dict[str, str]:
        return {**({"me": me} if me else {}), **({"engine": self._engine} if self._engine != AUTO else {})}

    def _captured(self, data: bytes, parameters: dict[str, str]) -> dict[str, Any]:
        path = f"/v1/captures?{urlencode({**parameters, 'wait': WAIT_S})}"
        headers = {"Content-Type": "application/octet-stream"}
        for tries in range(BUSY_TRIES):
            try:
                answer = self._daemon.request("POST", path, body=data, headers=headers, timeout_s=ANSWER_LIMIT_S)
                break
            except DaemonRefused as error:
                if error.code not in _BUSY:
                    raise
                self._pause(min(error.retry_after_s or 1.0, FIRST_PAUSE_S * 2**tries))
        else:
            answer = self._daemon.request("POST", path, body=data, headers=headers, timeout_s=ANSWER_LIMIT_S)
        record: dict[str, Any] = answer.json
        while record["state"] not in ("done", "failed"):
            path = f"/v1/captures/{record['id']}?wait={WAIT_S}"
            record = self._daemon.request("GET", path, timeout_s=ANSWER_LIMIT_S).json
        if record["error"]:
            raise DaemonRefused(record["error"]["error"], record["error"]["message"], status=answer.status)
        return record


def _outcome(source: str, record: dict[str, Any], notes: tuple[str, ...]) -> Outcome:
    tasks = tuple(task_of(task) for task in record["tasks"] if not task["dismissed"])
    reading = Reading(tasks, tuple(map(task_of, record["maybe"])), language=record["language"])
    return Outcome(
        source,
        record["engine"],
        printable(reading),
        record["picture"]["width"],
        record["picture"]["height"],
        elapsed_ms=float(record["elapsed_ms"]),
        stages_ms={name: float(ms) for name, ms in record["stages"].items()},
        notes=(*notes, *record["notes"]),
    )
