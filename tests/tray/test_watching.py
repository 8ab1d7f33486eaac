"""What the icon shows for what is the case: looks, sentences, and what stays while nothing can be asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import pytest

from atshot_daemon.discovery import Running
from atshot_tray.link import DaemonAway, Link, Status
from atshot_tray.situation import Situation, State
from atshot_tray.state import Look, Pairing, Recent, Snapshot
from atshot_tray.watching import Switches, Watching
from atshot_tray.words import ENGLISH
from tests.waiting import until

RUNNING = Running(21860, 1, "0.1.0", datetime(2026, 3, 16, tzinfo=UTC), "ats_x")
UP = Situation(State.RUNNING, RUNNING)
IDLE = Status(problems=(), engine="ocr", can_answer=False, is_busy=False)
RECENT = (Recent("abc", "@Ben: draft", 2),)


@dataclass
class Case:
    """What is the case, and what the icon was told."""

    situation: Situation = UP
    status_now: Status | None = IDLE
    switches: Switches = field(default_factory=Switches)
    shown: list[Snapshot] = field(default_factory=list)
    broken: bool = False
    failure: Exception | None = None
    logged: list[object] = field(default_factory=list)

    def status(self) -> Status:
        """As a link says it; DaemonAway, and whatever a daemon of another version makes of it."""
        if self.failure:
            raise self.failure
        if self.status_now is None:
            raise DaemonAway("away")
        return self.status_now

    def recent(self) -> tuple[Recent, ...]:
        """As a link says it."""
        return RECENT

    @contextmanager
    def watched(self) -> Iterator[Watching]:
        """Somebody who looks at it."""
        watching = Watching(
            cast("Link", self),
            words=ENGLISH,
            situation=lambda: self.situation,
            switches=lambda: self.switches,
            show=self.show,
            log=lambda event, **fields: self.logged.append((event, *fields.values())),
        )
        watching.start()
        yield watching
        watching.close()

    def show(self, snapshot: Snapshot) -> None:
        """As an icon does, while it can."""
        if self.broken:
            self.broken = False
            raise OSError("no desktop")
        self.shown.append(snapshot)

    async def seen(self) -> Snapshot:
        """What is shown first."""
        with self.watched():
            await until(lambda: bool(self.shown))
        return self.shown[0]


@pytest.mark.parametrize(
    ("situation", "look", "detail"),
    [
        (UP, Look.READY, None),
        (
            Situation(State.BACKOFF, why="SIGKILL"),
            Look.STARTING,
            "The service ended (SIGKILL); it is being started again …",
        ),
        (
            Situation(State.CRASHED, why="the port is taken"),
            Look.ATTENTION,
            "The service does not start (the port is taken). Choose “Restart” once that is mended.",
        ),
        (Situation(State.STOPPED), Look.STOPPED, None),
        (Situation(State.STOPPING, RUNNING), Look.STOPPED, None),
        (
            Situation(State.RUNNING, RUNNING, is_own=False, why="it did not answer any more"),
            Look.ATTENTION,
            "The service does not answer. Choose “Restart”.",
        ),
    ],
    ids=["up", "again", "given up", "paused", "pausing", "hung"],
)
async def test_each_situation_has_its_look_and_sentence(situation: Situation, look: Look, detail: str | None) -> None:
    seen = await Case(situation).seen()

    assert (look, detail, look is Look.STOPPED) == (seen.look, seen.detail, seen.is_paused)


async def test_a_problem_of_the_daemon_wants_attention() -> None:
    seen = await Case(status_now=Status((("storage_full", "full"),), "ocr", can_answer=False, is_busy=False)).seen()

    assert (Look.ATTENTION, "The disk is full. Make room, or delete old captures.") == (seen.look, seen.detail)


async def test_a_daemon_that_reads_for_others_is_at_work() -> None:
    seen = await Case(status_now=Status((), "glm", can_answer=True, is_busy=True)).seen()

    assert (Look.WORKING, "glm", True) == (seen.look, seen.engine, seen.has_better_engine)


async def test_our_own_work_shows_while_it_lasts() -> None:
    case = Case()
    with case.watched() as watching:
        with watching.working():
            await until(lambda: bool(case.shown) and case.shown[-1].look is Look.WORKING)
        await until(lambda: case.shown[-1].look is Look.READY)


async def test_what_was_known_stays_while_the_daemon_cannot_be_asked() -> None:
    case = Case()
    with case.watched() as watching:
        await until(lambda: bool(case.shown))
        case.status_now, case.switches = None, Switches(starts_at_login=True)
        watching.wake()
        await until(lambda: case.shown[-1].starts_at_login)

    assert (RECENT, "ocr", Look.READY) == (case.shown[-1].recent, case.shown[-1].engine, case.shown[-1].look)


async def test_a_pairing_and_the_switches_are_shown() -> None:
    case = Case(switches=Switches(copies_list=True))
    with case.watched() as watching:
        watching.set_pairing(Pairing("bido-kasu", "ABCD1234"))
        await until(lambda: bool(case.shown) and case.shown[-1].pairing is not None)
        watching.set_pairing(None)
        await until(lambda: case.shown[-1].pairing is None)

    assert case.shown[-1].copies_list


async def test_what_has_not_changed_is_not_shown_again() -> None:
    case = Case()
    with case.watched() as watching:
        await until(lambda: bool(case.shown))
        watching.wake()
        case.situation = Situation(State.STOPPED)
        watching.wake()
        await until(lambda: case.shown[-1].look is Look.STOPPED)

    assert [Look.READY, Look.STOPPED] == [snapshot.look for snapshot in case.shown]


async def test_what_nobody_expects_is_written_down_once_and_the_next_look_is_as_good_as_ever() -> None:
    case = Case(failure=KeyError("engines"))
    with case.watched() as watching:
        await until(lambda: bool(case.shown))
        for is_on in (True, False):
            case.switches = Switches(starts_at_login=is_on)
            watching.wake()
            await until(lambda: case.shown[-1].starts_at_login is is_on)  # noqa: B023  # awaited within the turn
        assert [("watching failed", case.failure)] == case.logged
        case.failure = None
        watching.wake()
        await until(lambda: case.shown[-1].recent == RECENT)

    assert Look.READY is case.shown[0].look


async def test_an_icon_that_fails_is_shown_the_same_again() -> None:
    case = Case(broken=True)
    with case.watched() as watching:
        await until(lambda: bool(case.logged))
        watching.wake()
        await until(lambda: bool(case.shown))

    assert Look.READY is case.shown[0].look
