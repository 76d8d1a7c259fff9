"""Each line of `allocations.go` names the allocating expressions on it and where their storage lives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.places import judge_places
from grader.escape.values import Compile, CompilerOutput, SourceFile, Toolchain, Verdict

DATA = PROJECT / "tests" / "data"
PROGRAM = SourceFile("allocations.go", (DATA / "programs" / "allocations.go").read_bytes())
RECORDINGS = sorted(DATA.glob("go1.*/allocations.txt"))
PLACE = re.compile(r"// place (?P<expression>.+?) (?P<place>\w+)(?: \((?P<before>\w+) before 1\.(?P<minor>\d+)\))?$")


def wanted(minor: int) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(PROGRAM.text.decode().splitlines(), 1):
        if match := PLACE.search(line):
            is_before = match["before"] and minor < int(match["minor"])
            found.append((number, match["expression"], match["before"] if is_before else match["place"]))
    return sorted(found)


def found_in(verdict: Verdict) -> list[tuple[int, str, str]]:
    return sorted((each.at.line, each.expression, each.place.value) for each in verdict.allocations)


@pytest.mark.parametrize("path", RECORDINGS, ids=[path.parent.name for path in RECORDINGS])
def test_recorded_allocations_are_the_wanted_ones(path: Path) -> None:
    version = path.parent.name
    output = CompilerOutput(
        toolchain=Toolchain(version=version, lang=version.rpartition(".")[0]),
        text=path.read_text(encoding="utf-8"),
        log={PROGRAM.name: path.with_suffix(".json").read_text(encoding="utf-8")},
    )
    assert found_in(judge_places((PROGRAM,), output)) == wanted(int(version.split(".")[1]))


def judge(body: str, compile_: Compile) -> Verdict:
    files = (SourceFile("s.go", f"package p\n{body}".encode()),)
    return judge_places(files, compile_(files))


def test_what_inlined_library_code_allocates_stands_under_the_call(compile_trusted: Compile) -> None:
    body = 'import "errors"\nvar e error\nfunc f() { e = errors.New("x") }\n'
    (allocation,) = judge(body, compile_trusted).allocations
    assert (allocation.called_from, allocation.place.value, allocation.function) == ("errors.New", "heap", "f")
    assert (allocation.at.line, allocation.expression) == (4, "&errors.errorString{...}")


def test_an_expression_that_exists_only_in_copies_is_listed_once(compile_trusted: Compile) -> None:
    body = "var g *int\nfunc f() {\n\tvar r *int\n\tfunc() {\n\t\tr = new(int)\n\t\tg = new(int)\n\t}()\n\t_ = r\n}\n"
    verdict = judge(body, compile_trusted)
    assert found_in(verdict) == [(6, "new(int)", "stack"), (7, "new(int)", "heap")]


def test_a_generic_expression_is_shown_as_it_stands_in_the_source(compile_trusted: Compile) -> None:
    body = "func f[K any]() *K { return new(K) }\nvar a, b = f[int](), f[string]()\n"
    assert [(each.expression, each.place.value) for each in judge(body, compile_trusted).allocations] == [
        ("new(K)", "heap")
    ]
