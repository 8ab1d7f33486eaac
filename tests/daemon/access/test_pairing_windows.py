"""When a code is good, and what wrong, late and repeated ones are told."""

import asyncio
import gc
import secrets
import tracemalloc
from datetime import timedelta

import pytest

from atshot_daemon.access.clients import Kind
from atshot_daemon.access.errors import (
    PairingClosed,
    PairingExpired,
    PairingLocked,
    PairingOpen,
    PairingUsed,
    PairingWrong,
)
from atshot_daemon.access.pairing import Challenge, Offer
from tests.daemon.access.pairs import WRONG, Daemon, Stranger, outcome


def test_nobody_is_let_in_while_no_pairing_is_open(daemon: Daemon, stranger: Stranger) -> None:
    assert PairingClosed is outcome(stranger, WRONG)


def test_a_trade_without_a_challenge_is_refused_as_closed_too(stranger: Stranger) -> None:
    challenge = Challenge(salt="00" * 16, nonce="11" * 32)

    with pytest.raises(PairingClosed):
        stranger.trade(WRONG, challenge)


def test_ten_thousand_tries_while_nothing_is_open_leave_nothing_behind(daemon: Daemon) -> None:
    def one_try() -> None:
        with pytest.raises(PairingClosed):
            daemon.pairings.challenge()
        with pytest.raises(PairingClosed):
            daemon.pairings.trade(
                name="x", nonce=secrets.token_hex(32), client_nonce=secrets.token_hex(16), proof=secrets.token_hex(32)
            )

    for _ in range(100):
        one_try()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(10_000):
        one_try()
    gc.collect()
    grown_bytes = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert grown_bytes < 100_000


