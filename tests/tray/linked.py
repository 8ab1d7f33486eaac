"""A tray's link to a real daemon, with a keyring that is as a test wants it. Knows no assertion."""

from dataclasses import dataclass, field
from pathlib import Path

from atshot_daemon import discovery
from atshot_daemon.vault import Reply, Vault
from atshot_tray.link import Link
from atshot_tray.own_token import OwnToken
from tests.daemons import Daemon


@dataclass
class FakeKeyring:
    """Keeps what it is told, unless it is locked or not there at all."""

    held: dict[str, str] = field(default_factory=dict)
    refusal: Reply | None = None

    def __call__(self, operation: str, name: str, secret: str | None = None) -> Reply:
        if self.refusal:
            return self.refusal
        if operation == "keep":
            self.held[name] = secret or ""
        elif operation == "forget":
            self.held.pop(name, None)
        return Reply(done=True, secret=self.held.get(name), keyring="Fake")


LOCKED = Reply(done=False, reason="the keyring is locked", later=True)


@dataclass
class Linked:
    """A link, the keyring behind it, and what the user was told of files."""

    folder: Path
    daemon: Daemon
    keyring: FakeKeyring = field(default_factory=FakeKeyring)
    told: list[str | None] = field(default_factory=list)

    def token(self) -> OwnToken:
        """The token of a tray that has just been started."""
        return OwnToken(Vault(self.folder, ask=self.keyring), on_file=self.told.append)

    def link(self) -> Link:
        """The link of a tray that has just been started."""
        return Link(lambda: discovery.find_running(self.daemon.places), self.token())
