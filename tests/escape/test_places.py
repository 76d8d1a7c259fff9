from __future__ import annotations

from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.places import judge_places
from grader.escape.values import Compile, Copy, Place, Position, SourceFile, VariableVerdict
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import Installed

PROGRAMS = sorted((PROJECT / "tests" / "data" / "programs").glob("*.go"))


@pytest.fixture
def compile_without_dump(installed: Installed, export_data: ExportData) -> Compile:
    return make_compile(installed, trust=Trust.TRUSTED, exports=export_data, with_storage=False)


def variable(name: str, body: str, compile_: Compile) -> VariableVerdict:
    files = (SourceFile("s.go", f"package p\n{body}".encode()),)
    found = [each for each in judge_places(files, compile_(files)).variables if each.name == name]
    assert len(found) == 1
    return found[0]


def test_inlined_copies_say_where_they_are(compile_trusted: Compile) -> None:
    body = "func make1() *int {\n\tx := 1\n\treturn &x\n}\nfunc f() int { return *make1() }\n"
    x = variable("x", body, compile_trusted)
    assert (x.place, x.line, x.type, x.function) == (Place.HEAP, "s.go:3:2: moved to heap: x", "int", "make1")
    (copy,) = x.copies
    assert copy == Copy(
        place=Place.STACK, where="inlined", at=(Position("s.go", 6, 29),), instance="int", line=copy.line
    )
    assert copy.line.startswith("NAME-p.x esc(no)")


def test_clauses_and_instances_are_copies(compile_trusted: Compile) -> None:
    switch = "var g any\nfunc f(v any) {\n\tswitch y := v.(type) {\n\tcase int: g = &y\n\tcase error: _ = y\n\t}\n}\n"
    y = variable("y", switch, compile_trusted)
    assert [(each.where, each.place.value, each.instance) for each in y.copies] == [
        ("clause", "heap", "int"),
        ("clause", "stack", "error"),
    ]
    generic = 'func box[T any](v T) *T { w := v; return &w }\nvar a, b = box(1), box("s")\n'
    w = variable("w", generic, compile_trusted)
    instances = {(each.place.value, each.instance) for each in w.copies if each.where == "instance"}
    assert instances == {("heap", "go.shape.int"), ("heap", "go.shape.string")}


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ("func _() { x := 1; _ = x }", "function named _"),
        ("func f() { if false { x := 1; _ = x } }", "dead code"),
        ("func f[T any](x T) {}", "never instantiates"),
        ("func f() { if false { _ = func(x int) {} } }", "function literal that is never compiled"),
    ],
)
def test_what_is_never_compiled_is_unknown_and_says_why(body: str, because: str, compile_trusted: Compile) -> None:
    x = variable("x", body, compile_trusted)
    assert x.place is Place.UNKNOWN
    assert because in x.unknown_because


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_without_the_dump_the_heap_is_the_same(
    path: Path, compile_trusted: Compile, compile_without_dump: Compile
) -> None:
    files = (SourceFile(path.name, path.read_bytes()),)
    whole = judge_places(files, compile_trusted(files)).variables
    silent = judge_places(files, compile_without_dump(files)).variables
    assert [each.at for each in silent] == [each.at for each in whole]
    assert [each.at for each in silent if each.place is Place.HEAP] == [
        each.at for each in whole if each.place is Place.HEAP
    ]
