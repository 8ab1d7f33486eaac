"""The doctor: each check on a machine that is well and on one that is not."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from atshot_daemon.config import Places, places
from atshot_daemon.discovery import Running, how_to_end
from atshot_daemon.doctor.checks import CHECKS, Result, examine
from atshot_daemon.doctor.finding import Finding, State, ok
from atshot_daemon.doctor.probe import Memory, Probe, disk_free, memory
from atshot_daemon.http.binding import PORTS
from atshot_daemon.local_client import DaemonUnreachable
from atshot_daemon.machine import Machine, ProgramFailed
from atshot_daemon.ports import Holder
from atshot_daemon.store.database import FILE_NAME, open_database
from atshot_daemon.vault import Keeping, Kept
from tests.fake_daemon import STARTED_AT, FakeDaemon, Said
from tests.privileges import as_owner, can_be_shut_out

GIB = 1024**3
RUNNING = Running(21861, 4242, "0.1.0", STARTED_AT, "ats_secret")

Program = Callable[[Sequence[str]], bytes]


def saying(text: str) -> Program:
    """A program that writes this."""
    return lambda command: text.encode()


def failing(command: Sequence[str]) -> bytes:
    """A program that fails."""
    raise ProgramFailed(f"{command[0]}: no driver")


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """A user's folders."""
    return places({"ATSHOT_HOME": str(tmp_path)})


def probe(
    home: Places, *, environ: dict[str, str] | None = None, programs: dict[str, Program] | None = None, **others: Any
) -> Probe:
    """A machine on which all is well but for what is said."""
    known = programs or {}
    machine = Machine(
        platform=others.pop("platform", "linux"),
        environ=environ or {},
        which=lambda name: f"/usr/bin/{name}" if name in known else None,
        run=lambda command: known[command[0]](command),
    )
    return Probe(
        **{
            "machine": machine,
            "places": home,
            "engines": {"ocr": SimpleNamespace(missing=(), advice="")},
            "memory": lambda: Memory(8 * GIB, 4 * GIB),
            "disk_free": lambda folder: 100 * GIB,
            "holder": lambda port: None,
            "running": lambda places: None,
            "status": lambda running: {"problems": []},
            "keeping": lambda probe: Keeping(Kept.KEYRING, keyring="SecretService"),
            **others,
        }
    )


def found(name: str, probe: Probe) -> list[Finding]:
    """What one check finds."""
    return [result.finding for result in examine(probe, {name: CHECKS[name]})]


def worst(name: str, probe: Probe) -> Finding:
    """The worst that one check finds."""
    return max(found(name, probe), key=lambda finding: list(State).index(finding.state))


def test_a_machine_that_is_well_has_nothing_to_mend(home: Places) -> None:
    results = list(examine(probe(home)))

    assert [*CHECKS] == list(dict.fromkeys(result.check for result in results))
    assert [] == [result for result in results if result.finding.state is not State.OK]


