"""Signals to end, heard in a thread while the main thread waits, and no longer than asked for."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from atshot_tray.signals import heard_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_asks_from_a_thread(number: int) -> None:
    asked = threading.Event()
    before = signal.getsignal(number)

    with heard_signals(asked.set):
        os.kill(os.getpid(), number)
        has_asked = asked.wait(30)

    assert has_asked
    assert before is signal.getsignal(number)
    assert -1 == signal.set_wakeup_fd(-1)


def test_another_signal_asks_for_nothing() -> None:
    asked = threading.Event()
    noted: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: noted.append(number))

    with heard_signals(asked.set):
        os.kill(os.getpid(), signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)

    assert ([signal.SIGUSR1], False) == (noted, asked.is_set())


def test_what_is_ignored_stays_ignored() -> None:
    asked = threading.Event()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with heard_signals(asked.set):
        os.kill(os.getpid(), signal.SIGHUP)
    now = signal.signal(signal.SIGHUP, before)

    assert (signal.SIG_IGN, False) == (now, asked.is_set())


def test_it_is_heard_while_the_main_thread_waits_and_is_not_woken() -> None:
    code = """
import os, signal, threading
from atshot_tray.signals import heard_signals
with heard_signals(lambda: os._exit(7)):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    print("up", flush=True)
    threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()

        assert 7 == process.wait(30)
