"""Whose the other end of a connection is: with real sockets of two users."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import aiohttp
import pytest

from atshot_daemon.access.clients import Kind
from atshot_daemon.peers import is_of_other_user, user_of
from tests.daemon.http.api import Api
from tests.daemon.http.test_access_api import Program

NOBODY = 65534

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says whose a socket is")
root_only = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can be another user for a moment"
)


@contextmanager
def another_user() -> Iterator[None]:
    """Be somebody else inside: what is made there is theirs."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def foreign_socket(family: int = socket.AF_INET) -> socket.socket:
    """A socket that belongs to somebody else."""
    with another_user():
        return socket.socket(family, socket.SOCK_STREAM)


def ends(family: int, address: str, client: socket.socket, held: ExitStack) -> tuple[tuple[str, int], tuple[str, int]]:
    """The client's end and the server's of a connection, as the server sees them."""
    server = held.enter_context(socket.create_server((address, 0), family=family))
    held.enter_context(client).connect(server.getsockname()[:2])
    accepted, peer = server.accept()
    return peer[:2], held.enter_context(accepted).getsockname()[:2]


@linux_only
@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_our_own_connections_are_ours(family: int, address: str) -> None:
    with ExitStack() as held:
        peer, ours = ends(family, address, socket.socket(family, socket.SOCK_STREAM), held)

        assert os.geteuid() == user_of(peer, ours)
        assert not is_of_other_user(peer, ours)


@linux_only
@root_only
@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_connections_of_others_are_told(family: int, address: str) -> None:
    with ExitStack() as held:
        peer, ours = ends(family, address, foreign_socket(family), held)

        assert NOBODY == user_of(peer, ours)
        assert is_of_other_user(peer, ours)


@linux_only
def test_of_a_connection_that_is_not_here_nothing_is_known() -> None:
    assert user_of(("127.0.0.1", 1), ("127.0.0.1", 2)) is None
    assert not is_of_other_user(("192.0.2.1", 1), ("127.0.0.1", 2))


@linux_only
@root_only
async def test_a_code_that_another_user_has_seen_opens_nothing_for_them_and_still_works_for_us(api: Api) -> None:
    opened = await api.service.pairings.open(Kind.PAGE, "local")
    connector = aiohttp.TCPConnector(socket_factory=lambda info: foreign_socket(info[0]))
    async with aiohttp.ClientSession(connector=connector) as theirs:
        stolen, _ = await Program(replace(api, session=theirs)).traded(opened.code)
    taken, _ = await Program(api).traded(opened.code)

    assert (403, "pairing_foreign") == (stolen.status, stolen.json["error"])
    assert 200 == taken.status
