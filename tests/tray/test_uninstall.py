"""`atshot uninstall`: what it takes back, what it leaves alone, and what it says when something stays."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from atshot_daemon.config import Places, places
from atshot_daemon.discovery import claim
from atshot_daemon.store.database import FILE_NAME, open_database
from atshot_daemon.store.pictures import PictureFolder
from atshot_daemon.vault import Reply, Vault
from atshot_daemon.world import World
from atshot_tray.__main__ import ATSHOT
from atshot_tray.autostart import autostart
from atshot_tray.control import Control, claim_tray
from atshot_tray.control import Reply as Said
from atshot_tray.uninstall import removal, uninstall
from tests.daemons import daemon, environment
from tests.fakes import FakeDesk, Run, picture_bytes
from tests.privileges import as_owner, can_be_shut_out
from tests.tray.trays import other_process

SHA256 = "ab" * 32


@pytest.fixture
def desk(desk: FakeDesk, tmp_path: Path) -> FakeDesk:
    """The desk of a user with a home folder, at which the whole program is run."""
    desk.program, desk.environ["HOME"] = ATSHOT, str(tmp_path)
    return desk


@pytest.fixture
def home(desk: FakeDesk) -> Places:
    """Its folders."""
    return places({"ATSHOT_HOME": str(desk.home)})


def used(desk: FakeDesk, home: Places) -> None:
    """Let Atshot have been used here."""
    desk.run("token", "add", "my-script")
    desk.run("config", "set", "me", "王芳")
    autostart(desk.machine, ["/usr/bin/python3", "-m", "atshot_tray"]).turn_on()
    Vault(home.secrets, ask=no_keyring).keep("tray", "ats_secret")
    runs = ("daemon.log", "daemon.log.1", "daemon.json", ".daemon.json.k2_x9a0b", "tray.log", "tray.log.3")
    for name in (*runs, "popup/Default/Cookies", "secrets/remote"):
        file = home.state / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text("x")
    PictureFolder(home.data).put(SHA256, picture_bytes())
    (home.data / f"pictures/{SHA256[:2]}/tmpk2_x9a0b.part").write_bytes(b"x")


def no_keyring(operation: str, name: str, secret: str | None = None) -> Reply:
    """There is none."""
    return Reply(done=False, reason="there is no keyring here")


def locked(operation: str, name: str, secret: str | None = None) -> Reply:
    """It waits for its user."""
    return Reply(done=False, reason="the keyring is locked", later=True)


def in_process(desk: FakeDesk, ask: Callable[..., Reply], **options: bool) -> Run:
    """`uninstall` with a keyring of the test's own."""
    args: Any = SimpleNamespace(**{"data": False, "yes": False, **options})
    return desk.perform(lambda world: uninstall(args, world, vault=lambda world: Vault(world.places.secrets, ask=ask)))


