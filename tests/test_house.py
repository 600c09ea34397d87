"""The house checks itself: its floors, the size of its rooms, and how light its door is."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "generator").rglob("*.py"))
HEAVY = (
    "pydantic",
    "PIL",
    "markdown",
    "jinja2",
    "yaml",
    "msgspec",
    "rich",
    "starlette",
    "uvicorn",
    "rjieba",
    "nh3",
    "numpy",
)


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_floors_import_downwards_only_and_private_records_end_at_the_gate() -> None:
    ran = run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    assert ran.returncode == 0, ran.stdout
    assert "Contracts: 2 kept, 0 broken." in ran.stdout


def imported(path: Path) -> Iterator[str]:
    """Modules of the house that a module imports, wherever in it: lazily, or for its types alone, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def test_no_module_imports_itself_through_others() -> None:
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    order = TopologicalSorter({name: set(imported(path)) & known.keys() - {name} for name, path in known.items()})
    # Raises CycleError, which names them.
    assert len(list(order.static_order())) == len(MODULES)


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 380
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module says in its first line what it is for"


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            last = body[-1].end_lineno or 0
            assert last - body[0].lineno < 40, f"{node.name}: lines, its docstring not counted"


def test_every_floor_says_what_it_may_know_and_nothing_else() -> None:
    for path in (ROOT / "generator").glob("*/__init__.py"):
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree)
        assert len(tree.body) == 1, f"{path}: no re-exports"


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_no_module_catches_everything_knows_the_time_or_draws_lots(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node):
            found.append(f"line {node.lineno}: except Exception")
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in _CLOCKS:
                found.append(f"line {node.lineno}: {ast.unparse(node.func)}()")
            if _is_named(node.func, "suppress") and any(map(_is_everything, node.args)):
                found.append(f"line {node.lineno}: suppress(Exception)")
            if _is_named(node.func, "__import__"):
                found.append(f"line {node.lineno}: __import__")
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found += [f"line {node.lineno}: {name}" for name in modules if name in {"random", "secrets", "uuid"}]
    assert found == [] or path.relative_to(ROOT).parts[1] in {"app", "cli.py"}


# To wait is no matter of what time it is.
_CLOCKS = {
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
    *("dt.datetime.now", "dt.datetime.utcnow", "dt.datetime.today", "dt.date.today"),
    *("datetime.now", "datetime.today", "date.today"),
}


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    goes_on = any(isinstance(node, ast.Raise) and node.exc is None for node in handler.body)
    return (handler.type is None or _is_everything(handler.type)) and not goes_on


def _is_everything(node: ast.expr) -> bool:
    return any(_is_named(node, name) for name in ("Exception", "BaseException"))


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def test_only_the_command_line_prints() -> None:
    printing = [
        path
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _is_named(node.func, "print")
    ]
    assert set(names(printing)) <= {"generator/cli.py", "generator/__main__.py"}


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_comes_at_once_and_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from generator.cli import main\n"
        f"main({arguments!r}, prog_name='wishlight')\n"
    )
    ran = run("-c", program)
    assert ran.returncode == 0, ran.stderr
    assert "wishlight" in ran.stdout
    loaded = {name.partition(".")[0] for name in json.loads(ran.stderr)}
    # msgspec carries the exceptions of a run; it is one small extension module.
    assert loaded & set(HEAVY) <= {"msgspec"}
