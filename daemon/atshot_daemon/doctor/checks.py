"""All checks in their order. Knows that one that fails must not stop the others."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import psutil

from atshot_daemon.doctor.daemon_checks import (
    check_daemon,
    check_ports,
    check_proxies,
    check_settings,
    check_variables,
)
from atshot_daemon.doctor.desktop_checks import check_clipboard, check_screen
from atshot_daemon.doctor.finding import Finding, wrong
from atshot_daemon.doctor.machine_checks import (
    check_disk,
    check_engines,
    check_graphics,
    check_memory,
    check_python,
)
from atshot_daemon.doctor.probe import Probe
from atshot_daemon.doctor.store_checks import check_database, check_folders, check_keyring
from atshot_daemon.machine import ProgramFailed
from atshot_inference.errors import AtshotError

Check = Callable[[Probe], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    "python": check_python,
    "engines": check_engines,
    "graphics": check_graphics,
    "memory": check_memory,
    "disk": check_disk,
    "settings": check_settings,
    "variables": check_variables,
    "folders": check_folders,
    "database": check_database,
    "keyring": check_keyring,
    "daemon": check_daemon,
    "ports": check_ports,
    "proxies": check_proxies,
    "clipboard": check_clipboard,
    "screen": check_screen,
}

# What systems, files and other programs make of a look at them.
_FAILURES = (
    AtshotError,
    OSError,
    ProgramFailed,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    psutil.Error,
    sqlite3.Error,
)


@dataclass(frozen=True, slots=True)
class Result:
    """A finding and the check that it is from."""

    check: str
    finding: Finding


def examine(probe: Probe, checks: Mapping[str, Check] = CHECKS) -> Iterator[Result]:
    """What each check finds, as soon as it has found it."""
    for name, check in checks.items():
        for finding in _found(check, probe):
            yield Result(name, finding)


def _found(check: Check, probe: Probe) -> Iterator[Finding]:
    try:
        yield from check(probe)
    except _FAILURES as error:
        told = str(error) or "nothing more is known"
        yield wrong(f"this could not be checked: {type(error).__name__}: {told}", "please tell us, with this line")