@pytest.mark.parametrize(
    ("name", "state", "what", "changes"),
    [
        ("python", State.WRONG, "Python 3.10.9 is too old", {"python": (3, 10, 9)}),
        (
            "engines",
            State.WRONG,
            "ocr is not installed: rapidocr missing",
            {"engines": {"ocr": SimpleNamespace(missing=("rapidocr",), advice="pip install it")}},
        ),
        ("memory", State.WARNING, "0.5 GiB of 8.0 GiB free", {"memory": lambda: Memory(8 * GIB, GIB // 2)}),
        ("disk", State.WARNING, "0.9 GiB free", {"disk_free": lambda folder: GIB * 9 // 10}),
        ("disk", State.WRONG, "0.0 GiB free", {"disk_free": lambda folder: 1024}),
        (
            "keyring",
            State.WARNING,
            "the keyring is locked; secrets are kept in files",
            {"keeping": lambda probe: Keeping(Kept.FILE, reason="the keyring is locked")},
        ),
        ("graphics", State.WARNING, "cannot be asked: nvidia-smi: no driver", {"programs": {"nvidia-smi": failing}}),
        ("ports", State.WRONG, "21860 by nginx (pid 7), 21861", {"holder": lambda port: Holder("nginx", 7)}),
        ("variables", State.WARNING, "ATSHOT_PROT is set", {"environ": {"ATSHOT_PROT": "1"}}),
        ("settings", State.WRONG, "the variable ATSHOT_PORT: port = 'x'", {"environ": {"ATSHOT_PORT": "x"}}),
        ("proxies", State.WARNING, "http_proxy also catches", {"environ": {"http_proxy": "http://u:p@proxy:1"}}),
        ("clipboard", State.WARNING, "needs xclip", {"environ": {"DISPLAY": ":0"}}),
        ("clipboard", State.WARNING, "needs wl-paste", {"environ": {"WAYLAND_DISPLAY": "w"}}),
        ("screen", State.WARNING, "needs one of grim", {"environ": {"WAYLAND_DISPLAY": "w"}}),
    ],
)
def test_what_is_not_well_is_named_and_how_to_mend_it(
    home: Places, name: str, state: State, what: str, changes: dict[str, Any]
) -> None:
    finding = worst(name, probe(home, **changes))

    assert state is finding.state
    assert what in finding.what
    assert finding.mend


def test_a_second_engine_that_is_not_there_is_no_worry(home: Places) -> None:
    engines = {
        "glm": SimpleNamespace(missing=("torch",), advice="pip install 'atshot[glm]'"),
        "ocr": SimpleNamespace(missing=(), advice=""),
    }
    findings = found("engines", probe(home, engines=engines))

    assert [State.OK, State.OK] == [finding.state for finding in findings]
    assert "glm is not installed: torch missing (pip install 'atshot[glm]')" == findings[0].what


def test_each_graphics_card_is_named_with_its_memory(home: Places) -> None:
    cards = "NVIDIA GeForce RTX 4060, 7000, 8188\nNVIDIA A100, 80GB, 100, 81920\n"
    findings = found("graphics", probe(home, programs={"nvidia-smi": saying(cards)}))

    assert [ok("NVIDIA GeForce RTX 4060, 7000 of 8188 MiB free"), ok("NVIDIA A100, 80GB, 100 of 81920 MiB free")] == (
        findings
    )


def test_a_driver_that_says_something_else_is_told(home: Places) -> None:
    finding = worst("graphics", probe(home, programs={"nvidia-smi": saying("No devices were found\n")}))

    assert (State.WRONG, True) == (finding.state, "could not be checked" in finding.what)


def test_the_next_port_is_named_when_the_first_is_held(home: Places) -> None:
    holders = {PORTS[0]: Holder("nginx", 7)}
    finding = worst("ports", probe(home, holder=holders.get))

    assert (State.WARNING, True) == (finding.state, "the daemon will take 21861" in finding.what)


def test_a_port_that_was_set_must_be_free(home: Places) -> None:
    home.config_file.write_text("port = 8080\n")
    finding = worst("ports", probe(home, holder={8080: Holder()}.get))

    assert (State.WRONG, "in use: 8080 by a program of another user") == (finding.state, finding.what)


def test_the_port_of_the_running_daemon_is_not_held_by_a_stranger(home: Places) -> None:
    finding = worst("ports", probe(home, running=lambda places: RUNNING, holder=lambda port: Holder("python", 4242)))

    assert ok("21861 is the daemon's") == finding


def test_a_running_daemon_says_what_troubles_it(home: Places) -> None:
    problems = {"problems": [{"code": "storage_full", "message": "the disk is full"}]}
    findings = found("daemon", probe(home, running=lambda places: RUNNING, status=lambda running: problems))

    assert ok("it runs on http://127.0.0.1:21861 (pid 4242), version 0.1.0") == findings[0]
    assert "the disk is full (storage_full)" == findings[1].what


def test_a_daemon_that_cannot_be_asked_is_wrong(home: Places) -> None:
    def refused(running: Running) -> Any:
        raise DaemonUnreachable("no answer")

    finding = worst("daemon", probe(home, running=lambda places: RUNNING, status=refused))

    assert (State.WRONG, True) == (finding.state, "no answer (daemon_unreachable)" in finding.what)


def test_a_real_daemon_is_asked(home: Places) -> None:
    with FakeDaemon({"GET /v1/status": Said({"problems": []})}).serving() as daemon:
        daemon.announce(home)
        real = Probe(Machine(environ={}), home)
        findings = found("daemon", real)

    assert [State.OK] == [finding.state for finding in findings]
    assert f"127.0.0.1:{daemon.port}" in findings[0].what


def test_a_daemon_that_hangs_is_told_from_one_that_is_over(home: Places) -> None:
    with FakeDaemon({"GET /healthz": Said(b"")}).serving() as daemon:
        daemon.announce(home)
        hung = worst("daemon", probe(home))
    over = worst("daemon", probe(home))

    assert (State.WRONG, f"end it: {how_to_end(os.getpid())}") == (hung.state, hung.mend)
    assert (State.OK, True) == (over.state, "was not ended properly" in over.what)


@pytest.mark.parametrize("exempt", ["127.0.0.1", "10.0.0.1, 127.0.0.1", "127.0.0.0/8", "*"])
def test_a_proxy_that_leaves_this_machine_alone_is_no_worry(home: Places, exempt: str) -> None:
    finding = worst("proxies", probe(home, environ={"ALL_PROXY": "http://proxy", "NO_PROXY": exempt}))

    assert State.OK is finding.state


@pytest.mark.parametrize("exempt", ["", "example.com", "10.0.0.0/8", "localhost"])
def test_a_proxy_that_catches_this_machine_is_named_without_its_password(home: Places, exempt: str) -> None:
    environ = {"HTTP_PROXY": "http://user:hunter2@proxy", "no_proxy": exempt}
    finding = worst("proxies", probe(home, environ=environ))

    assert (State.WARNING, False) == (finding.state, "hunter2" in finding.what)


def test_known_variables_are_listed(home: Places) -> None:
    environ = {"ATSHOT_HOME": "x", "ATSHOT_PORT": "1", "ATSHOT_QUEUELIMIT": "1", "PATH": "y"}
    strange, known = found("variables", probe(home, environ=environ))

    assert "did you mean 'ATSHOT_QUEUE_LIMIT'?" == strange.mend
    assert ok("in use: ATSHOT_HOME, ATSHOT_PORT") == known


@pytest.mark.skipif(os.name == "nt", reason="modes differ there")
def test_what_others_could_read_is_closed_and_told(home: Places) -> None:
    with closing(open_database(home.data)):
        pass
    database = home.data / FILE_NAME
    database.chmod(0o644)
    home.state.mkdir(mode=0o755)
    findings = found("folders", probe(home))

    told = [finding.what for finding in findings if finding.state is State.WARNING]
    assert [
        f"{database} could be read by others (mode 644); it is closed now",
        f"{home.state} could be read by others (mode 755); it is closed now",
    ] == told
    assert [0o600, 0o700] == [stat.S_IMODE(path.stat().st_mode) for path in (database, home.state)]
    assert State.OK is worst("folders", probe(home)).state


@pytest.mark.skipif(not can_be_shut_out(), reason="everything is open to this user")
def test_a_folder_that_cannot_be_written_is_wrong(home: Places) -> None:
    home.config.chmod(0o500)
    with as_owner():
        finding = worst("folders", probe(home))

    assert (State.WRONG, f"{home.config} cannot be written") == (finding.state, finding.what)


def test_a_sound_database_is_said_to_be(home: Places) -> None:
    with closing(open_database(home.data)):
        pass
    before = (home.data / FILE_NAME).read_bytes()
    (finding,) = found("database", probe(home))

    assert (State.OK, True) == (finding.state, f"SQLite {sqlite3.sqlite_version}" in finding.what)
    assert before == (home.data / FILE_NAME).read_bytes()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 8192])
def test_a_damaged_database_is_wrong_and_left_alone(home: Places, content: bytes) -> None:
    home.data.mkdir()
    (home.data / FILE_NAME).write_bytes(content)
    (finding,) = found("database", probe(home))

    assert (State.WRONG, True) == (finding.state, "is damaged" in finding.what)
    assert content == (home.data / FILE_NAME).read_bytes()


def test_a_settings_file_that_is_wrong_is_named_with_its_line(home: Places) -> None:
    home.config_file.write_text("\nport = 0\n")
    (finding,) = found("settings", probe(home))

    assert (State.WRONG, True) == (finding.state, f"{home.config_file}, line 2" in finding.what)


@pytest.mark.parametrize("name", ["clipboard", "screen"])
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_what_is_needed(home: Places, name: str, platform: str) -> None:
    assert State.OK is worst(name, probe(home, platform=platform)).state


def test_a_check_that_fails_does_not_stop_the_others(home: Places) -> None:
    def fails(probe: Probe) -> Iterator[Finding]:
        yield ok("so far")
        raise OSError("disk on fire")

    results = list(examine(probe(home), {"first": fails, "second": lambda probe: iter([ok("fine")])}))

    assert Result("first", ok("so far")) == results[0]
    assert "this could not be checked: OSError: disk on fire" == results[1].finding.what
    assert Result("second", ok("fine")) == results[2]


def test_the_real_machine_can_be_looked_at(tmp_path: Path) -> None:
    assert 0 < memory().available <= memory().total
    assert disk_free(tmp_path / "not" / "yet") > 0
