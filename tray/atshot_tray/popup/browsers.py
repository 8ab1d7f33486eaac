"""Browsers that can show a page in a window without tabs: where they are, and how they are asked. Knows no page."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from atshot_daemon.machine import Machine

# Of Chromium's family all, since only that has such windows; best known first.
_LINUX_NAMES = (
    *("google-chrome", "google-chrome-stable", "chromium", "chromium-browser"),
    *("microsoft-edge", "microsoft-edge-stable", "brave-browser", "brave", "vivaldi", "vivaldi-stable"),
)
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_WINDOWS_FILES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"BraveSoftware\Brave-Browser\Application\brave.exe",
    r"Vivaldi\Application\vivaldi.exe",
)
_MACOS_NAMES = ("Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser", "Vivaldi")
_SNAPS = PurePath("/snap/bin")

# The page takes the first that it knows.
_LANGUAGES = {"en": "en", "zh": "zh-CN,zh"}

# No questions on the way to our page; and since it shows that page only, nothing of a browser's own calls to its maker.
_FLAGS = (
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-crash-restore-bubble",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
)

# As wide as the page needs to show a list well.
SIZE_PX = (480, 720)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser and the folder in which it may keep what belongs to our window, apart from the user's own."""

    program: str
    profile: Path

    def command(self, url: str, machine: Machine, *, is_root: bool, language: str | None = None) -> list[str]:
        """What opens the page in a window of its own, in this language instead of the browser's."""
        width, height = SIZE_PX
        flags = [
            f"--app={url}",
            self.profile_flag,
            f"--window-size={width},{height}",
            *_FLAGS,
        ]
        if language:
            flags.append(f"--accept-lang={_LANGUAGES[language]}")
        if not machine.has_own_calls:
            # Else the panel takes the window for one of the user's browser. Without the second, a locked keyring
            # keeps the window from opening.
            flags += ["--class=Atshot", "--password-store=basic"]
        if is_root and not machine.has_own_calls:
            flags += ["--no-sandbox", "--test-type"]  # it refuses to start otherwise
        return [self.program, *flags]

    @property
    def profile_flag(self) -> str:
        """By what its processes can be told from those of the user's own browser."""
        return f"--user-data-dir={self.profile}"


def find_browser(machine: Machine, profile: Path, *, is_file: Callable[[str], bool] = os.path.isfile) -> Browser | None:
    """The browser for our window, None where none of its kind is installed."""
    if machine.platform == "win32":
        program = next(filter(is_file, _windows_places(machine.environ)), None)
    elif machine.platform == "darwin":
        program = next(filter(is_file, _macos_places(machine.environ)), None)
    else:
        program = next(filter(None, map(machine.which, _LINUX_NAMES)), None)
    if program is None:
        return None
    snap = _snap_of(program, is_file)
    return Browser(program, snap_profile(machine, snap) if snap else profile)


def snap_profile(machine: Machine, snap: str = "chromium") -> Path:
    """Where a browser from a snap may write: nowhere in hidden folders of the user's."""
    return Path(machine.environ.get("HOME") or Path.home()) / "snap" / snap / "common/atshot-popup"


def _snap_of(program: str, is_file: Callable[[str], bool]) -> str | None:
    """The name of the snap that the program belongs to, if it does."""
    path = PurePath(program)
    if path.parent == _SNAPS:
        return path.name.partition(".")[0]
    # Ubuntu's package of that name only starts the snap.
    is_door = path == PurePath("/usr/bin/chromium-browser") and is_file(str(_SNAPS / "chromium"))
    return "chromium" if is_door else None


def _windows_places(environ: Mapping[str, str]) -> list[str]:
    # Variables of Windows have no case, but a plain mapping has.
    known = {name.lower(): value for name, value in environ.items()}
    folders = [known[name.lower()] for name in _WINDOWS_FOLDERS if known.get(name.lower())]
    return [str(PureWindowsPath(folder, file)) for file in _WINDOWS_FILES for folder in folders]


def _macos_places(environ: Mapping[str, str]) -> list[str]:
    roots = ["", *([environ["HOME"]] if environ.get("HOME") else [])]
    return [f"{root}/Applications/{name}.app/Contents/MacOS/{name}" for name in _MACOS_NAMES for root in roots]
