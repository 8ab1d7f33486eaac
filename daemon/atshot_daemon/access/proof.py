"""Codes and the proofs that somebody knows one, as docs/api.md spells them. Knows bytes, keeps no state."""

import hmac
import secrets
from hashlib import pbkdf2_hmac, sha256

from atshot_daemon.access.errors import FieldInvalid

# Crockford's base32: no I, L, O or U to be misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BITS = 128
SHORT_CODE_BITS = 40
# Slow enough that a short code, seen by a stranger on the port, cannot be found while it is open.
ITERATIONS = 100_000
KEY_BYTES = 32
# Two lengths that are far apart: the port follows the nonce without a mark, and a digit moved from one to the other
# must not spell the same proof for another port.
NONCE_BYTES = (16, 32)

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeio"


def new_code(bits: int) -> str:
    """A random code of so many bits, five to a character."""
    number = secrets.randbits(bits)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(-(-bits // 5) * 5 - 5, -1, -5))


def check_word(code: str) -> str:
    """The word by which a person sees that two programs hold the same code: `bido-kasu`."""
    number = int.from_bytes(sha256(b"atshot check word\n" + code.encode()).digest()[:3])
    sixes = [number >> shift & 63 for shift in (18, 12, 6, 0)]
    first, second, third, fourth = (_CONSONANTS[six >> 2] + _VOWELS[six & 3] for six in sixes)
    return f"{first}{second}-{third}{fourth}"


def key_of_code(code: str, salt: bytes) -> bytes:
    """What both sides make of a code, however it was typed; takes tens of milliseconds on purpose."""
    canonical = code.upper().replace("-", "").replace(" ", "")
    return pbkdf2_hmac("sha256", canonical.encode(), salt, ITERATIONS, KEY_BYTES)


def client_proof(key: bytes, nonces: bytes, port: int) -> bytes:
    """What only a client with the code can say, of the daemon's nonce and then its own."""
    return _mac(key, b"atshot pairing client\n", nonces, port)


def daemon_proof(key: bytes, nonces: bytes, port: int) -> bytes:
    """What only the daemon that made the code can say, of the same nonces."""
    return _mac(key, b"atshot pairing daemon\n", nonces, port)


def hello_proof(token_hash: bytes, nonce: bytes, port: int) -> bytes:
    """What only a daemon that knows the client's token can say."""
    return _mac(token_hash, b"atshot hello\n", nonce, port)


def nonce_of(name: str, text: str) -> bytes:
    """The nonce that its hex spells; FieldInvalid, which says that it stood in the field `name`."""
    nonce = _bytes_of(text)
    if len(nonce) not in NONCE_BYTES:
        raise FieldInvalid(f"{name}: wants 16 or 32 random bytes as hex")
    return nonce


def proof_of(name: str, text: str) -> bytes:
    """The proof that its hex spells; FieldInvalid, which says that it stood in the field `name`."""
    proof = _bytes_of(text)
    if len(proof) != sha256().digest_size:
        raise FieldInvalid(f"{name}: wants an HMAC-SHA256 as hex, 64 digits")
    return proof


def _bytes_of(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _mac(key: bytes, purpose: bytes, nonces: bytes, port: int) -> bytes:
    return hmac.digest(key, purpose + nonces + str(port).encode(), "sha256")
