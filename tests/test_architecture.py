"""The design as a test: who may import whom, where the heavy parts live, how big a piece may get."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "atshot_inference": ROOT / "inference/atshot_inference",
    "atshot_daemon": ROOT / "daemon/atshot_daemon",
    "atshot_tray": ROOT / "tray/atshot_tray",
}
MAY_IMPORT = {
    "atshot_inference": set(),
    "atshot_daemon": {"atshot_inference"},
    # The tray talks to the daemon by HTTP; it shares where things are, what is secret, and the ways to the desktop.
    "atshot_tray": {
        *(
            f"atshot_daemon.{name}"
            for name in (
                *("config", "settings_file", "discovery", "local_client", "vault", "logs", "world"),
                *("machine", "clipboard", "screen", "fonts", "uploadable", "errors", "plain", "files", "private_files"),
            )
        ),
        "atshot_inference.errors",
        "atshot_inference.picture",  # the type of what `World` decodes, never at run time
    },
}
# Where the command line of both is put together: these may use the daemon's verbs, and what those verbs use.
OF_VERBS = {f"atshot_daemon.{name}" for name in ("__main__", "cli", "doctor", "traces")}
VERBS_OF_TRAY = {
    f"tray/atshot_tray/{name}.py" for name in ("__main__", "arguments", "quick", "tray", "uninstall", "doctor")
}
# Each of these costs seconds or gigabytes: one module may import it, and that module only when its engine is opened.
HEAVY = ("onnxruntime", "rapidocr", "torch", "transformers")

# Where whatever goes wrong must cost one picture, one request or one look, and nothing else.
RIMS = [
    "daemon/atshot_daemon/captures.py",
    "daemon/atshot_daemon/engine/child.py",
    "daemon/atshot_daemon/http/failures.py",
    "tray/atshot_tray/watching.py",
]

MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_MEDIAN_FUNCTION_LINES = 10
MAX_POSITIONAL_PARAMETERS = 4

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> Iterator[tuple[str, Path, ast.Module]]:
    """Package, path and syntax tree of every module that is shipped."""
    for package, folder in PACKAGES.items():
        for path in sorted(folder.rglob("*.py")):
            yield package, path, ast.parse(path.read_text("utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "imports name their module in full"
            yield node.module


def allowed_in(package: str, path: Path) -> set[str]:
    """What the module may import of the other packages."""
    is_verb = str(path.relative_to(ROOT)) in VERBS_OF_TRAY
    return MAY_IMPORT[package] | (OF_VERBS if is_verb else set())


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public_scopes(tree: ast.Module) -> list[ast.Module | ast.ClassDef]:
    """The module and its public classes: a function in either can be called from outside."""
    return [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]


def lines_of(function: Function) -> int:
    """Length of the function with its docstring, without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_packages_import_only_along_the_arrows() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for package, path, tree in sources()
        for name in imports(tree)
        if name.split(".")[0] in PACKAGES.keys() - {package}
        and not any(name == allowed or name.startswith(f"{allowed}.") for allowed in allowed_in(package, path))
    ]

    assert [] == wrong


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_imported_in_one_module_of_inference(library: str) -> None:
    users = [
        path.relative_to(ROOT)
        for _, path, tree in sources()
        if any(name.split(".")[0] == library for name in imports(tree))
    ]

    assert len(users) <= 1
    assert all(user.is_relative_to("inference") for user in users)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_nothing_heavy_by_itself(package: str) -> None:
    init = ast.parse((PACKAGES[package] / "__init__.py").read_text("utf-8"))

    assert [] == list(imports(init))


def test_inference_speaks_no_http_and_starts_no_program() -> None:
    forbidden = {"aiohttp", "http", "socket", "subprocess", "urllib", "requests", "argparse"}
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for package, path, tree in sources()
        if package == "atshot_inference"
        for name in imports(tree)
        if name.split(".")[0] in forbidden
    ]

    assert [] == wrong


def test_no_module_is_over_its_budget() -> None:
    paths = [*(path for _, path, _ in sources()), *(ROOT / "tests").rglob("*.py"), ROOT / "start.py"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in paths}

    assert {} == {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES}


def test_no_function_is_over_its_budget() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {function.name} has {lines_of(function)} lines"
        for _, path, tree in sources()
        for function in functions(tree)
        if lines_of(function) > MAX_FUNCTION_LINES
    ]

    assert [] == long


@pytest.mark.parametrize("package", PACKAGES)
def test_the_usual_function_is_short(package: str) -> None:
    lengths = [lines_of(function) for name, _, tree in sources() if name == package for function in functions(tree)]

    assert statistics.median(lengths) <= MAX_MEDIAN_FUNCTION_LINES


def test_no_function_takes_more_than_four_things_by_position() -> None:
    wide = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for _, path, tree in sources()
        for function in functions(tree)
        if len([a for a in [*function.args.posonlyargs, *function.args.args] if a.arg not in {"self", "cls"}])
        > MAX_POSITIONAL_PARAMETERS
    ]

    assert [] == wide


def test_every_module_says_what_it_knows() -> None:
    silent = [str(path.relative_to(ROOT)) for _, path, tree in sources() if not ast.get_docstring(tree)]

    assert [] == silent


def test_every_public_function_has_a_contract() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for _, path, tree in sources()
        for scope in public_scopes(tree)
        for function in scope.body
        if isinstance(function, Function) and not function.name.startswith("_") and not ast.get_docstring(function)
    ]

    assert [] == silent


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches whatever there is."""
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether it only tidies up on the way."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_nothing_that_can_go_wrong_is_swallowed_but_at_the_rims() -> None:
    broad = [
        str(path.relative_to(ROOT))
        for _, path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not raises_again(node)
    ]

    assert RIMS == sorted(broad)


def test_every_package_is_marked_as_typed() -> None:
    assert all((folder / "py.typed").exists() for folder in PACKAGES.values())
