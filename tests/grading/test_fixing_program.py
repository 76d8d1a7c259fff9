"""Programs taken apart and put together again, and edits that reach beyond their lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ProgramRefused
from grader.escape.values import SourceFile
from grader.grading.fixing.outline import require_same_outline
from grader.grading.fixing.program import EditableProgram, clean_edit, require_fixed_lines

SOURCE = b"""package a

import "fmt"

type T struct{ n int }

func (t *T) Add() int {
	x := t.n
	fmt.Println(x)
	/* fixed */
	y := `fixed`
	return x + len(y)
}
"""
PROGRAM = EditableProgram(source=SourceFile("a.go", SOURCE), parts=((7, 8), (12, 12)))
LINES = SOURCE.decode().split("\n")


def test_the_originals_make_the_original() -> None:
    assert PROGRAM.originals == ("func (t *T) Add() int {\n\tx := t.n", "\treturn x + len(y)")
    assert PROGRAM.with_edits(PROGRAM.originals) == PROGRAM.source
    assert PROGRAM.ranges_of(PROGRAM.originals) == PROGRAM.parts


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n")), max_size=5), st.text("ab\n"))
def test_only_the_parts_change_and_each_is_where_it_is_said_to_be(lines: list[str], other: str) -> None:
    edits = (clean_edit("\n".join(lines)), clean_edit(other))
    edited = PROGRAM.with_edits(edits).text.decode().split("\n")
    (first, last), (second, end) = PROGRAM.ranges_of(edits)
    assert edited[: first - 1] == LINES[:6]
    assert "\n".join(edited[first - 1 : last]) == edits[0]
    assert edited[last : second - 1] == LINES[8:11]
    assert "\n".join(edited[second - 1 : end]) == edits[1]
    assert edited[end:] == LINES[12:]


@pytest.mark.parametrize("opening", ["/*", "\ty := `", "\tx := 1 /* a\nb"])
def test_a_comment_or_string_that_swallows_fixed_lines_is_refused_at_its_line(opening: str) -> None:
    edits = (f"func (t *T) Add() int {{\n{opening}", "\treturn 1")
    with pytest.raises(ProgramRefused, match=r"^a\.go:8:\d+: this comment or string reaches beyond the lines"):
        require_fixed_lines(PROGRAM, edits)


def test_a_comment_within_the_edit_is_welcome() -> None:
    require_fixed_lines(PROGRAM, ("func (t *T) Add() int {\n\t/* a\n\tb */\n\tx := `a\n`", "\treturn x + len(y)"))


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [
        ("func init() {\n}\n\nfunc (t *T) Add() int {", "return 1", r"a\.go:7:1: the function init is new"),
        ("var kept *int\n\nfunc (t *T) Add() int {", "return 1", r"a\.go:7:5: the package-level variable kept is new"),
        ("type Q int\n\nfunc (t *T) Add() int {", "return 1", r"a\.go:7:6: the type Q is new"),
        ("//go:noinline\nfunc (t *T) Add() int {", "return 1", r"a\.go:7:1: the comment //go:noinline is new"),
        ("func (t *T) Sum() int {", "return 1", r"a\.go:7:1: the function T\.Sum is new"),
        ("func (t *T) Add() int {", "return 1\n}\n\nfunc init() {", r"a\.go:14:1: the function init is new"),
    ],
)
def test_what_is_declared_outside_functions_stays_as_it_is(first: str, second: str, complaint: str) -> None:
    with pytest.raises(ProgramRefused, match=complaint):
        require_same_outline(PROGRAM.source, PROGRAM.with_edits((first, second)))


def test_imports_are_not_added_and_a_receiver_may_change() -> None:
    changed = SOURCE.replace(b'import "fmt"', b'import (\n\t"fmt"\n\t"os"\n)')
    with pytest.raises(ProgramRefused, match='the import "os" is new'):
        require_same_outline(PROGRAM.source, SourceFile("a.go", changed))
    require_same_outline(PROGRAM.source, PROGRAM.with_edits(("const one = 1\n\nfunc (t T) Add() int {", "")))


def test_what_is_gone_is_told_of_the_file_as_a_whole() -> None:
    changed = SOURCE.replace(b"type T struct", b"type U struct")
    with pytest.raises(ProgramRefused) as refused:
        require_same_outline(PROGRAM.source, SourceFile("a.go", changed))
    assert [str(message) for message in refused.value.messages] == [
        "a.go:5:6: the type U is new. Manage without it.",
        "a.go: the type T is gone. Put it back.",
    ]
