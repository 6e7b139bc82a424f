"""Who may import whom, and through which doors outside libraries come in."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "provenance"

# A module may import its own layer's neighbours only where the layer has one name; stages are blind to each other.
LAYERS = [
    {"errors", "model", "text", "characters", "hashing", "sorting", "garbage", "workers", "tables"},
    {"settings", "languages", "registers", "records", "phrases"},
    {"intake", "quotations", "reuse", "store"},
    {"report", "export"},
    {"describing", "matching"},
    {"scan"},
    {"cli"},
    {"__main__"},
]
BLIND = LAYERS[2] | LAYERS[3]  # these never import a neighbour of their own layer
DOORS = {
    "click": {"cli"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "datasketch": {"reuse/signatures"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "dateparser": {"intake"},
    "trafilatura": {"intake"},
    "feedparser": {"intake"},
    "warcio": {"intake"},
    "pymorphy3": {"quotations/grammar"},
}
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))


def stage(module: Path) -> str:
    """The top-level name that a module belongs to: `intake` for intake/files.py."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> list[str]:
    """Dotted names of everything that a module imports, wherever the statement stands."""
    names = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def rank(name: str) -> int:
    return next(i for i, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_the_layers_below_and_its_own_stage(module: Path) -> None:
    own = stage(module)
    if own == "__init__":
        return
    for name in imports(module):
        parts = name.split(".")
        if parts[0] != "provenance" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        other = parts[1]
        allowed = other == own or rank(other) < rank(own) or (rank(other) == rank(own) and own not in BLIND)
        assert allowed, f"{own} must not import {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_outside_libraries_come_in_through_their_doors_only(module: Path) -> None:
    place = module.relative_to(PACKAGE).as_posix().removesuffix(".py")
    for name in imports(module):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or stage(module) in doors or place in doors, f"{place} must not import {name}"


@pytest.mark.parametrize("module", [m for m in MODULES if stage(m) in {"quotations", "reuse"}], ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_pure_stages_touch_no_files_clock_or_database(module: Path) -> None:
    outside = {"os", "io", "pathlib", "time", "sqlite3", "subprocess", "socket", "random", "tempfile", "shutil"}
    assert not outside & {name.split(".")[0] for name in imports(module)}


def test_only_the_command_line_reads_the_clock() -> None:
    for module in MODULES:
        if stage(module) == "cli":
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "time_ns"}:
                raise AssertionError(f"{module.name} line {node.lineno} reads the clock")


def test_modules_import_each_other_without_circles() -> None:
    graph: dict[str, set[str]] = {}
    for module in MODULES:
        name = ".".join(("provenance", *module.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        graph[name] = {i for i in imports(module) if i.startswith("provenance")}
    edges = {
        name: {other for other in graph if other != name and any(i == other or i.startswith(other + ".") for i in used)}
        for name, used in graph.items()
    }
    # "from package import name" also names the package: that is an edge only where the name is no module of it.
    for name, used in graph.items():
        packages = {o for o in edges[name] if any(m.startswith(o + ".") for m in graph)}
        for package in packages:
            if all(any(i == m or i.startswith(m + ".") for m in graph if m.startswith(package + ".")) for i in used if i.startswith(package + ".")):
                edges[name].discard(package)
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, (*path, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


def test_help_loads_none_of_the_slow_libraries() -> None:
    slow = ("numpy", "scipy", "datasketch", "dateparser", "trafilatura", "jinja2", "rapidfuzz", "pymorphy3")
    code = f"import sys, provenance.cli; print(*[m for m in {slow} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
