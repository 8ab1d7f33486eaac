"""Secrets: with every kind of keyring that there is, each in its own process as in life, and without one."""

import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from atshot_daemon.vault import Keeping, Kept, KeyringUnavailable, Reply, Vault, ask_keyring
from tests.privileges import as_owner, can_be_shut_out

SECRET = "密 s3cret"

# A stand-in for the library through which keyring talks to the desktop: a collection that a test can lock or freeze.
SECRET_SERVICE = """
import contextlib, json, os, pathlib, time

__version_tuple__ = (3, 5, 0)
STORE = pathlib.Path(os.environ["FAKE_STORE"])
HOW = os.environ["FAKE_KEYRING"]

class Bus:
    def close(self): pass

def dbus_init():
    if HOW == "hanging": time.sleep(60)
    return Bus()

def check_service_availability(bus): return True

class Item:
    def __init__(self, key): self.key = key
    def is_locked(self): return False
    def get_secret(self): return json.loads(STORE.read_text())[self.key].encode()
    def delete(self):
        held = json.loads(STORE.read_text()); del held[self.key]; STORE.write_text(json.dumps(held))

class Collection:
    def __init__(self, bus, path=None):
        from secretstorage.exceptions import ItemNotFoundException
        self.connection = bus
        if HOW == "never set up": raise ItemNotFoundException("no such collection")
    def is_locked(self): return HOW == "locked"
    def unlock(self): time.sleep(60)  # a dialog that nobody sees
    def create_item(self, label, attributes, secret, replace):
        if HOW == "forgetful": return
        held = json.loads(STORE.read_text()) if STORE.exists() else {}
        STORE.write_text(json.dumps({**held, attributes["username"]: secret}))
    def search_items(self, query):
        held = json.loads(STORE.read_text()) if STORE.exists() else {}
        return [Item(query["username"])] if query["username"] in held else []

def get_default_collection(bus): return Collection(bus)
"""
EXCEPTIONS = """
class SecretStorageException(Exception): pass
class ItemNotFoundException(SecretStorageException): pass
"""
# What keyring would take without a word if it were installed, or if a variable names it.
PLAINTEXT = """
import os, pathlib, time
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): pathlib.Path(os.environ["FAKE_STORE"]).write_text(password)
    def delete_password(self, service, username): pass

class Patient(Keyring):
    def __init__(self): time.sleep(60)
"""


