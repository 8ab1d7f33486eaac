"""The whole way with the embedded engine, as a user meets it: the README's picture, and nothing over the network."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import picture_bytes

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "docs/sample-board.png"

# Audit hooks see every socket that Python code opens, however deep.
WATCHED = """
import sys
def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request"}:
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(watch)
from atshot_daemon.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """The finished program, which ends at its first attempt to reach a network."""
    return subprocess.run([sys.executable, "-c", WATCHED, *arguments], input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_what_the_program_prints(readme: str) -> None:
    shown = re.findall(r"(?<=\n\n)```\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)

    done = run("extract", str(SAMPLE), "--today", "2026-03-16")

    assert ([done.stdout.decode()], 0, b"") == (shown, done.returncode, done.stderr)


def test_boxes_of_the_sample_stand_on_its_notes() -> None:
    record = json.loads(run("extract", str(SAMPLE), "--today", "2026-03-16", "--format", "json").stdout)

    lefts = {task["owners"][0]: task["box"]["x"] for task in record["tasks"]}
    assert ["张工", "李经理", "我"] == sorted(lefts, key=lambda name: lefts[name])
    assert all(0 < task["box"]["x"] < 1280 and 0 < task["box"]["y"] < 720 for task in record["tasks"])


def test_nothing_is_kept_in_the_home_folder(tmp_path: Path) -> None:
    # The OCR runtime keeps an identifier and statistics to send later there, except under continuous integration.
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    done = subprocess.run(
        [sys.executable, "-m", "atshot_daemon", "extract", str(SAMPLE)], env=env, capture_output=True, check=False
    )

    assert (0, b"", []) == (done.returncode, done.stderr, list(tmp_path.rglob("*")))


def test_a_blank_picture_from_standard_input_has_no_tasks() -> None:
    done = run("extract", "-", stdin=picture_bytes((640, 480)))

    assert (0, b"", b"atshot: -: no tasks found\n") == (done.returncode, done.stdout, done.stderr)
