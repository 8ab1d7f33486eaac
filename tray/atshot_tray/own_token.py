"""The tray's own token: kept in the vault, had anew where the daemon does not know it. Knows no request but two."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from atshot_daemon.discovery import Running
from atshot_daemon.local_client import DaemonRefused, LocalClient
from atshot_daemon.vault import Kept, KeyringUnavailable, Vault

SECRET = "tray"
CLIENT = "Atshot tray"
# Reading, the list of captures, and what only the user's own programs may: pairings and stopping.
SCOPES = ("extract", "history", "admin")

_UNAUTHORIZED = 401
# What HTTP can carry; whether it is a token, and ours, the daemon knows.
_CARRIED = re.compile(r"[!-~]+")


class OwnToken:
    """The token with which the tray calls; any thread may ask."""

    def __init__(self, vault: Vault, *, on_file: Callable[[str | None], object]) -> None:
        """`on_file` hears, and tells the user, why a token went into a file and not into the keyring."""
        self._vault = vault
        self._on_file = on_file
        self._turn = threading.Lock()
        self._token: str | None = None

    def client(self, running: Running) -> LocalClient:
        """A client of this daemon with our token, to be closed; DaemonRefused, DaemonUnreachable."""
        with self._turn:
            if self._token is None:
                self._token = self._kept() or self._added(running)
            return LocalClient(replace(running, token=self._token))

    def renew(self, running: Running) -> None:
        """Get another token, the daemon knows ours no more; DaemonRefused, DaemonUnreachable."""
        with self._turn:
            self._token = self._added(running)

    def _kept(self) -> str | None:
        """The token as it was kept; without one it is had anew, and kept where it can be read."""
        try:
            held = (self._vault.read(SECRET) or "").strip()
        except (KeyringUnavailable, OSError, UnicodeDecodeError):
            return None
        return held if _CARRIED.fullmatch(held) else None

    def _added(self, running: Running) -> str:
        """A new token, kept; those that an earlier tray had and lost are void."""
        with LocalClient(running) as daemon:
            clients = daemon.request("GET", "/v1/clients").json["clients"]
            added = daemon.request("POST", "/v1/clients", json={"name": CLIENT, "scopes": SCOPES}).json
            for client in clients:
                if (client["name"], client["kind"]) == (CLIENT, "token"):
                    with suppress(DaemonRefused):
                        daemon.request("DELETE", f"/v1/clients/{client['id']}")
        token = str(added["token"])
        with suppress(OSError):  # nothing can be written: then it is good for this run
            keeping = self._vault.keep(SECRET, token)
            if keeping.place is Kept.FILE:
                self._on_file(keeping.reason)
        return token


def is_unknown(refusal: DaemonRefused) -> bool:
    """Whether the daemon has said that it does not know the token."""
    return refusal.status == _UNAUTHORIZED
