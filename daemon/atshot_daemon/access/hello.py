"""The daemon proves to a client that it knows its token. Knows no pairing."""

from atshot_daemon.access.clients import Clients
from atshot_daemon.access.errors import ClientUnknown
from atshot_daemon.access.proof import hello_proof, nonce_of


def hello(clients: Clients, client_id: str, nonce: str, *, port: int) -> str:
    """The proof for this client and nonce, as hex; ClientUnknown, FieldInvalid."""
    said = nonce_of("nonce", nonce)
    key = clients.key_of(client_id)
    if key is None:
        raise ClientUnknown("this client was revoked or never was; pair again")
    return hello_proof(key, said, port).hex()
