"""Sees to it that a daemon runs: starts it, watches it, starts it again, gives up. Knows no menu and no sentence.

A daemon that runs already is taken as it is; when it goes, one of our own takes its place.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from atshot_daemon.config import Places
from atshot_daemon.discovery import Running, find_hung, find_running, is_alive, read
from atshot_daemon.local_client import is_atshot
from atshot_tray.daemon_process import DaemonProcess, end_other, signal_name
from atshot_tray.situation import Situation, State

# What does not get better by itself: a port that is taken, a setting that is wrong, a disk that cannot be written.
FINAL = frozenset({2, 69, 78})
_ANOTHER_RUNS = 75
_NOT_STARTED = 127
_NO_ANSWER = "it did not answer any more"
_NOT_FOUND = "nobody could find it any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How long, in seconds, and how often; tests have no time."""

    first_pause_s: float = 0.5
    # So many ends within so long are a loop that goes on for ever.
    max_ends: int = 5
    window_s: float = 60.0
    # Seen: under a second; a big database on a slow disk may take its time.
    start_limit_s: float = 60.0
    start_poll_s: float = 0.1
    health_every_s: float = 10.0
    health_tries: int = 3
    # How fast we see that a daemon which is not our child has gone or come.
    look_every_s: float = 3.0
    # A daemon gives a picture that is being read some seconds to be finished.
    orderly_s: float = 10.0
    grace_s: float = 3.0


