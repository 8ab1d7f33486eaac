"""start.py: what it installs, when it installs nothing, and what it says when it cannot."""

import ast
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import start
from start import Place, Stamp, Trouble

from tests.privileges import as_owner, can_be_shut_out

ROOT = Path(start.__file__).parent


class FakePip:
    """Makes the files that `python -m venv` makes and remembers what was asked; fails when told to."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.commands: list[list[str]] = []
        self.fails_at = ""

    def __call__(self, command: Sequence[str]) -> int:
        self.commands.append(list(command))
        if self.fails_at and self.fails_at in command:
            return 1
        if "venv" in command:
            self.place.python.parent.mkdir(parents=True)
            self.place.python.touch()
        return 0

    @property
    def verbs(self) -> list[str]:
        """`venv` or what pip installed."""
        return ["venv" if "venv" in command else Path(command[-1]).name for command in self.commands]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A checkout that was never started."""
    root = tmp_path / "checkout"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]")
    return Place(root)


@pytest.fixture
def pip(place: Place) -> FakePip:
    """What stands in for venv and pip."""
    return FakePip(place)


def test_the_first_start_installs_and_the_second_does_nothing(place: Place, pip: FakePip) -> None:
    start.prepare(place, frozenset(), run=pip, make=pip)
    first = pip.verbs
    start.prepare(place, frozenset(), run=pip, make=pip)

    assert ["venv", "checkout"] == first
    assert first == pip.verbs


def test_an_interrupted_installation_is_done_again(place: Place, pip: FakePip) -> None:
    pip.fails_at = "--editable"
    with pytest.raises(Trouble, match="connection"):
        start.prepare(place, frozenset(), run=pip, make=pip)
    (place.venv / "half").mkdir()
    pip.fails_at = ""

    start.prepare(place, frozenset(), run=pip, make=pip)

    assert ["venv", "checkout", "venv", "checkout"] == pip.verbs
    assert not (place.venv / "half").exists()


def test_a_changed_project_is_installed_into_the_same_environment(place: Place, pip: FakePip) -> None:
    start.prepare(place, frozenset(), run=pip, make=pip)
    (place.root / "pyproject.toml").write_text("[project] # changed")

    start.prepare(place, frozenset(), run=pip, make=pip)

    assert ["venv", "checkout", "checkout"] == pip.verbs


def test_a_moved_checkout_gets_a_new_environment(place: Place, pip: FakePip) -> None:
    start.prepare(place, frozenset(), run=pip, make=pip)
    moved = Place(place.root.rename(place.root.with_name("moved")))
    pip.place = moved

    start.prepare(moved, frozenset(), run=pip, make=pip)

    assert ["venv", "checkout", "venv", "moved"] == pip.verbs


def test_what_the_tests_need_is_added_and_kept(place: Place, pip: FakePip) -> None:
    start.prepare(place, frozenset(), run=pip, make=pip)
    start.prepare(place, frozenset({"dev"}), run=pip, make=pip)
    start.prepare(place, frozenset(), run=pip, make=pip)

    assert ["venv", "checkout", "checkout[dev]"] == pip.verbs


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"base": 1, "project": 2, "extras": 3}', "\x00"])
def test_a_broken_stamp_counts_as_none(place: Place, content: str) -> None:
    place.venv.mkdir()
    place.stamp.write_text(content)

    assert start.read_stamp(place) is None


def test_a_start_waits_for_the_one_that_installs(place: Place) -> None:
    place.venv.mkdir()
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import start
with start.locked(start.Place(start.Path({str(place.root)!r}))):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdin
        other.stdout.readline()
        with place.lock.open("a+b") as handle:
            while_held = start.try_lock(handle)
        other.stdin.close()
        other.wait()
    with place.lock.open("a+b") as handle:
        afterwards = start.try_lock(handle)

    assert (False, True) == (while_held, afterwards)


def test_what_makes_the_environment_speaks_only_when_it_fails(capfd: pytest.CaptureFixture[str]) -> None:
    code = "import sys; print('why', file=sys.stderr); sys.exit(int(sys.argv[1]))"

    assert [0, 3] == [start.run_quietly([sys.executable, "-c", code, status]) for status in ("0", "3")]
    assert ("", "why\n") == capfd.readouterr()