async def test_ten_thousand_challenges_while_a_pairing_is_open_keep_a_few(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    first = daemon.pairings.challenge()
    for _ in range(10_000):
        daemon.pairings.challenge()

    with pytest.raises(PairingWrong, match="challenge"):
        stranger.trade(offer.code, first)
    assert outcome(stranger, offer.code) is None


async def test_five_wrong_codes_close_the_pairing_and_the_sixth_is_told(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()

    assert [PairingWrong] * 5 == [outcome(stranger, WRONG) for _ in range(5)]
    assert PairingLocked is outcome(stranger, WRONG)
    assert PairingLocked is outcome(stranger, offer.code)


async def test_four_wrong_codes_do_not_close_it(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    for _ in range(4):
        outcome(stranger, WRONG)

    assert outcome(stranger, offer.code) is None


async def test_after_five_wrong_codes_a_new_pairing_may_be_opened_at_once(daemon: Daemon, stranger: Stranger) -> None:
    await daemon.open()
    for _ in range(6):
        outcome(stranger, WRONG)
    offer = await daemon.open()

    assert [PairingWrong] * 4 == [outcome(stranger, WRONG) for _ in range(4)]
    assert outcome(stranger, offer.code) is None


async def test_a_guess_under_an_old_challenge_is_not_even_compared(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    challenge = daemon.pairings.challenge()
    with pytest.raises(PairingWrong):
        stranger.trade(WRONG, challenge)

    answers = []
    for code in (WRONG, offer.code):
        with pytest.raises(PairingWrong) as refused:
            stranger.trade(code, challenge)
        answers.append(str(refused.value))

    assert 1 == len(set(answers))


async def test_tries_under_old_challenges_do_not_close_the_pairing(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    old = Challenge(salt=daemon.pairings.challenge().salt, nonce="11" * 32)
    for _ in range(20):
        with pytest.raises(PairingWrong):
            stranger.trade(WRONG, old)

    assert outcome(stranger, offer.code) is None


async def test_a_code_is_good_for_just_under_two_minutes(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    daemon.clock.turn(119.9)

    assert outcome(stranger, offer.code) is None


@pytest.mark.parametrize("kind", [Kind.EXTENSION, Kind.PAGE])
async def test_a_code_after_two_minutes_is_told_to_be_too_old(daemon: Daemon, stranger: Stranger, kind: Kind) -> None:
    offer = await daemon.open(kind)
    daemon.clock.turn(120)

    assert PairingExpired is outcome(stranger, offer.code)
    assert PairingClosed is outcome(stranger, WRONG)


async def test_two_minutes_are_two_minutes_though_the_clock_on_the_wall_goes_back(
    daemon: Daemon, stranger: Stranger
) -> None:
    offer = await daemon.open()
    daemon.wall.turn(timedelta(hours=-1))
    daemon.clock.turn(120)

    assert PairingExpired is outcome(stranger, offer.code)


async def test_an_old_code_is_forgotten_after_ten_minutes(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    daemon.clock.turn(120 + 599)

    assert PairingExpired is outcome(stranger, offer.code)

    daemon.clock.turn(1)

    assert PairingClosed is outcome(stranger, offer.code)


@pytest.mark.parametrize("form", ["code", "short_code"])
async def test_a_code_works_once(daemon: Daemon, stranger: Stranger, form: str) -> None:
    offer = await daemon.open()
    stranger.trade(offer.code)

    assert PairingUsed is outcome(stranger, getattr(offer, form))
    assert 1 == len(daemon.clients.all())


async def test_the_very_same_trade_again_is_told_to_be_used(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open()
    challenge = daemon.pairings.challenge()
    stranger.trade(offer.code, challenge)

    with pytest.raises(PairingUsed):
        stranger.trade(offer.code, challenge)


async def test_a_pairing_that_is_closed_by_hand_takes_no_code(daemon: Daemon, stranger: Stranger) -> None:
    offers = [await daemon.open(), await daemon.open(Kind.PAGE)]
    daemon.pairings.close()

    assert [PairingClosed, PairingClosed] == [outcome(stranger, offer.code) for offer in offers]


async def test_closing_when_nothing_is_open_is_fine(daemon: Daemon) -> None:
    daemon.pairings.close()

    with pytest.raises(PairingClosed):
        daemon.pairings.challenge()


async def test_the_same_opener_replaces_its_pairing(daemon: Daemon, stranger: Stranger) -> None:
    first, second = await daemon.open(), await daemon.open()

    assert PairingExpired is outcome(stranger, first.code)
    assert outcome(stranger, second.code) is None


async def test_another_opener_is_told_that_one_is_open(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open(opener="tray")
    with pytest.raises(PairingOpen):
        await daemon.open(opener="terminal")

    assert outcome(stranger, offer.code) is None


async def test_another_opener_may_once_the_first_pairing_is_over(daemon: Daemon) -> None:
    await daemon.open(opener="tray")
    daemon.clock.turn(120)

    assert Kind.EXTENSION is (await daemon.open(opener="terminal")).kind


async def test_of_two_openers_at_the_same_moment_the_second_is_refused(daemon: Daemon) -> None:
    ends = await asyncio.gather(daemon.open(opener="tray"), daemon.open(opener="terminal"), return_exceptions=True)

    assert [Offer, PairingOpen] == [type(end) for end in ends]


async def test_of_two_clients_with_one_code_the_second_is_refused(daemon: Daemon) -> None:
    offer = await daemon.open()
    first, second = Stranger(daemon.pairings, name="first"), Stranger(daemon.pairings, name="second")
    challenges = daemon.pairings.challenge(), daemon.pairings.challenge()
    first.trade(offer.code, challenges[0])

    with pytest.raises(PairingUsed):
        second.trade(offer.code, challenges[1])


async def test_eight_pages_may_be_opened_and_the_ninth_voids_the_first(daemon: Daemon, stranger: Stranger) -> None:
    offers = [await daemon.open(Kind.PAGE) for _ in range(9)]

    assert [PairingExpired] + [None] * 8 == [outcome(stranger, offer.code) for offer in offers]


async def test_wrong_codes_do_not_void_a_page(daemon: Daemon, stranger: Stranger) -> None:
    offer = await daemon.open(Kind.PAGE)

    assert [PairingWrong] * 20 == [outcome(stranger, WRONG) for _ in range(20)]
    assert outcome(stranger, offer.code) is None


async def test_a_page_and_an_extension_may_be_open_together(daemon: Daemon, stranger: Stranger) -> None:
    page, extension = await daemon.open(Kind.PAGE), await daemon.open()

    assert Kind.EXTENSION is stranger.trade(extension.code).client.kind
    assert Kind.PAGE is stranger.trade(page.code).client.kind