class Supervisor:
    """Keeps a daemon running from `start` to `stop`, in a thread of its own."""

    def __init__(
        self,
        command: Sequence[str],
        places: Places,
        *,
        environ: Mapping[str, str],
        on_change: Callable[[Situation], None],
        care: Care | None = None,
    ) -> None:
        """`on_change` is called from that thread alone, which holds nothing meanwhile, and must not wait for us."""
        self._command = command
        self._places = places
        self._environ = environ
        self._on_change = on_change
        self._care = care or Care()
        self._changed = threading.Condition()
        self._is_wanted = False
        self._is_closing = False
        # No daemon is wanted, but nobody has said so: one that somebody starts is welcome.
        self._has_given_up = False
        self._turn = 0
        self._ends: deque[float] = deque()
        self._situation = Situation(State.STOPPED)
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._thread.start()

    @property
    def situation(self) -> Situation:
        """What is the case now."""
        return self._situation

    def settled(self, limit_s: float) -> Situation:
        """The situation once a daemon runs, none is wanted or none can be had, at the latest after the limit."""
        self._waited(self._is_settled, limit_s)
        return self._situation

    def start(self) -> None:
        """Have a daemon from now on."""
        self._ask(is_wanted=True)

    def stop(self) -> None:
        """Have none from now on, not even one that is not our child."""
        self._ask(is_wanted=False)

    def restart(self) -> None:
        """End the daemon and start one of our own, at once and also after giving up."""
        self._ask(is_wanted=True, anew=True)

    def close(self) -> None:
        """End our child, leave one that is not ours alone, and return once that is done."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join()

    def _ask(self, *, is_wanted: bool, anew: bool = False) -> None:
        with self._changed:
            self._is_wanted = is_wanted
            self._has_given_up = False
            self._turn += anew
            self._ends.clear()
            self._changed.notify_all()

    def _supervise(self) -> None:
        while self._is_asked_for():
            turn = self._turn
            other = find_running(self._places)
            if other is not None:
                self._follow(other, turn)
            else:
                self._run_own(turn)
        self._tell(Situation(State.STOPPED))

    def _is_asked_for(self) -> bool:
        """Waits until a daemon is wanted: True, or until we are closed: False."""
        while not self._is_wanted and not self._is_closing:
            if self._has_given_up:
                is_asked = self._waited(lambda: not self._is_waiting, self._care.look_every_s)
                if not is_asked and find_running(self._places):
                    self._take_up()
            else:
                self._tell(Situation(State.STOPPED))
                self._waited(lambda: self._is_wanted or self._is_closing, None)
        return not self._is_closing

    @property
    def _is_waiting(self) -> bool:
        """Whether it is as it was when we gave up."""
        return self._has_given_up and not self._is_closing

    def _take_up(self) -> None:
        """Somebody has started a daemon since we gave up; unless nobody is to."""
        with self._changed:
            self._is_wanted, self._has_given_up = self._has_given_up, False

    # --- one that is not ours ----------------------------------------------------------------------------------------

    def _follow(self, other: Running, turn: int, *, misses: int = 0) -> None:
        """Until the other daemon has gone, or is to go; so often it has not answered."""
        while True:
            is_hung = misses >= self._care.health_tries
            self._tell(Situation(State.RUNNING, other, is_own=False, why=_NO_ANSWER if is_hung else None))
            if self._waited(lambda: not self._is_due(turn), self._care.look_every_s):
                break
            if not is_alive(other.pid) or read(self._places) != other:
                return
            misses = 0 if is_atshot(other.port, other.scheme) else misses + 1
        if not self._is_closing:
            self._tell(Situation(State.STOPPING, other, is_own=False))
            end_other(other, orderly_s=self._care.orderly_s, grace_s=self._care.grace_s)

    # --- our own -----------------------------------------------------------------------------------------------------

    def _run_own(self, turn: int) -> None:
        self._tell(Situation(State.STARTING))
        try:
            child = DaemonProcess(self._command, self._environ, self._wake)
        except OSError as error:
            self._ended(_NOT_STARTED, str(error), turn)
            return
        wrong = self._watch(child, turn)
        if child.has_ended:
            self._ended(child.exit_status, child.last_words, turn)
        elif wrong:
            self._end(child, is_hung=wrong != _NOT_FOUND)
            self._try_later(wrong, turn)
        else:
            self._tell(Situation(State.STOPPING))
            self._end(child)

    def _end(self, child: DaemonProcess, *, is_hung: bool = False) -> None:
        if is_hung:
            child.kill()
        else:
            child.end(orderly_s=self._care.orderly_s, grace_s=self._care.grace_s)

    def _watch(self, child: DaemonProcess, turn: int) -> str | None:
        """Until it has ended or is to end: None; or until it is of no use: in which way."""

        def is_over() -> bool:
            return child.has_ended or not self._is_due(turn)

        running = self._up(child, is_over)
        if running is None:
            return None if is_over() else f"it did not start within {self._care.start_limit_s:g} s"
        child.forget_words()
        self._tell(Situation(State.RUNNING, running))
        misses, wrong = 0, None
        while misses < self._care.health_tries:
            if self._waited(is_over, self._care.health_every_s):
                return None
            wrong = self._trouble(running)
            misses = misses + 1 if wrong else 0
        return wrong

    def _trouble(self, running: Running) -> str | None:
        """Why nobody can use this daemon of ours."""
        if not is_atshot(running.port, running.scheme):
            return _NO_ANSWER
        return None if read(self._places) == running else _NOT_FOUND

    def _up(self, child: DaemonProcess, is_over: Callable[[], bool]) -> Running | None:
        """How our child is reached, once it can be."""
        gives_up_at = time.monotonic() + self._care.start_limit_s
        while time.monotonic() < gives_up_at and not self._waited(is_over, self._care.start_poll_s):
            running = read(self._places)
            if running is not None and child.owns(running.pid):
                return running
        return None

    def _ended(self, exit_status: int, why: str | None, turn: int) -> None:
        """Our child has ended though it was wanted: again later, or not."""
        why = why or signal_name(exit_status) or f"exit status {exit_status}"
        hung = find_hung(self._places) if exit_status == _ANOTHER_RUNS else None
        if hung:
            self._follow(hung, turn, misses=self._care.health_tries)
        elif exit_status in FINAL:
            self._give_up(Situation(State.CRASHED, why=why), turn)
        elif exit_status != 0:
            self._try_later(why, turn)
        elif find_running(self._places) is None:  # `atshot stop` ended it; else another daemon was faster
            self._give_up(Situation(State.STOPPED), turn)

    def _give_up(self, situation: Situation, turn: int) -> None:
        with self._changed:
            if not self._is_due(turn):  # somebody has asked for another one meanwhile, or for none
                return
            self._is_wanted, self._has_given_up = False, True
        self._tell(situation)

    def _try_later(self, why: str, turn: int) -> None:
        now = time.monotonic()
        with self._changed:  # whoever asks for a daemon forgets them
            self._ends.append(now)
            while self._ends[0] < now - self._care.window_s:
                self._ends.popleft()
            ends = len(self._ends)
        if ends >= self._care.max_ends:
            self._give_up(Situation(State.CRASHED, why=why), turn)
            return
        self._tell(Situation(State.BACKOFF, why=why))
        self._waited(lambda: not self._is_due(turn), self._care.first_pause_s * 2 ** (ends - 1))

    # --- waiting -----------------------------------------------------------------------------------------------------

    def _is_due(self, turn: int) -> bool:
        """Whether a daemon is wanted, and the one of this turn."""
        return self._is_wanted and not self._is_closing and turn == self._turn

    def _is_settled(self) -> bool:
        state = self._situation.state
        return state is State.RUNNING or (state in (State.CRASHED, State.STOPPED) and not self._is_wanted)

    def _waited(self, condition: Callable[[], bool], limit_s: float | None) -> bool:
        """Whether the condition holds, at the latest after the limit."""
        with self._changed:
            return self._changed.wait_for(condition, limit_s)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _tell(self, situation: Situation) -> None:
        with self._changed:
            if situation == self._situation:
                return
            self._situation = situation
            self._changed.notify_all()
        self._on_change(situation)
