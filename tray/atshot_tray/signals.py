"""Hears the system's wish that we end, whatever the main thread waits for. Knows signals, not what ending means."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_AT_ONCE_BYTES = 64


@contextmanager
def heard_signals(ask: Callable[[], None]) -> Iterator[None]:
    """While inside, a signal to end calls `ask`, from a thread; on the main thread only.

    Python's own handlers run on the main thread, once it gets to run: one that has just begun to wait would not.
    """
    # `nohup` and a shell's `&` have some of them ignored.
    heard = {number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN}
    reading, writing = socket.socketpair()
    writing.setblocking(False)

    def listen() -> None:
        while told := reading.recv(_AT_ONCE_BYTES):
            if heard.intersection(told):
                ask()

    listener = threading.Thread(target=listen, name="signals", daemon=True)
    listener.start()
    wakeup = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, _only_heard) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        writing.close()
        listener.join()
        reading.close()


def _only_heard(number: int, frame: object) -> None:
    """Python writes the number to the socket before it calls this, and does not end the process."""
