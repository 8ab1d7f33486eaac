"""The docs as a test: what they name exists, and what exists they name."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from atshot_daemon.__main__ import VERBS
from atshot_daemon.cli.arguments import parser
from atshot_daemon.errors import BadRequest
from atshot_daemon.forms import FORMS
from atshot_daemon.forms.jsonl import task_record
from atshot_daemon.forms.table import COLUMNS
from atshot_inference.engines import ENGINES
from atshot_inference.errors import AtshotError
from tests.fakes import API_DOCS

ROOT = Path(__file__).parent.parent
CLI = (ROOT / "docs/cli.md").read_text("utf-8")
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def verbs() -> dict[str, argparse.ArgumentParser]:
    """The parser of each verb."""
    top = parser(["auto", *ENGINES])
    (action,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(action.choices)


def flags(verb: str) -> set[str]:
    """The long options of a verb."""
    return {flag for flag in verbs()[verb]._option_string_actions if flag.startswith("--")} - {"--help"}


def codes(kind: type[AtshotError] = AtshotError) -> set[str]:
    """The code of every kind of error that has none below it."""
    below = kind.__subclasses__()
    return {code for child in below for code in codes(child)} if below else {kind.code}


def first_cells(text: str, heading: str) -> set[str]:
    """What stands in backquotes in the first column of the table under the heading."""
    section = text.split(f"{heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE))


def commands(text: str) -> Iterator[list[str]]:
    """Every command line of ours in a page's shell blocks, from the verb on."""
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line.split("|")[-1].split(">")[0], comments=True)
            for start in (["atshot"], ["python3", "start.py"]):
                if words[: len(start)] == start:
                    yield words[len(start) :]


def test_the_program_and_its_parser_have_the_same_verbs() -> None:
    assert set(VERBS) == set(verbs())


def test_every_verb_is_documented_and_no_other() -> None:
    assert set(VERBS) == first_cells(CLI, "# The command line")


@pytest.mark.parametrize("verb", ["extract", "eval"])
def test_every_flag_is_documented_and_no_other(verb: str) -> None:
    named = {cell.split()[0] for cell in first_cells(CLI, f"## `atshot {verb}`") if cell.startswith("--")}

    assert flags(verb) == {re.sub(r"[^a-z-].*", "", flag) for flag in named}


def test_every_error_code_is_documented_and_no_other() -> None:
    assert issubclass(BadRequest, AtshotError)  # the codes of both packages are known from here on

    assert codes() == first_cells(CLI, "## Errors")


@pytest.mark.parametrize("name", READMES)
def test_every_error_code_is_in_the_readme(name: str) -> None:
    heading = {"README.md": "## When something goes wrong", "README.zh-CN.md": "## 出错了怎么办"}[name]

    assert codes() == first_cells(READMES[name], heading)


def test_every_form_and_field_is_documented() -> None:
    assert all(f"**`{form}`**" in CLI for form in FORMS)
    assert set(task_record(API_DOCS)) == first_cells(CLI, "### The forms")
    assert all(f"`{column}`" in CLI for column in COLUMNS)


def test_every_engine_is_documented() -> None:
    assert all(f"`{engine}`" in CLI for engine in ENGINES)


@pytest.mark.parametrize("page", [*PAGES], ids=lambda page: page.name)
def test_every_command_in_the_docs_is_understood(page: Path) -> None:
    for words in commands(page.read_text("utf-8")):
        if words[:1] != ["test"]:  # start.py's own
            parser(["auto", *ENGINES]).parse_args(words)


def test_the_readmes_show_the_same_commands() -> None:
    english, chinese = (list(commands(text)) for text in READMES.values())

    assert len(english) > 10
    assert english == chinese


@pytest.mark.parametrize("page", [*PAGES], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text("utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_the_docs_speak_of_no_flag_that_is_not_there() -> None:
    known = {"--help", "--version", "--baseline"} | flags("extract") | flags("eval")
    named = {flag for text in (CLI, *READMES.values()) for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)}

    assert named <= known


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = set(re.findall(r"^### (.+)$", text, re.MULTILINE))

    assert "## [Unreleased]" in text
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
