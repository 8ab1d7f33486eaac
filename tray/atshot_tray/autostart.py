"""Whether Atshot starts when its user logs in. Knows each system's list of such programs, not what is started."""

import plistlib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Protocol
from xml.parsers.expat import ExpatError

from atshot_daemon.errors import BadRequest
from atshot_daemon.machine import Machine
from atshot_daemon.private_files import replace_file
from atshot_tray.registry import Registry, real_registry

_FILE_MODE = 0o644
_LABEL = "atshot"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Where the Task Manager keeps what was switched off there; an odd first byte says that it is off.
APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_RUN_NAME = "Atshot"
# Windows ignores longer ones without a word.
_LONGEST_COMMAND = 260


class AutostartFailed(BadRequest):
    """The list of programs that start at login cannot be changed; the message names its place."""

    code = "autostart_failed"


class Autostart(Protocol):
    """Our entry in the list; every call looks anew, since the user may change the list elsewhere."""

    def is_on(self) -> bool:
        """Whether Atshot starts at the next login."""

    def turn_on(self) -> None:
        """Let it start, with the command of this program, whatever stood there; AutostartFailed."""

    def turn_off(self) -> None:
        """Let it not start; nothing happens when it does not. AutostartFailed."""


def autostart(
    machine: Machine, command: Sequence[str], *, registry: Callable[[], Registry] = real_registry
) -> Autostart:
    """What this system has; `command` is what it is to start, the program with its full path."""
    if machine.platform == "win32":
        return RunKey(registry(), tuple(command))
    home = Path(machine.environ.get("HOME") or Path.home())
    if machine.platform == "darwin":
        return LaunchAgent(home / f"Library/LaunchAgents/{_LABEL}.plist", tuple(command))
    config = machine.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if Path(config).is_absolute() else home / ".config"
    return DesktopEntry(folder / "autostart/atshot.desktop", tuple(command))


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """A file in the autostart folder of Linux desktops; the desktop's own settings switch it off by a line in it."""

    file: Path
    command: tuple[str, ...]

    def is_on(self) -> bool:
        """Whether there is one that is not switched off."""
        lines = {line.replace(" ", "").lower() for line in _text_of(self.file).splitlines()}
        return "[desktopentry]" in lines and not lines & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def turn_on(self) -> None:
        """Write it anew; AutostartFailed."""
        entry = {
            "Type": "Application",
            "Name": "Atshot",
            "Comment": "Turns screenshots into lists of tasks",
            "Comment[zh_CN]": "把截图变成待办清单",
            "Exec": _text_value(" ".join(map(_exec_argument, self.command))),
            # The desktop passes over an entry whose program has been deleted.
            "TryExec": _text_value(self.command[0]),
            "Terminal": "false",
            "StartupNotify": "false",
        }
        lines = "".join(f"{key}={value}\n" for key, value in entry.items())
        _write(self.file, f"[Desktop Entry]\n{lines}")

    def turn_off(self) -> None:
        """Delete it; AutostartFailed."""
        _delete(self.file)


@dataclass(frozen=True, slots=True)
class LaunchAgent:
    """A file in the folder that launchd reads at login on macOS."""

    file: Path
    command: tuple[str, ...]

    def is_on(self) -> bool:
        """Whether there is one that is not switched off."""
        try:
            job = plistlib.loads(self.file.read_bytes())
        except (OSError, ValueError, ExpatError):  # gone, or no such file at all
            return False
        return isinstance(job, dict) and bool(job.get("RunAtLoad")) and not job.get("Disabled")

    def turn_on(self) -> None:
        """Write it anew; AutostartFailed."""
        job = {
            "Label": _LABEL,
            "ProgramArguments": list(self.command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        _write(self.file, plistlib.dumps(job).decode())

    def turn_off(self) -> None:
        """Delete it; AutostartFailed."""
        _delete(self.file)


@dataclass(frozen=True, slots=True)
class RunKey:
    """A value in the key of the registry that Windows goes through at login."""

    registry: Registry
    command: tuple[str, ...]

    def is_on(self) -> bool:
        """Whether there is one that the Task Manager has not switched off."""
        switched = self.registry.read(APPROVED_KEY, _RUN_NAME)
        is_off = isinstance(switched, bytes) and bool(switched[:1]) and switched[0] % 2 == 1
        return self.registry.read(RUN_KEY, _RUN_NAME) is not None and not is_off

    def turn_on(self) -> None:
        """Write it anew; AutostartFailed."""
        line = subprocess.list2cmdline(self.command)
        if len(line) > _LONGEST_COMMAND:
            raise AutostartFailed(
                f"Windows starts no program at login whose path is this long: {PureWindowsPath(self.command[0])}; "
                "put Atshot into a folder with a shorter one"
            )
        self._change(lambda: self.registry.write(RUN_KEY, _RUN_NAME, line))
        self._change(lambda: self.registry.delete(APPROVED_KEY, _RUN_NAME))

    def turn_off(self) -> None:
        """Delete it; AutostartFailed."""
        self._change(lambda: self.registry.delete(RUN_KEY, _RUN_NAME))

    def _change(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            raise AutostartFailed(f"the registry's {RUN_KEY} cannot be changed: {error.strerror or error}") from error


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, text, mode=_FILE_MODE)
    except OSError as error:
        raise AutostartFailed(f"{file} cannot be written: {error.strerror or error}") from error


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise AutostartFailed(f"{file} cannot be deleted: {error.strerror or error}") from error


def _exec_argument(argument: str) -> str:
    """As the Desktop Entry Specification quotes the words of a command line."""
    for sign in '\\"`$':  # the backslash first: the others get one
        argument = argument.replace(sign, f"\\{sign}")
    return f'"{argument.replace("%", "%%")}"'


def _text_value(text: str) -> str:
    """As the Desktop Entry Specification escapes values of type string, on top of any quotes."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
