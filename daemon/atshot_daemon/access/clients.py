"""Who may call, and with which token. Knows one table of SQLite, stores no token, speaks no HTTP."""

import contextlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.access.tokens import hashed, mint
from atshot_daemon.plain import one_line
from atshot_daemon.store.database import damage_told, trouble_told
from atshot_daemon.store.errors import StorageDamaged

MAX_NAME_CHARACTERS = 80
MAX_ORIGIN_CHARACTERS = 200
# A page is opened anew with one click; a tab forgotten overnight is no open door.
PAGE_LIFETIME = timedelta(hours=12)
# To the minute is near enough for a person, and spares the disk a write for every request.
USE_NOTED_EVERY = timedelta(minutes=1)
LOCAL_ID = "local"


class Scope(StrEnum):
    """What a token may do: read pictures, see and change what was read, manage the daemon."""

    EXTRACT = "extract"
    HISTORY = "history"
    ADMIN = "admin"


class Kind(StrEnum):
    """How a client came by its token: `local` is the command line's own of this run, which is in no table."""

    TOKEN = "token"
    EXTENSION = "extension"
    PAGE = "page"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody with a token; `origin` is what its browser said, never to be trusted."""

    id: str
    name: str
    kind: Kind
    scopes: tuple[Scope, ...]
    created_at: datetime
    origin: str | None = None
    last_used_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    client: Client
    token_hash: bytes


class Clients:
    """All clients, read from the table once and again when another process has changed it; for one thread."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        """Takes a connection in autocommit mode to a database with the table `clients`."""
        self._connection = connection
        self._now = now
        self._latest = now()
        self._local: dict[str, _Held] = {}
        self._stored: dict[str, _Held] = {}
        self._version = 0
        self.is_damaged = False
        self._read()

    def add(
        self,
        name: str,
        *,
        kind: Kind,
        scopes: Iterable[Scope],
        origin: str | None = None,
        expires_in: timedelta | None = None,
    ) -> tuple[Client, str]:
        """A new client and its token, which can be had only here; FieldInvalid for a bad name, StorageFull."""
        lifetime = PAGE_LIFETIME if kind is Kind.PAGE else expires_in
        client = Client(
            id=secrets.token_hex(8),
            name=checked_name(name),
            kind=kind,
            scopes=_in_order(scopes),
            created_at=self._now(),
            origin=one_line(origin)[:MAX_ORIGIN_CHARACTERS] if origin else None,
            expires_at=self._moment() + lifetime if lifetime else None,
        )
        token = mint()
        with trouble_told():
            self._forget_expired()
            self._insert(_Held(client, hashed(token)))
        self._read()
        return client, token

    def add_local(self) -> str:
        """The token of this run's own client, which may do everything; the one before it is void."""
        token = mint()
        client = Client(LOCAL_ID, "atshot", Kind.LOCAL, tuple(Scope), self._now())
        self._local[client.id] = _Held(client, hashed(token))
        return token

    def authenticate(self, token: str) -> Client | None:
        """The client with this token; None, and as late, for one that is unknown, revoked or expired."""
        given = hashed(token)
        found = None
        for held in self._all_held():
            if hmac.compare_digest(held.token_hash, given):
                found = held
        if found is None or self._is_expired(found.client):
            return None
        return self._note_use(found)

    def revoke(self, id_or_name: str) -> bool:
        """Void the token of the client with this id, or of the only one with this name; whether there was one."""
        self._refresh()
        client_id = self._id_of(id_or_name)
        if client_id is None:
            return False
        with trouble_told():
            self._delete(client_id)
        self._read()
        return True

    def all(self) -> list[Client]:
        """Every client whose token is good, oldest first, without this run's own."""
        self._refresh()
        clients = [held.client for held in self._stored.values()]
        return sorted((c for c in clients if not self._is_expired(c)), key=lambda c: (c.created_at, c.id))

    def get(self, client_id: str) -> Client | None:
        """The client with this id, if its token is good."""
        held = self._good(client_id)
        return held.client if held else None

    def key_of(self, client_id: str) -> bytes | None:
        """The SHA-256 of the client's token, which only the two sides know, if that token is good."""
        held = self._good(client_id)
        return held.token_hash if held else None

    def _good(self, client_id: str) -> _Held | None:
        held = next((held for held in self._all_held() if held.client.id == client_id), None)
        return None if held is None or self._is_expired(held.client) else held

    def _all_held(self) -> list[_Held]:
        self._refresh()
        return [*self._local.values(), *self._stored.values()]

    def _id_of(self, id_or_name: str) -> str | None:
        if id_or_name in self._stored:
            return id_or_name
        named = [client_id for client_id, held in self._stored.items() if held.client.name == id_or_name]
        return named[0] if len(named) == 1 else None

    def _note_use(self, held: _Held) -> Client:
        client, now = held.client, self._now()
        if client.last_used_at and abs(now - client.last_used_at) < USE_NOTED_EVERY:
            return client
        expires_at = self._moment() + PAGE_LIFETIME if client.kind is Kind.PAGE else client.expires_at
        used = replace(client, last_used_at=now, expires_at=expires_at)
        if client.kind is Kind.LOCAL:
            self._local[client.id] = replace(held, client=used)
            return used
        self._stored[client.id] = replace(held, client=used)
        # A full disk or a busy file costs the note, not the request.
        with contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute(
                "UPDATE clients SET last_used_at = ?, expires_at = ? WHERE id = ?",
                (_text(now), _text(expires_at), client.id),
            )
        return used

    def _is_expired(self, client: Client) -> bool:
        moment = self._moment()
        return client.expires_at is not None and client.expires_at <= moment

    def _moment(self) -> datetime:
        """The latest time ever seen: a clock that is set back makes no token good again."""
        self._latest = max(self._latest, self._now())
        return self._latest

    def _insert(self, held: _Held) -> None:
        client = held.client
        self._connection.execute(
            "INSERT INTO clients (id, name, kind, scopes, token_hash, origin, created_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(client.id, client.name, client.kind, " ".join(client.scopes), held.token_hash, client.origin),
                *(_text(client.created_at), _text(client.expires_at)),
            ),
        )

    def _delete(self, client_id: str) -> None:
        self._connection.execute("DELETE FROM clients WHERE id = ?", (client_id,))

    def _forget_expired(self) -> None:
        self._refresh()
        for held in self._stored.values():
            if self._is_expired(held.client):
                self._delete(held.client.id)

    def _refresh(self) -> None:
        """Read anew when another connection, of this or another process, has written to the file."""
        try:
            with damage_told():
                if self._data_version() != self._version:
                    self._read()
        except StorageDamaged:
            self.is_damaged = True
            raise

    def _read(self) -> None:
        self._version = self._data_version()  # before the rows: what is written between is seen the next time
        rows = self._connection.execute(
            "SELECT token_hash, id, name, kind, scopes, created_at, origin, last_used_at, expires_at FROM clients"
        )
        held = [_Held(_client(*values), bytes(token_hash)) for token_hash, *values in rows]
        self._stored = {one.client.id: one for one in held}
        self._latest = max([self._latest, *(one.client.last_used_at or self._latest for one in held)])

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def checked_name(name: str) -> str:
    """The name on one line; FieldInvalid when nothing is left of it or too much."""
    shown = one_line(name)
    if not 1 <= len(shown) <= MAX_NAME_CHARACTERS:
        raise FieldInvalid(f"name: a client's name has 1 to {MAX_NAME_CHARACTERS} characters that can be shown")
    return shown


def _in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    wanted = set(scopes)
    if not wanted:
        raise FieldInvalid(f"scopes: name at least one of {', '.join(Scope)}")
    return tuple(scope for scope in Scope if scope in wanted)


def _client(*values: str) -> Client:
    client_id, name, kind, scopes, created_at, origin, last_used_at, expires_at = values
    return Client(
        id=client_id,
        name=name,
        kind=Kind(kind),
        scopes=tuple(map(Scope, scopes.split())),
        created_at=datetime.fromisoformat(created_at),
        origin=origin,
        last_used_at=_time(last_used_at),
        expires_at=_time(expires_at),
    )


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
