"""Supervisors of real daemons for tests, and one as a program of its own: `python -m tests.tray.supervised HOME`."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from atshot_daemon.config import Places, places
from atshot_tray.situation import Situation, State
from atshot_tray.supervisor import Care, Supervisor
from tests.daemons import COLOURS, environment, lives
from tests.waiting import until

DAEMON = (*COLOURS, "--stop-with-stdin")
# No pause longer than it takes to see that there is one.
QUICK = Care(first_pause_s=0.02, start_poll_s=0.02, look_every_s=0.05, grace_s=0.5)


@dataclass
class Supervised:
    """A supervisor and all that it has told."""

    home: Path
    told: list[Situation] = field(default_factory=list)
    supervisor: Supervisor = field(init=False)

    @property
    def places(self) -> Places:
        """Its folders."""
        return places({"ATSHOT_HOME": str(self.home)})

    @property
    def states(self) -> list[State]:
        """Each state that it has been in, in order."""
        return [situation.state for situation in self.told]

    @property
    def pid(self) -> int:
        """The number of the daemon that runs."""
        running = self.supervisor.situation.running
        assert running is not None, self.told
        return running.pid

    async def reached(self, state: State, *, times: int = 1) -> Situation:
        """The situation, once it has been in this state so often, and is in it."""
        await until(lambda: self.states.count(state) >= times and self.supervisor.situation.state is state)
        return self.supervisor.situation


@contextmanager
def supervised(
    home: Path, command: Sequence[str] = DAEMON, *, care: Care = QUICK, starts: bool = True
) -> Iterator[Supervised]:
    """A supervisor of this command, closed at the end."""
    home.mkdir(exist_ok=True)
    one = Supervised(home)
    one.supervisor = Supervisor(command, one.places, environ=environment(home), on_change=one.told.append, care=care)
    try:
        if starts:
            one.supervisor.start()
        yield one
    finally:
        one.supervisor.close()


def script(text: str) -> list[str]:
    """A daemon that only does this."""
    return [sys.executable, "-c", text]


def processes(pid: int) -> list[psutil.Process]:
    """This process and its children, which may have gone by the time that they are looked at."""
    own = psutil.Process(pid)
    return [own, *own.children(recursive=True)]


def zombies() -> list[psutil.Process]:
    """Children of ours that have ended and that nobody has taken note of."""
    return [child for child in psutil.Process().children() if not lives(child) and child.is_running()]


def keeper(home: Path) -> "tuple[subprocess.Popen[str], int]":
    """A process that keeps a daemon running, and the number of that daemon."""
    command = [sys.executable, "-m", "tests.tray.supervised", str(home)]
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as said:
        return process, int(said.readline())


def main(home: str) -> None:
    """Keep a daemon running until we are killed; writes a line once it is up."""
    with supervised(Path(home)) as one:
        while one.supervisor.situation.state is not State.RUNNING:
            time.sleep(0.01)
        sys.stdout.write(f"{one.pid}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
