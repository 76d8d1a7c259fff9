from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.escape.places import judge_places
from grader.escape.syntax.line_directives import without_line_directives
from grader.escape.values import Compile, Place, SourceFile

PROGRAM = b"""package p

var g *int

//line parser.y:100
func f() {
\tx, y := 1, 2
/*line other.go:7:3*/\tg = &x
\t_ = y
}
"""


@given(st.binary())
def test_the_text_keeps_its_length(text: bytes) -> None:
    assert len(without_line_directives(text)) == len(text)


def test_other_comments_stay_as_they_are() -> None:
    text = b"// line one: 1\n//go:noinline\n//line without a number\n  //line x.go:1\n"
    assert without_line_directives(text) == text


def test_variables_under_a_line_directive_are_found(compile_trusted: Compile) -> None:
    files = (SourceFile("s.go", PROGRAM),)
    verdict = judge_places(files, compile_trusted(files))
    found = {each.name: (each.at.line, each.place) for each in verdict.variables}
    assert found == {"g": (3, Place.STATIC), "x": (7, Place.HEAP), "y": (7, Place.STACK)}
