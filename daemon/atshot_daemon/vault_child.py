"""The process that talks to the keyring: `python -m atshot_daemon.vault_child OPERATION NAME`. Knows keyrings only.

The secret comes by standard input, the answer leaves by standard output as JSON; it may be ended at any moment.
"""

import contextlib
import secrets
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import keyring
import msgspec
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

from atshot_daemon.vault import Reply

SERVICE = "atshot"
_LOCKED = "the keyring is locked"


class Refusal(Exception):
    """This keyring is not asked, and why; `later` when unlocking it helps."""

    def __init__(self, reason: str, *, later: bool = False) -> None:
        super().__init__(reason)
        self.later = later


def main(argv: Sequence[str]) -> int:
    """Ask the keyring and print what it says; 0."""
    operation, name = argv
    secret = sys.stdin.buffer.read().decode() if operation == "keep" else ""
    try:
        reply = answer(operation, name, secret)
    except Refusal as refusal:
        reply = Reply(done=False, reason=str(refusal), later=refusal.later)
    except KeyringLocked:
        reply = Reply(done=False, reason=_LOCKED, later=True)
    except KeyringError as error:  # its message may hold anything
        reply = Reply(done=False, reason=f"the keyring refused ({type(error).__name__})")
    sys.stdout.buffer.write(msgspec.json.encode(reply))
    sys.stdout.buffer.flush()
    return 0


def answer(operation: str, name: str, secret: str) -> Reply:
    """Do what is asked with the keyring of this user; Refusal, KeyringError."""
    ring = trusted()
    if operation == "keep":
        _keep(ring, name, secret)
        return Reply(done=True, keyring=_name(ring))
    if operation == "check":
        _keep(ring, name, secrets.token_hex(16))
        ring.delete_password(SERVICE, name)
        return Reply(done=True, keyring=_name(ring))
    if operation == "forget":
        with contextlib.suppress(PasswordDeleteError):  # it was not there
            ring.delete_password(SERVICE, name)
        return Reply(done=True, keyring=_name(ring))
    return Reply(done=True, secret=ring.get_password(SERVICE, name), keyring=_name(ring))


def trusted() -> KeyringBackend:
    """The keyring of this user, if it is one of those that we know and open; Refusal."""
    chosen = keyring.get_keyring()
    rings = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    ring = next((ring for ring in rings if type(ring).__module__ in TRUSTED), None)
    if ring is None:
        if type(chosen).__module__ == "keyring.backends.fail":
            raise Refusal("there is no keyring here")
        raise Refusal(f"{type(chosen).__module__} does not keep secrets safe")
    TRUSTED[type(ring).__module__](ring)
    return ring


def _keep(ring: KeyringBackend, name: str, secret: str) -> None:
    ring.set_password(SERVICE, name, secret)
    if ring.get_password(SERVICE, name) != secret:
        raise Refusal("the keyring forgets what it is told")


def _name(ring: KeyringBackend) -> str:
    return type(ring).__module__.rpartition(".")[2]


def _is_open(ring: KeyringBackend) -> None:
    """These have no way to ask without a dialog: the time limit ends it."""


def _secret_service_is_open(ring: KeyringBackend) -> None:
    """Look before asking: unlocking puts up a dialog and waits for ever."""
    import secretstorage
    from secretstorage.exceptions import ItemNotFoundException, SecretStorageException

    try:
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            is_locked = secretstorage.Collection(bus, "/org/freedesktop/secrets/aliases/default").is_locked()
    except ItemNotFoundException:
        raise Refusal("the keyring was never set up") from None
    except SecretStorageException as error:
        raise Refusal(f"the keyring cannot be asked ({type(error).__name__})") from None
    if is_locked:
        raise Refusal(_LOCKED, later=True)


def _kwallet_is_open(ring: Any) -> None:
    """KWallet's dialog is as patient; its daemon says which wallet is open."""
    dbus: Any = import_module("dbus")  # the system's own package, there where this keyring is
    try:
        wallets = dbus.Interface(dbus.SessionBus().get_object(ring.bus_name, ring.object_path), "org.kde.KWallet")
        is_open = bool(wallets.isOpen(wallets.networkWallet()))
    except dbus.DBusException as error:
        raise Refusal(f"the keyring cannot be asked ({type(error).__name__})") from None
    if not is_open:
        raise Refusal(_LOCKED, later=True)


# The modules of the keyrings that keep secrets encrypted, and how to see that asking puts up no dialog. keyring itself
# would also take one that writes them in the clear, and one that keeps nothing.
TRUSTED: dict[str, Callable[[KeyringBackend], None]] = {
    "keyring.backends.SecretService": _secret_service_is_open,
    "keyring.backends.libsecret": _secret_service_is_open,
    "keyring.backends.kwallet": _kwallet_is_open,
    "keyring.backends.macOS": _is_open,
    "keyring.backends.Windows": _is_open,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
