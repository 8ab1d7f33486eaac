"""Who may call, as JSON's own types, the same for the API and for the command line. Knows every field, no HTTP."""

from atshot_daemon.access.clients import Client
from atshot_daemon.records import Record
from atshot_daemon.store.records import moment


def client_record(client: Client) -> Record:
    """A client, without its token."""
    return {
        "id": client.id,
        "name": client.name,
        "kind": client.kind.value,
        "scopes": [scope.value for scope in client.scopes],
        "created_at": moment(client.created_at),
        "last_used_at": moment(client.last_used_at),
        "origin": client.origin,
    }
