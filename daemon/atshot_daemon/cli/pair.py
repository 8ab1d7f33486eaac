"""`atshot pair`: connects the browser extension. Knows what the user must see and when it is over."""

import argparse
from contextlib import ExitStack, suppress
from typing import Any

from atshot_daemon.access.errors import PairingExpired
from atshot_daemon.cli.connection import connected
from atshot_daemon.cli.output import Output
from atshot_daemon.local_client import DaemonRefused, DaemonUnreachable, LocalClient
from atshot_daemon.plain import one_line
from atshot_daemon.world import World

_POLL_S = 1.0


def pair(args: argparse.Namespace, world: World) -> int:
    """Open a pairing, show its words and wait until the extension has taken it; 0. PairingExpired."""
    with connected(world) as daemon:
        before = _extensions(daemon)
        opened = daemon.request("POST", "/v1/pairings", json={"kind": "extension"}).json
        with ExitStack() as ending:
            ending.callback(_close, daemon)  # whatever ends the waiting, Ctrl+C above all, ends the pairing too
            _show(opened, world, opens_browser=not args.no_browser)
            name = _newcomer(daemon, before, float(opened["expires_in_s"]), world)
            ending.pop_all()
    Output(world.stdout).write(f"connected: {name}\n")
    return 0


def _close(daemon: LocalClient) -> None:
    with suppress(DaemonRefused, DaemonUnreachable):
        daemon.request("DELETE", "/v1/pairings")


def _show(opened: dict[str, Any], world: World, *, opens_browser: bool) -> None:
    url = one_line(str(opened["url"]))
    output = Output(world.stdout)
    if not (opens_browser and world.open_browser(url)):
        output.write(f"open this address in the browser with the extension:\n  {url}\n")
    output.write(
        f"check word  {one_line(str(opened['check_word']))}  (the extension must show the same)\n"
        f"code        {one_line(str(opened['short_code']))}  (where the extension asks for it)\n"
        f"valid for   {opened['expires_in_s']:g} s; Ctrl+C ends it\n"
    )


def _newcomer(daemon: LocalClient, before: dict[str, str], expires_in_s: float, world: World) -> str:
    ends_at = world.monotonic() + expires_in_s
    while world.monotonic() < ends_at:
        world.pause(_POLL_S)
        new = _extensions(daemon)
        for client_id, name in new.items():
            if client_id not in before:
                return name
    raise PairingExpired("nobody took the code in time; start again with: atshot pair")


def _extensions(daemon: LocalClient) -> dict[str, str]:
    clients = daemon.request("GET", "/v1/clients").json["clients"]
    return {str(c["id"]): one_line(str(c["name"])) for c in clients if c["kind"] == "extension"}
