"""What an engine's process can do no more: tried in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")

CONFINED = "from atshot_daemon.engine.sandbox import confine; confine(); "


def run(code: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """What comes of this code once it is confined."""
    return subprocess.run([sys.executable, "-c", CONFINED + code, *arguments], capture_output=True, check=False)


def test_no_file_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"

    done = run("import os, sys; os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'x')", str(file))

    assert 0 != done.returncode
    assert b"" == file.read_bytes()


def test_pipes_can_still_be_written() -> None:
    assert b"fine" == run("import sys; sys.stdout.write('fine')").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_no_core_file_and_no_new_rights() -> None:
    status = run("import sys; sys.stdout.write(open('/proc/self/status').read() + open('/proc/self/limits').read())")

    assert b"NoNewPrivs:\t1" in status.stdout
    assert b"Max core file size        0                    0" in status.stdout
