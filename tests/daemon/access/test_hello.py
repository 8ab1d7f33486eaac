"""The daemon's proof to a client that it paired with."""

import hashlib
import hmac

import pytest

from atshot_daemon.access.clients import Clients, Kind, Scope
from atshot_daemon.access.errors import ClientUnknown, FieldInvalid
from atshot_daemon.access.hello import hello
from tests.daemon.access.clocks import WallClock, client_table

NONCE = "0f" * 16


@pytest.fixture
def clients() -> Clients:
    return Clients(client_table(), WallClock())


def test_a_client_recognises_the_daemon_by_its_own_token(clients: Clients) -> None:
    client, token = clients.add("Firefox", kind=Kind.EXTENSION, scopes=[Scope.EXTRACT])
    key = hashlib.sha256(token.encode()).digest()
    expected = hmac.new(key, b"atshot hello\n" + b"\x0f" * 16 + b"21860", hashlib.sha256).hexdigest()

    assert expected == hello(clients, client.id, NONCE, port=21860)


def test_a_proof_for_another_port_is_another(clients: Clients) -> None:
    client, _ = clients.add("Firefox", kind=Kind.EXTENSION, scopes=[Scope.EXTRACT])

    assert hello(clients, client.id, NONCE, port=21861) != hello(clients, client.id, NONCE, port=21860)


def test_this_runs_own_client_recognises_the_daemon_too(clients: Clients) -> None:
    key = hashlib.sha256(clients.add_local().encode()).digest()
    expected = hmac.new(key, b"atshot hello\n" + b"\x0f" * 16 + b"21860", hashlib.sha256).hexdigest()

    assert expected == hello(clients, "local", NONCE, port=21860)


def test_a_revoked_client_is_told_so(clients: Clients) -> None:
    client, _ = clients.add("Firefox", kind=Kind.EXTENSION, scopes=[Scope.EXTRACT])
    clients.revoke(client.id)

    with pytest.raises(ClientUnknown):
        hello(clients, client.id, NONCE, port=21860)


@pytest.mark.parametrize("nonce", ["", "0f", "0f" * 20, "not hex" * 5])
def test_a_nonce_that_is_none_is_refused_before_the_client_is_looked_for(clients: Clients, nonce: str) -> None:
    with pytest.raises(FieldInvalid, match="nonce"):
        hello(clients, "nobody", nonce, port=21860)
