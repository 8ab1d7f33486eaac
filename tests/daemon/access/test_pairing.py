"""How a program gets a token without anybody copying one."""

import asyncio

import pytest

from atshot_daemon.access.clients import Kind, Scope
from atshot_daemon.access.errors import (
    FieldInvalid,
    PairingWrong,
)
from atshot_daemon.access.pairing import Pairings
from atshot_daemon.access.proof import daemon_proof
from atshot_daemon.store.errors import StorageUnusable
from tests.daemon.access.pairs import PORT, Daemon, Stranger, outcome


async def test_an_offer_for_an_extension_holds_all_that_people_need(daemon: Daemon) -> None:
    offer = await daemon.open()

    assert f"http://127.0.0.1:21860/pair#{offer.code}" == offer.url
    assert 26 == len(offer.code)
    assert offer.short_code and 8 == len(offer.short_code)
    assert offer.check_word and 9 == len(offer.check_word)
    assert 120 == offer.expires_in_s


async def test_an_offer_for_a_page_has_nothing_to_type(daemon: Daemon) -> None:
    offer = await daemon.open(Kind.PAGE)

    assert (f"http://127.0.0.1:21860/#{offer.code}", None, None) == (offer.url, offer.short_code, offer.check_word)


async def test_where_the_daemon_speaks_tls_its_page_does_too(daemon: Daemon) -> None:
    offer = await Pairings(daemon.clients, port=lambda: PORT, scheme="https").open(Kind.EXTENSION, "tray")

    assert f"https://127.0.0.1:21860/pair#{offer.code}" == offer.url


@pytest.mark.parametrize("kind", [Kind.TOKEN, Kind.LOCAL])
async def test_other_kinds_of_client_are_not_paired(daemon: Daemon, kind: Kind) -> None:
    with pytest.raises(FieldInvalid, match="kind"):
        await daemon.open(kind)


@pytest.mark.parametrize("kind", [Kind.EXTENSION, Kind.PAGE])
async def test_a_code_becomes_a_token_that_works(daemon: Daemon, stranger: Stranger, kind: Kind) -> None:
    offer = await daemon.open(kind)

    traded = stranger.trade(offer.code)

    assert traded.client == daemon.clients.get(traded.client.id)
    assert daemon.clients.authenticate(traded.token)
    assert ("Firefox", kind, "moz-extension://x") == (traded.client.name, traded.client.kind, traded.client.origin)
    assert (Scope.EXTRACT, Scope.HISTORY) == traded.client.scopes


async def test_the_short_code_counts_as_well_however_it_is_typed(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    assert offer.short_code

    traded = stranger.trade(f"{offer.short_code[:4].lower()}-{offer.short_code[4:]}")

    assert Kind.EXTENSION is traded.client.kind


async def test_the_daemon_proves_that_it_knew_the_code_too(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    challenge = daemon.pairings.challenge()

    traded = stranger.trade(offer.code, challenge)

    expected = daemon_proof(stranger.key(offer.code, challenge), stranger.nonces(challenge), PORT)
    assert expected.hex() == traded.proof


async def test_a_proof_made_for_another_port_is_wrong(daemon: Daemon) -> None:
    offer = await daemon.open()

    assert PairingWrong is outcome(Stranger(daemon.pairings, port=PORT + 1), offer.code)


async def test_a_bad_name_costs_neither_the_code_nor_a_try(daemon: Daemon) -> None:
    offer = await daemon.open()
    challenge = daemon.pairings.challenge()
    with pytest.raises(FieldInvalid):
        Stranger(daemon.pairings, name="").trade(offer.code, challenge)

    assert "Firefox" == Stranger(daemon.pairings).trade(offer.code, challenge).client.name


@pytest.mark.parametrize("field_name", ["nonce", "client_nonce", "proof"])
async def test_a_value_that_is_no_hex_is_named(daemon: Daemon, field_name: str) -> None:
    values = {"nonce": "11" * 32, "client_nonce": "22" * 16, "proof": "33" * 32, field_name: "zz"}

    with pytest.raises(FieldInvalid, match=f"^{field_name}:"):
        daemon.pairings.trade(name="x", **values)


async def test_a_disk_that_is_full_costs_the_try_and_not_the_code(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    daemon.table.execute("PRAGMA query_only=ON")
    with pytest.raises(StorageUnusable):
        stranger.trade(offer.code)
    daemon.table.execute("PRAGMA query_only=OFF")

    assert outcome(stranger, offer.code) is None


async def test_a_new_pairing_after_a_while_has_a_new_salt(daemon: Daemon) -> None:
    await daemon.open()
    first = daemon.pairings.challenge().salt
    daemon.clock.turn(120 + 600)
    await daemon.open()

    assert first != daemon.pairings.challenge().salt


async def test_the_loop_answers_others_while_the_keys_are_made(daemon: Daemon) -> None:
    opening = asyncio.ensure_future(daemon.open())
    await asyncio.sleep(0)

    assert not opening.done()
    assert Kind.EXTENSION is (await opening).kind
