"""The supervisor and real child processes: killed, hung, in a loop, refused, taken over."""

import itertools
import os
import shutil
import signal
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from atshot_daemon.config import places
from atshot_daemon.discovery import find_running, is_alive
from atshot_tray.situation import Situation, State
from atshot_tray.supervisor import Supervisor
from atshot_tray.tray import daemon_command
from tests.daemons import atshot, daemon, environment, lives
from tests.tray.supervised import DAEMON, QUICK, keeper, processes, script, supervised, zombies
from tests.waiting import ENOUGH_S, until


async def test_a_daemon_is_started_and_ended(tmp_path: Path) -> None:
    with supervised(tmp_path) as one:
        situation = await one.reached(State.RUNNING)
        family = processes(one.pid)
        one.supervisor.stop()
        await one.reached(State.STOPPED)

    assert situation.is_own and situation.running is not None and situation.running.url.startswith("http://127.0.0.1:")
    assert [State.STARTING, State.RUNNING, State.STOPPING, State.STOPPED] == one.states
    assert [] == list(filter(lives, family))
    assert not one.places.discovery_file.exists()


async def test_a_killed_daemon_is_started_again(tmp_path: Path) -> None:
    with supervised(tmp_path) as one:
        await one.reached(State.RUNNING)
        first = one.pid
        os.kill(first, signal.SIGKILL)
        await one.reached(State.RUNNING, times=2)

        assert first != one.pid
        assert [Situation(State.BACKOFF, why="SIGKILL")] == [t for t in one.told if t.state is State.BACKOFF]
        assert [] == zombies()

    assert [] == zombies()


async def test_a_daemon_that_keeps_ending_is_given_up_with_its_last_line(tmp_path: Path) -> None:
    with supervised(tmp_path, script("import sys; sys.exit('atshot: first\\natshot: the disk\\tis gone\\n')")) as one:
        situation = await one.reached(State.CRASHED)

    assert Situation(State.CRASHED, why="the disk is gone") == situation
    assert [State.STARTING, State.BACKOFF] * 4 + [State.STARTING, State.CRASHED] == one.states[:-1]


async def test_the_pause_doubles(tmp_path: Path) -> None:
    started = tmp_path / "started"
    note = f"import time; open({str(started)!r}, 'a').write(f'{{time.monotonic()}}\\n'); raise SystemExit(1)"

    with supervised(tmp_path, script(note), care=replace(QUICK, first_pause_s=0.2, max_ends=4)) as one:
        await one.reached(State.CRASHED)

    times = list(map(float, started.read_text().split()))
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert [True, True, True] == [pause >= 0.2 * 2**n for n, pause in enumerate(pauses)]


@pytest.mark.parametrize("status", [69, 78])
async def test_what_does_not_get_better_is_given_up_at_once(status: int, tmp_path: Path) -> None:
    program = f"import sys; print('atshot: port taken', file=sys.stderr); sys.exit({status})"

    with supervised(tmp_path, script(program)) as one:
        situation = await one.reached(State.CRASHED)

    assert Situation(State.CRASHED, why="port taken") == situation
    assert [State.STARTING, State.CRASHED] == one.states[:-1]


