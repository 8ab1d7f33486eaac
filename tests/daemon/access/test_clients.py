"""Who may call."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from atshot_daemon.access.clients import Client, Clients, Kind, Scope
from atshot_daemon.access.errors import FieldInvalid
from atshot_daemon.store.database import open_database
from atshot_daemon.store.errors import StorageFull
from tests.daemon.access.clocks import NOON, WallClock, client_table

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def table() -> sqlite3.Connection:
    return client_table()


@pytest.fixture
def clients(table: sqlite3.Connection, clock: WallClock) -> Clients:
    return Clients(table, clock)


def add(clients: Clients, name: str = "script", kind: Kind = Kind.TOKEN) -> tuple[Client, str]:
    return clients.add(name, kind=kind, scopes=[Scope.EXTRACT])


def test_a_token_brings_back_its_client(clients: Clients) -> None:
    added, token = clients.add("Firefox", kind=Kind.EXTENSION, scopes=[Scope.HISTORY, Scope.EXTRACT], origin="moz:x")

    found = clients.authenticate(token)

    assert found
    assert (added.id, "Firefox", Kind.EXTENSION, "moz:x") == (found.id, found.name, found.kind, found.origin)
    assert (Scope.EXTRACT, Scope.HISTORY) == found.scopes


@pytest.mark.parametrize(
    "spoil",
    [str.upper, lambda t: t[:-1], lambda t: t + "A", lambda t: "", lambda t: " " + t, lambda t: t + "\udcff"],
    ids=["in capitals", "too short", "too long", "empty", "after a space", "with a byte that is no UTF-8"],
)
def test_what_is_not_exactly_a_token_brings_nobody(clients: Clients, spoil: Callable[[str], str]) -> None:
    _, token = add(clients)

    assert clients.authenticate(spoil(token)) is None


def test_a_token_is_not_in_the_file(tmp_path: Path, clock: WallClock) -> None:
    connection = open_database(tmp_path)
    _, token = add(Clients(connection, clock))
    connection.close()

    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"script" in held
    assert token.removeprefix("ats_").encode() not in held


def test_a_revoked_token_is_void_at_once(clients: Clients) -> None:
    client, token = add(clients)

    assert clients.revoke(client.id)
    assert clients.authenticate(token) is None
    assert clients.get(client.id) is None
    assert [] == clients.all()


def test_a_client_is_revoked_by_its_name_when_only_one_has_it(clients: Clients) -> None:
    add(clients, "Firefox")
    _, token = add(clients, "Chrome")

    assert clients.revoke("Chrome")
    assert clients.authenticate(token) is None


def test_a_name_that_two_clients_have_revokes_neither(clients: Clients) -> None:
    tokens = [add(clients, "Firefox")[1], add(clients, "Firefox")[1]]

    assert not clients.revoke("Firefox")
    assert all(clients.authenticate(token) for token in tokens)


def test_revoking_nobody_says_so(clients: Clients) -> None:
    assert not clients.revoke("nobody")


def test_what_another_process_adds_and_revokes_counts_at_once(tmp_path: Path, clock: WallClock) -> None:
    daemon = Clients(open_database(tmp_path), clock)
    command_line = Clients(open_database(tmp_path), clock)
    client, token = add(command_line)

    was_known = daemon.authenticate(token)
    command_line.revoke(client.id)

    assert was_known and client.id == was_known.id
    assert daemon.authenticate(token) is None


def test_clients_are_there_again_after_a_restart(tmp_path: Path, clock: WallClock) -> None:
    connection = open_database(tmp_path)
    client, token = add(Clients(connection, clock))
    connection.close()

    found = Clients(open_database(tmp_path), clock).authenticate(token)

    assert found and client.id == found.id


def test_the_last_use_is_shown_to_the_minute(clients: Clients, clock: WallClock) -> None:
    _, token = add(clients)
    clock.turn(HOUR)
    clients.authenticate(token)
    clock.turn(timedelta(seconds=59))
    clients.authenticate(token)

    assert [NOON + HOUR] == [client.last_used_at for client in clients.all()]

    clock.turn(timedelta(seconds=1))
    clients.authenticate(token)

    assert [NOON + HOUR + MINUTE] == [client.last_used_at for client in clients.all()]


def test_a_use_after_the_clock_was_set_back_is_shown_as_the_clock_shows_it(clients: Clients, clock: WallClock) -> None:
    _, token = add(clients)
    clients.authenticate(token)
    clock.turn(-24 * HOUR)
    clients.authenticate(token)

    assert [NOON - 24 * HOUR] == [client.last_used_at for client in clients.all()]


def test_uses_within_a_minute_write_once(clients: Clients, table: sqlite3.Connection) -> None:
    _, token = add(clients)
    before = table.total_changes
    for _ in range(100):
        clients.authenticate(token)

    assert 1 == table.total_changes - before


def test_a_file_that_cannot_be_written_still_lets_clients_in(tmp_path: Path, clock: WallClock) -> None:
    connection = open_database(tmp_path)
    clients = Clients(connection, clock)
    client, token = add(clients)
    connection.execute("PRAGMA query_only=ON")

    found = clients.authenticate(token)

    assert found and (client.id, NOON) == (found.id, found.last_used_at)


def test_a_full_disk_is_told_when_a_client_is_added(tmp_path: Path, clock: WallClock) -> None:
    connection = open_database(tmp_path)
    clients = Clients(connection, clock)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")

    with pytest.raises(StorageFull):
        for number in range(100):
            add(clients, f"client {number} " + "x" * 60)


def test_a_token_with_an_end_ends_then(clients: Clients, clock: WallClock) -> None:
    _, token = clients.add("ci", kind=Kind.TOKEN, scopes=[Scope.EXTRACT], expires_in=HOUR)
    clock.turn(HOUR - MINUTE)

    assert clients.authenticate(token)

    clock.turn(MINUTE)

    assert clients.authenticate(token) is None
    assert [] == clients.all()


def test_a_token_without_an_end_is_good_in_ten_years_and_ten_years_ago(clients: Clients, clock: WallClock) -> None:
    _, token = add(clients)
    clock.turn(timedelta(days=3653))
    later = clients.authenticate(token)
    clock.turn(timedelta(days=-7306))

    assert later
    assert clients.authenticate(token)


def test_a_page_stays_as_long_as_it_is_used(clients: Clients, clock: WallClock) -> None:
    _, token = add(clients, kind=Kind.PAGE)
    for _ in range(5):
        clock.turn(11 * HOUR)

        assert clients.authenticate(token)

    clock.turn(12 * HOUR)

    assert clients.authenticate(token) is None


def test_a_page_that_is_in_use_stays_after_a_restart(tmp_path: Path, clock: WallClock) -> None:
    clients = Clients(open_database(tmp_path), clock)
    _, token = add(clients, kind=Kind.PAGE)
    clock.turn(11 * HOUR)
    clients.authenticate(token)
    clock.turn(11 * HOUR)

    assert Clients(open_database(tmp_path), clock).authenticate(token)


def test_a_clock_that_is_set_back_makes_no_token_good_again(clients: Clients, clock: WallClock) -> None:
    _, token = add(clients, kind=Kind.PAGE)
    clock.turn(13 * HOUR)
    late = clients.authenticate(token)
    clock.turn(-13 * HOUR)

    assert late is None
    assert clients.authenticate(token) is None


def test_anybodys_use_tells_how_late_it_is(clients: Clients, clock: WallClock) -> None:
    _, page = add(clients, kind=Kind.PAGE)
    _, script = add(clients)
    clock.turn(13 * HOUR)
    clients.authenticate(script)
    clock.turn(-13 * HOUR)

    assert clients.authenticate(page) is None


def test_a_clock_that_is_set_back_during_a_restart_makes_no_token_good_again(tmp_path: Path, clock: WallClock) -> None:
    clients = Clients(open_database(tmp_path), clock)
    _, page = add(clients, kind=Kind.PAGE)
    _, script = add(clients)
    clock.turn(13 * HOUR)
    clients.authenticate(script)
    clock.turn(-13 * HOUR)

    assert Clients(open_database(tmp_path), clock).authenticate(page) is None


def test_a_page_opened_after_the_clock_was_set_back_works(clients: Clients, clock: WallClock) -> None:
    _, script = add(clients)
    clock.turn(24 * HOUR)
    clients.authenticate(script)
    clock.turn(-24 * HOUR)
    _, token = add(clients, kind=Kind.PAGE)

    assert clients.authenticate(token)


def test_pages_of_the_past_leave_the_table(clients: Clients, clock: WallClock, table: sqlite3.Connection) -> None:
    for _ in range(10):
        add(clients, kind=Kind.PAGE)
        clock.turn(13 * HOUR)

    assert 1 == table.execute("SELECT count(*) FROM clients").fetchone()[0]


def test_the_command_lines_own_token_may_do_all_and_is_in_no_table(clients: Clients, table: sqlite3.Connection) -> None:
    client = clients.authenticate(clients.add_local())

    assert client and (Kind.LOCAL, tuple(Scope)) == (client.kind, client.scopes)
    assert [] == clients.all()
    assert 0 == table.execute("SELECT count(*) FROM clients").fetchone()[0]


def test_a_new_token_for_the_command_line_voids_the_one_before(clients: Clients) -> None:
    old, new = clients.add_local(), clients.add_local()

    assert clients.authenticate(old) is None
    assert clients.authenticate(new)


def test_clients_are_listed_oldest_first(clients: Clients, clock: WallClock) -> None:
    for name in ("a", "b", "c"):
        add(clients, name)
        clock.turn(MINUTE)

    assert ["a", "b", "c"] == [client.name for client in clients.all()]


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200b", "x" * 81])
def test_a_name_that_cannot_be_shown_is_refused(clients: Clients, name: str) -> None:
    with pytest.raises(FieldInvalid, match="name"):
        add(clients, name)


@pytest.mark.parametrize(("name", "shown"), [("x" * 80, "x" * 80), ("a\nb\u202ec", "a bc"), (" 火狐 ", "火狐")])
def test_a_name_is_one_line(clients: Clients, name: str, shown: str) -> None:
    client, _ = add(clients, name)

    assert shown == client.name


def test_a_client_without_any_scope_is_refused(clients: Clients) -> None:
    with pytest.raises(FieldInvalid, match="scopes"):
        clients.add("x", kind=Kind.TOKEN, scopes=[])


def test_a_long_origin_is_cut_and_shown_on_one_line(clients: Clients) -> None:
    client, _ = clients.add("x", kind=Kind.EXTENSION, scopes=[Scope.EXTRACT], origin="moz-extension://\n" + "x" * 5000)

    assert client.origin and 200 == len(client.origin)
    assert "\n" not in client.origin
