"""The program as a process of its own: encodings, pipes, signals and what it imports."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ATSHOT = [sys.executable, "-m", "atshot_daemon"]


def started(*arguments: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
    """The finished program, its streams being pipes."""
    return subprocess.run([*ATSHOT, *arguments], capture_output=True, env={**os.environ, **(env or {})}, check=False)


def run_code(code: str, *, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
    """A finished Python program."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, **(env or {})}, check=False
    )


def test_help_is_printed_without_arguments() -> None:
    done = started()

    assert 0 == done.returncode
    assert b"extract" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["--help"], ["extract", "nosuch.png"], ["version"], ["extract", "--today", "x", "y"]]
)
def test_no_heavy_module_is_imported_before_a_picture_is_read(arguments: list[str]) -> None:
    code = f"""
import sys
from atshot_daemon.__main__ import main
try:
    main({arguments!r})
except SystemExit:
    pass
heavy = {{"cv2", "numpy", "onnxruntime", "PIL", "rapidocr", "torch"}}
print(sorted(heavy & sys.modules.keys()), file=sys.stderr)
"""

    assert run_code(code).stderr.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp936"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_output_is_utf8_whatever_the_locale_says(env: dict[str, str]) -> None:
    code = """
from atshot_daemon.world import real_world
world = real_world()
world.stdout.write("- @\\u5f20\\u5de5: ok\\n")
world.say("\\u6ca1\\u6709 \\xfc")
"""
    done = run_code(code, env=env)

    assert "- @张工: ok\n".encode() == done.stdout
    assert "atshot: 没有 ü\n".encode() == done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE there")
def test_a_reader_who_leaves_early_causes_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([*ATSHOT, "version"], stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)

    assert (141, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_reported_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*ATSHOT, "version"], stdout=full, stderr=subprocess.PIPE, check=False)

    assert 2 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert b"(output_unwritable)" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_messages_that_nobody_can_read_cost_nothing(board: Path, tmp_path: Path) -> None:
    command = [*ATSHOT, "extract", str(tmp_path / "nosuch.png"), str(board), "--format", "json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, check=False)

    assert (1, 2) == (done.returncode, len(done.stdout.splitlines()))


def test_warnings_of_libraries_do_not_reach_the_user(tmp_path: Path) -> None:
    path = tmp_path / "broken.tiff"
    path.write_bytes(b"II*\0" + b"\xff" * 60)  # Pillow warns of it

    done = started("extract", str(path))

    assert (1, 1) == (done.returncode, len(done.stderr.splitlines()))
    assert b"(unsupported_image)" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_an_interrupt_ends_quietly_with_130() -> None:
    with subprocess.Popen(
        [*ATSHOT, "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdin
        # More than a pipe holds: once this returns, the program is reading, so it is past its start-up.
        program.stdin.write(b"x" * 1_000_000)
        program.stdin.flush()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate()

    assert (130, b"", b"") == (program.returncode, out, err)


@pytest.mark.skipif(os.name == "nt", reason="file descriptors differ there")
def test_closed_streams_do_not_matter() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" <&- >&-', "sh", *ATSHOT, "version"], stderr=subprocess.PIPE, check=False
    )

    assert (0, b"") == (done.returncode, done.stderr)
