#!/usr/bin/env python3
"""Sets Atshot up in .venv and runs it: `python3 start.py extract board.png`. Knows the standard library only.

`python3 start.py test` installs what the tests need too and runs every check. This file must be readable for Pythons
that are too old to run Atshot, so that they can say so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Callable, FrozenSet, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple

OLDEST_PYTHON = (3, 11)
# An installed Atshot takes 0.45 GB, the download and the build some more.
NEEDED_DISK_GB = 1.0
# The smallest card that holds the bigger engine's model reports a little under 8 GB.
GLM_MEMORY_MB = 8000
GLM_DISK_GB = 12.0
VENV_ADVICE = "on Debian and Ubuntu: apt install python3-venv"

# Programs, and folders of documents of packages that have none, by the Debian package: tests skip what is not there.
TEST_PROGRAMS = {
    **{name: name for name in "chromium dunst firefox-esr fonts-noto-cjk gir1.2-gtk-3.0 npm openbox tint2".split()},
    **{name: name for name in "python3-gi trayer xclip xdotool xfce4-panel xfconf".split()}, "Xvfb": "xvfb",
    "node": "nodejs", "gnome-keyring-daemon": "gnome-keyring", "gdbus": "libglib2.0-bin", "dbus-run-session": "dbus",
}  # fmt: skip

Run = Callable[..., int]


class Trouble(Exception):
    """Something that the user has to mend; the message says how."""


@dataclass(frozen=True)
class Place:
    """Where a checkout keeps its environment and what is remembered about it."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Written last: an interrupted installation has none."""
        return self.venv / "start.json"

    @property
    def lock(self) -> Path:
        return self.venv / "start.lock"

    @property
    def refusal(self) -> Path:
        """There when the user does not want the bigger engine."""
        return self.venv / "start.no-glm"


@dataclass(frozen=True)
class Stamp:
    """What was installed: for which checkout and Python, from which pyproject.toml, with which extras."""

    base: str
    project: str
    extras: FrozenSet[str]

    def serves(self, wanted: Stamp) -> bool:
        """Whether nothing is missing for `wanted`."""
        return (self.base, self.project) == (wanted.base, wanted.project) and self.extras >= wanted.extras


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then run Atshot or the tests; their exit status."""
    place = Place(Path(__file__).resolve().parent)
    try:
        check_python(sys.version_info[:2])
        if arguments[:1] == ["test"]:
            prepare(place, frozenset({"dev"}))
            return run_checks(place, arguments[1:])
        prepare(place, frozenset())
        return hand_over([str(place.python), "-P", "-m", "atshot_tray", *arguments])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


def say(message: str) -> None:
    """One line for the user; standard output belongs to Atshot."""
    print(f"start.py: {message}", file=sys.stderr, flush=True)


def run(command: Sequence[str], *, cwd: Optional[Path] = None, env: Optional[Mapping[str, str]] = None) -> int:
    """Run a command with our standard error as its output; its exit status."""
    return subprocess.call(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def run_quietly(command: Sequence[str]) -> int:
    """Run a command whose output matters only when it fails, not when it is interrupted; its exit status."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(done.stdout.decode("utf-8", "replace").rstrip(), file=sys.stderr, flush=True)
    return done.returncode


def hand_over(command: Sequence[str]) -> int:
    """Become the command where the system can do that, else run it; its exit status."""
    if os.name != "nt":
        os.execv(command[0], list(command))
    return subprocess.call(command)


def check_python(version: Tuple[int, ...], *, which: Callable[[str], Optional[str]] = shutil.which) -> None:
    """Trouble unless Atshot runs on this Python."""
    if tuple(version) >= OLDEST_PYTHON:
        return
    newer = next((name for name in ("python3.13", "python3.12", "python3.11") if which(name)), None)
    advice = (
        f"it is here: {newer} start.py"
        if newer
        else "Debian 12, Ubuntu 24.04: apt install python3 python3-venv; macOS: brew install python; "
        "Windows: winget install Python.Python.3.13"
    )
    raise Trouble(f"Atshot needs Python 3.11 or newer, this is {'.'.join(map(str, version))}; {advice}")


# --- the environment -------------------------------------------------------------------------------------------------


