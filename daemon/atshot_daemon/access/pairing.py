"""How a program gets a token without anybody copying one: codes that the user opens, and their trade.

Knows when a code is good and who may try it; no HTTP.
"""

import asyncio
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atshot_daemon.access.clients import Client, Clients, Kind, Scope, checked_name
from atshot_daemon.access.errors import (
    FieldInvalid,
    PairingClosed,
    PairingExpired,
    PairingLocked,
    PairingOpen,
    PairingRefused,
    PairingUsed,
    PairingWrong,
)
from atshot_daemon.access.proof import (
    CODE_BITS,
    ITERATIONS,
    SHORT_CODE_BITS,
    check_word,
    client_proof,
    daemon_proof,
    key_of_code,
    new_code,
    nonce_of,
    proof_of,
)

WINDOW_S = 120
MAX_WRONG_PROOFS = 5
MAX_PAGE_CODES = 8
# So that a code that comes late is told from one that never was.
REMEMBERED_S = 600
MAX_REMEMBERED = 8
# Each is one client between its challenge and its trade.
MAX_NONCES = 64

SCOPES = {Kind.EXTENSION: (Scope.EXTRACT, Scope.HISTORY), Kind.PAGE: (Scope.EXTRACT, Scope.HISTORY)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A pairing that was opened; `url` carries the code where no server sees it."""

    kind: Kind
    code: str
    short_code: str | None
    check_word: str | None
    url: str
    expires_in_s: int = WINDOW_S


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a client needs to prove that it knows a code; bytes as hex."""

    salt: str
    nonce: str
    iterations: int = ITERATIONS


@dataclass(frozen=True, slots=True)
class Traded:
    """A code became a token; `proof`, as hex, shows the client that the daemon knew the code too."""

    client: Client
    token: str
    proof: str


@dataclass(frozen=True, slots=True)
class _Window:
    kind: Kind
    opener_id: str
    keys: tuple[bytes, ...]
    closes_at_s: float


@dataclass(frozen=True, slots=True)
class _Ended:
    keys: tuple[bytes, ...]
    outcome: type[PairingRefused]
    forgotten_at_s: float


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try to trade a code, made to the port on which we are."""

    nonce: bytes
    client_nonce: bytes
    proof: bytes
    port: int

    @property
    def nonces(self) -> bytes:
        return self.nonce + self.client_nonce

    def key_among(self, keys: Sequence[bytes]) -> bytes | None:
        """The key that made this proof; all are tried, whichever fits."""
        found = None
        for key in keys:
            if hmac.compare_digest(client_proof(key, self.nonces, self.port), self.proof):
                found = key
        return found


class Pairings:
    """The codes that are open now: one for an extension, a few for pages."""

    def __init__(
        self,
        clients: Clients,
        *,
        port: Callable[[], int],
        scheme: str = "http",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clients = clients
        self._port = port
        self._scheme = scheme
        self._clock = clock
        self._open: list[_Window] = []
        self._ended: list[_Ended] = []
        self._nonces: deque[bytes] = deque(maxlen=MAX_NONCES)
        self._salt = b""
        self._wrong_proofs = 0
        self._opening = asyncio.Lock()

    async def open(self, kind: Kind, opener_id: str) -> Offer:
        """A new code for this kind of client; PairingOpen while another opener's extension code is open."""
        if kind not in SCOPES:
            raise FieldInvalid(f"kind: wants one of {', '.join(SCOPES)}")
        async with self._opening:
            self._settle()
            self._check_free(kind, opener_id)
            if not self._open and not self._ended:
                self._salt = secrets.token_bytes(16)  # nothing that is still known was made with the old one
            code = new_code(CODE_BITS)
            short_code = new_code(SHORT_CODE_BITS) if kind is Kind.EXTENSION else None
            keys = await asyncio.to_thread(_keys, (code, short_code), self._salt)
            self._admit(_Window(kind, opener_id, keys, self._clock() + WINDOW_S))
        path = "/pair" if kind is Kind.EXTENSION else "/"
        url = f"{self._scheme}://127.0.0.1:{self._port()}{path}#{code}"
        return Offer(kind, code, short_code, check_word(code) if short_code else None, url)

    def close(self) -> None:
        """Void every code that is open."""
        self._settle()
        for window in [*self._open]:
            self._end(window, PairingClosed)

    def challenge(self) -> Challenge:
        """The first step of a trade; PairingClosed where no code is open, or was a while ago."""
        self._settle()
        if not self._open and not self._ended:
            raise _refusal(PairingClosed)
        nonce = secrets.token_bytes(32)
        self._nonces.append(nonce)
        return Challenge(self._salt.hex(), nonce.hex())

    def trade(self, *, name: str, nonce: str, client_nonce: str, proof: str, origin: str | None = None) -> Traded:
        """A token for whoever proves to know an open code; PairingRefused, FieldInvalid, StorageFull."""
        attempt = _Attempt(
            nonce_of("nonce", nonce),
            nonce_of("client_nonce", client_nonce),
            proof_of("proof", proof),
            self._port(),
        )
        checked_name(name)
        self._settle()
        window, key = self._fitting(attempt)
        client, token = self._clients.add(name, kind=window.kind, scopes=SCOPES[window.kind], origin=origin)
        self._end(window, PairingUsed)
        return Traded(client, token, daemon_proof(key, attempt.nonces, attempt.port).hex())

    def _fitting(self, attempt: _Attempt) -> tuple[_Window, bytes]:
        is_fresh = attempt.nonce in self._nonces
        if is_fresh:
            self._nonces.remove(attempt.nonce)
            # A guess under a nonce that is not ours is never compared with an open code: it would not be counted.
            fitting = [(window, key) for window in self._open if (key := attempt.key_among(window.keys))]
            if fitting:
                return fitting[0]
        self._refuse_ended(attempt)
        if not is_fresh:
            raise PairingWrong("this challenge is not open, or no more; ask for a new one")
        self._count_wrong()
        raise _refusal(PairingWrong)

    def _refuse_ended(self, attempt: _Attempt) -> None:
        for ended in self._ended:
            if attempt.key_among(ended.keys):
                raise _refusal(ended.outcome)
        was_locked = any(ended.outcome is PairingLocked for ended in self._ended)
        if was_locked and self._extension is None:
            raise _refusal(PairingLocked)
        if not self._open:
            raise _refusal(PairingClosed)

    def _count_wrong(self) -> None:
        if window := self._extension:
            self._wrong_proofs += 1
            if self._wrong_proofs >= MAX_WRONG_PROOFS:
                self._end(window, PairingLocked)

    @property
    def _extension(self) -> _Window | None:
        return next((window for window in self._open if window.kind is Kind.EXTENSION), None)

    def _check_free(self, kind: Kind, opener_id: str) -> None:
        other = self._extension
        if kind is Kind.EXTENSION and other and other.opener_id != opener_id:
            raise PairingOpen("another client has a pairing open; finish or close that one")

    def _admit(self, window: _Window) -> None:
        self._settle()
        alike = [other for other in self._open if other.kind is window.kind]
        room = 1 if window.kind is Kind.EXTENSION else MAX_PAGE_CODES
        for other in alike[: max(0, len(alike) - room + 1)]:
            self._end(other, PairingExpired)
        if window.kind is Kind.EXTENSION:
            self._wrong_proofs = 0
        self._open.append(window)

    def _settle(self) -> None:
        """End what is too old, forget what ended long ago."""
        now_s = self._clock()
        for window in [*self._open]:
            if window.closes_at_s <= now_s:
                self._end(window, PairingExpired)
        remembered = [ended for ended in self._ended if ended.forgotten_at_s > now_s]
        self._ended = remembered[-MAX_REMEMBERED:]

    def _end(self, window: _Window, outcome: type[PairingRefused]) -> None:
        self._open.remove(window)
        ended_at_s = min(self._clock(), window.closes_at_s)
        self._ended.append(_Ended(window.keys, outcome, ended_at_s + REMEMBERED_S))


def _keys(codes: Sequence[str | None], salt: bytes) -> tuple[bytes, ...]:
    return tuple(key_of_code(code, salt) for code in codes if code)


_MESSAGES: dict[type[PairingRefused], str] = {
    PairingClosed: "no pairing is open; open one with `atshot pair`",
    PairingWrong: "the code is wrong; type it again",
    PairingUsed: "this code was used; open a new pairing",
    PairingExpired: "this code is too old; open a new pairing",
    PairingLocked: "too many wrong codes have closed the pairing; open a new one",
}


def _refusal(kind: type[PairingRefused]) -> PairingRefused:
    return kind(_MESSAGES[kind])
