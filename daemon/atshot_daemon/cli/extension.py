"""`atshot extension`: the browser extension as files, and how to load it. Knows what a user does with them."""

import argparse
import json
from pathlib import Path

from atshot_daemon.cli.output import Output
from atshot_daemon.extension import extension_folder
from atshot_daemon.packing import pack
from atshot_daemon.plain import one_line
from atshot_daemon.world import World

_SHOWN = """\
for Chrome and Edge  {chrome}
for Firefox          {firefox}

Chrome and Edge: open chrome://extensions (edge://extensions), switch on "Developer mode", choose "Load unpacked",
then this folder: {folder}
Firefox: open about:debugging#/runtime/this-firefox, choose "Load Temporary Add-on", then the file for Firefox. It stays
until Firefox is closed.
When it is loaded and the daemon runs (atshot serve), connect them: atshot pair
"""


def extension(args: argparse.Namespace, world: World) -> int:
    """Write the files into the folder and say how to load them; 0. OutputUnwritable."""
    folder = extension_folder()
    packed = pack(folder, Path(args.folder))
    paths = {"folder": folder, **packed}
    shown = {name: str(path.absolute()) for name, path in paths.items()}
    if args.json:
        text = json.dumps(shown, ensure_ascii=False) + "\n"
    else:
        text = _SHOWN.format(**{name: one_line(path) for name, path in shown.items()})
    Output(world.stdout).write(text)
    return 0
