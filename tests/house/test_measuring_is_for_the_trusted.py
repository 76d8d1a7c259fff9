"""What came through the web is never run: no page, by whatever way, imports what measures."""

from __future__ import annotations

import ast
from functools import cache

from grader.config import PROJECT

MEASURING = "grader.toolchain.measuring"
PATHS = {
    ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((PROJECT / "grader").rglob("*.py"))
}
"""Every module of the program by its name."""


@cache
def imports_of(module: str) -> frozenset[str]:
    """The program's own modules that a module imports, wherever in it, with the packages that they are in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(PATHS[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return frozenset(name for name in found if name in PATHS)


def reached_from(module: str) -> set[str]:
    """Every module that is loaded, or may be, when this one is."""
    reached, waiting = {module}, [module]
    while waiting:
        new = imports_of(waiting.pop()) - reached
        reached |= new
        waiting += new
    return reached


def test_no_page_reaches_what_runs_programs() -> None:
    pages = [name for name in PATHS if name.startswith("grader.web")]
    assert "grader.web.exercises.cost" in pages
    ways = {page: sorted(name for name in reached_from(page) if name.startswith(MEASURING)) for page in pages}
    assert {page: found for page, found in ways.items() if found} == {}


def test_only_commands_and_their_operations_measure() -> None:
    importers = {name for name in PATHS if any(each.startswith(MEASURING) for each in imports_of(name))}
    assert {name for name in importers if not name.startswith(MEASURING)} == {
        "grader.cli.check",
        "grader.cli.doctor",
        "grader.cli.measure",
        "grader.cli.measurements",
        "grader.cli.witnesses",
        "grader.operations.parting_ways",
    }


def test_the_walk_sees_what_is_imported_inside_of_functions_and_through_others() -> None:
    assert "grader.toolchain.containment.landlock" in imports_of("grader.toolchain.containment.choice")
    assert f"{MEASURING}.running" in reached_from("grader.cli.check")
