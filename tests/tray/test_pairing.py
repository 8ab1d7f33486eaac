"""Connecting a browser at a real daemon: taken, too late, replaced, ended, without a browser."""

import asyncio
from dataclasses import dataclass, field

import pytest

from atshot_daemon.access.proof import client_proof, key_of_code
from atshot_inference.errors import AtshotError
from atshot_tray.pairing import BrowserPairing, PairingTools
from atshot_tray.state import Pairing
from atshot_tray.words import ENGLISH
from tests.daemons import Client, client_of
from tests.tray.linked import Linked
from tests.waiting import until

NONCE = b"c" * 16


@dataclass
class Seen:
    """What the user saw of it."""

    has_browser: bool = True
    browsed: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    shown: list[Pairing | None] = field(default_factory=list)

    def browse(self, url: str) -> bool:
        self.browsed.append(url)
        return self.has_browser

    def notify(self, title: str, body: str) -> None:
        self.told.append((title, body))

    def pairing(self, linked: Linked) -> BrowserPairing:
        """A pairing that this user sees."""
        tools = PairingTools(open_browser=self.browse, notify=self.notify, on_change=self.shown.append)
        return BrowserPairing(linked.link(), tools, words=ENGLISH, poll_s=0.01)


async def take(client: Client, url: str) -> int:
    """Trade the code in the address as an extension does; the status of the answer."""
    code = url.split("#")[1]
    _, given = await client.call("POST", "/v1/pairings/challenge")
    key = key_of_code(code, bytes.fromhex(given["salt"]))
    proof = client_proof(key, bytes.fromhex(given["nonce"]) + NONCE, client.running.port)
    trade = {"name": "Firefox", "nonce": given["nonce"], "client_nonce": NONCE.hex(), "proof": proof.hex()}
    return (await client.call("POST", "/v1/pairings/trade", json=trade))[0]


async def test_a_browser_that_takes_the_code_is_named(linked: Linked) -> None:
    seen = Seen()
    running = asyncio.create_task(asyncio.to_thread(seen.pairing(linked).run))
    await until(lambda: bool(seen.told))
    async with client_of(linked.daemon.running) as client:
        status = await take(client, seen.browsed[0])
    await running

    pairing = seen.shown[0]
    assert pairing is not None and 200 == status
    assert [
        (
            f"Connect browser: {pairing.check_word}",
            f"The extension must show the same word. If it asks for a code: {pairing.short_code}",
        ),
        ("Browser connected", "Firefox can send screenshots to Atshot now."),
    ] == seen.told
    assert [pairing, None] == seen.shown


async def test_closing_ends_it_for_both_sides(linked: Linked) -> None:
    seen = Seen()
    pairing = seen.pairing(linked)
    running = asyncio.create_task(asyncio.to_thread(pairing.run))
    await until(lambda: bool(seen.told))
    await asyncio.to_thread(pairing.close)
    await running
    async with client_of(linked.daemon.running) as client:
        status = await take(client, seen.browsed[0])

    assert 200 != status
    assert (1, None) == (len(seen.told), seen.shown[-1])


async def test_the_next_one_takes_the_place_of_the_one_before(linked: Linked) -> None:
    seen = Seen()
    pairing = seen.pairing(linked)
    first = asyncio.create_task(asyncio.to_thread(pairing.run))
    await until(lambda: len(seen.told) == 1)
    second = asyncio.create_task(asyncio.to_thread(pairing.run))
    await until(lambda: len(seen.told) == 2)
    await first
    shown = [one for one in seen.shown if one is not None]
    async with client_of(linked.daemon.running) as client:
        await take(client, seen.browsed[1])
    await second

    assert 2 == len(shown) and seen.shown[2] == shown[1]
    assert ("Browser connected", None) == (seen.told[-1][0], seen.shown[-1])


async def test_where_the_next_one_cannot_be_opened_none_is_shown(linked: Linked) -> None:
    seen = Seen()
    pairing = seen.pairing(linked)
    first = asyncio.create_task(asyncio.to_thread(pairing.run))
    await until(lambda: len(seen.told) == 1)
    linked.daemon.kill()
    with pytest.raises(AtshotError):
        await asyncio.to_thread(pairing.run)
    await first

    assert (1, None) == (len(seen.told), seen.shown[-1])


async def test_without_a_browser_the_address_is_told(linked: Linked) -> None:
    seen = Seen(has_browser=False)
    pairing = seen.pairing(linked)
    running = asyncio.create_task(asyncio.to_thread(pairing.run))
    await until(lambda: bool(seen.told))
    await asyncio.to_thread(pairing.close)
    await running

    assert seen.told[0][1].endswith(seen.browsed[0])


async def test_closing_what_is_not_open_asks_nobody(linked: Linked) -> None:
    seen = Seen()
    linked.daemon.kill()

    seen.pairing(linked).close()

    assert [] == seen.shown
