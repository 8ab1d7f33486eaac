"""Looks at what is going on and tells the icon whenever that changes. Knows what a snapshot is made of, no menu."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from atshot_inference.errors import AtshotError
from atshot_tray.link import Link, Status
from atshot_tray.sentences import failure_sentence, situation_sentence
from atshot_tray.situation import Situation, State
from atshot_tray.state import Look, Pairing, Recent, Snapshot
from atshot_tray.words import Words

# What the daemon does for others shows after so long; what we do ourselves, at once.
BUSY_S = 2.0
IDLE_S = 10.0

T = TypeVar("T")
# What the daemon says; None where there is none, or it is just going.
Said = tuple[Status | None, tuple[Recent, ...] | None]
_NOTHING: Said = (None, None)

_LOOKS = {
    State.STARTING: Look.STARTING,
    State.BACKOFF: Look.STARTING,
    State.RUNNING: Look.READY,
    State.CRASHED: Look.ATTENTION,
    State.STOPPING: Look.STOPPED,
    State.STOPPED: Look.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Switches:
    """What the menu switches on and off, as it is now."""

    starts_at_login: bool = False
    copies_list: bool = False


class Watching:
    """A thread that asks the daemon now and then, and at once when it is woken; `show` is called from it."""

    def __init__(
        self,
        link: Link,
        *,
        words: Words,
        situation: Callable[[], Situation],
        switches: Callable[[], Switches],
        show: Callable[[Snapshot], None],
        log: Callable[..., Any],
    ) -> None:
        self._link = link
        self._words = words
        self._situation = situation
        self._switches = switches
        self._show = show
        self._log = log
        self._last_failure = ""
        self._woken = threading.Event()
        self._is_closing = False
        self._counting = threading.Lock()
        self._works = 0
        self._pairing: Pairing | None = None
        self._snapshot = Snapshot()
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._thread.start()

    def wake(self) -> None:
        """Look now; from any thread."""
        self._woken.set()

    def close(self) -> None:
        """Look no more."""
        self._is_closing = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join()

    def set_pairing(self, pairing: Pairing | None) -> None:
        """Show this pairing, or none."""
        self._pairing = pairing
        self.wake()

    @contextmanager
    def working(self) -> Iterator[None]:
        """A picture is being read for the user while inside."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._counting:
            self._works += step
        self.wake()

    def _watch(self) -> None:
        while not self._is_closing:
            self._woken.clear()
            self._survived(self._look_once, None)
            self._woken.wait(BUSY_S if self._snapshot.look is Look.WORKING else IDLE_S)

    def _look_once(self) -> None:
        seen = self._seen()
        if seen != self._snapshot:
            self._show(seen)
            self._snapshot = seen

    def _survived(self, work: Callable[[], T], otherwise: T) -> T:
        """What comes of the work. Whatever goes wrong in it, written down once, must not cost the next look."""
        try:
            return work()
        except AtshotError:
            return otherwise
        except Exception as error:  # noqa: BLE001  # the rim: an icon that shows nothing new any more is a lie
            if repr(error) != self._last_failure:
                self._last_failure = repr(error)
                self._log("watching failed", exc_info=error)
            return otherwise

    def _seen(self) -> Snapshot:
        situation, switches = self._situation(), self._switches()
        status, recent = self._survived(lambda: self._asked(situation), _NOTHING)
        look, detail = self._look(situation, status)
        last = self._snapshot
        return replace(
            last,
            look=look,
            detail=detail,
            recent=last.recent if recent is None else recent,
            engine=status.engine if status else last.engine,
            has_better_engine=status.can_answer if status else last.has_better_engine,
            is_paused=look is Look.STOPPED,
            starts_at_login=switches.starts_at_login,
            copies_list=switches.copies_list,
            pairing=self._pairing,
        )

    def _asked(self, situation: Situation) -> Said:
        if situation.state is not State.RUNNING or situation.why:
            return _NOTHING
        return self._link.status(), self._link.recent()

    def _look(self, situation: Situation, status: Status | None) -> tuple[Look, str | None]:
        wrong = situation_sentence(situation, self._words)
        look = _LOOKS[situation.state]
        if look is not Look.READY:
            return look, wrong
        if wrong:
            return Look.ATTENTION, wrong
        if self._works or (status and status.is_busy):
            return Look.WORKING, None
        if status and status.problems:
            return Look.ATTENTION, failure_sentence(*status.problems[0], self._words)
        return look, None