async def test_a_real_daemon_with_a_wrong_setting_says_which(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("prot = 1\n", "utf-8")

    with supervised(tmp_path, daemon_command()) as one:
        situation = await one.reached(State.CRASHED)

    assert situation.why is not None and "did you mean 'port'?" in situation.why
    assert State.BACKOFF not in one.states


async def test_one_that_was_given_up_starts_when_asked(tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("port = 'x'\n", "utf-8")

    with supervised(tmp_path, daemon_command()) as one:
        await one.reached(State.CRASHED)
        broken.unlink()
        one.supervisor.restart()
        situation = await one.reached(State.RUNNING)

    assert situation.why is None


async def test_a_program_that_cannot_be_started_is_given_up(tmp_path: Path) -> None:
    with supervised(tmp_path, [str(tmp_path / "nosuch")]) as one:
        situation = await one.reached(State.CRASHED)

    assert situation.why is not None and "No such file" in situation.why


async def test_a_hung_daemon_is_replaced(tmp_path: Path) -> None:
    with supervised(tmp_path, care=replace(QUICK, health_every_s=0.1, health_tries=1)) as one:
        await one.reached(State.RUNNING)
        hung = one.pid
        os.kill(hung, signal.SIGSTOP)
        await one.reached(State.RUNNING, times=2)

        assert hung != one.pid and not is_alive(hung)
        assert Situation(State.BACKOFF, why="it did not answer any more") in one.told


async def test_one_that_never_gets_up_is_replaced(tmp_path: Path) -> None:
    with supervised(
        tmp_path, script("import time; time.sleep(1000)"), care=replace(QUICK, start_limit_s=0.1, max_ends=2)
    ) as one:
        situation = await one.reached(State.CRASHED)

    assert Situation(State.CRASHED, why="it did not start within 0.1 s") == situation


async def test_a_daemon_that_does_not_hear_is_killed_with_its_children(tmp_path: Path) -> None:
    with supervised(tmp_path, care=replace(QUICK, orderly_s=0.2, grace_s=0.2)) as one:
        await one.reached(State.RUNNING)
        await until(lambda: len(processes(one.pid)) > 1)  # its engine is being loaded
        family = processes(one.pid)
        os.kill(one.pid, signal.SIGSTOP)
        one.supervisor.stop()
        await one.reached(State.STOPPED)

        await until(lambda: not any(map(lives, family)))
        assert [] == zombies()


async def test_restarting_gives_another_daemon(tmp_path: Path) -> None:
    with supervised(tmp_path) as one:
        await one.reached(State.RUNNING)
        first = one.pid
        one.supervisor.restart()
        await one.reached(State.RUNNING, times=2)

        assert first != one.pid and not is_alive(first)
    assert State.BACKOFF not in one.states


async def test_what_atshot_stop_has_ended_stays_ended_until_asked(tmp_path: Path) -> None:
    with supervised(tmp_path) as one:
        await one.reached(State.RUNNING)
        assert 0 == atshot(tmp_path, "stop").returncode
        await one.reached(State.STOPPED)
        one.supervisor.start()
        await one.reached(State.RUNNING, times=2)

    assert State.BACKOFF not in one.states


async def test_a_daemon_that_runs_is_taken_as_it_is_and_left_alone_at_the_end(tmp_path: Path) -> None:
    async with daemon(tmp_path) as other:
        with supervised(tmp_path) as one:
            situation = await one.reached(State.RUNNING)
        assert is_alive(other.pid)

    assert Situation(State.RUNNING, situation.running, is_own=False) == situation
    assert other.pid == (situation.running and situation.running.pid)


async def test_when_the_other_daemon_goes_one_of_our_own_takes_its_place(tmp_path: Path) -> None:
    async with daemon(tmp_path) as other:
        with supervised(tmp_path) as one:
            await one.reached(State.RUNNING)
            other.kill()
            await one.reached(State.RUNNING, times=2)

            assert one.supervisor.situation.is_own
            assert psutil.Process(one.pid).ppid() == os.getpid()


async def test_pausing_ends_the_other_daemon_too(tmp_path: Path) -> None:
    async with daemon(tmp_path) as other:
        with supervised(tmp_path) as one:
            await one.reached(State.RUNNING)
            one.supervisor.stop()
            await one.reached(State.STOPPED)

            assert 0 == await other.ended()


async def test_another_daemon_that_hangs_is_told_of_and_replaced_when_asked(tmp_path: Path) -> None:
    async with daemon(tmp_path) as other:
        with supervised(tmp_path, care=replace(QUICK, orderly_s=0.2, health_tries=1)) as one:
            await one.reached(State.RUNNING)
            other.signal(signal.SIGSTOP)
            await until(lambda: one.supervisor.situation.why is not None)
            one.supervisor.restart()
            await until(lambda: one.supervisor.situation.is_own)
            await until(lambda: other.process.poll() is not None)
            await one.reached(State.RUNNING)

            assert one.pid != other.pid


async def test_after_giving_up_a_daemon_that_somebody_starts_is_found(tmp_path: Path) -> None:
    with supervised(tmp_path, script("raise SystemExit(78)")) as one:
        await one.reached(State.CRASHED)
        async with daemon(tmp_path) as other:
            situation = await one.reached(State.RUNNING)

            assert other.pid == (situation.running and situation.running.pid)


async def test_pausing_after_giving_up_is_a_pause(tmp_path: Path) -> None:
    with supervised(tmp_path, script("raise SystemExit(78)")) as one:
        await one.reached(State.CRASHED)
        one.supervisor.stop()
        await one.reached(State.STOPPED)


async def test_what_changes_is_told_by_one_thread_that_holds_nothing(tmp_path: Path) -> None:
    tellers: list[tuple[str, bool]] = []

    def note(situation: Situation) -> None:
        asking = threading.Thread(target=supervisor.settled, args=[0])  # it must not wait for who tells
        asking.start()
        asking.join(ENOUGH_S)
        tellers.append((threading.current_thread().name, asking.is_alive()))

    own = places({"ATSHOT_HOME": str(tmp_path)})
    command = script("raise SystemExit(78)")
    supervisor = Supervisor(command, own, environ=environment(tmp_path), on_change=note, care=QUICK)
    supervisor.start()
    await until(lambda: supervisor.situation.state is State.CRASHED)
    supervisor.stop()
    await until(lambda: supervisor.situation.state is State.STOPPED)
    supervisor.close()

    assert [("supervisor", False)] * 3 == tellers


async def test_after_atshot_stop_a_daemon_that_somebody_starts_is_found(tmp_path: Path) -> None:
    with supervised(tmp_path) as one:
        await one.reached(State.RUNNING)
        assert 0 == atshot(tmp_path, "stop").returncode
        await one.reached(State.STOPPED)
        async with daemon(tmp_path) as other:
            situation = await one.reached(State.RUNNING, times=2)

            assert (other.pid, False) == (situation.running and situation.running.pid, situation.is_own)


@pytest.mark.parametrize("is_folder", [False, True], ids=["its file", "the folder"])
async def test_a_daemon_that_nobody_can_find_is_replaced(tmp_path: Path, is_folder: bool) -> None:
    with supervised(tmp_path, care=replace(QUICK, health_every_s=0.05)) as one:
        await one.reached(State.RUNNING)
        lost = one.pid
        if is_folder:
            shutil.rmtree(one.places.state)
        else:
            one.places.discovery_file.unlink()
        await one.reached(State.RUNNING, times=2)

        assert find_running(one.places) == one.supervisor.situation.running
        assert lost != one.pid and not is_alive(lost)
        assert Situation(State.BACKOFF, why="nobody could find it any more") in one.told


async def test_another_daemon_that_hung_before_us_is_told_of_and_replaced_when_asked(tmp_path: Path) -> None:
    refused = script("raise SystemExit(75)")  # as a daemon ends after some seconds, while another holds the lock

    async with daemon(tmp_path) as other:
        other.signal(signal.SIGSTOP)
        with supervised(tmp_path, refused, care=replace(QUICK, orderly_s=0.2)) as one:
            situation = await one.reached(State.RUNNING)
            one.supervisor.restart()
            await until(lambda: other.process.poll() is not None)

    assert Situation(State.RUNNING, situation.running, is_own=False, why="it did not answer any more") == situation
    assert State.BACKOFF not in one.states[: one.states.index(State.RUNNING)]


async def test_a_daemon_behind_a_launcher_is_ours(tmp_path: Path) -> None:
    launcher = script(f"import subprocess, sys; sys.exit(subprocess.call({list(DAEMON)!r}))")

    with supervised(tmp_path, launcher) as one:
        situation = await one.reached(State.RUNNING)
        family = processes(one.pid)
        one.supervisor.stop()
        await one.reached(State.STOPPED)

    assert situation.is_own
    assert [] == list(filter(lives, family))


async def test_when_we_are_killed_nothing_is_left(tmp_path: Path) -> None:
    process, pid = keeper(tmp_path)
    family = processes(pid)
    process.kill()
    process.wait()

    await until(lambda: not any(map(lives, family)))
    assert find_running(places({"ATSHOT_HOME": str(tmp_path)})) is None
