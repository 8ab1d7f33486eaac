"""The extension's modules: their own tests, their types, what none may contain; and what the manifest promises."""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXTENSION = ROOT / "extension"
# The page that the daemon serves too is held to rules of its own in tests/ui.
SHARED = EXTENSION / "ui"
MODULES = sorted(path for path in EXTENSION.rglob("*.js") if SHARED not in path.parents)
PAGES = sorted(EXTENSION.glob("*.html"))
LANGUAGES = sorted(EXTENSION.glob("_locales/*/messages.json"))
MAX_MODULE_LINES = 300
# Whatever makes markup or code of a string, keeps what a page could read, or speaks to nobody.
FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage"
    r"|\bconsole\.|\bXMLHttpRequest\b|\bEventSource\b|\bWebSocket\b"
)
# Scripts that the browser puts into pages, where there are no modules.
IN_PAGES = {"overlay.js", "pair.js"}
# The only ones that may know in which browser they run.
MAY_KNOW_THE_BROWSER = {"background.js", "capture.js", "connect.js", "options.js", "view.js"}
# Messages whose key is not written where the browser is asked for them.
KEPT_IN_TABLES = {"background.js": r"\bmenu_\w+", "lib/badge.js": r'"(badge_\w+|action_title)"'}


def manifest() -> Any:
    return json.loads((EXTENSION / "manifest.json").read_text("utf-8"))


def messages(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def code_of(path: Path) -> str:
    """A module without its comments."""
    return re.sub(r"/\*(?s:.*?)\*/|^\s*//.*$", "", text_of(path), flags=re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(EXTENSION).as_posix()


def test_the_modules_pass_their_own_tests(node: str) -> None:
    tests = sorted(map(str, (HERE / "unit").glob("*.test.js")))
    older = str(HERE.parent / "ui/older_node.cjs")
    command = [node, "--require", older, "--test", "--test-reporter=tap", *tests]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-6000:]
    assert "\n# fail 0\n" in done.stdout


def test_the_modules_types_fit(packages: Path) -> None:
    done = subprocess.run([packages / ".bin/tsc", "-p", HERE], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stdout)


def test_everything_is_formatted(packages: Path) -> None:
    written = (path for kind in ("*.html", "*.css", "*.json") for path in EXTENSION.rglob(kind))
    own = [*(HERE / "unit").glob("*.js"), *HERE.glob("*.ts"), *HERE.glob("*.json")]
    paths = map(str, [*MODULES, *(path for path in written if SHARED not in path.parents), *own])
    check = [str(packages / ".bin/prettier"), "--print-width", "120", "--list-different", *paths]
    done = subprocess.run(check, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stdout)


def test_no_module_is_over_its_budget() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in MODULES}

    assert {} == {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES}


def test_every_module_says_what_it_knows() -> None:
    assert [] == [name_of(path) for path in MODULES if not text_of(path).startswith("// ")]


def test_no_module_makes_markup_of_text_or_code_of_it() -> None:
    wrong = [f"{name_of(path)}: {found}" for path in MODULES for found in re.findall(FORBIDDEN, text_of(path))]

    assert [] == wrong


def test_only_the_outermost_modules_know_the_browser() -> None:
    knowing = {
        name_of(path)
        for path in MODULES
        if re.search(r"\b(chrome|browser|api)\.(?!js\b)\w+", code_of(path)) or "platform/" in code_of(path)
    }
    inner = {name for name in knowing - MAY_KNOW_THE_BROWSER - IN_PAGES if not name.startswith("platform/")}

    assert set() == inner


def test_one_module_alone_asks_the_network() -> None:
    asking = {name_of(path) for path in MODULES if re.search(r"(?<![\w.])fetch\(", code_of(path))}

    # lib/ calls the function of that name that it was given.
    assert {"lib/link.js", "lib/probe.js", "platform/link.js"} == asking


def test_no_message_and_no_storage_area_ever_holds_the_token() -> None:
    """Only the link knows it, out of the database that no content script can read."""
    knowing = {name_of(path) for path in MODULES if re.search(r"\btoken\b(?!: \(\) => null)", code_of(path))}

    assert {"lib/link.js", "lib/probe.js"} == knowing


