"""On which addresses and port the daemon listens."""

import contextlib
import socket
from collections.abc import Iterable, Iterator

import pytest
from aiohttp import web

from atshot_daemon.config import Config
from atshot_daemon.errors import ConfigInvalid
from atshot_daemon.http.binding import PORTS, Bound, PortTaken, bind
from atshot_daemon.http.server import drain, listen
from tests.daemon.http.raw import ask, request


def has_ipv6() -> bool:
    """Whether this machine has the address ::1."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


def free_ports(count: int) -> list[int]:
    """Ports that nobody has, on either address as far as one can tell."""
    with contextlib.ExitStack() as held:
        return [held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


@contextlib.contextmanager
def bound(config: Config, ports: list[int] | None = None) -> Iterator[Bound]:
    found = bind(config, ports or PORTS)
    try:
        yield found
    finally:
        found.close()


def addresses(found: Bound) -> list[tuple[str, int]]:
    return [held.getsockname()[:2] for held in found.sockets]


def remote(host: str, port: int) -> Config:
    return Config(host=host, port=port, allow_remote=True, tls_cert="c", tls_key="k")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_port_that_was_asked_for_is_taken_on_loopback_only(host: str) -> None:
    (port,) = free_ports(1)
    expected = [("127.0.0.1", port), ("::1", port)] if has_ipv6() else [("127.0.0.1", port)]

    with bound(Config(host=host, port=port)) as found:
        assert (port, expected) == (found.port, addresses(found))


def test_the_daemons_ports_are_those_of_the_contract() -> None:
    assert list(range(21860, 21870)) == list(PORTS)


def test_without_a_wish_the_first_free_port_is_taken() -> None:
    first, second, third = free_ports(3)
    with socket.create_server(("127.0.0.1", first)), bound(Config(), [first, second, third]) as found:
        assert second == found.port


@needs_ipv6
def test_a_port_that_a_stranger_has_on_ipv6_counts_as_taken() -> None:
    first, second = free_ports(2)
    with (
        socket.create_server(("::1", first), family=socket.AF_INET6),
        bound(Config(), [first, second]) as found,
    ):
        assert second == found.port


@needs_ipv6
def test_what_was_taken_of_such_a_port_is_given_back() -> None:
    (port,) = free_ports(1)
    with socket.create_server(("::1", port), family=socket.AF_INET6), pytest.raises(PortTaken):
        bind(Config(port=port))

    with bound(Config(port=port)) as found:
        assert port == found.port


def holders(ports: Iterable[int]) -> str:
    """Names whom it was asked for."""
    return " and ".join(f"the holder of {port}" for port in ports)


def test_who_has_the_port_that_was_asked_for_is_told() -> None:
    (port,) = free_ports(1)
    with socket.create_server(("127.0.0.1", port)), pytest.raises(PortTaken, match=f"the holder of {port};") as refused:
        bind(Config(port=port), held_by=holders)

    assert "port_taken" == refused.value.code


def test_when_all_our_ports_are_taken_that_is_told() -> None:
    first, second = free_ports(2)
    expected = f"the holder of {first} and the holder of {second}; .* --port"
    with (
        socket.create_server(("127.0.0.1", first)),
        socket.create_server(("127.0.0.1", second)),
        pytest.raises(PortTaken, match=expected),
    ):
        bind(Config(), [first, second], held_by=holders)


def test_two_daemons_cannot_have_one_port() -> None:
    (port,) = free_ports(1)
    with bound(Config(port=port)), pytest.raises(PortTaken):
        bind(Config(port=port))


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    (port,) = free_ports(1)

    with pytest.raises(ConfigInvalid, match=host):
        bind(remote(host, port))


def test_an_address_that_others_reach_is_taken_as_it_is() -> None:
    (port,) = free_ports(1)

    with bound(remote("0.0.0.0", port)) as found:
        assert [("0.0.0.0", port)] == addresses(found)


async def test_the_daemon_answers_on_every_address() -> None:
    (port,) = free_ports(1)
    found = bind(Config(port=port))
    runner = await listen(web.Application(), found.sockets)

    assert addresses(found) == [held[:2] for held in runner.addresses]
    await drain(runner, limit_s=0.1)


async def test_after_the_end_the_port_is_free_again() -> None:
    (port,) = free_ports(1)
    runner = await listen(web.Application(), bind(Config(port=port)).sockets)
    await ask(port, request("GET", "/", {"Host": "x", "Connection": "close"}))  # the system remembers it for a minute
    await drain(runner, limit_s=0.1)

    with bound(Config(port=port)) as found:
        assert port == found.port
