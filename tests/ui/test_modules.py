"""The page's modules: their own tests, their types, and what none of them may contain."""

import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
UI = HERE.parents[1] / "extension/ui"
MODULES = sorted(UI.rglob("*.js"))
PAGES = sorted(UI.glob("*.html"))
MAX_MODULE_LINES = 300
# Whatever makes markup or code of a string, and what only one of the page's two homes has.
FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bchrome\.|\bbrowser\.|localStorage"
)


def test_the_modules_pass_their_own_tests(node: str) -> None:
    tests = sorted(map(str, (HERE / "unit").glob("*.test.js")))
    command = [node, "--require", str(HERE / "older_node.cjs"), "--test", "--test-reporter=tap", *tests]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-6000:]
    assert "\n# fail 0\n" in done.stdout


def test_the_modules_types_fit(packages: Path) -> None:
    done = subprocess.run([packages / ".bin/tsc", "-p", HERE], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stdout)


def test_the_modules_are_formatted(packages: Path) -> None:
    paths = map(str, [*MODULES, *PAGES, *UI.glob("*.css"), *(HERE / "unit").glob("*.js")])
    check = [str(packages / ".bin/prettier"), "--print-width", "120", "--list-different", *paths]
    done = subprocess.run(check, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stdout)


def test_no_module_is_over_its_budget() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {} == {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES}


def test_no_module_makes_markup_of_text_or_needs_an_extension() -> None:
    wrong = [f"{path.name}: {found}" for path in MODULES for found in re.findall(FORBIDDEN, path.read_text("utf-8"))]

    assert [] == wrong


def test_every_module_says_what_it_knows() -> None:
    assert [] == [path.name for path in MODULES if not path.read_text("utf-8").startswith("// ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_script_and_no_style_of_its_own(page: Path) -> None:
    text = page.read_text("utf-8")

    assert [] == re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert all((UI / path).is_file() for path in re.findall(r'"/ui/([^"]+)"', text))


def test_a_module_imports_only_what_is_there() -> None:
    imports = ((path, name) for path in MODULES for name in re.findall(r'from "([^"]+)"', path.read_text("utf-8")))

    assert [] == [f"{path.name}: {name}" for path, name in imports if not (path.parent / name).is_file()]