def entries(folder: Path) -> set[str]:
    """All files below the folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_was_set_up_is_taken_back_and_what_the_user_made_stays(desk: FakeDesk, home: Places) -> None:
    used(desk, home)

    run = desk.run("uninstall")

    assert 0 == run.status, run.err
    assert {"config.toml", f"data/{FILE_NAME}", f"data/pictures/ab/{SHA256}"} <= entries(desk.home)
    assert {"config.toml", "data"} == {path.name for path in desk.home.iterdir()}
    assert not home.state.exists()
    assert not autostart(desk.machine, ["x"]).is_on()
    assert "nobody has a token" in desk.run("token", "list").err
    assert [
        "Atshot no longer starts at login",
        "removed Atshot's secrets",
        "revoked 1 token: it lets nobody in any more",
        "removed logs, and what else runs have left",
    ] == run.out.splitlines()[:4]
    kept = [line for line in run.out.splitlines() if line.startswith("kept ")]
    assert [f"kept {path}" for path in (home.config_file, home.data / FILE_NAME, home.data / "pictures")] == kept
    assert "to remove the program itself: " in run.out


def test_with_data_nothing_of_atshot_is_left(desk: FakeDesk, home: Places, tmp_path: Path) -> None:
    used(desk, home)
    (home.data / f"{FILE_NAME}.corrupt-20260316T120000Z").write_text("x")
    (home.data / f"{FILE_NAME}-wal.corrupt-20260316T120000Z").write_text("x")
    aside = home.data / "pictures.corrupt-20260316T120000Z/ab"
    aside.mkdir(parents=True)
    (aside / SHA256).write_text("x")

    run = desk.run("uninstall", "--data", "--yes")

    assert 0 == run.status, run.err
    assert "removed captures and settings" in run.out
    assert "\nkept" not in run.out
    assert not desk.home.exists()
    assert set() == entries(tmp_path)


def test_what_is_not_atshots_is_left_alone(desk: FakeDesk, home: Places, tmp_path: Path) -> None:
    used(desk, home)
    mine = {
        *("mine.txt", "config.toml.bak", "data/mine.txt", "data/pictures/holiday.jpg", "data/pictures/ab/cat.png"),
        *(f"data/{FILE_NAME}.bak", "data/pictures.zip", "data/pictures.old/ab/" + SHA256),
        *("state/mine.txt", "state/daemon.conf", "state/daemon.log.gz", "state/tray.psd", "state/.tray.psd"),
        *("state/secrets/mine.key", "state/popup-notes.txt"),
    }
    for name in mine:
        (desk.home / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.home / name).write_text("x")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("x")
    shutil.rmtree(home.popup_profile)
    home.popup_profile.symlink_to(elsewhere)

    run = desk.run("uninstall", "--data", "--yes")

    assert (0, mine) == (run.status, entries(desk.home))
    assert {"mine.txt"} == entries(elsewhere)


def test_where_nothing_is_there_nothing_is_wrong_and_nothing_is_left(desk: FakeDesk) -> None:
    run = desk.run("uninstall")

    assert (0, "atshot: Atshot is not running\n") == (run.status, run.err)
    assert run.out.startswith("to remove the program itself: ")
    assert not desk.home.exists()


def test_doing_it_again_does_no_harm(desk: FakeDesk, home: Places) -> None:
    used(desk, home)
    desk.run("uninstall")

    again = desk.run("uninstall")

    assert (0, ["kept"] * 3) == (again.status, [line.split()[0] for line in again.out.splitlines()[:3]])
    assert not home.state.exists()


def test_everything_is_asked_for_on_a_terminal_and_needs_yes_elsewhere(desk: FakeDesk, home: Places) -> None:
    used(desk, home)
    before = entries(desk.home)

    elsewhere = desk.run("uninstall", "--data")
    desk.is_terminal, desk.stdin = True, b"\n"
    refused = desk.run("uninstall", "--data")

    assert (2, 0) == (elsewhere.status, refused.status)
    assert "wants --yes" in elsewhere.err
    assert refused.err.endswith("[y/N] atshot: nothing was removed\n")
    assert before == entries(desk.home)
    desk.stdin = "是\n".encode()
    assert 0 == desk.run("uninstall", "--data").status
    assert not desk.home.exists()


def test_a_locked_keyring_is_told_of_and_all_else_is_done(desk: FakeDesk, home: Places) -> None:
    used(desk, home)

    run = in_process(desk, locked, data=True, yes=True)

    assert 1 == run.status
    assert "secrets may be left in the keyring: the keyring is locked; unlock it and try again" in run.err
    assert not desk.home.exists()


def test_what_the_keyring_holds_is_forgotten(desk: FakeDesk) -> None:
    held = {"tray": "ats_secret", "remote": "sk-secret", "another": "theirs"}

    def ask(operation: str, name: str, secret: str | None = None) -> Reply:
        found = held.pop(name, None) if operation == "forget" else held.get(name)
        return Reply(done=True, secret=found, keyring="SecretService")

    run = in_process(desk, ask)

    assert ({"another": "theirs"}, 0) == (held, run.status)
    assert "removed Atshot's secrets\n" in run.out
    assert "secret" not in run.out.replace("Atshot's secrets", "")


def test_what_a_browser_keeps_elsewhere_goes_too(desk: FakeDesk, tmp_path: Path) -> None:
    kept = tmp_path / "snap/chromium/common/atshot-popup"
    (kept / "Default").mkdir(parents=True)
    (kept / "Default/Cookies").write_text("x")
    (kept.parent / "chromium").mkdir()

    def verb(world: World) -> int:
        machine = replace(world.machine, which=lambda name: "/snap/bin/chromium" if name == "chromium" else None)
        args: Any = SimpleNamespace(data=False, yes=False)
        return uninstall(args, replace(world, machine=machine), vault=lambda world: Vault(tmp_path, ask=no_keyring))

    run = desk.perform(verb)

    assert (0, True) == (run.status, "removed what the browser kept of Atshot's window\n" in run.out)
    assert [kept.parent / "chromium"] == list(kept.parent.iterdir())


def test_a_damaged_database_keeps_nothing_else_from_being_done(desk: FakeDesk, home: Places) -> None:
    used(desk, home)
    (home.data / FILE_NAME).write_bytes(b"no database at all" * 100)

    run = in_process(desk, no_keyring)

    assert 1 == run.status
    assert "atshot: " in run.err
    assert not home.state.exists()


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_what_cannot_be_deleted_is_named(desk: FakeDesk, home: Places) -> None:
    used(desk, home)
    closed = home.data / "pictures/ab"
    closed.chmod(0o500)

    with as_owner():
        run = in_process(desk, no_keyring, data=True, yes=True)

    closed.chmod(0o700)
    assert 1 == run.status
    assert f"{SHA256} cannot be deleted: " in run.err
    assert not home.config_file.exists()


def test_a_tray_that_does_not_end_is_told_of_and_nothing_is_removed(desk: FakeDesk, home: Places) -> None:
    used(desk, home)

    with deaf_tray(home):
        run = desk.run("uninstall")

    assert 2 == run.status
    assert run.err.endswith("the tray has not ended; quit it from its menu and try again (tray_running)\n")
    assert home.config_file.exists() and autostart(desk.machine, ["x"]).is_on()


@contextmanager
def deaf_tray(home: Places) -> Iterator[None]:
    """A tray that says that it quits, and goes on."""
    with claim_tray(home):
        control = Control(home, lambda command: Said(ok=True))
        control.open()
        try:
            yield
        finally:
            control.close()


async def test_what_runs_is_ended_first(tmp_path: Path) -> None:
    async with daemon(tmp_path / "home") as running:
        with other_process(running.places) as tray:
            environ = environment(tmp_path / "home", {"HOME": str(tmp_path)})
            for name in ("XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"):
                environ.pop(name, None)
            command = [sys.executable, "-m", "atshot_tray", "uninstall", "--data", "--yes"]
            done = subprocess.run(command, env=environ, capture_output=True, check=False)  # noqa: ASYNC221

            assert 0 == done.returncode, done.stderr.decode()
            assert b"atshot: stopped\n" == done.stderr
            assert done.stdout.startswith(b"ended the tray\n")
            assert 0 == tray.wait()
            assert 0 == await running.ended()
        left = entries(tmp_path / "home")

    assert {"stderr-0"} == left


async def test_a_daemon_that_hangs_is_named_and_all_but_its_files_is_taken_back(desk: FakeDesk, home: Places) -> None:
    used(desk, home)
    async with daemon(desk.home) as hung:
        hung.signal(signal.SIGSTOP)
        run = in_process(desk, no_keyring, data=True, yes=True)
        kept = {str(home.config_file), str(home.log_file), str(home.discovery_file)}
        hung.kill()

        assert (
            f"atshot: the daemon (pid {hung.pid}) runs, but does not answer; end it with: kill -9 {hung.pid}\n"
            == run.err
        )
        assert 1 == run.status
        assert "\nkept all files; once that is mended, do this again\n" in run.out
        assert all(map(os.path.exists, kept)) and not (home.secrets / "tray").exists()
        assert not autostart(desk.machine, ["x"]).is_on()
        assert "nobody has a token" in desk.run("token", "list").err


def test_a_daemon_that_begins_meanwhile_waits(desk: FakeDesk, home: Places) -> None:
    held: list[bool] = []

    def ask(operation: str, name: str, secret: str | None = None) -> Reply:
        with pytest.raises(Exception, match="already running"), claim(home):
            pass
        held.append(True)
        return Reply(done=True)

    in_process(desk, ask)

    assert held


def url_of(folder: Path, *, is_editable: bool) -> str:
    """As pip writes it down."""
    return json.dumps({"url": folder.as_uri(), "dir_info": {"editable": is_editable}})


@pytest.mark.parametrize(
    ("prefix", "advice"),
    [
        ("/home/u/.local/share/pipx/venvs/atshot", "pipx uninstall atshot"),
        ("/home/u/.local/share/uv/tools/atshot", "uv tool uninstall atshot"),
        ("/usr", f"{sys.executable} -m pip uninstall atshot"),
        ("/home/u/uv/atshot/.venv", f"{sys.executable} -m pip uninstall atshot"),
        ("/home/u/pipx/.venv", f"{sys.executable} -m pip uninstall atshot"),
    ],
)
def test_the_program_goes_as_it_came(prefix: str, advice: str) -> None:
    assert advice == removal(Path(prefix), "")


@pytest.mark.skipif(os.name == "nt", reason="paths look different there")
def test_what_is_to_be_typed_is_quoted() -> None:
    advice = removal(Path("/usr"), "", program="/home/u/my python/bin/python3")

    assert "'/home/u/my python/bin/python3' -m pip uninstall atshot" == advice


@pytest.mark.skipif(os.name == "nt", reason="paths look different there")
def test_a_checkout_with_its_environment_inside_is_a_folder_to_delete() -> None:
    checkout = Path("/home/u/我的 atshot")

    assert f"delete the folder {checkout}" == removal(checkout / ".venv", url_of(checkout, is_editable=True))
    assert "pip uninstall atshot" in removal(Path("/home/u/venv"), url_of(checkout, is_editable=True))
    assert "pip uninstall atshot" in removal(Path("/home/u/venv"), '{"url": "https://example.org/atshot.whl"}')


def test_a_revoked_token_is_gone_from_the_database(desk: FakeDesk, home: Places) -> None:
    used(desk, home)

    in_process(desk, no_keyring)

    with closing(open_database(home.data)) as connection:
        assert [] == connection.execute("SELECT id FROM clients").fetchall()
