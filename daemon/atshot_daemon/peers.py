"""Which user of this machine is at the other end of a connection. Knows Linux's table of sockets, no HTTP."""

import os
import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

# A numeric address, as sockets give them, and the port.
End = tuple[str, int]

ROOT = 0

# Linux only; elsewhere nobody but an administrator may know.
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def is_of_other_user(peer: End, ours: End) -> bool:
    """Whether the socket at `peer` that is connected with our end belongs to another user, who is not root either.

    False where the system does not say.
    """
    if sys.platform == "win32":
        return False
    user = user_of(peer, ours)
    return user is not None and user not in (os.geteuid(), ROOT)


def user_of(peer: End, ours: End) -> int | None:
    """The number of the user whose socket is at `peer`, connected with our end; None where the system does not say."""
    wanted = (_plain(peer), _plain(ours))
    return next((user for ends, user in _sockets() if ends == wanted), None)


def _sockets() -> Iterator[tuple[tuple[End, End], int]]:
    """The ends of every TCP socket, its own first, and its user; see proc_net_tcp.txt of Linux."""
    for table in _TABLES:
        try:
            _, *rows = table.read_text("ascii").splitlines()
        except (OSError, ValueError):
            continue
        for row in rows:
            fields = row.split()
            yield (_end(fields[1]), _end(fields[2])), int(fields[7])


def _end(text: str) -> End:
    """`0100007F:1F90`: the address in words of the machine's own order, the port."""
    address, port = text.split(":")
    words = struct.pack(f"={len(address) // 8}I", *(int(address[at : at + 8], 16) for at in range(0, len(address), 8)))
    family = socket.AF_INET if len(words) == 4 else socket.AF_INET6
    return _plain((socket.inet_ntop(family, words), int(port, 16)))


def _plain(end: End) -> End:
    return end[0].removeprefix("::ffff:"), end[1]
