"""A tray that only hears commands, as a process of its own. Knows no test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from atshot_daemon.config import Places
from tests.daemons import ROOT

# It says when it listens, and dies of `quit`.
TRAY = """
import os, sys
from atshot_daemon.config import places
from atshot_tray.control import Control, Reply, claim_tray
places = places(os.environ)
def handle(command):
    if command == "quit":
        os._exit(0)
    return Reply(ok=True, text="theirs")
with claim_tray(places):
    Control(places, handle).open()
    print("listening", flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_process(home: Places) -> Iterator["subprocess.Popen[bytes]"]:
    """A tray that runs elsewhere, and listens."""
    environ = {**os.environ, "ATSHOT_HOME": str(home.config)}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", TRAY], env=environ, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        try:
            assert process.stdout and b"listening\n" == process.stdout.readline()
            yield process
        finally:
            process.kill()
