"""The tray's own token at a real daemon: kept, read again, had anew, told of."""

import pytest

from atshot_daemon.local_client import DaemonRefused
from atshot_tray.own_token import CLIENT
from tests.daemons import client_of
from tests.tray.linked import LOCKED, Linked


async def clients(linked: Linked) -> list[dict[str, object]]:
    async with client_of(linked.daemon.running) as client:
        return list((await client.call("GET", "/v1/clients"))[1]["clients"])


async def test_the_first_call_gets_a_token_that_the_next_tray_uses_too(linked: Linked) -> None:
    linked.link().status()
    linked.link().status()

    (own,) = await clients(linked)
    assert (CLIENT, "token", ["extract", "history", "admin"]) == (own["name"], own["kind"], own["scopes"])
    assert ["tray"] == list(linked.keyring.held)
    assert linked.keyring.held["tray"].startswith("ats_")
    assert [] == linked.told


async def test_a_revoked_token_is_replaced(linked: Linked) -> None:
    link = linked.link()
    link.status()
    first = linked.keyring.held["tray"]
    (own,) = await clients(linked)
    async with client_of(linked.daemon.running) as client:
        await client.call("DELETE", f"/v1/clients/{own['id']}")

    link.status()

    assert first != linked.keyring.held["tray"]
    assert [CLIENT] == [one["name"] for one in await clients(linked)]


async def test_a_token_that_was_lost_is_void(linked: Linked) -> None:
    linked.link().status()
    (lost,) = await clients(linked)
    linked.keyring.held.clear()

    linked.link().status()

    (own,) = await clients(linked)
    assert lost["id"] != own["id"]


async def test_without_a_keyring_it_is_in_a_file_and_the_user_hears_why(linked: Linked) -> None:
    linked.keyring.refusal = LOCKED

    linked.link().status()
    linked.link().status()

    assert ["the keyring is locked"] == linked.told
    assert (linked.folder / "tray").read_text("utf-8").startswith("ats_")
    assert 1 == len(await clients(linked))


async def test_a_line_end_that_somebody_has_put_behind_it_is_none_of_it(linked: Linked) -> None:
    linked.link().status()
    linked.keyring.held["tray"] += "\r\n"

    linked.link().status()

    assert 1 == len(await clients(linked))


@pytest.mark.parametrize("kept", ["", "two\nlines", "钥匙", "ats_stranger"], ids=repr)
async def test_what_is_no_token_of_the_daemons_is_replaced(linked: Linked, kept: str) -> None:
    linked.keyring.held["tray"] = kept

    linked.link().status()

    assert linked.keyring.held["tray"].startswith("ats_")
    assert 1 == len(await clients(linked))


async def test_where_nothing_can_be_written_it_is_good_for_this_run(linked: Linked) -> None:
    linked.keyring.refusal = LOCKED
    linked.folder.write_text("in the way", "utf-8")
    link = linked.link()

    link.status()
    link.status()

    assert 1 == len(await clients(linked))


async def test_what_the_daemon_refuses_for_another_reason_is_no_reason_for_a_token(linked: Linked) -> None:
    with pytest.raises(DaemonRefused, match="no such capture"):
        linked.link().text("0" * 16)

    assert 1 == len(await clients(linked))
