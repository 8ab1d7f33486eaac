"""Connecting the browser extension: opened, shown, waited for. Knows its steps and its end, no menu."""

import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from atshot_inference.errors import AtshotError
from atshot_tray.link import Link, Opened
from atshot_tray.state import Pairing
from atshot_tray.words import Words

POLL_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingTools:
    """What a pairing shows itself with: the browser, a notification, the menu."""

    open_browser: Callable[[str], bool]
    notify: Callable[[str, str], object]
    on_change: Callable[[Pairing | None], None]


class BrowserPairing:
    """One pairing at a time; the user's next one takes the place of the one before."""

    def __init__(self, link: Link, tools: PairingTools, *, words: Words, poll_s: float = POLL_S) -> None:
        self._link = link
        self._tools = tools
        self._words = words
        self._poll_s = poll_s
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._over.set()

    def run(self) -> None:
        """Open a pairing and wait for its end: a browser, two minutes, another one, `close`; AtshotError."""
        with self._turn:
            self._forget()
            before = self._link.extensions().keys()
            opened = self._link.open_pairing()
            over = self._over = threading.Event()
            self._tools.on_change(Pairing(opened.check_word, opened.short_code))
        self._show(opened)
        name = self._newcomer(before, over, opened.expires_in_s)
        with self._turn:
            if over.is_set():
                return
            self._forget()
        words = self._words
        if name is None:
            self._tools.notify(words.pairing_over_title, words.pairing_over)
        else:
            self._tools.notify(words.pairing_done_title, words.pairing_done.format(name=name))

    def close(self) -> None:
        """End the pairing that is open, if one is, so that nobody can use its code any more."""
        with self._turn:
            if self._over.is_set():
                return
            self._forget()
        self._link.close_pairings()

    def _forget(self) -> None:
        """Show none any more, if one is shown; whoever waits for its end goes on."""
        if not self._over.is_set():
            self._over.set()
            self._tools.on_change(None)

    def _show(self, opened: Opened) -> None:
        words = self._words
        title = words.pairing_title.format(word=opened.check_word)
        if self._tools.open_browser(opened.url):
            self._tools.notify(title, words.pairing_open.format(code=opened.short_code))
        else:
            self._tools.notify(title, words.pairing_no_browser.format(url=opened.url))

    def _newcomer(self, before: Collection[str], over: threading.Event, expires_in_s: float) -> str | None:
        """The name of the extension that was connected, None when none was in time, or none is to be."""
        ends_at = time.monotonic() + expires_in_s
        while not over.wait(self._poll_s) and time.monotonic() < ends_at:
            with suppress(AtshotError):  # the daemon may be back before the time is over
                for client_id, name in self._link.extensions().items():
                    if client_id not in before:
                        return name
        return None
