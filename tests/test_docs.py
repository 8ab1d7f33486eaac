"""The docs as a test: what they name exists, and what exists they name."""

import argparse
import importlib
import json
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import atshot_daemon
import atshot_tray
from atshot_daemon.__main__ import EXIT_STATUS, parser_of, verb
from atshot_daemon.config import DAEMON_SETTINGS, SETTINGS, variable
from atshot_daemon.forms import FORMS
from atshot_daemon.forms.table import COLUMNS
from atshot_daemon.http import answers
from atshot_daemon.http.failures import STATUS
from atshot_daemon.http.page import page_folder, page_routes, read_page
from atshot_daemon.http.routes import ROUTES
from atshot_daemon.http.shapes import CaptureQuery
from atshot_daemon.records import task_record
from atshot_inference.engines import ENGINES
from atshot_inference.errors import AtshotError
from atshot_tray.__main__ import ATSHOT
from tests.fakes import API_DOCS

ROOT = Path(__file__).parent.parent
CLI = (ROOT / "docs/cli.md").read_text("utf-8")
API = (ROOT / "docs/api.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs/configuration.md").read_text("utf-8")
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
VERBS = ATSHOT.verbs
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def verbs() -> dict[str, argparse.ArgumentParser]:
    """The parser of each verb."""
    return below(parser_of(ATSHOT, ["auto", *ENGINES]))


