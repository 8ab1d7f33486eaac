"""Engines in their own processes: what a crash, a hang, a growth and a rest cost, and whom."""

import asyncio
import contextlib
import os
import signal
import sys
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from atshot_daemon.engine.errors import EngineDied, EngineFailed, EngineTimeout
from atshot_daemon.engine.frames import Frame, receive_frame
from atshot_daemon.engine.host import EngineState
from atshot_daemon.engine.worker import Question
from atshot_inference.engine import Event, LinesRead, Message, TaskFound
from atshot_inference.errors import EngineUnavailable, ImageTruncated
from tests.daemon.engine.conftest import Make
from tests.engine_child import SECRET, found
from tests.engines import CHILD, job
from tests.fakes import picture_bytes
from tests.waiting import ENOUGH_S, until


def pids() -> set[int]:
    """The processes that we have started and that still run."""
    children = psutil.Process().children(recursive=True)
    return {child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE}


def question(text: str, colour: str | None = None) -> Question:
    return Question(picture_bytes(colour=colour) if colour else None, (Message("user", text),), 100)


async def test_a_picture_is_read_and_told_of_on_the_way(make: Make) -> None:
    told: list[Event] = []

    outcome = await make().read("auto", job("white", told=told))

    assert [found(64).text] == [task.text for task in outcome.reading.tasks]
    assert [LinesRead, TaskFound] == [type(event) for event in told]
    assert (64, 48, "colour", "zh") == (outcome.width, outcome.height, outcome.engine, outcome.reading.language)
    assert found(64).id == outcome.reading.tasks[0].id


async def test_a_crash_costs_its_own_picture_only(make: Make) -> None:
    engines = make()

    with pytest.raises(EngineDied):
        await engines.read("auto", job("red"))

    assert "colour" == (await engines.read("auto", job("white"))).engine


async def test_a_hang_is_ended_at_the_deadline_and_the_next_picture_is_read(make: Make) -> None:
    engines = make(deadline_s=0.5)
    await engines.warm()

    with pytest.raises(EngineTimeout, match=r"0\.5 s"):
        await engines.read("auto", job("blue"))

    assert (await engines.read("auto", job("white"))).reading.tasks


async def test_what_the_engine_raises_is_told_without_its_words(make: Make) -> None:
    with pytest.raises(EngineFailed) as raised:
        await make().read("auto", job("black"))

    assert SECRET not in str(raised.value)
    assert "ValueError at engine_child.py" in str(raised.value)


async def test_a_bad_picture_is_no_failure_of_the_engine(make: Make) -> None:
    engines = make()
    whole = job("white", width=2000)

    with pytest.raises(ImageTruncated):
        await engines.read("auto", replace(whole, data=whole.data[:60]))

    assert 0 == engines.statuses[0].failures


async def test_a_caller_who_leaves_ends_the_reading(make: Make, gate: Path) -> None:
    engines = make()
    await engines.warm()
    reading = asyncio.ensure_future(engines.read("auto", job("green")))
    await until(lambda: engines.statuses[0].state is EngineState.READING)

    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)

    assert (await engines.read("auto", job("white"))).reading.tasks


async def test_a_process_that_has_grown_is_replaced(make: Make) -> None:
    engines = make(worker_memory_mb=250)
    await engines.warm()
    before = pids()

    await engines.read("auto", job("cyan"))
    await engines.read("auto", job("white"))

    assert not before & pids()


async def test_a_process_is_replaced_after_so_many_pictures(make: Make) -> None:
    engines = make(worker_pictures=2)
    await engines.warm()
    first = pids()

    await engines.read("auto", job("white"))
    after_one = pids()
    await engines.read("auto", job("white"))
    await engines.read("auto", job("white"))

    assert first == after_one
    assert not first & pids()


async def test_an_idle_engine_is_let_go_of_and_comes_back(make: Make) -> None:
    engines = make(keep_alive="0")

    await engines.read("auto", job("white"))
    await until(lambda: not pids())

    assert EngineState.UNLOADED is engines.statuses[0].state
    assert (await engines.read("auto", job("white"))).reading.tasks


async def test_no_process_is_left_behind(make: Make) -> None:
    engines = make()
    await engines.warm()
    assert pids()

    await engines.aclose()

    assert set() == pids()


async def test_the_process_ends_with_the_daemon_even_while_it_hangs(gate: Path) -> None:
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(sys.executable, str(CHILD), "colour", stdin=pipe, stdout=pipe)
    assert child.stdin and child.stdout
    await receive_frame(child.stdout)
    child.stdin.write(Frame({"op": "read", "today": "2026-03-16", "me": None}, picture_bytes(colour="blue")).encoded())

    child.stdin.close()  # as when the daemon is gone

    async with asyncio.timeout(ENOUGH_S):
        await child.communicate()

    assert 0 == child.returncode


async def test_an_engine_that_fails_rests_and_the_next_one_answers_and_says_so(make: Make) -> None:
    engines = make("broken", "colour", breaker_failures=2)

    for _ in range(2):
        outcome = await engines.read("broken", job("white"))
        assert ("engine 'broken' needs a part that is not here; colour answered",) == outcome.notes
    resting = await engines.read("broken", job("white"))

    assert EngineState.RESTING is engines.statuses[0].state
    assert ("engine broken rests after 2 failures in a row; colour answered",) == resting.notes


async def test_auto_passes_over_what_is_not_installed(make: Make) -> None:
    engines = make("missing", "colour")

    outcome = await engines.read("auto", job("white"))

    assert "colour" == outcome.engine
    assert () == outcome.notes
    assert "get missing" in str(engines.statuses[0].message)


async def test_an_engine_that_cannot_be_opened_says_why(make: Make) -> None:
    engines = make("broken")

    with pytest.raises(EngineUnavailable, match="needs a part"):
        await engines.read("auto", job("white"))

    assert EngineState.MISSING is engines.statuses[0].state


async def test_a_question_is_answered_piece_by_piece(make: Make) -> None:
    engines = make("answering", "colour")

    pieces = [piece async for piece in engines.ask("auto", question("谁？", "white"))]

    assert ["你问：", "谁？", " (64 px)"] == pieces
    assert ("answering",) == engines.answering


async def test_an_answer_that_nobody_hears_to_its_end_disturbs_no_other(make: Make) -> None:
    engines = make("answering", "colour")

    async with aclosing(engines.ask("auto", question("one"))) as pieces:
        await anext(pieces)

    assert "你问：two (0 px)" == "".join([piece async for piece in engines.ask("auto", question("two"))])


async def test_an_answer_that_stops_in_the_middle_is_ended_at_the_deadline(make: Make) -> None:
    engines = make("answering", "colour", deadline_s=0.5)
    await engines.warm()

    with pytest.raises(EngineTimeout):
        [piece async for piece in engines.ask("auto", question("one", "blue"))]


async def test_without_an_engine_that_answers_the_error_says_how_to_get_one(make: Make) -> None:
    with pytest.raises(EngineUnavailable, match="doctor"):
        [piece async for piece in make().ask("auto", question("one"))]


async def test_a_process_killed_by_the_system_is_noticed_and_replaced(make: Make) -> None:
    engines = make()
    await engines.warm()

    for pid in pids():
        os.kill(pid, signal.SIGKILL)

    with contextlib.suppress(EngineDied):  # it may not have been noticed yet
        await engines.read("auto", job("white"))
    outcome = await engines.read("auto", job("white"))

    assert [found(64).text] == [task.text for task in outcome.reading.tasks]