@pytest.mark.parametrize("name", sorted(IN_PAGES))
def test_a_script_for_pages_stands_alone(name: str) -> None:
    assert [] == re.findall(r"(?m)^\s*(?:import|export)\b", text_of(EXTENSION / name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_script_and_no_style_of_its_own(page: Path) -> None:
    text = text_of(page)

    assert [] == re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?:", text)
    named = re.findall(r'(?:src|href)="([^"#]+)"', text)
    assert named
    assert [] == [path for path in named if not (page.parent / path.lstrip("/")).is_file()]


def test_a_module_imports_only_what_is_there() -> None:
    imports = ((path, name) for path in MODULES for name in re.findall(r'(?:from|import) "([^"]+)"', text_of(path)))

    assert [] == [f"{name_of(path)}: {name}" for path, name in imports if not (path.parent / name).is_file()]


def test_the_host_permission_names_no_port() -> None:
    """With a port in it Firefox would ignore it without a word."""
    assert ["http://127.0.0.1/*"] == manifest()["host_permissions"]


def test_no_more_is_asked_for_than_is_needed() -> None:
    wanted = {"activeTab", "alarms", "contextMenus", "scripting", "storage", "sidePanel"}
    asked = manifest()

    assert wanted == set(asked["permissions"])
    assert len(wanted) == len(asked["permissions"])
    assert set() == asked.keys() & {"optional_permissions", "optional_host_permissions", "web_accessible_resources"}
    assert {"required": ["none"]} == asked["browser_specific_settings"]["gecko"]["data_collection_permissions"]


def test_private_windows_are_none_of_our_business() -> None:
    """Firefox gives private pages no database, and what is captured there is not to be kept."""
    assert "not_allowed" == manifest()["incognito"]


def test_our_script_runs_by_itself_on_the_pairing_page_alone() -> None:
    wanted = [{"matches": ["http://127.0.0.1/pair"], "js": ["pair.js"], "run_at": "document_start"}]

    assert wanted == manifest()["content_scripts"]


def test_our_pages_load_nothing_from_elsewhere() -> None:
    policy = manifest()["content_security_policy"]["extension_pages"]

    rules = {name: rest for name, *rest in (rule.split() for rule in policy.split(";"))}
    assert {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "connect-src": ["http://127.0.0.1:*"],
    } == rules


def test_the_version_is_that_of_the_program() -> None:
    program = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert program["project"]["version"] == manifest()["version"]


def test_every_file_that_the_manifest_names_is_there() -> None:
    named = [value for value in strings_in(manifest()) if re.fullmatch(r"[\w/]+\.(js|html|png)", value)]

    assert {"background.js", "popup.html", "panel.html", "options.html", "pair.js"} < set(named)
    assert [] == [path for path in named if not (EXTENSION / path).is_file()]


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def test_both_languages_have_every_message_that_is_used_and_no_other() -> None:
    used = set(re.findall(r"__MSG_(\w+)__", text_of(EXTENSION / "manifest.json")))
    used |= {key for path in MODULES for key in re.findall(r'getMessage\("(\w+)"', text_of(path))}
    for name, pattern in KEPT_IN_TABLES.items():
        used |= set(re.findall(pattern, text_of(EXTENSION / name)))

    assert ["en", "zh_CN"] == [path.parent.name for path in LANGUAGES]
    assert {path.parent.name: used for path in LANGUAGES} == {
        path.parent.name: set(messages(path)) for path in LANGUAGES
    }


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.parent.name)
def test_a_language_knows_its_name_and_its_messages_their_numbers(path: Path) -> None:
    known = messages(path)

    assert path.parent.name.split("_")[0] == known["lang"]["message"]
    assert "$1" in json.dumps(known["badge_tasks"])
    assert all(message["message"].strip() for message in known.values())


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.parent.name)
def test_what_the_shops_show_is_not_cut_off(path: Path) -> None:
    """Chrome's shop takes 75 characters of a name and 132 of a description."""
    known = messages(path)

    assert len(known["extension_name"]["message"]) <= 75
    assert len(known["extension_description"]["message"]) <= 132
