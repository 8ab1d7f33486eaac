"""The sockets on which the daemon listens. Knows addresses and ports, no HTTP."""

import contextlib
import errno
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from atshot_daemon.config import Config
from atshot_daemon.errors import BadRequest, ConfigInvalid
from atshot_daemon.ports import held_by

PORTS = range(21860, 21870)
BACKLOG = 128

_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})
_ABSENT = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


class PortTaken(BadRequest):
    """Another program has the port, or all that may be tried."""

    code = "port_taken"


@dataclass(frozen=True, slots=True)
class Bound:
    """Sockets that listen already, all on one port."""

    sockets: tuple[socket.socket, ...]
    port: int

    def close(self) -> None:
        """Let go of the port, where nothing is served on it."""
        for held in self.sockets:
            held.close()


def bind(config: Config, ports: Sequence[int] = PORTS, *, held_by: Callable[[Iterable[int]], str] = held_by) -> Bound:
    """The port asked for, or else the first free one of `ports`; PortTaken, ConfigInvalid for an absent address."""
    for port in [config.port] if config.port is not None else ports:
        if bound := _bound(config.host, port, is_remote=config.is_remote):
            return bound
    if config.port is not None:
        raise PortTaken(f"port {config.port} is taken by {held_by([config.port])}; end that or choose another port")
    raise PortTaken(f"the ports {ports[0]} to {ports[-1]} are taken by {held_by(ports)}; name another one with --port")


def _bound(host: str, port: int, *, is_remote: bool) -> Bound | None:
    """Sockets on all the addresses; None, and nothing held, where one of them is taken."""
    with contextlib.ExitStack() as held:
        sockets: list[socket.socket] = []
        for family, address in _addresses(host, port) if is_remote else _loopback(port):
            try:
                listening = held.enter_context(_listening(family, address))
            except OSError as error:
                if error.errno in _TAKEN:
                    return None
                if error.errno in _ABSENT and family == socket.AF_INET6 and sockets:
                    continue  # a machine without IPv6
                raise ConfigInvalid(f"host = {host!r} cannot be listened on: {error.strerror or error}") from error
            sockets.append(listening)
        held.pop_all()
    return Bound(tuple(sockets), port)


def _loopback(port: int) -> Iterator[tuple[socket.AddressFamily, tuple[str, int]]]:
    yield socket.AF_INET, ("127.0.0.1", port)
    if socket.has_ipv6:
        # Left free, a stranger could answer there for those who call "localhost".
        yield socket.AF_INET6, ("::1", port)


def _addresses(host: str, port: int) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise ConfigInvalid(f"host = {host!r} is no address of this machine: {error.strerror or error}") from error
    addresses = [(family, (str(address[0]), port)) for family, _, _, _, address in found]
    own = (socket.AF_INET, ("127.0.0.1", port))  # by which the command line calls, whatever else there is
    is_covered = own in addresses or any(held == "0.0.0.0" for _, (held, _) in addresses)
    return addresses if is_covered else [*addresses, own]


def _listening(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, two programs may otherwise listen on one port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind(address)
        listening.listen(BACKLOG)  # only then does the port belong to us alone
        listening.setblocking(False)
    except BaseException:
        listening.close()
        raise
    return listening
