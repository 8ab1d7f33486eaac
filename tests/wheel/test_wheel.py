"""The built wheel in an environment of its own: what a user gets who never sees the checkout."""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

PACKAGES = ["atshot_daemon", "atshot_inference", "atshot_tray"]
ATSHOT = str(Path(sys.executable).with_name("atshot"))
# A proxy for everything would catch 127.0.0.1 too.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def run(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """The finished program that the wheel put beside its Python."""
    return subprocess.run(
        [ATSHOT, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False
    )


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


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A running daemon with files of its own: its address, and the variables by which the program finds it."""
    env = {**os.environ, "ATSHOT_HOME": str(tmp_path / "home")}
    served = subprocess.Popen([ATSHOT, "serve", "--port", str(free_port())], env=env, stderr=subprocess.PIPE, text=True)
    try:
        assert served.stderr
        url = re.search(r"http://127\.0\.0\.1:\d+", served.stderr.readline())
        assert url
        yield url[0], env
        assert 0 == run("stop", env=env).returncode
        assert 0 == served.wait(20)
    finally:
        served.kill()
        served.communicate()


def free_port() -> int:
    """A port that nobody has right now."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def test_the_daemon_reads_a_picture_and_serves_its_page(daemon: tuple[str, dict[str, str]], board: Path) -> None:
    url, env = daemon
    token = run("token", "add", "script", "--quiet", env=env).stdout.strip()
    asked = urllib.request.Request(
        f"{url}/v1/captures?wait=30&today=2026-03-16",
        board.read_bytes(),
        {"Authorization": f"Bearer {token}", "Accept": "text/markdown"},
    )

    with OPENER.open(asked) as answer:
        assert "- @Ben: draft the plan by 3/27 (high)\n" == answer.read().decode()
    with OPENER.open(url) as page:
        files = re.findall(r'(?:src|href)="(/ui/[^"]+)"', page.read().decode())
    assert files
    for name in files:
        with OPENER.open(url + name) as file:
            assert 200 == file.status


def test_the_extension_comes_along(tmp_path: Path) -> None:
    done = run("extension", str(tmp_path), "--json")
    said = json.loads(done.stdout)

    assert 0 == done.returncode, done.stderr
    assert "site-packages" in said["folder"]
    assert (Path(said["folder"]) / "manifest.json").is_file()
    for browser in ("chrome", "firefox"):
        path = tmp_path / f"atshot-{distribution('atshot').version}-{browser}.zip"
        assert str(path) == said[browser]
        with zipfile.ZipFile(path) as archive:
            assert {"manifest.json", "background.js", "ui/style.css"} <= set(archive.namelist())


def test_the_tray_comes_along_and_knows_how_it_came(tmp_path: Path) -> None:
    env = {**os.environ, "ATSHOT_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}
    itself = [sys.executable, "-P", "-m", "atshot_tray", "--version"]  # as the desktop starts it at login

    started = subprocess.run(itself, capture_output=True, text=True, cwd=tmp_path, check=False)
    checks = {finding["check"] for finding in json.loads(run("doctor", "--json", env=env).stdout)["findings"]}
    removed = run("uninstall", env=env)

    assert run("--version").stdout == started.stdout
    assert {"tray", "popup", "region", "autostart"} <= checks
    assert (0, True) == (removed.returncode, "-m pip uninstall atshot" in removed.stdout), removed.stderr


def test_what_only_developers_need_stays_at_home() -> None:
    files = [str(file) for file in distribution("atshot").files or []]

    assert [] == [name for name in files if name.endswith(("package.json", ".d.ts"))]