def test_an_old_python_is_told_what_to_do() -> None:
    with pytest.raises(Trouble, match=r"this is 3\.9; Debian 12"):
        start.check_python((3, 9), which=lambda name: None)
    with pytest.raises(Trouble, match=r"python3\.12 start\.py"):
        start.check_python((3, 9), which=lambda name: name if name == "python3.12" else None)


def test_an_old_python_can_read_the_file_to_be_told() -> None:
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 8))


def test_an_environment_of_the_users_own_is_left_alone(place: Place, pip: FakePip) -> None:
    place.venv.mkdir()
    (place.venv / "pyvenv.cfg").touch()

    with pytest.raises(Trouble, match="made by something else"):
        start.prepare(place, frozenset(), run=pip, make=pip)

    assert [] == pip.commands
    assert (place.venv / "pyvenv.cfg").exists()


@pytest.mark.skipif(not can_be_shut_out(), reason="no folder is closed to this user")
def test_a_closed_folder_is_named(place: Place) -> None:
    place.root.chmod(0o500)

    with as_owner(), pytest.raises(Trouble, match="cannot be written"):
        start.check_room(place)


def test_a_full_disk_is_reported_before_anything_is_made(place: Place) -> None:
    with pytest.raises(Trouble, match="make room"):
        start.check_disk(place, 1e9)


@pytest.mark.parametrize(
    ("memory_mb", "answer", "extras", "is_refused"),
    [
        (24_000, "y", {"glm"}, False),
        (8188, "yes", {"glm"}, False),
        (24_000, "", set(), True),
        (24_000, "n", set(), True),
        (7999, "y", set(), False),
        (0, "y", set(), False),
    ],
)
def test_the_bigger_engine_is_offered_where_the_card_is_big_enough(
    place: Place, memory_mb: int, answer: str, extras: set[str], is_refused: bool
) -> None:
    place.venv.mkdir()

    nothing = Stamp("b", "p", frozenset())
    stamp = start.with_glm(place, nothing, asks=True, memory_mb=memory_mb, answer=lambda _: answer, disk_gb=0.0)

    assert extras == stamp.extras
    assert is_refused == place.refusal.exists()


def test_a_no_is_remembered(place: Place) -> None:
    def never(question: str) -> str:
        raise AssertionError(question)

    place.venv.mkdir()
    place.refusal.touch()

    start.with_glm(place, Stamp("b", "p", frozenset()), asks=True, memory_mb=24_000, answer=never)
    start.clear(place)

    assert place.refusal.exists()


def test_nobody_is_asked_without_a_terminal(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    stamp = start.with_glm(place, Stamp("b", "p", frozenset()), asks=False, memory_mb=24_000)

    assert frozenset() == stamp.extras
    assert ("", "") == capsys.readouterr()


def test_the_offer_says_what_it_installs_and_that_the_engine_is_yet_to_come(place: Place) -> None:
    questions: list[str] = []

    def no(question: str) -> str:
        questions.append(question)
        return "n"

    place.venv.mkdir()
    start.with_glm(place, Stamp("b", "p", frozenset()), asks=True, memory_mb=24_576, answer=no)

    assert [
        "start.py: the graphics card here (24 GB) could run a bigger engine, which is not part of this version yet. "
        "Install torch and transformers for it already (12 GB)? [y/N] "
    ] == questions


@pytest.mark.parametrize(
    ("listed", "memory_mb"), [("8188\n24564\n", 24564), ("", 0), ("[N/A]\n", 0), ("No devices were found\n", 0)]
)
def test_the_biggest_card_counts(listed: str, memory_mb: int) -> None:
    assert memory_mb == start.gpu_memory_mb(lambda command: listed)


def test_a_program_that_is_missing_or_fails_says_nothing() -> None:
    assert ["", ""] == [start.output_of(["no-such-program"]), start.output_of([sys.executable, "-c", "exit(1)"])]


def test_every_check_runs_and_the_tests_come_last(place: Place) -> None:
    assert ["lint", "format", "types", "wheel", "tests"] == [name for name, _ in start.checks(place, [])]


def test_a_failed_check_is_reported_by_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    checks: list[Callable[[], int]] = [lambda: 0, lambda: 5]

    assert [True, False] == [start.passes("lint", check) for check in checks]
    assert "== lint\n" * 2 == capsys.readouterr().out
