"""All that the checks look at, in one value; tests build their own. Knows where to look, not what is well."""

import platform
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from atshot_daemon.config import Places
from atshot_daemon.discovery import Running, find_running
from atshot_daemon.local_client import LocalClient
from atshot_daemon.machine import Machine
from atshot_daemon.ports import Holder, holder
from atshot_daemon.vault import Keeping, Vault, ask_keyring
from atshot_inference.engines import ENGINES


class NeedsPackages(Protocol):
    """An engine as the table of engines describes it."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that are not installed."""

    @property
    def advice(self) -> str:
        """How to get them."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The machine's memory in bytes."""

    total: int
    available: int


def memory() -> Memory:
    """What the system says now."""
    import psutil

    found = psutil.virtual_memory()
    return Memory(found.total, found.available)


def disk_free(folder: Path) -> int:
    """Bytes left on the disk that holds the folder, or will hold it."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free


def status_of(running: Running) -> Any:
    """What the daemon says of itself; AtshotError."""
    with LocalClient(running) as daemon:
        return daemon.request("GET", "/v1/status").json


@dataclass(frozen=True, slots=True)
class Probe:
    """The machine, the folders and whom to ask about the rest."""

    machine: Machine
    places: Places
    engines: Mapping[str, NeedsPackages] = field(default_factory=lambda: ENGINES)
    python: Sequence[int] = sys.version_info[:3]
    system: str = field(default_factory=platform.platform)
    memory: Callable[[], Memory] = memory
    disk_free: Callable[[Path], int] = disk_free
    holder: Callable[[int], Holder | None] = holder
    running: Callable[[Places], Running | None] = find_running
    status: Callable[[Running], Any] = status_of
    keeping: "Callable[[Probe], Keeping]" = lambda probe: probe.asked_keyring()

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables that this program was started with."""
        return self.machine.environ

    def asked_keyring(self) -> Keeping:
        """What the keyring of this user answers."""

        def ask(operation: str, name: str, secret: str | None = None) -> Any:
            return ask_keyring(operation, name, secret, environ=dict(self.environ))

        return Vault(self.places.secrets, ask=ask).check()
