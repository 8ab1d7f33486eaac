"""A desktop of a test's own: X server, session bus, window manager and, if wanted, a real panel. Knows no test."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
from PIL import Image, ImageChops, ImageGrab
from Xlib.display import Display

from atshot_daemon.machine import Machine
from tests.waiting import until
from tests.xserver import x_server

SIZE = (1280, 800)

# A panel with nothing but a tray, at the lower edge.
_XFCE_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""

# The same, dark.
_TINT2 = """panel_items = S
panel_position = bottom center horizontal
panel_size = 100% 30
panel_background_id = 1
systray_padding = 4 4 4
rounded = 0
background_color = #2b2b2b 100
"""

# A click on a notification does its action; it stays until then, however long a busy machine takes to look at it.
_DUNST = """[global]
mouse_left_click = do_action
markup = full
format = "<b>%s</b>\\n%b"
[urgency_normal]
timeout = 0
"""

# A session bus that knows of no program to start.
_BARE_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

_SETTINGS = {
    "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml": _XFCE_PANEL,
    "tint2/tint2rc": _TINT2,
    "dunst/dunstrc": _DUNST,
}

PANELS: Mapping[str, Sequence[str]] = {
    "xfce4-panel": ("xfce4-panel", "--disable-wm-check"),
    "tint2": ("tint2",),
    "trayer": ("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"),
}
# These show icons that stand on the session bus; the others embed windows.
ON_THE_BUS = {"xfce4-panel"}


def lacking(*programs: str) -> str | None:
    """Why a test with these programs is skipped, None when all are there."""
    missing = [name for name in ("Xvfb", "dbus-daemon", "openbox", "xdotool", *programs) if not shutil.which(name)]
    return f"needs {', '.join(missing)}" if missing else None


@dataclass
class Desktop:
    """What a test sees and does as a user would; every program it starts is ended with it."""

    display: str
    # Kept open: an X server starts afresh when the last program leaves, and whoever connects just then is refused.
    connection: Display
    environ: dict[str, str]
    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where its session bus is."""
        return self.environ["DBUS_SESSION_BUS_ADDRESS"]

    @property
    def machine(self) -> Machine:
        """This desktop as the program sees it."""
        return Machine(platform="linux", environ=self.environ)

    def start(self, *command: str, more: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a program on this desktop; what it says is in a file named after it."""
        said = self.folder / f"{Path(command[0]).name}-{len(self.processes)}.said"
        with said.open("wb") as stream:
            process = subprocess.Popen(
                command,
                env={**self.environ, **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    async def start_panel(self, name: str) -> "subprocess.Popen[bytes]":
        """A panel that has taken over the tray."""
        process = self.start(*PANELS[name])
        await until(lambda: process.poll() is not None or self.has_tray(name))
        assert process.poll() is None, f"{name} has ended"
        return process

    async def start_notifications(self) -> "subprocess.Popen[bytes]":
        """A server that shows notifications, ready."""
        process = self.start("dunst")
        await until(lambda: process.poll() is not None or self.has_name("org.freedesktop.Notifications"))
        assert process.poll() is None, "dunst has ended"
        return process

    def has_tray(self, panel: str) -> bool:
        """Whether such a panel serves icons now."""
        return self.has_name("org.kde.StatusNotifierWatcher") if panel in ON_THE_BUS else self.has_embedding_tray

    @property
    def has_embedding_tray(self) -> bool:
        """Whether there is a tray that embeds windows."""
        return bool(self.connection.get_selection_owner(self.connection.intern_atom("_NET_SYSTEM_TRAY_S0")))

    def has_name(self, name: str) -> bool:
        """Whether somebody has this name on the session bus."""
        said = self.bus_call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", name)
        return "true" in said

    def bus_call(self, destination: str, path: str, method: str, *arguments: str) -> str:
        """What a method on the session bus answers, as gdbus writes it."""
        command = ["gdbus", "call", "--session", "--dest", destination, "--object-path", path, "--method", method]
        return self.said(*command, *arguments)

    def screen(self) -> Image.Image:
        """What is on the screen now."""
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")

    def click(self, place: tuple[float, float], button: int = 1) -> None:
        """Press and release a button of the mouse there."""
        self.xdotool("mousemove", *_pixels(place), "click", str(button))

    def point(self, place: tuple[float, float]) -> None:
        """Move the mouse there."""
        self.xdotool("mousemove", *_pixels(place))

    def press(self, *keys: str) -> None:
        """Press keys, each as X11 names it."""
        self.xdotool("key", "--delay", "40", *keys)

    def xdotool(self, *arguments: str) -> str:
        """What xdotool says."""
        return self.said("xdotool", *arguments)

    def said(self, *command: str) -> str:
        """What a program on this desktop writes until it ends."""
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, check=False).stdout

    async def place_of(self, colour: tuple[int, int, int], *, tolerance: int = 12) -> tuple[float, float]:
        """The middle of what has this colour, once it is on the screen and no longer moves."""
        seen: list[tuple[int, int, int, int] | None] = [None]

        def stands_still() -> bool:
            seen.append(found(self.screen(), colour, tolerance=tolerance))
            return seen[-1] is not None and len(set(seen[-5:])) == 1

        await until(stands_still)
        box = seen[-1]
        assert box is not None
        return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

    async def changed(self, before: Image.Image, *, height_px: int) -> None:
        """Returns once something as high as this, such as a menu, is on the screen that was not there before."""

        def has_changed() -> bool:
            box = ImageChops.difference(before, self.screen()).getbbox()
            return box is not None and box[3] - box[1] >= height_px

        await until(has_changed)

    async def shows(self, before: Image.Image) -> None:
        """Returns once the screen shows what it showed before."""
        await until(lambda: ImageChops.difference(before, self.screen()).getbbox() is None)

    async def colour_is_gone(self, colour: tuple[int, int, int], *, tolerance: int = 12) -> None:
        """Returns once nothing on the screen has this colour."""
        await until(lambda: found(self.screen(), colour, tolerance=tolerance) is None)


def _pixels(place: tuple[float, float]) -> list[str]:
    return [str(round(at)) for at in place]


def found(screen: Image.Image, colour: tuple[int, int, int], *, tolerance: int) -> tuple[int, int, int, int] | None:
    """The box around all that has this colour, give or take `tolerance` in each channel."""
    off = np.abs(np.asarray(screen, dtype=int) - colour).max(axis=2)
    rows, columns = np.nonzero(off <= tolerance)
    if not len(rows):
        return None
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


@asynccontextmanager
async def desktop(folder: Path, panel: str | None = None, *, has_services: bool = True) -> AsyncIterator[Desktop]:
    """A desktop, its panel ready for icons; without services its bus starts nothing. All its files are in `folder`."""
    with x_server(f"{SIZE[0]}x{SIZE[1]}") as display, closing(Display(display)) as connection:
        made = Desktop(display, connection, _environment(folder, display), folder)
        try:
            made.environ["DBUS_SESSION_BUS_ADDRESS"] = _started_bus(made, has_services=has_services)
            made.start("openbox")
            await until(lambda: _has_window_manager(connection))
            if panel is not None:
                await made.start_panel(panel)
            yield made
        finally:
            end(made.processes)


def _environment(folder: Path, display: str) -> dict[str, str]:
    homes = {f"XDG_{name}_HOME": folder / name.lower() for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    runtime = folder / "runtime"
    for place in (*homes.values(), runtime):
        place.mkdir(parents=True, mode=0o700, exist_ok=True)
    for name, text in _SETTINGS.items():
        file = homes["XDG_CONFIG_HOME"] / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "USER", "LOGNAME"}}
    own = {"HOME": folder, "XDG_RUNTIME_DIR": runtime, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
    return kept | {name: str(value) for name, value in (homes | own).items()} | {"XDG_CURRENT_DESKTOP": "XFCE"}


def _started_bus(made: Desktop, *, has_services: bool) -> str:
    """The address of a session bus whose services have our display."""
    bare = made.folder / "bus.conf"
    bare.write_text(_BARE_BUS.format(folder=made.folder), "utf-8")
    reading, writing = os.pipe()
    kind = "--session" if has_services else f"--config-file={bare}"
    command = ["dbus-daemon", kind, "--nofork", "--nopidfile", f"--print-address={writing}"]
    quiet = subprocess.DEVNULL
    bus = subprocess.Popen(command, env=made.environ, pass_fds=[writing], stdin=quiet, stdout=quiet, stderr=quiet)
    made.processes.append(bus)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.readline().strip()


def _has_window_manager(connection: Display) -> bool:
    atom = connection.intern_atom("_NET_SUPPORTING_WM_CHECK")
    return connection.screen().root.get_full_property(atom, 0) is not None


def end(processes: "Sequence[subprocess.Popen[bytes]]") -> None:
    """End these programs and whatever they have started, the last one first."""
    for process in reversed(processes):
        _end_tree(process)


def _end_tree(process: "subprocess.Popen[bytes]") -> None:
    try:
        tree = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        tree = []
    _quietly(process.terminate)
    for child in tree:
        _quietly(child.terminate)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in psutil.wait_procs(tree, 5)[1]:
        _quietly(child.kill)


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except (ProcessLookupError, psutil.NoSuchProcess):
        return
