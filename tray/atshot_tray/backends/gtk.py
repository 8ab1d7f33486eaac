"""The icon through GTK, where the system's Python has it, in trays that embed windows. Knows pystray's GTK icon."""

import importlib
from importlib.util import find_spec
from typing import Any

from atshot_tray.backends.pystray_menu import PystrayTray, pystray_backend
from atshot_tray.state import Actions
from atshot_tray.words import Words

# What most trays show; others scale it.
_ICON_PX = 24


def has_gtk() -> bool:
    """Whether this Python can show GTK's icons."""
    if find_spec("gi") is None:
        return False
    try:
        importlib.import_module("gi").require_version("Gtk", "3.0")
        pystray_backend("gtk")
    except (ImportError, ValueError):  # ValueError: GTK's own part is lacking, or is of another version
        return False
    return True


def gtk_tray(words: Words, actions: Actions) -> PystrayTray:
    """An icon with GTK's own menu."""
    return PystrayTray("gtk", _icon_class(pystray_backend("gtk").Icon), words=words, actions=actions, icon_px=_ICON_PX)


class _NoNotifications:
    """Stands where pystray would ask for a notification service, and fail to start without one."""

    def hide(self) -> None:
        pass


def _icon_class(base: Any) -> Any:
    class Icon(base):  # type: ignore[misc]  # pystray has no types
        def _initialize(self) -> None:
            # pystray's own would take Ctrl+C away from whoever handles it.
            self._notifier = _NoNotifications()
            self._mark_ready()

    return Icon
