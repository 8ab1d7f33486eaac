"""The menu's lines: what fails is told, what is quick happens at once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from atshot_tray.actions import AppActions, Parts
from atshot_tray.autostart import AutostartFailed
from atshot_tray.words import ENGLISH
from tests.waiting import until


@dataclass
class Someone:
    """Whoever does the work: remembers what was asked for, and fails with what it was told to."""

    failure: Exception | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: Any) -> bool:
            self.asked.append((name, *arguments))
            self.threads.append(threading.current_thread().name)
            if self.failure:
                raise self.failure
            return False

        return ask


@dataclass
class Table:
    """Actions whose work is done by one for all."""

    folder: Path
    someone: Someone = field(default_factory=Someone)
    told: list[tuple[str, str]] = field(default_factory=list)

    def notify(self, title: str, body: str, **_: Any) -> bool:
        self.told.append((title, body))
        return True

    @property
    def actions(self) -> AppActions:
        """The actions."""
        someone = cast("Any", self.someone)
        parts = Parts(
            supervisor=someone,
            watching=someone,
            extraction=someone,
            pairing=someone,
            autostart=someone,
            notify=self.notify,
            show=someone.show,
            await_daemon=someone.await_daemon,
            view=someone.view,
            leave=someone.leave,
        )
        return AppActions(parts, words=ENGLISH, config_file=self.folder / "config.toml", logs=self.folder)


async def test_what_takes_time_has_a_thread_of_its_own(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.actions.open()
    await until(lambda: len(table.someone.asked) == 2)

    assert [("await_daemon",), ("show", None)] == table.someone.asked
    assert ["open", "open"] == table.someone.threads


async def test_pausing_resuming_restarting_and_quitting_need_none(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.actions.pause(is_paused=True)
    table.actions.pause(is_paused=False)
    table.actions.restart()
    table.actions.quit()

    assert [("stop",), ("start",), ("restart",), ("leave",)] == table.someone.asked


async def test_what_fails_is_told(tmp_path: Path) -> None:
    table = Table(tmp_path, Someone(AutostartFailed("the folder cannot be written")))
    table.actions.start_at_login(is_on=True)
    await until(lambda: bool(table.told))

    assert [("That did not work", "The folder cannot be written")] == table.told


async def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    table = Table(tmp_path, Someone(OSError("no such program")))
    table.actions.show("abc")
    await until(lambda: bool(table.told))

    assert [("That did not work", "no such program")] == table.told


async def test_the_extraction_tells_its_failures_itself(tmp_path: Path) -> None:
    table = Table(tmp_path, Someone(AutostartFailed("told already")))
    table.actions.clip()
    table.actions.grab()
    await until(lambda: {("clip",), ("grab",)} == set(table.someone.asked))
    table.actions.start_at_login(is_on=True)
    await until(lambda: bool(table.told))

    assert 1 == len(table.told)


async def test_where_no_program_shows_folders_the_path_is_told(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.actions.show_logs()
    await until(lambda: bool(table.told))

    assert [("Show logs", f"The logs are in {tmp_path}")] == table.told


async def test_a_settings_file_that_is_wrong_is_not_written(tmp_path: Path) -> None:
    table = Table(tmp_path)
    (tmp_path / "config.toml").write_text("no toml", "utf-8")
    table.actions.copy_list(is_on=True)
    await until(lambda: bool(table.told))

    assert "That did not work" == table.told[0][0]
    assert "no toml" == (tmp_path / "config.toml").read_text("utf-8")
