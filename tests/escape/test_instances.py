"""Bodies of generic code by shape, and what runs them, read from the compiler's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.instances import Instances, is_of_instance, is_wrapper, parse_instances
from grader.escape.values import Compile, Position, SourceFile

DATA = PROJECT / "tests" / "data"
RECORDINGS = sorted(DATA.glob("go1.*/bodies.txt"))
PROGRAM = SourceFile("bodies.go", (DATA / "programs" / "bodies.go").read_bytes())
EXPECTED = {
    "ref[go.shape.int]": ("ref[ID]", "ref[int]"),
    "ref[go.shape.string]": ("ref[string]",),
    "hold[go.shape.int]": ("hold[int]",),
    "hold[go.shape.*uint8]": ("hold[*T]",),
    "fill[go.shape.int]": ("fill[ID]", "fill[int]"),
}


@pytest.mark.parametrize("path", RECORDINGS, ids=[path.parent.name for path in RECORDINGS])
def test_every_release_says_what_runs_a_body(path: Path) -> None:
    assert parse_instances(path.read_text(encoding="utf-8")).instantiations == EXPECTED


def test_so_does_the_dump_where_nothing_is_inlined(compile_trusted: Compile) -> None:
    found = parse_instances(compile_trusted((PROGRAM,), flags=("-l",)).text)
    assert found.instantiations == EXPECTED
    assert found.inlined == {}


def test_methods_of_generic_types_are_named_with_their_receiver(compile_trusted: Compile) -> None:
    body = b"package p\ntype L[T any] struct{ v T }\nfunc (l *L[T]) Put(v T) { l.v = v }\nvar x L[struct{ a int }]\n"
    files = (SourceFile("s.go", body + b"func F() { x.Put(struct{ a int }{1}) }\n"),)
    found = parse_instances(compile_trusted(files).text)
    body_by_shape = "(*L[go.shape.struct { p.a int }]).Put"
    assert found.instantiations == {body_by_shape: ("(*L[struct { a int }]).Put",)}
    assert found.find_inlined(Position("s.go", 5, 17), "(*L).Put") == body_by_shape


def test_programs_without_generic_code_cost_nothing() -> None:
    assert parse_instances("before walk F\n.   NAME-p.x esc(no)\n") == Instances()


def test_where_two_bodies_are_inlined_at_one_call_there_is_doubt() -> None:
    at = Position("s.go", 3, 4)
    found = Instances(inlined={at: ("f[go.shape.int]", "f[go.shape.string]", "g[go.shape.int]")})
    assert (found.find_inlined(at, "f"), found.find_inlined(at, "g")) == ("", "g[go.shape.int]")


@pytest.mark.parametrize(
    ("function", "expected"), [("Map[int,string]", True), ("Map[go.shape.int]", False), ("Map", False)]
)
def test_wrappers(function: str, expected: bool) -> None:
    assert is_wrapper(function) is expected


def test_words_that_differ_by_instance() -> None:
    assert [is_of_instance(each) for each in ("make([]go.shape.int, n)", "new(<node DYNAMICTYPE>)", "new(T)")] == [
        True,
        True,
        False,
    ]
