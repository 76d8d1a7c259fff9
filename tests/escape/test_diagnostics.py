"""Messages that are not one plain line each."""

from __future__ import annotations

from grader.escape.diagnostics import parse_diagnostics

RAW = """\
s.go:5:17: ([]byte)(f(`one
two: three

four`)) escapes to heap
s.go:9:2: moved to heap: x
s.go:9:17: ([]byte)(f(`one
two: three

four`)) escapes to heap

before walk f
.   NAME-p.s
"""
BACKQUOTE = """\
s.go:5:17: "a`b" escapes to heap
s.go:9:2: moved to heap: x
s.go:9:17: "c`" does not escape

before walk f
.   LITERAL-"`"
"""


def test_a_raw_string_of_several_lines_is_part_of_its_message() -> None:
    read = parse_diagnostics(RAW)
    assert [(each.at.line, each.subject) for each in read.escaping] == [
        (5, "([]byte)(f(`one two: three  four`))"),
        (9, "([]byte)(f(`one two: three  four`))"),
    ]
    assert [each.subject for each in read.moved] == ["x"]
    assert read.unknown == ()


def test_a_backquote_in_another_string_begins_nothing() -> None:
    read = parse_diagnostics(BACKQUOTE)
    assert [each.subject for each in read.escaping] == ['"a`b"']
    assert [each.subject for each in read.moved] == ["x"]
    assert [each.subject for each in read.staying] == ['"c`"']
    assert read.unknown == ()


def test_what_the_compiler_makes_for_a_loop_over_a_function_is_no_message() -> None:
    read = parse_diagnostics("moved to heap: #next\ns.go:9:2: moved to heap: x\n")
    assert [each.subject for each in (*read.moved, *read.unknown)] == ["x"]
