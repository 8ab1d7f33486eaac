"""`atshot open`: the daemon's page in the browser. Knows that the address is a key for two minutes."""

import argparse

from atshot_daemon.cli.connection import connected
from atshot_daemon.cli.output import Output
from atshot_daemon.plain import one_line
from atshot_daemon.world import World


def open_page(args: argparse.Namespace, world: World) -> int:
    """Open the page, or print its address where no browser can be opened; 0."""
    with connected(world) as daemon:
        opened = daemon.request("POST", "/v1/pairings", json={"kind": "page"}).json
    url = one_line(str(opened["url"]))
    if not world.open_browser(url):
        world.say(f"no browser can be opened here; within {opened['expires_in_s']} s, open this address yourself:")
        Output(world.stdout).write(f"{url}\n")
    return 0
