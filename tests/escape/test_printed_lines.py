from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.escape.printed_lines import PRINTS_NOTHING, PrintedLine, Says, parse_printed_line, printed_line_of
from grader.escape.values import AllocationVerdict, Kind, Place, Position, VariableVerdict

MOVED = PrintedLine(says=Says.MOVED, name="u")
VARIABLE = VariableVerdict(
    name="u",
    at=Position("a.go", 3, 2),
    function="F",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    line="a.go:3:2: moved to heap: u",
)


@pytest.mark.parametrize(
    "text",
    [
        "moved to heap: u",
        "  Moved  to heap :u ",
        "./a.go:3:2: moved to heap: u",
        "a.go:3:2: moved to heap: u",
        "a.go:3: MOVED TO HEAP: U",
        "`moved to heap: u`",
        "moved to the heap: u.",
        "moved to heap u",
    ],
)
def test_position_spaces_capitals_and_quotes_do_not_matter(text: str) -> None:
    line = parse_printed_line(text)
    assert line is not None
    assert line.means(MOVED)


@pytest.mark.parametrize(
    "text", ["u escapes to heap", "u does not escape", "nothing", "moved to heap: v", "moved to heap"]
)
def test_another_sentence_or_another_name_means_something_else(text: str) -> None:
    line = parse_printed_line(text)
    assert line is not None
    assert not line.means(MOVED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&User{...} escapes to heap", PrintedLine(says=Says.ESCAPES, name="&User{...}")),
        ("&User{ ... } escapes to heap:", PrintedLine(says=Says.ESCAPES, name="&User{...}")),
        ("a.go:4:9: make([]int, n) escapes to heap in F:", PrintedLine(says=Says.ESCAPES, name="make([]int, n)")),
        ("func literal does not escape", PrintedLine(says=Says.STAYS, name="func literal")),
        ("func literal doesn't escape", PrintedLine(says=Says.STAYS, name="func literal")),
        ("Nothing.", PRINTS_NOTHING),
    ],
)
def test_each_sentence_is_read(text: str, expected: PrintedLine) -> None:
    line = parse_printed_line(text)
    assert line is not None
    assert line.means(expected)


@pytest.mark.parametrize("text", ["", "u", "heap", "leaking param: u", "inlining call to F", "u escapes"])
def test_what_is_no_such_line_is_not_taken_for_one(text: str) -> None:
    assert parse_printed_line(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    line = parse_printed_line(text)
    assert line is None or line.says in Says


@given(
    st.sampled_from([Says.MOVED, Says.ESCAPES, Says.STAYS]), st.from_regex(r"[a-z&][a-zA-Z0-9]{0,8}", fullmatch=True)
)
def test_a_line_that_is_written_is_read_again(says: Says, name: str) -> None:
    line = PrintedLine(says=says, name=name)
    assert parse_printed_line(str(line)) == line


def test_the_line_of_a_variable_is_the_compilers_or_none() -> None:
    assert printed_line_of(VARIABLE) == MOVED
    dump = "NAME-a.u esc(no) Class:PAUTO Offset:0 OnStack Used int tc(1) # a.go:3:2"
    assert printed_line_of(replace(VARIABLE, place=Place.STACK, line=dump)) == PRINTS_NOTHING


def test_nothing_is_said_of_a_parameter_that_stays() -> None:
    assert printed_line_of(replace(VARIABLE, kind=Kind.PARAMETER, place=Place.STACK, line="a.go:3:2 OnStack")) is None
    assert printed_line_of(replace(VARIABLE, kind=Kind.PARAMETER)) == MOVED


def test_the_line_of_an_allocation_is_its_own() -> None:
    allocation = AllocationVerdict(
        expression="new(T)",
        at=Position("a.go", 4, 5),
        function="F",
        place=Place.STACK,
        line="a.go:4:5: new(T) does not escape",
    )
    assert printed_line_of(allocation) == PrintedLine(says=Says.STAYS, name="new(T)")
    assert printed_line_of(replace(allocation, line="")) is None
