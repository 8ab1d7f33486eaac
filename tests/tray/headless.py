"""The tray on a desktop that is a folder, as a program: `python -m tests.tray.headless HOME`. Knows no test.

It does what its standard input says, one action a line, and tells on standard output what a user would see.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from atshot_daemon.config import Places, places
from atshot_daemon.errors import ClipboardEmpty
from atshot_daemon.vault import Reply, Vault
from atshot_inference.picture import MORE_FORMATS, decode
from atshot_tray.app import App, Setting
from atshot_tray.control import claim_tray
from atshot_tray.desktop import Desktop
from atshot_tray.state import Actions, Snapshot
from atshot_tray.words import words_for
from tests.daemons import environment, lives
from tests.tray.supervised import DAEMON
from tests.waiting import ENOUGH_S, until

Said = dict[str, Any]


def say(**said: Any) -> bool:
    """Tell what a user would see; True, as the user does see it."""
    sys.stdout.write(f"{json.dumps(said, ensure_ascii=False)}\n")
    sys.stdout.flush()
    return True


class FolderTray:
    """An icon that is a line for each of its looks."""

    def __init__(self, actions: Actions, *, name: str) -> None:
        self.name = name
        self._actions = actions
        self._stopped = threading.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        threading.Thread(target=self._obey, daemon=True).start()
        threading.Thread(target=on_ready, daemon=True).start()
        self._stopped.wait()
        say(icon="gone")

    def show(self, snapshot: Snapshot) -> None:
        say(snapshot=asdict(snapshot))

    def stop(self) -> None:
        self._stopped.set()

    def _obey(self) -> None:
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            keywords = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
            getattr(self._actions, name)(*arguments, **keywords)


@dataclass(frozen=True)
class FolderDesktop:
    """A desktop whose clipboard, screen and list of programs at login are files."""

    home: Path

    def tell(self, title: str, body: str, *, on_click: Callable[[], None] | None = None) -> bool:
        return say(told=[title, body])

    def close(self) -> None:
        say(closed=True)

    def is_on(self) -> bool:
        return self._login.exists()

    def turn_on(self) -> None:
        self._login.write_text("this program", "utf-8")

    def turn_off(self) -> None:
        self._login.unlink()

    def clipboard(self) -> bytes:
        try:
            return (self.home / "clipboard").read_bytes()
        except FileNotFoundError:
            raise ClipboardEmpty("the clipboard holds no picture; copy a screenshot first") from None

    def region(self) -> bytes | None:
        chosen = self.home / "region"
        return chosen.read_bytes() if chosen.exists() else None

    def keyring(self, operation: str, name: str, secret: str | None = None) -> Reply:
        file = self.home / f"keyring-{name}"
        if (self.home / "no-keyring").exists():
            return Reply(done=False, reason="there is no keyring here")
        if operation == "keep":
            file.write_text(secret or "", "utf-8")
        return Reply(done=True, secret=file.read_text("utf-8") if file.exists() else None)

    def await_end(self) -> bool:
        while not (self.home / "logged-out").exists():
            time.sleep(0.01)
        return True

    def copy(self, text: str) -> None:
        (self.home / "copied").write_text(text, "utf-8")

    @property
    def _login(self) -> Path:
        return self.home / "login"


@dataclass
class FolderWindow:
    """A window that is a line when it is shown."""

    page_url: Callable[[str | None], str]
    is_open: bool = False

    def show(self, capture_id: str | None = None) -> bool:
        self.is_open = say(shown=self.page_url(capture_id))
        return True

    def close(self) -> None:
        self.is_open = not say(window="closed")


def main(home: Path, *, icon: str, daemon: Sequence[str]) -> None:
    """Run the tray until it is told to quit."""
    desk = FolderDesktop(home)
    own = places({"ATSHOT_HOME": str(home)})
    setting = Setting(
        places=own,
        vault=Vault(own.secrets, ask=desk.keyring),
        environ=os.environ,
        words=words_for("en"),
        daemon=daemon,
        log=lambda event, **fields: say(logged=event, **{k: str(v) for k, v in fields.items()}),
    )
    desktop = Desktop(
        open_tray=lambda actions: FolderTray(actions, name=icon),
        open_window=FolderWindow,
        notifications=desk,
        autostart=desk,
        clipboard=desk.clipboard,
        region=desk.region,
        decode=lambda data: decode(data, formats=MORE_FORMATS),
        copy=desk.copy,
        open_browser=lambda url: say(browsed=url),
        view=lambda path: say(viewed=str(path)),
        await_end=desk.await_end,
    )
    with claim_tray(own):
        App(setting, desktop).run()


@dataclass
class Headless:
    """Such a tray that runs, and all that it has said."""

    home: Path
    process: "subprocess.Popen[str]"
    said: list[Said] = field(default_factory=list)

    @property
    def places(self) -> Places:
        """Its folders."""
        return places({"ATSHOT_HOME": str(self.home)})

    @property
    def snapshot(self) -> Said:
        """What icon and menu show now."""
        return next((one["snapshot"] for one in reversed(self.said) if "snapshot" in one), {"look": None})

    @property
    def family(self) -> list[psutil.Process]:
        """It and all its processes, which live at this moment."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def do(self, *action: Any) -> None:
        """Choose a line of the menu: its name, its arguments, those with names as a dictionary."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{json.dumps(action)}\n")
        self.process.stdin.flush()

    async def looks(self, look: str) -> Said:
        """What it shows, once it looks so."""
        await until(lambda: self.snapshot["look"] == look or self.process.poll() is not None)
        assert self.snapshot["look"] == look, self.said
        return self.snapshot

    async def says(self, name: str, *, times: int = 1) -> Any:
        """What it said under this name, once it has so often."""
        await until(lambda: len(self.all_said(name)) >= times)
        return self.all_said(name)[times - 1]

    def all_said(self, name: str) -> list[Any]:
        """All that it said under this name."""
        return [one[name] for one in list(self.said) if name in one]

    async def is_gone(self, family: list[psutil.Process]) -> int:
        """Its exit status, once nothing of the family lives."""
        await until(lambda: self.process.poll() is not None and not any(map(lives, family)))
        return self.process.returncode

    def listen(self) -> None:
        """Hear all that it says, until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(json.loads(line))


@contextmanager
def headless(home: Path, *, icon: str = "folder", daemon: Sequence[str] = DAEMON) -> Iterator[Headless]:
    """A tray whose desktop is this folder; ended at the end, if it still runs."""
    home.mkdir(exist_ok=True)
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tests.tray.headless", str(home), icon, *daemon]
    with subprocess.Popen(command, env=environment(home), stdin=pipe, stdout=pipe, text=True) as process:
        one = Headless(home, process)
        listener = threading.Thread(target=one.listen)
        listener.start()
        try:
            yield one
        finally:
            process.terminate()
            try:
                process.wait(ENOUGH_S)
            finally:
                process.kill()  # nothing happens to one that has ended, as it should have
                listener.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), icon=sys.argv[2], daemon=sys.argv[3:])
