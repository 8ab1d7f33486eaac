"""Tokens as such: made, hashed, recognised. Knows no client."""

import re
import secrets
from hashlib import sha256

# Lets a secret scanner, and a person, see what it is.
PREFIX = "ats_"
TOKEN_BYTES = 32

_SHAPE = re.compile(PREFIX + r"[\w-]{43}", re.ASCII)


def mint() -> str:
    """A new token, which nobody can guess."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> bytes:
    """What is kept of a token; any text has a hash, bytes that are no UTF-8 too."""
    return sha256(token.encode("utf-8", "surrogateescape")).digest()


def holds_token(text: str) -> bool:
    """Whether something that looks like one of our tokens stands anywhere in the text."""
    return _SHAPE.search(text) is not None
