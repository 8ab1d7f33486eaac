"""This user's part of the registry of Windows. Knows keys and values, not what they mean."""

import sys
from typing import Protocol


class Registry(Protocol):
    """Values below HKEY_CURRENT_USER, each in a key that is named by its path."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """The value, None when there is none."""

    def write(self, key: str, name: str, text: str) -> None:
        """Set the value, in a key that is made where it is missing; OSError."""

    def delete(self, key: str, name: str) -> None:
        """Delete the value if there is one; OSError."""


def real_registry() -> Registry:
    """That of this machine; OSError where there is none."""
    if sys.platform == "win32":
        return _WindowsRegistry()
    raise OSError("only Windows has a registry")


if sys.platform == "win32":
    import contextlib
    import winreg

    class _WindowsRegistry:
        def read(self, key: str, name: str) -> str | bytes | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except OSError:
                return None
            return value if isinstance(value, str | bytes) else None

        def write(self, key: str, name: str, text: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def delete(self, key: str, name: str) -> None:
            with (
                contextlib.suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened,
            ):
                winreg.DeleteValue(opened, name)
