"""Which language the user reads. Knows where the systems keep that, no sentence."""

import ctypes
import re
from collections.abc import Callable

from atshot_daemon.machine import Machine, ProgramFailed
from atshot_tray.words import Language

# In the order in which POSIX and gettext look at them.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# The low ten bits of a Windows language number name the language; these are those of Chinese, whatever the region.
_WINDOWS_CHINESE = 0x04
_WINDOWS_PRIMARY = 0x3FF


def windows_language() -> int:
    """The number of the language in which Windows shows itself."""
    return int(ctypes.CDLL("kernel32").GetUserDefaultUILanguage())


def language_of(setting: str, machine: Machine, *, windows: Callable[[], int] = windows_language) -> Language:
    """The language that the setting names (`zh`, `en`), else the desktop's own, else English."""
    if setting in {"zh", "en"}:
        return _named(setting)
    if machine.platform == "win32":
        return "zh" if windows() & _WINDOWS_PRIMARY == _WINDOWS_CHINESE else "en"
    return _named(_macos(machine)) if machine.platform == "darwin" else _named(_variable(machine))


def _macos(machine: Machine) -> str:
    """The first of `("zh-Hans-CN", "en-US")`, which is how macOS prints its list over several lines."""
    try:
        listed = machine.run(["defaults", "read", "-g", "AppleLanguages"]).decode("utf-8", "replace")
    except ProgramFailed:
        return _variable(machine)
    found = re.search(r"[A-Za-z]{2,}", listed)
    return found[0] if found else ""


def _variable(machine: Machine) -> str:
    """`zh_CN:en` or `zh_CN.UTF-8`; LANGUAGE does not count where the locale is C, as gettext has it."""
    held = {name: machine.environ.get(name, "") for name in _VARIABLES}
    locale = held["LC_ALL"] or held["LC_MESSAGES"] or held["LANG"]
    return locale if locale.split(".")[0] in {"", "C", "POSIX"} else held["LANGUAGE"] or locale


def _named(name: str) -> Language:
    return "zh" if name.lower().startswith("zh") else "en"
