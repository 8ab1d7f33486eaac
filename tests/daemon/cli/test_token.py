"""`atshot token`, on a real database."""

import json
from contextlib import closing
from datetime import timedelta

import pytest

from atshot_daemon.access.clients import Clients, Kind, Scope
from atshot_daemon.config import places
from atshot_daemon.store.database import open_database
from tests.fakes import NOW, FakeDesk


def who_is(desk: FakeDesk, token: str) -> tuple[str, tuple[Scope, ...]] | None:
    """The name and scopes of the client with this token."""
    with closing(open_database(places({"ATSHOT_HOME": str(desk.home)}).data)) as connection:
        client = Clients(connection, lambda: NOW).authenticate(token)
        return (client.name, client.scopes) if client else None


def test_a_quiet_token_is_all_that_is_printed(desk: FakeDesk) -> None:
    run = desk.run("token", "add", "脚本", "--quiet")

    assert (0, "") == (run.status, run.err)
    assert ("脚本", (Scope.EXTRACT,)) == who_is(desk, run.out.removesuffix("\n"))


def test_whoever_is_told_is_told_that_it_is_shown_once(desk: FakeDesk) -> None:
    run = desk.run("token", "add", "ci", "--scope", "history", "--scope", "extract")

    assert "atshot: ci may extract, history; this is the only time that the token is shown\n" == run.err
    assert ("ci", (Scope.EXTRACT, Scope.HISTORY)) == who_is(desk, run.out.strip())


def test_programs_get_a_token_as_json(desk: FakeDesk) -> None:
    made = json.loads(desk.run("token", "add", "ci", "--scope", "admin", "--json").out)

    assert ("ci", (Scope.ADMIN,)) == who_is(desk, made["token"])
    assert ("token", ["admin"], "2026-03-16T12:00:00Z", None) == (
        *(made["kind"], made["scopes"], made["created_at"], made["last_used_at"]),
    )


def test_tokens_are_listed_without_their_secrets(desk: FakeDesk) -> None:
    token = desk.run("token", "add", "王芳的脚本", "--quiet").out.strip()
    desk.run("token", "add", "ci", "--scope", "admin", "--quiet")
    run = desk.run("token", "list")
    head, *rows = run.out.splitlines()
    first, second = sorted(rows, key=lambda row: "ci" in row)

    assert ["ID", "NAME", "KIND", "MAY", "MADE", "USED"] == head.split()
    assert ["王芳的脚本", "token", "extract"] == first.split()[1:4]
    assert ["ci", "token", "admin"] == second.split()[1:4]
    assert token not in run.out + desk.run("token", "list", "--json").out


def test_programs_get_the_list_as_json(desk: FakeDesk) -> None:
    desk.run("token", "add", "ci", "--quiet")
    (client,) = json.loads(desk.run("token", "list", "--json").out)["clients"]

    assert {"id", "name", "kind", "scopes", "created_at", "last_used_at", "origin"} == set(client)


def test_an_empty_list_says_what_to_do(desk: FakeDesk) -> None:
    run = desk.run("token", "list")

    assert (0, "") == (run.status, run.out)
    assert "atshot token add NAME" in run.err


@pytest.mark.parametrize("by", ["name", "id"])
def test_a_revoked_token_is_good_for_nothing(desk: FakeDesk, by: str) -> None:
    made = json.loads(desk.run("token", "add", "ci", "--json").out)
    run = desk.run("token", "revoke", made[by])

    assert 0 == run.status
    assert who_is(desk, made["token"]) is None
    assert {"clients": []} == json.loads(desk.run("token", "list", "--json").out)


def test_an_unknown_client_cannot_be_revoked(desk: FakeDesk) -> None:
    run = desk.run("token", "revoke", "nobody")

    assert 1 == run.status
    assert "there is no client 'nobody'; see: atshot token list (client_unknown)" in run.err


def test_of_two_clients_of_one_name_none_is_revoked(desk: FakeDesk) -> None:
    made = [json.loads(desk.run("token", "add", "ci", "--json").out)["id"] for _ in range(2)]
    run = desk.run("token", "revoke", "ci")

    assert 1 == run.status
    assert all(client_id in run.err for client_id in made)
    assert 2 == len(json.loads(desk.run("token", "list", "--json").out)["clients"])


@pytest.mark.parametrize("arguments", [["add"], ["add", "x", "--scope", "root"], ["revoke"], [], ["drop"]])
def test_wrong_arguments_are_wrong_usage(desk: FakeDesk, arguments: list[str]) -> None:
    run = desk.run("token", *arguments)

    assert (2, True) == (run.status, run.err.endswith("(bad_usage)\n"))


def test_a_name_that_cannot_be_shown_is_refused(desk: FakeDesk) -> None:
    run = desk.run("token", "add", " \u200b ")

    assert (1, True) == (run.status, run.err.endswith("(invalid_field)\n"))


def test_extensions_are_listed_too(desk: FakeDesk) -> None:
    with closing(open_database(places({"ATSHOT_HOME": str(desk.home)}).data)) as connection:
        clients = Clients(connection, lambda: NOW - timedelta(days=1))
        clients.add("Firefox", kind=Kind.EXTENSION, scopes=[Scope.EXTRACT], origin="moz-extension://x")

    assert "extension" in desk.run("token", "list").out
