"""What the tray asks of the daemon that runs, over HTTP with the tray's own token. Knows routes and their answers."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from atshot_daemon.discovery import Running
from atshot_daemon.local_client import ANSWER_LIMIT_S, Answer, DaemonRefused, DaemonUnreachable
from atshot_daemon.plain import one_line
from atshot_inference.errors import AtshotError
from atshot_tray.own_token import OwnToken, is_unknown
from atshot_tray.state import Recent

Record = dict[str, Any]

RECENT = 5
WAIT_S = 20


class DaemonAway(AtshotError):
    """No daemon runs now."""

    code = "not_running"


@dataclass(frozen=True, slots=True)
class Status:
    """How the daemon is doing: codes and messages of its problems, who reads, whether anything is being read."""

    problems: tuple[tuple[str, str], ...]
    engine: str | None
    can_answer: bool
    is_busy: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A pairing that the user has opened: where, what both sides show, and for how long it is good."""

    url: str
    check_word: str
    short_code: str
    expires_in_s: float


class Link:
    """The daemon, asked from any thread; DaemonAway, DaemonRefused and DaemonUnreachable whenever that fails."""

    def __init__(self, find: Callable[[], Running | None], token: OwnToken) -> None:
        self._find = find
        self._token = token

    def page_url(self, capture_id: str | None = None) -> str:
        """An address that opens the page, or this capture on it, once and within two minutes."""
        opened = self._asked("POST", "/v1/pairings", json={"kind": "page"}).json
        return f"{one_line(str(opened['url']))}{f'/captures/{capture_id}' if capture_id else ''}"

    def sent(self, data: bytes, source: str) -> Record:
        """The capture of a picture that has just come in."""
        headers = {"Content-Type": "application/octet-stream"}
        path = f"/v1/captures?{urlencode({'source': source})}"
        return dict(self._asked("POST", path, body=data, headers=headers, timeout_s=WAIT_S + ANSWER_LIMIT_S).json)

    def finished(self, capture_id: str) -> Record:
        """The capture, once it is read; DaemonRefused with what went wrong when it could not be."""
        while True:
            path = f"/v1/captures/{capture_id}?wait={WAIT_S}"
            record = dict(self._asked("GET", path, timeout_s=WAIT_S + ANSWER_LIMIT_S).json)
            if record["error"]:
                raise DaemonRefused(record["error"]["error"], record["error"]["message"], status=200)
            if record["state"] == "done":
                return record

    def text(self, capture_id: str) -> str:
        """The list of a capture that is read, as people paste it."""
        return self._asked("GET", f"/v1/captures/{capture_id}?format=text").body.decode("utf-8", "replace")

    def recent(self) -> tuple[Recent, ...]:
        """The newest captures that are read, the newest first."""
        listed = self._asked("GET", f"/v1/captures?limit={2 * RECENT}").json["captures"]
        return tuple(_recent(record) for record in listed if record["state"] == "done")[:RECENT]

    def status(self) -> Status:
        """How the daemon is doing."""
        said = self._asked("GET", "/v1/status").json
        present = [engine for engine in said["engines"] if engine["state"] != "missing"]
        answering = [engine for engine in present if engine["can_answer"]]
        best = next(iter(answering or present), None)
        return Status(
            problems=tuple((str(one["code"]), one_line(str(one["message"]))) for one in said["problems"]),
            engine=str(best["name"]) if best else None,
            can_answer=bool(answering),
            is_busy=said["queue"]["running"] + said["queue"]["waiting"] > 0,
        )

    def open_pairing(self) -> Opened:
        """A pairing for the browser extension; the one before it is closed."""
        opened = self._asked("POST", "/v1/pairings", json={"kind": "extension"}).json
        return Opened(
            url=one_line(str(opened["url"])),
            check_word=one_line(str(opened["check_word"])),
            short_code=one_line(str(opened["short_code"])),
            expires_in_s=float(opened["expires_in_s"]),
        )

    def close_pairings(self) -> None:
        """No code works any more; nothing is wrong where none did."""
        with suppress(DaemonAway, DaemonRefused, DaemonUnreachable):
            self._asked("DELETE", "/v1/pairings")

    def extensions(self) -> Mapping[str, str]:
        """Id and name of each browser extension that may call."""
        clients = self._asked("GET", "/v1/clients").json["clients"]
        return {str(one["id"]): one_line(str(one["name"])) for one in clients if one["kind"] == "extension"}

    def _asked(self, method: str, path: str, **options: Any) -> Answer:
        running = self._find()
        if running is None:
            raise DaemonAway("Atshot is not running now; try again in a moment")
        try:
            return self._answer(running, method, path, options)
        except DaemonRefused as refusal:
            if not is_unknown(refusal):
                raise
        self._token.renew(running)
        return self._answer(running, method, path, options)

    def _answer(self, running: Running, method: str, path: str, options: Mapping[str, Any]) -> Answer:
        with self._token.client(running) as daemon:
            return daemon.request(method, path, **options)


def _recent(record: Mapping[str, Any]) -> Recent:
    tasks = [task for task in record["tasks"] if not task["dismissed"]]
    return Recent(str(record["id"]), _title(tasks[0]) if tasks else None, len(tasks))


def _title(task: Mapping[str, Any]) -> str:
    owners = " ".join(f"@{owner}" for owner in task["owners"])
    return one_line(f"{owners}: {task['text']}" if owners else str(task["text"]))
