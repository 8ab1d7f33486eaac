"""Notices that the user has left the desktop, so that nothing of ours outlives it. Knows displays, not what is shown.

Windows and macOS end their users' programs themselves; on Linux many a desktop just goes away.
"""

import socket
import time
from pathlib import Path

from atshot_daemon.machine import Machine

# A compositor that has crashed is started anew by its desktop, with the same name.
PATIENCE_S = 5.0
_POLL_S = 0.1


def await_end(machine: Machine, *, patience_s: float = PATIENCE_S) -> bool:
    """Returns True once the display that is there now has gone for good; False at once where that cannot be seen."""
    if machine.has_own_calls:
        return False
    await_loss = _await_wayland_loss if machine.is_wayland else _await_x11_loss
    if not await_loss(machine):
        return False
    gone_since = time.monotonic()
    while time.monotonic() - gone_since < patience_s:
        if await_loss(machine):
            gone_since = time.monotonic()
        time.sleep(_POLL_S)
    return True


def _await_wayland_loss(machine: Machine) -> bool:
    """Whether the compositor could be reached, and does not hold the connection any more."""
    name = Path(machine.environ.get("XDG_RUNTIME_DIR", ""), machine.environ["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as compositor:
        try:
            compositor.connect(str(name))
        except OSError:
            return False
        try:
            while compositor.recv(4096):
                pass
        except OSError:
            pass
        return True


def _await_x11_loss(machine: Machine) -> bool:
    """The same with an X server."""
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError

    try:
        display = Display(machine.environ.get("DISPLAY"))
        while True:
            display.next_event()
    except ConnectionClosedError:
        return True
    except (DisplayError, OSError):
        return False
