"""Who holds a port."""

import socket
import subprocess
import sys
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from atshot_daemon.ports import Holder, held_by, holder, process_name, tcp_connections

LISTENER = """
import socket, sys
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    sys.stdin.read()
"""


def connection(port: int, pid: int | None, status: str = psutil.CONN_LISTEN) -> Any:
    """A socket as psutil shows it."""
    return SimpleNamespace(laddr=SimpleNamespace(port=port), pid=pid, status=status)


def held(*connections: Any) -> Holder | None:
    """Who holds port 80 of these."""
    return holder(80, connections=lambda: connections, name_of=lambda pid: "nginx" if pid == 7 else None)


def test_a_real_program_is_named() -> None:
    with subprocess.Popen([sys.executable, "-c", LISTENER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout
        found = holder(int(program.stdout.readline()))
        program.kill()

    assert found and program.pid == found.pid
    assert f"{found.name} (pid {program.pid})" == str(found)
    assert "python" in str(found).lower()


def test_nobody_holds_a_free_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert holder(port) is None


@pytest.mark.parametrize(
    ("connections", "shown"),
    [
        ([connection(80, 7)], "nginx (pid 7)"),
        ([connection(80, None)], "a program of another user"),
        ([connection(80, None), connection(80, 7)], "nginx (pid 7)"),
        ([connection(80, 8)], "a program (pid 8)"),
        ([connection(81, 7)], "None"),
        ([connection(80, 7, "ESTABLISHED")], "None"),
        ([], "None"),
    ],
)
def test_what_the_system_tells_is_told(connections: Iterable[Any], shown: str) -> None:
    assert shown == str(held(*connections))


def test_several_ports_name_each_program_once() -> None:
    holders = {1: Holder("nginx", 7), 2: None, 3: Holder("nginx", 7), 4: Holder()}

    assert "nginx (pid 7), a program of another user" == held_by(holders, holder_of=holders.__getitem__)
    assert "another program" == held_by([2], holder_of=holders.__getitem__)


def test_a_process_that_is_over_has_no_name() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as program:
        program.wait()

    assert process_name(program.pid) is None


def test_the_system_gives_a_list() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        assert any(c.laddr and c.laddr.port == port for c in tcp_connections())