def prepare(place: Place, extras: FrozenSet[str], *, run: Run = run, make: Run = run_quietly) -> None:
    """Make `.venv` hold Atshot with at least these extras; does nothing when it does."""
    wanted = wanted_stamp(place, extras)
    if is_ready(place, wanted):
        return
    check_room(place)
    with locked(place):
        if is_ready(place, wanted):  # another start has done it meanwhile
            return
        known = read_stamp(place)
        if known and known.base == wanted.base:
            wanted = Stamp(wanted.base, wanted.project, wanted.extras | known.extras)
        else:
            known = None
            asks = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
            wanted = with_glm(place, wanted, asks=asks)
        if known is None or not place.python.exists():
            make_venv(place, make=make)
        install(place, wanted, run=run)


def make_venv(place: Place, *, make: Run) -> None:
    """Replace `.venv` by an empty environment; Trouble when Python cannot make one."""
    say(f"making an environment in {place.venv}")
    clear(place)
    if make([sys.executable, "-m", "venv", str(place.venv)]) != 0:
        raise Trouble(f"no environment could be made in {place.venv}; {VENV_ADVICE}")


def install(place: Place, wanted: Stamp, *, run: Run) -> None:
    """Fill `.venv` and stamp it last; Trouble when pip fails."""
    started = time.monotonic()
    place.stamp.unlink(missing_ok=True)
    say("installing Atshot and what it needs: about 200 MB, once")
    target = f"{place.root}[{','.join(sorted(wanted.extras))}]" if wanted.extras else str(place.root)
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    pip = [str(place.python), "-m", "pip", "--disable-pip-version-check", "install", *quiet]
    if run([*pip, "--editable", target]) != 0:
        raise Trouble("the installation failed, see above; check the connection (PIP_INDEX_URL names a mirror)")
    write_stamp(place, wanted)
    say(f"ready after {time.monotonic() - started:.0f} s")


def wanted_stamp(place: Place, extras: FrozenSet[str]) -> Stamp:
    """What `.venv` should hold; moving the checkout or another Python means a new environment."""
    version = ".".join(map(str, sys.version_info[:2]))
    project = (place.root / "pyproject.toml").read_bytes()
    return Stamp(f"{version} {sys.platform} {place.root}", hashlib.sha256(project).hexdigest(), extras)


def is_ready(place: Place, wanted: Stamp) -> bool:
    """Whether the environment is whole and holds what is wanted."""
    known = read_stamp(place)
    return known is not None and known.serves(wanted) and place.python.exists()


def read_stamp(place: Place) -> Optional[Stamp]:
    """What the last whole installation put there, or None."""
    try:
        record = json.loads(place.stamp.read_text("utf-8"))
        return Stamp(record["base"], record["project"], frozenset(record["extras"]))
    except (OSError, ValueError, KeyError, TypeError):  # no stamp, or one that somebody edited
        return None


def write_stamp(place: Place, stamp: Stamp) -> None:
    """Atomically, so that no reader sees half of it."""
    record = {"base": stamp.base, "project": stamp.project, "extras": sorted(stamp.extras)}
    fresh = place.stamp.with_suffix(".new")
    fresh.write_text(json.dumps(record), "utf-8")
    fresh.replace(place.stamp)


def clear(place: Place) -> None:
    """Empty `.venv` but for the lock that we hold and the user's answer."""
    for entry in place.venv.iterdir():
        if entry in {place.lock, place.refusal}:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def check_room(place: Place) -> None:
    """Trouble when Python cannot make environments, the folder is closed to us or the disk is full."""
    try:
        import ensurepip  # noqa: F401  # Debian packs it apart
        import venv  # noqa: F401
    except ImportError:
        raise Trouble(f"this Python cannot make environments; {VENV_ADVICE}") from None
    if (place.venv / "pyvenv.cfg").exists() and not place.lock.exists():
        raise Trouble(f"{place.venv} was made by something else; rename it, start.py makes its own")
    try:
        place.venv.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=str(place.venv)):
            pass
    except OSError as error:
        raise Trouble(f"{place.venv} cannot be written ({error.strerror}); move it to a folder of yours") from None
    check_disk(place, NEEDED_DISK_GB)


def check_disk(place: Place, needed_gb: float) -> None:
    """Trouble when the disk has less than `needed_gb` left."""
    free_gb = shutil.disk_usage(str(place.root)).free / 1e9
    if free_gb < needed_gb:
        raise Trouble(f"the disk of {place.root} has {free_gb:.1f} GB left, {needed_gb:.0f} GB are needed; make room")


@contextlib.contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold the lock of `.venv`; the system lets go of it when we die."""
    with place.lock.open("a+b") as handle:
        if not try_lock(handle):
            say("another start is installing, waiting for it")
            while not try_lock(handle):
                time.sleep(0.2)
        yield


def try_lock(handle: IO[bytes]) -> bool:
    """Take the lock if nobody holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # what POSIX and Windows say when another has it
        return False
    except OSError:  # a file system without locks: better unguarded than never
        return True
    return True


