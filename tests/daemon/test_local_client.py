"""Asking the daemon: over real sockets, past proxies, with what goes wrong on the way."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from atshot_daemon.config import Places, places
from atshot_daemon.discovery import Running
from atshot_daemon.local_client import DaemonRefused, DaemonUnreachable, LocalClient
from tests.fake_daemon import STARTED_AT, TOKEN, FakeDaemon, Said


@pytest.fixture
def daemon() -> Iterator[FakeDaemon]:
    """A daemon that answers `GET /v1/status`."""
    with FakeDaemon({"GET /v1/status": Said({"pid": 1}, headers={"X-Request-ID": "r1"})}).serving() as daemon:
        yield daemon


def client_of(port: int) -> LocalClient:
    """A client of whatever listens on the port."""
    return LocalClient(Running(port, os.getpid(), "0.1.0", STARTED_AT, TOKEN))


def test_an_answer_has_status_headers_and_body(daemon: FakeDaemon) -> None:
    with client_of(daemon.port) as client:
        answer = client.request("GET", "/v1/status")

    assert (200, "r1", {"pid": 1}) == (answer.status, answer.headers["x-request-id"], answer.json)


def test_the_token_goes_in_the_header(daemon: FakeDaemon) -> None:
    with client_of(daemon.port) as client:
        client.request("GET", "/v1/status")

    assert [f"Bearer {TOKEN}"] == [asked.headers["Authorization"] for asked in daemon.asked]


def test_bodies_are_json_or_bytes(daemon: FakeDaemon) -> None:
    daemon.answers["POST /x"] = Said()
    with client_of(daemon.port) as client:
        client.request("POST", "/x", json={"名": [1]})
        client.request("POST", "/x", body=b"\x89PNG", headers={"Content-Type": "image/png"})

    sent = [(asked.headers["Content-Type"], asked.body) for asked in daemon.asked]
    assert [("application/json", '{"名":[1]}'.encode()), ("image/png", b"\x89PNG")] == sent


def test_one_connection_serves_all_requests(daemon: FakeDaemon) -> None:
    with client_of(daemon.port) as client:
        for _ in range(3):
            client.request("GET", "/v1/status")

    assert 1 == len({asked.connection for asked in daemon.asked})


def test_a_connection_that_was_closed_meanwhile_is_opened_again(daemon: FakeDaemon) -> None:
    daemon.answers["GET /last"] = Said({"n": 1}, closes=True)  # without saying so
    with client_of(daemon.port) as client:
        answers = [client.request("GET", "/last").json for _ in range(3)]

    assert [{"n": 1}] * 3 == answers
    assert 3 == len({asked.connection for asked in daemon.asked})


def test_an_error_of_the_daemon_keeps_its_code_and_words(daemon: FakeDaemon) -> None:
    error = {"error": "queue_full", "message": "too many\u001b[31m wait", "request_id": "r"}
    daemon.answers["GET /x"] = Said(error, 429, {"Retry-After": "3"})

    with client_of(daemon.port) as client, pytest.raises(DaemonRefused, match=r"too many\[31m wait") as refusal:
        client.request("GET", "/x")

    assert ("queue_full", 429, 3.0) == (refusal.value.code, refusal.value.status, refusal.value.retry_after_s)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"x"', b"\xff", b"[" * 10_000])
def test_an_error_that_says_nothing_points_at_the_log(daemon: FakeDaemon, body: bytes) -> None:
    daemon.answers["GET /x"] = Said(body, 500, {"Retry-After": "soon"})

    with client_of(daemon.port) as client, pytest.raises(DaemonRefused, match="answered 500; see: atshot logs") as it:
        client.request("GET", "/x")

    assert ("internal", None) == (it.value.code, it.value.retry_after_s)


def test_an_answer_that_is_no_json_is_told(daemon: FakeDaemon) -> None:
    daemon.answers["GET /x"] = Said(b"[" * 10_000)

    with client_of(daemon.port) as client, pytest.raises(DaemonUnreachable, match="does not speak like Atshot"):
        assert client.request("GET", "/x").json


def test_a_daemon_that_is_gone_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with client_of(port) as client, pytest.raises(DaemonUnreachable, match=f"127.0.0.1:{port} cannot be asked"):
        client.request("GET", "/v1/status")


def test_an_answer_that_comes_too_late_is_not_waited_for(daemon: FakeDaemon) -> None:
    answered = threading.Event()

    def late(_: object) -> Said:
        answered.wait()
        return Said()

    daemon.answers["GET /late"] = late
    with client_of(daemon.port) as client:
        try:
            with pytest.raises(DaemonUnreachable, match=r"did not answer within 0\.1 s"):
                client.request("GET", "/late", timeout_s=0.1)
        finally:
            answered.set()

        assert {"pid": 1} == client.request("GET", "/v1/status").json, "the late answer is not taken for the next"


def test_what_does_not_speak_http_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, client_of(server.getsockname()[1]) as client:

        def babble() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"SSH-2.0-OpenSSH\r\n")

        thread = threading.Thread(target=babble)
        thread.start()
        with pytest.raises(DaemonUnreachable, match="cannot be asked"):
            client.request("GET", "/v1/status")
        thread.join()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_no_proxy_stands_between(daemon: FakeDaemon, tmp_path: object, name: str) -> None:
    home: Places = places({"ATSHOT_HOME": str(tmp_path)})
    daemon.announce(home, pid=os.getpid())
    code = """
import sys
from atshot_daemon.config import places
from atshot_daemon.discovery import find_running
from atshot_daemon.local_client import LocalClient
running = find_running(places())
sys.stdout.buffer.write(LocalClient(running).request("GET", "/v1/status").body)
"""
    environ = {**os.environ, "ATSHOT_HOME": str(tmp_path), name: "http://127.0.0.1:1"}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=False)

    assert (b'{"pid": 1}', b"") == (done.stdout, done.stderr)
