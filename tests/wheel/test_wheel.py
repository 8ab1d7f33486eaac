"""The built wheel in an environment of its own: what a user gets who never sees the checkout."""

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

PACKAGES = ["atshot_daemon", "atshot_inference", "atshot_tray"]
ATSHOT = str(Path(sys.executable).with_name("atshot"))


def run(*arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """The finished program that the wheel put beside its Python."""
    return subprocess.run([ATSHOT, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of one task in large plain letters."""
    image = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(image).text((40, 70), "@Ben: draft the plan by 3/27 (high)", "black", ImageFont.load_default(40))
    path = tmp_path_factory.mktemp("pictures") / "board.png"
    image.save(path)
    return path


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_there_and_typed(package: str) -> None:
    spec = importlib.util.find_spec(package)

    assert spec is not None
    assert spec.origin is not None
    assert "site-packages" in spec.origin
    assert Path(spec.origin).with_name("py.typed").exists()


def test_the_wheel_owns_no_other_name() -> None:
    files = distribution("atshot").files or []
    tops = {file.parts[0] for file in files if file.parts[0] not in {"..", "__pycache__"}}

    assert set(PACKAGES) == {top for top in tops if not top.endswith(".dist-info")}


def test_the_licence_is_in_the_wheel() -> None:
    files = distribution("atshot").files or []

    assert any(file.name == "LICENSE" for file in files)


def test_opencv_is_there_once() -> None:
    names = {found.metadata["Name"].lower() for found in distributions()}

    assert {"opencv-python-headless"} == {name for name in names if name.startswith("opencv")}


def test_the_program_tells_its_version() -> None:
    assert f"atshot {distribution('atshot').version}\n" == run("--version").stdout


def test_a_picture_gives_its_task(board: Path) -> None:
    done = run("extract", str(board), "--today", "2026-03-16")

    assert "- @Ben: draft the plan by 3/27 (high)\n" == done.stdout
    assert 0 == done.returncode


def test_a_picture_gives_json_with_a_date(board: Path) -> None:
    record = json.loads(run("extract", str(board), "--today", "2026-03-16", "--format", "json").stdout)

    assert ["2026-03-27"] == [task["due"] for task in record["tasks"]]


def test_a_folder_named_like_a_module_does_no_harm(board: Path, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('imported from the working folder')")

    assert 0 == run("extract", str(board), cwd=tmp_path).returncode
