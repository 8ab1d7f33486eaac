"""`atshot token`: who may call, kept in the database whether or not the daemon runs. Knows no HTTP."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from atshot_daemon.cli.output import Output
from atshot_daemon.cli.table import columns
from atshot_daemon.world import World

if TYPE_CHECKING:
    from atshot_daemon.access.clients import Clients

Action = Callable[[argparse.Namespace, World], None]


def token(args: argparse.Namespace, world: World) -> int:
    """Make, list or revoke tokens; 0."""
    ACTIONS[args.action](args, world)
    return 0


def _add(args: argparse.Namespace, world: World) -> None:
    from atshot_daemon.access.clients import Kind, Scope
    from atshot_daemon.access.records import client_record

    scopes = [Scope(name) for name in args.scope or [Scope.EXTRACT]]
    with _clients(world) as clients:
        client, secret = clients.add(args.name, kind=Kind.TOKEN, scopes=scopes)
    shown = json.dumps({**client_record(client), "token": secret}, ensure_ascii=False) if args.json else secret
    Output(world.stdout).write(f"{shown}\n")
    if not args.quiet:
        world.say(f"{client.name} may {_listed(client.scopes)}; this is the only time that the token is shown")


def _list(args: argparse.Namespace, world: World) -> None:
    from atshot_daemon.access.records import client_record

    with _clients(world) as clients:
        found = clients.all()
    output = Output(world.stdout)
    if args.json:
        output.write(json.dumps({"clients": [client_record(client) for client in found]}, ensure_ascii=False) + "\n")
    elif not found:
        world.say("nobody has a token; make one with: atshot token add NAME")
    else:
        rows = [(c.id, c.name, c.kind, _listed(c.scopes), _day(c.created_at), _day(c.last_used_at)) for c in found]
        output.write(columns([("ID", "NAME", "KIND", "MAY", "MADE", "USED"), *rows]))


def _revoke(args: argparse.Namespace, world: World) -> None:
    from atshot_daemon.access.errors import ClientUnknown

    with _clients(world) as clients:
        named = [client.id for client in clients.all() if client.name == args.client]
        if not clients.revoke(args.client):
            several = f"{len(named)} clients are called {args.client!r}, name one by its id: {', '.join(named)}"
            raise ClientUnknown(several if named else f"there is no client {args.client!r}; see: atshot token list")
    world.say(f"revoked {args.client}")


def revoke_all(world: World) -> int:
    """End every token that was ever given to a program; how many there were."""
    from atshot_daemon.store.database import FILE_NAME

    if not (world.places.data / FILE_NAME).exists():
        return 0
    with _clients(world) as clients:
        return sum(clients.revoke(client.id) for client in clients.all())


@contextmanager
def _clients(world: World) -> "Iterator[Clients]":
    from atshot_daemon.access.clients import Clients
    from atshot_daemon.store.database import open_database

    with closing(open_database(world.places.data)) as connection:
        yield Clients(connection, world.now)


def _listed(scopes: Sequence[str]) -> str:
    return ", ".join(scopes)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment else "-"


ACTIONS = MappingProxyType[str, Action]({"add": _add, "list": _list, "revoke": _revoke})
