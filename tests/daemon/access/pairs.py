"""The two sides of a pairing: a daemon whose clocks can be turned, a stranger that trades codes. Knows no test."""

import functools
import sqlite3
from dataclasses import dataclass, field

from atshot_daemon.access.clients import Clients, Kind
from atshot_daemon.access.errors import PairingRefused
from atshot_daemon.access.pairing import Challenge, Offer, Pairings, Traded
from atshot_daemon.access.proof import client_proof, key_of_code
from tests.daemon.access.clocks import MonotonicClock, WallClock, client_table

PORT = 21860
WRONG = "0" * 26


@dataclass
class Daemon:
    """The daemon's side of a pairing, with clocks that can be turned."""

    table: sqlite3.Connection = field(default_factory=client_table)
    wall: WallClock = field(default_factory=WallClock)
    clock: MonotonicClock = field(default_factory=MonotonicClock)

    def __post_init__(self) -> None:
        self.clients = Clients(self.table, self.wall)
        self.pairings = Pairings(self.clients, port=lambda: PORT, clock=self.clock)

    async def open(self, kind: Kind = Kind.EXTENSION, opener: str = "tray") -> Offer:
        """A new code."""
        return await self.pairings.open(kind, opener)


@dataclass
class Stranger:
    """A client that trades a code, as the contract tells it to."""

    pairings: Pairings
    port: int = PORT
    name: str = "Firefox"
    client_nonce: bytes = b"c" * 16

    def trade(self, code: str, challenge: Challenge | None = None) -> Traded:
        """Try one code, under a challenge of its own unless another is given."""
        challenge = challenge or self.pairings.challenge()
        return self.pairings.trade(
            name=self.name,
            nonce=challenge.nonce,
            client_nonce=self.client_nonce.hex(),
            proof=client_proof(self.key(code, challenge), self.nonces(challenge), self.port).hex(),
            origin="moz-extension://x",
        )

    def key(self, code: str, challenge: Challenge) -> bytes:
        """What the client makes of a code."""
        return _key(code, bytes.fromhex(challenge.salt))

    def nonces(self, challenge: Challenge) -> bytes:
        """Both nonces, as proofs hold them."""
        return bytes.fromhex(challenge.nonce) + self.client_nonce


_key = functools.cache(key_of_code)  # so that many tries of one code cost the time of one


def outcome(stranger: Stranger, code: str) -> type[PairingRefused] | None:
    """How one try ends, None when it succeeds."""
    try:
        stranger.trade(code)
    except PairingRefused as refused:
        return type(refused)
    return None