def below(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of what can follow the words of this one."""
    actions = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return {name: parser for action in actions for name, parser in action.choices.items()}


def flags(name: str) -> set[str]:
    """The long options of a verb and of its actions."""
    top = verbs()[name]
    found = {flag for one in (top, *below(top).values()) for flag in one._option_string_actions}
    return {flag for flag in found if flag.startswith("--")} - {"--help"}


def codes(kind: type[AtshotError] = AtshotError) -> set[str]:
    """The code of every kind of error of ours that has none below it."""
    for package in (atshot_daemon, atshot_tray):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)  # an error is known once its module is
    children = [child for child in kind.__subclasses__() if child.__module__.startswith("atshot_")]
    return {code for child in children for code in codes(child)} if children else {kind.code}


def first_cells(text: str, heading: str) -> set[str]:
    """What stands in backquotes in the first column of the table under the heading."""
    section = text.split(f"{heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE))


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of each row of the first table under the heading."""
    table = text.split(f"{heading}\n", 1)[1].split("|---", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


def fields(cell: str) -> list[str]:
    """The names in backquotes in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def commands(text: str) -> Iterator[list[str]]:
    """Every command line of ours in a page's shell blocks, from the verb on."""
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        joined = block.replace("\\\n", " ")
        for line in [*joined.splitlines(), *re.findall(r"\$\((.+?)\)", joined)]:
            words = shlex.split(line.split("|")[-1].split(">")[0], comments=True)
            for start in (["atshot"], ["python3", "start.py"]):
                if words[: len(start)] == start:
                    yield words[len(start) :]


def names_of(kind: type[msgspec.Struct]) -> list[str]:
    """The fields of an answer, in order."""
    return list(kind.__struct_fields__)


def test_the_program_and_its_parser_have_the_same_verbs() -> None:
    assert set(VERBS) == set(verbs())


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_leads_to_a_function(name: str) -> None:
    assert callable(verb(VERBS[name]))


def test_every_verb_is_documented_and_no_other() -> None:
    assert set(VERBS) == first_cells(CLI, "# The command line")


@pytest.mark.parametrize("name", [name for name in VERBS if name not in {"serve", "version"}])
def test_every_flag_is_documented_and_no_other(name: str) -> None:
    named = {cell.split()[0] for cell in first_cells(CLI, f"## `atshot {name}`") if cell.startswith("--")}

    assert flags(name) == {re.sub(r"[^a-z-].*", "", flag) for flag in named}


@pytest.mark.parametrize("name", [name for name in VERBS if below(verbs()[name])])
def test_every_action_is_documented_and_no_other(name: str) -> None:
    cells = first_cells(CLI, f"## `atshot {name}`")

    assert set(below(verbs()[name])) == {cell.split()[0] for cell in cells if not cell.startswith("-")}


def test_serve_has_a_flag_for_every_setting_of_the_daemon() -> None:
    named = {f"--{name.replace('_', '-')}" for name in DAEMON_SETTINGS}
    switches = {f"--no-{name.replace('_', '-')}" for name in DAEMON_SETTINGS if SETTINGS[name].default is False}

    assert flags("serve") == named | switches | {"--stop-with-stdin"}


def test_every_setting_is_documented_with_its_default_and_variable_and_no_other() -> None:
    section = CONFIGURATION.split("## Settings\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip().strip("`") for cell in row.split("|")[1:4]] for row in section.splitlines() if "| `" in row]

    assert [[name, shown(setting.default), variable(name)] for name, setting in SETTINGS.items()] == rows


def shown(default: Any) -> str:
    """A default as the page has it: empty for none."""
    return (
        ""
        if default in (None, ())
        else f"{default:g}"
        if isinstance(default, float)
        else json.dumps(default).strip('"')
    )


def test_every_exit_status_is_documented() -> None:
    statuses = {int(status) for row in re.findall(r"^\| ([0-9, ]+) \|", CLI, re.MULTILINE) for status in row.split(",")}

    assert {0, 1, 2, 130, 141, *EXIT_STATUS.values()} == statuses
    assert EXIT_STATUS.keys() <= codes()


def test_every_error_code_is_documented_and_no_other() -> None:
    documented = first_cells(CLI, "## Errors") | first_cells(API, "## Errors")

    assert codes() <= documented
    assert first_cells(CLI, "## Errors") <= codes()


def test_every_route_is_documented_with_who_may_call_it_and_no_other() -> None:
    pages = page_routes(read_page(page_folder()))
    served = [
        [f"`{route.method} {re.sub(':[^}]*', '', route.path)}`", route.scope.value if route.scope else "open"]
        for route in (*ROUTES, *pages)
    ]

    assert sorted(served) == sorted(row[:2] for row in rows(API, "## Routes"))


def test_what_a_route_does_is_said_alike_in_the_docs_and_the_description() -> None:
    said = {f"{route.method} {route.path}": route.summary for route in ROUTES}
    documented = {fields(name)[0]: does for name, _, does in rows(API, "## Routes")}

    assert {name: text.lower() for name, text in said.items()} == {
        name: text.lower() for name, text in documented.items() if name in said
    }


def test_every_status_of_a_failure_is_documented_and_no_other() -> None:
    documented = [(fields(code)[0], int(status)) for code, status, *_ in rows(API, "## Errors")]

    assert list(STATUS.items()) == documented


def test_every_field_of_a_capture_and_a_task_is_documented_and_no_other() -> None:
    capture = [name for row in rows(API, "### A capture") for name in fields(row[0])]
    picture = next(row[1] for row in rows(API, "### A capture") if row[0] == "`picture`")
    task = [name for row in rows(API, "## Tasks") for name in fields(row[0])]

    assert names_of(answers.Capture) == capture
    assert names_of(answers.Picture) == [name for name in fields(picture) if name != "false"]
    assert sorted(names_of(answers.Task)) == sorted(task)


def test_every_field_of_the_status_is_documented_and_no_other() -> None:
    said = API.split("`degraded` when `GET /v1/status` lists problems:\n", 1)[1].split("\n\n", 1)[0]
    states = set(get_args(answers.Engine.__annotations__["state"]))
    within = {*names_of(answers.Trouble), *names_of(answers.Engine), *names_of(answers.Queue), *states}

    assert {*names_of(answers.Status), *within} == set(fields(said))


def test_every_parameter_is_documented_and_no_other() -> None:
    named = [name for row in rows(API, "### `POST /v1/captures`") for name in fields(row[0])]

    assert names_of(CaptureQuery) == named


def test_every_event_is_documented_and_no_other() -> None:
    named = [name for row in rows(API, "### `GET /v1/captures/{id}/events`") for name in fields(row[0])]

    assert ["queued", "running", "lines", "task", "done", "failed"] == named


@pytest.mark.parametrize("name", READMES)
def test_every_error_code_of_the_command_line_is_in_the_readme(name: str) -> None:
    heading = {"README.md": "## When something goes wrong", "README.zh-CN.md": "## 出错了怎么办"}[name]

    assert first_cells(CLI, "## Errors") == first_cells(READMES[name], heading)


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
            parser_of(ATSHOT, ["auto", *ENGINES]).parse_args(words)


def test_the_readmes_show_the_same_commands() -> None:
    english, chinese = (list(commands(text)) for text in READMES.values())

    assert len(english) > 10
    assert english == chinese


@pytest.mark.parametrize("page", [*PAGES], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text("utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_the_docs_speak_of_no_flag_that_is_not_there() -> None:
    known = {"--help", "--version", "--baseline", "--data-binary", "--noproxy"}.union(*map(flags, VERBS))
    pages = (CLI, CONFIGURATION, *READMES.values())
    named = {flag for text in pages for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)}

    assert named <= known


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = set(re.findall(r"^### (.+)$", text, re.MULTILINE))

    assert "## [Unreleased]" in text
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
