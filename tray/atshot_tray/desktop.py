"""The user's desktop as the tray sees it: window, notifications, clipboard, login. Knows what each must do, not how."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from atshot_tray.autostart import Autostart
from atshot_tray.backends import Tray
from atshot_tray.state import Actions

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


class Window(Protocol):
    """Atshot's window."""

    @property
    def is_open(self) -> bool:
        """Whether it is there."""
        ...

    def show(self, capture_id: str | None = None) -> bool:
        """Show it, on a capture if one is named; whether there is anything to show it in. AtshotError."""
        ...

    def close(self) -> None:
        """Close it, if it is there."""
        ...


class Notify(Protocol):
    """Tells the user something; whether somebody could show it."""

    def __call__(self, title: str, body: str, *, on_click: Callable[[], None] | None = None) -> bool:
        """A title and some lines; `on_click` is called when the user clicks on them."""
        ...


class Notifications(Protocol):
    """What the desktop tells the user for us."""

    def tell(self, title: str, body: str, *, on_click: Callable[[], None] | None = None) -> bool:
        """A title and some lines; whether somebody could show them."""
        ...

    def close(self) -> None:
        """Show no more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """The user's desktop, as far as the tray uses it; tests bring their own."""

    open_tray: Callable[[Actions], Tray]
    # Takes what gives the page's address.
    open_window: Callable[[Callable[[str | None], str]], Window]
    notifications: Notifications
    autostart: Autostart
    clipboard: Callable[[], bytes]
    region: Callable[[], bytes | None]
    decode: "Callable[[bytes], Picture]"
    copy: Callable[[str], None]
    open_browser: Callable[[str], bool]
    view: Callable[[Path], bool]
    # Returns True once the user has left the desktop, False where that cannot be seen.
    await_end: Callable[[], bool]
