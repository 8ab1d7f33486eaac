"""From a click to the list: a picture is taken, read by the daemon, shown and told. Knows the order of these steps."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atshot_daemon.config import Config
from atshot_daemon.uploadable import uploadable
from atshot_inference.errors import AtshotError
from atshot_tray.copying import CopyFailed
from atshot_tray.desktop import Notify
from atshot_tray.link import Link
from atshot_tray.sentences import error_sentence, found_body, found_title
from atshot_tray.words import Words

if TYPE_CHECKING:
    from atshot_inference.picture import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The ways to pictures and to the user."""

    clipboard: Callable[[], bytes]
    # None: the user has given up.
    region: Callable[[], bytes | None]
    decode: "Callable[[bytes], Picture]"
    copy: Callable[[str], None]
    notify: Notify
    # Opens the window on a capture, and returns once it is there.
    show: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a picture; the text is the list as people paste it, empty where there are no tasks."""

    capture_id: str
    text: str


class Extraction:
    """Does what the user asked for and tells the outcome, good or bad; any thread may call."""

    def __init__(
        self,
        link: Link,
        tools: Tools,
        *,
        words: Words,
        settings: Callable[[], Config],
        await_daemon: Callable[[], None],
        working: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`await_daemon` returns once there is a daemon, or raises an AtshotError that says why there is none.

        `working` is entered while a picture is on its way.
        """
        self._link = link
        self._tools = tools
        self._words = words
        self._settings = settings
        self._await_daemon = await_daemon
        self._working = working
        self._choosing = threading.Lock()

    def clip(self) -> Extracted:
        """The tasks of the picture on the clipboard; an AtshotError has been told to the user."""
        with self._told_failures():
            picture = self._tools.clipboard()
            with self._working():
                return self._extracted(picture, "clipboard")

    def grab(self) -> Extracted | None:
        """The tasks of a part of the screen, None when the user gave up or is choosing already; errors as `clip`."""
        if not self._choosing.acquire(blocking=False):
            return None
        with self._told_failures():
            try:
                picture = self._tools.region()
            finally:
                self._choosing.release()
            if picture is None:
                return None
            with self._working():
                return self._extracted(picture, "region")

    def _extracted(self, picture: bytes, source: str) -> Extracted:
        settings = self._settings()
        data, _ = uploadable(picture, self._tools.decode)
        self._await_daemon()
        capture_id = str(self._link.sent(data, source)["id"])
        if settings.show_result != "notification":
            self._show(capture_id)  # before it is read: the tasks appear there one by one
        record = self._link.finished(capture_id)
        text = self._link.text(capture_id)
        is_copied = bool(text) and settings.copy_list and self._copied(text)
        if settings.show_result != "popup" or is_copied:
            self._tell_found(capture_id, text, is_copied=is_copied, has_doubtful=bool(record["maybe"]))
        return Extracted(capture_id, text)

    def _tell_found(self, capture_id: str, text: str, *, is_copied: bool, has_doubtful: bool) -> None:
        title = found_title(len(text.splitlines()), self._words, is_copied=is_copied)
        body = found_body(text, self._words, has_doubtful=has_doubtful)
        is_shown = self._tools.notify(title, body, on_click=lambda: self._show(capture_id))
        if not is_shown and self._settings().show_result == "notification":
            self._show(capture_id)

    def _copied(self, text: str) -> bool:
        try:
            self._tools.copy(text)
        except CopyFailed as error:
            self._tools.notify(self._words.not_copied, error_sentence(error, self._words))
            return False
        return True

    def _show(self, capture_id: str) -> None:
        threading.Thread(target=self._shown, args=[capture_id], name="show", daemon=True).start()

    def _shown(self, capture_id: str) -> None:
        with suppress(AtshotError):  # the capture is read all the same, and can be opened from the menu
            self._tools.show(capture_id)

    @contextmanager
    def _told_failures(self) -> Iterator[None]:
        try:
            yield
        except AtshotError as error:
            self._tools.notify(self._words.quick_failed, error_sentence(error, self._words))
            raise