# --- the bigger engine -----------------------------------------------------------------------------------------------


def with_glm(
    place: Place,
    wanted: Stamp,
    *,
    asks: bool,
    memory_mb: Optional[int] = None,
    answer: Callable[[str], str] = lambda question: asked(question),
    disk_gb: float = GLM_DISK_GB,
) -> Stamp:
    """The stamp with the extra `glm`, where a card is big enough and somebody there says yes; a no is remembered."""
    if not asks or place.refusal.exists():
        return wanted
    memory_mb = gpu_memory_mb() if memory_mb is None else memory_mb
    if memory_mb < GLM_MEMORY_MB:
        return wanted
    question = (
        f"start.py: the graphics card here ({memory_mb / 1024:.0f} GB) could run a bigger engine, which is not part of "
        f"this version yet. Install torch and transformers for it already ({disk_gb:.0f} GB)? [y/N] "
    )
    if answer(question).strip().lower() not in {"y", "yes", "是"}:
        place.refusal.touch()
        return wanted
    check_disk(place, disk_gb)
    return Stamp(wanted.base, wanted.project, wanted.extras | {"glm"})


def asked(question: str) -> str:
    """What the user types; nothing for an end of input."""
    with contextlib.suppress(EOFError):
        return input(question)
    return ""


def gpu_memory_mb(run: Callable[[Sequence[str]], str] = lambda command: output_of(command)) -> int:
    """Memory of the biggest NVIDIA card in MiB, 0 without one."""
    listed = run(["nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]).splitlines()
    return max((int(line) for line in listed if line.strip().isdigit()), default=0)


def output_of(command: Sequence[str]) -> str:
    """What the command prints; nothing when it is missing, fails or hangs."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=True)
        return done.stdout.decode("utf-8", "replace")
    return ""


# --- the checks ------------------------------------------------------------------------------------------------------


def run_checks(place: Place, pytest_arguments: Sequence[str]) -> int:
    """Run every check, the tests last; 0 only when all have passed."""
    install_test_programs()
    failed = [name for name, check in checks(place, pytest_arguments) if not passes(name, check)]
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def checks(place: Place, pytest_arguments: Sequence[str]) -> List[Tuple[str, Callable[[], int]]]:
    """Names and checks in order; the tests come last, so that their summary is what stands at the end."""

    def module(name: str, *arguments: str) -> Callable[[], int]:
        return lambda: subprocess.call([str(place.python), "-m", name, *arguments], cwd=place.root)

    return [
        ("lint", module("ruff", "check")),
        ("format", module("ruff", "format", "--check")),
        ("types", module("mypy")),
        ("wheel", lambda: check_wheel(place)),
        ("tests", module("pytest", "-q", *pytest_arguments)),
    ]


def passes(name: str, check: Callable[[], int]) -> bool:
    """Run one check under its name."""
    print(f"== {name}", flush=True)
    return check() == 0


def check_wheel(place: Place) -> int:
    """Build the wheel, install it into an environment of its own and run tests/wheel there, away from the checkout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inner = Place(folder)
        shutil.copytree(str(place.root / "tests" / "wheel"), str(folder / "tests"))
        build = ["pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
        steps: Iterable[Callable[[], Sequence[str]]] = (
            lambda: [str(place.python), "-m", *build, str(place.root)],
            lambda: [sys.executable, "-m", "venv", str(inner.venv)],
            lambda: (
                [str(inner.python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "pytest"]
                + [str(path) for path in folder.glob("atshot-*.whl")]
            ),
            lambda: [str(inner.python), "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "tests"],
        )
        return next((code for code in (subprocess.call(step(), cwd=folder) for step in steps) if code), 0)


def install_test_programs() -> None:
    """As root on Debian and its children: the programs that some tests drive; elsewhere those tests skip."""
    missing = [TEST_PROGRAMS[n] for n in TEST_PROGRAMS if not (shutil.which(n) or Path("/usr/share/doc", n).exists())]
    if missing and (not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0):
        say(f"some tests will skip; they need: {' '.join(missing)}")
    elif missing:
        say(f"installing for the tests: {' '.join(missing)}")
        env, apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        install = [*apt, "install", "-y", "--no-install-recommends", *missing]
        if run([*apt, "update"], env=env) or run(install, env=env):
            say("that failed; the tests that need them will skip")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