class Desk:
    """A user's session with one kind of keyring."""

    def __init__(self, folder: Path, environ: dict[str, str] | None = None, *, limit_s: float = 30.0) -> None:
        self.folder = folder
        self.store = folder / "store"
        modules = folder / "modules"
        (modules / "secretstorage").mkdir(parents=True)
        (modules / "secretstorage/__init__.py").write_text(SECRET_SERVICE)
        (modules / "secretstorage/exceptions.py").write_text(EXCEPTIONS)
        (modules / "plaintext.py").write_text(PLAINTEXT)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        self.environ = {
            **kept,
            "HOME": str(folder / "home"),
            "PYTHONPATH": str(modules),
            "FAKE_STORE": str(self.store),
            "FAKE_KEYRING": "well",
            **(environ or {}),
        }
        self.limit_s = limit_s

    def ask(self, operation: str, name: str, secret: str | None = None) -> Reply:
        """Ask the keyring of this session."""
        return ask_keyring(operation, name, secret, environ=self.environ, limit_s=self.limit_s)

    @property
    def vault(self) -> Vault:
        """The vault of this session's user."""
        return Vault(self.folder / "secrets", ask=self.ask)

    @property
    def file(self) -> Path:
        """Where the secret `tray` is when no keyring takes it."""
        return self.folder / "secrets" / "tray"


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"FAKE_KEYRING": "locked"}, "the keyring is locked"),
    ({"FAKE_KEYRING": "never set up"}, "the keyring was never set up"),
    ({"FAKE_KEYRING": "forgetful"}, "the keyring forgets what it is told"),
    ({"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}, "there is no keyring here"),
    ({"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}, "keyring.backends.null does not keep secrets safe"),
    ({"PYTHON_KEYRING_BACKEND": "plaintext.Keyring"}, "plaintext does not keep secrets safe"),
    ({"PYTHON_KEYRING_BACKEND": "nosuch.Keyring"}, "the keyring broke down"),
]
HANGING: list[dict[str, str]] = [{"FAKE_KEYRING": "hanging"}, {"PYTHON_KEYRING_BACKEND": "plaintext.Patient"}]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems have one keyring, which is not replaced")


@linux_only
def test_a_keyring_that_works_is_used(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    assert Keeping(Kept.KEYRING, keyring="SecretService") == desk.vault.keep("tray", SECRET)
    assert SECRET == desk.vault.read("tray")
    assert not desk.file.exists()


@linux_only
@pytest.mark.parametrize(("environ", "reason"), REFUSED)
def test_a_keyring_that_does_not_is_not_and_the_user_is_told(
    tmp_path: Path, environ: dict[str, str], reason: str
) -> None:
    desk = Desk(tmp_path, environ)

    assert Keeping(Kept.FILE, reason=reason) == desk.vault.keep("tray", SECRET)
    assert SECRET == desk.vault.read("tray")
    assert not desk.store.exists(), "nothing was written in the clear"


@linux_only
@pytest.mark.parametrize("environ", HANGING)
def test_a_keyring_that_never_answers_is_not_waited_for(tmp_path: Path, environ: dict[str, str]) -> None:
    desk = Desk(tmp_path, environ, limit_s=0.5)

    assert Keeping(Kept.FILE, reason="the keyring did not answer within 0.5 s") == desk.vault.keep("tray", SECRET)


@linux_only
@pytest.mark.parametrize(("environ", "reason"), REFUSED)
def test_a_check_says_the_same_and_leaves_nothing(tmp_path: Path, environ: dict[str, str], reason: str) -> None:
    desk = Desk(tmp_path, environ)

    assert Keeping(Kept.FILE, reason=reason) == desk.vault.check()
    assert not (tmp_path / "secrets").exists()


@linux_only
def test_a_check_of_a_keyring_that_works_leaves_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    assert Keeping(Kept.KEYRING, keyring="SecretService") == desk.vault.check()
    assert "{}" == desk.store.read_text()


@linux_only
def test_the_first_known_keyring_of_a_chain_is_taken(tmp_path: Path) -> None:
    """keyring chains all that it finds as soon as there are two."""
    desk = Desk(tmp_path, {"PYTHON_KEYRING_BACKEND": "keyring.backends.chainer.ChainerBackend"})

    assert Keeping(Kept.KEYRING, keyring="SecretService") == desk.vault.keep("tray", SECRET)


@linux_only
def test_the_secret_is_in_no_command_line(tmp_path: Path) -> None:
    seen = tmp_path / "argv"
    spy = f"""
    import atexit, pathlib, sys
    atexit.register(lambda: pathlib.Path({str(seen)!r}).write_text(pathlib.Path("/proc/self/cmdline").read_text()))
    """
    desk = Desk(tmp_path)
    (tmp_path / "modules/sitecustomize.py").write_text(textwrap.dedent(spy))
    desk.vault.keep("tray", SECRET)

    assert "vault_child\0keep\0tray" in seen.read_text()
    assert SECRET not in seen.read_text()


def reply(**fields: Any) -> Any:
    """Ask a keyring that always says the same."""
    return lambda operation, name, secret=None: Reply(**fields)


def test_a_file_is_for_this_user_alone(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir(mode=0o755)
    Vault(tmp_path / "secrets", ask=reply(done=False)).keep("tray", SECRET)

    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("secrets", "secrets/tray")]
    assert [0o700, 0o600] == modes or os.name == "nt"


def test_a_secret_that_reached_the_keyring_leaves_the_file(tmp_path: Path) -> None:
    Vault(tmp_path, ask=reply(done=False)).keep("tray", "old")
    Vault(tmp_path, ask=reply(done=True, keyring="SecretService")).keep("tray", "new")

    assert [] == list(tmp_path.iterdir())


def test_the_file_is_newer_than_what_the_keyring_has(tmp_path: Path) -> None:
    Vault(tmp_path, ask=reply(done=False)).keep("tray", "new")

    assert "new" == Vault(tmp_path, ask=reply(done=True, secret="old")).read("tray")


def test_without_keyring_and_file_there_is_no_secret(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "nosuch", ask=reply(done=False, reason="there is no keyring here"))

    assert vault.read("tray") is None


def test_a_locked_keyring_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    vault = Vault(tmp_path, ask=reply(done=False, reason="the keyring is locked", later=True))

    with pytest.raises(KeyringUnavailable, match="the keyring is locked; unlock it"):
        vault.read("tray")
    with pytest.raises(KeyringUnavailable):
        vault.forget("tray")


def test_a_secret_is_forgotten_wherever_it_was(tmp_path: Path) -> None:
    asked = []

    def ask(operation: str, name: str, secret: str | None = None) -> Reply:
        asked.append((operation, name))
        return Reply(done=operation != "keep")

    vault = Vault(tmp_path, ask=ask)
    vault.keep("tray", SECRET)
    vault.forget("tray")
    vault.forget("tray")

    assert [] == list(tmp_path.iterdir())
    assert [("keep", "tray"), ("forget", "tray"), ("forget", "tray")] == asked


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "a b", "x" * 65, "."])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a secret"):
        Vault(tmp_path, ask=reply(done=False)).keep(name, SECRET)


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_secret_that_cannot_be_kept_anywhere_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with as_owner(), pytest.raises(PermissionError):
        Vault(tmp_path / "secrets", ask=reply(done=False)).keep("tray", SECRET)


def test_a_reply_shows_no_secret() -> None:
    assert SECRET not in repr(Reply(done=True, secret=SECRET))


REAL = """
from pathlib import Path
from atshot_daemon.vault import Vault
vault = Vault(Path("secrets"))
said = [vault.check().keyring, vault.keep("tray", "密 s3cret").place.value, vault.read("tray"), vault.read("other")]
vault.forget("tray")
print(*said, vault.read("tray"), Path("secrets").exists())
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring-daemon and dbus-run-session (Debian: apt install gnome-keyring dbus)",
)
@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize", "SecretService keyring"),
        ("gnome-keyring-daemon --start --components=secrets", "None file"),
    ],
    ids=["unlocked", "never set up"],
)
def test_a_real_keyring_is_used_when_it_is_open(tmp_path: Path, start: str, said: str) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}
    script = f'({start}) >/dev/null 2>&1; "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, "-c", REAL]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, check=False)

    assert said == " ".join(done.stdout.decode().split()[:2]), done.stderr.decode()
    assert ["密", "s3cret", "None", "None"] == done.stdout.decode().split()[2:6]
