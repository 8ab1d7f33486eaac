"""Who holds a port. Knows processes and sockets, not what Atshot wants the port for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from atshot_daemon.plain import one_line


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that listens on a port; name and pid are None as far as the system does not tell us."""

    name: str | None = None
    pid: int | None = None

    def __str__(self) -> str:
        if self.pid is None:
            return "a program of another user"
        return f"{self.name or 'a program'} (pid {self.pid})"


def tcp_connections() -> Iterable[Any]:
    """All TCP sockets of this machine that we may know of."""
    import psutil

    try:
        return psutil.net_connections(kind="tcp")
    except (psutil.Error, OSError):  # macOS tells root only; a container may hide the list
        return ()


def process_name(pid: int) -> str | None:
    """The name of a program that runs, if we may know it."""
    import psutil

    try:
        return one_line(psutil.Process(pid).name())
    except psutil.Error:
        return None


def holder(
    port: int,
    *,
    connections: Callable[[], Iterable[Any]] = tcp_connections,
    name_of: Callable[[int], str | None] = process_name,
) -> Holder | None:
    """Who listens on the port; None when nobody is seen to."""
    holders = [c.pid for c in connections() if c.status == "LISTEN" and c.laddr.port == port]
    if not holders:
        return None
    pid = next(filter(None, holders), None)
    return Holder(name_of(pid) if pid else None, pid)


def held_by(ports: Iterable[int], *, holder_of: Callable[[int], Holder | None] = holder) -> str:
    """Who holds the ports, each program once: `nginx (pid 123), a program of another user`."""
    holders = dict.fromkeys(str(who) for port in ports if (who := holder_of(port)))
    return ", ".join(holders) or "another program"
