"""Secrets that must be readable again: in the system's keyring, else in a file for us alone. Knows no secret's use.

A keyring may wait for a dialog that nobody sees, forget what it is told or keep it in the clear. So it is asked in a
process of its own that can be ended, it is one of those that we know, and what it keeps is read back.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import msgspec

from atshot_daemon.private_files import write_private
from atshot_inference.errors import AtshotError

# Seen: 0.2 to 0.5 s; whatever takes longer waits for somebody.
ASK_LIMIT_S = 4.0
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class KeyringUnavailable(AtshotError):
    """The keyring may hold the secret, but is locked or does not answer."""

    code = "keyring_unavailable"


class Kept(Enum):
    """Where a secret is."""

    KEYRING = "keyring"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where a secret was put: the keyring that is used, or why it is the file."""

    place: Kept
    keyring: str | None = None
    reason: str | None = None


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the keyring's process says: done (with what was read), or why not, and whether it could be later."""

    done: bool
    secret: str | None = None
    keyring: str | None = None
    reason: str | None = None
    later: bool = False

    def __repr__(self) -> str:
        return f"Reply(done={self.done}, keyring={self.keyring!r}, reason={self.reason!r}, later={self.later})"


Ask = Callable[..., Reply]


def ask_keyring(
    operation: str,
    name: str,
    secret: str | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    limit_s: float = ASK_LIMIT_S,
) -> Reply:
    """What the keyring says to `keep`, `read`, `forget` or `check`, within the limit; never raises, never a dialog."""
    command = [sys.executable, "-P", "-m", "atshot_daemon.vault_child", operation, name]
    try:
        done = subprocess.run(
            command,
            input=(secret or "").encode(),
            capture_output=True,
            timeout=limit_s,
            check=False,
            env=environ,
            start_new_session=True,  # no terminal on which a keyring could ask
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return msgspec.json.decode(done.stdout, type=Reply)
    except subprocess.TimeoutExpired:
        return Reply(done=False, reason=f"the keyring did not answer within {limit_s:g} s", later=True)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Reply(done=False, reason="the keyring broke down")


class Vault:
    """The secrets of one user; `folder` is for those that the keyring does not take."""

    def __init__(self, folder: Path, *, ask: Ask = ask_keyring) -> None:
        self._folder = folder
        self._ask = ask

    def keep(self, name: str, secret: str) -> Keeping:
        """Keep the secret, an older one of that name is gone; where it went, which the user should be told. OSError."""
        reply = self._ask("keep", name, secret)
        if not reply.done:
            write_private(self._file(name), secret)
            return Keeping(Kept.FILE, reason=reply.reason)
        self._file(name).unlink(missing_ok=True)
        return Keeping(Kept.KEYRING, keyring=reply.keyring)

    def read(self, name: str) -> str | None:
        """The secret, None when there is none; KeyringUnavailable when that cannot be known now."""
        try:
            return self._file(name).read_text("utf-8")  # newer than what the keyring may have: see `keep`
        except (FileNotFoundError, NotADirectoryError):
            return self._settled(self._ask("read", name)).secret

    def forget(self, name: str) -> None:
        """See to it that the secret is nowhere; KeyringUnavailable when it may still be in the keyring. OSError."""
        with suppress(FileNotFoundError, NotADirectoryError):
            self._file(name).unlink()
        self._settled(self._ask("forget", name))

    def check(self) -> Keeping:
        """Where a secret would be kept now; the keyring has kept, given back and forgotten one for that."""
        reply = self._ask("check", "self-test")
        return Keeping(Kept.KEYRING if reply.done else Kept.FILE, keyring=reply.keyring, reason=reply.reason)

    def _file(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a secret")
        return self._folder / name

    def _settled(self, reply: Reply) -> Reply:
        if not reply.done and reply.later:
            raise KeyringUnavailable(f"{reply.reason}; unlock it and try again")
        return reply
