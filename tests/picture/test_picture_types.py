"""The model of Go's types, held against the real compiler."""

from __future__ import annotations

import pytest

from grader.escape.values import SourceFile
from grader.picture.go_types import GoType, Shape, Types
from grader.picture.rows import plan_rows
from tests.picture.judged_programs import judged, real_compile

DECLARED = """package p
type Small struct { a bool; b int64; c bool }
type Name string
type Pair struct { left, right *Pair; names [2]Name }
type Mixed struct { s []byte; i any; f func(); m map[string]int; c chan int; e error; r rune; z complex128 }
type Empty struct{}
type Tail struct { n int32; e Empty }
type Inner struct { Small; p *Mixed }
type Grid [3][5]uint16
"""
TYPES = [
    "Small",
    "Name",
    "Pair",
    "Mixed",
    "Empty",
    "Tail",
    "Inner",
    "Grid",
    "*Grid",
    "[4]Small",
    "[1 << 4]byte",
    "struct{ a, b int8 }",
]


def read(text: str) -> GoType:
    found = Types([SourceFile("a.go", DECLARED.encode())]).of_text(text)
    assert found is not None
    return found


@pytest.mark.parametrize("text", TYPES)
def test_sizes_are_the_compilers(text: str) -> None:
    """The program compiles only when the two array types are identical."""
    measured = read(text).measure()
    assert measured is not None
    check = f'import "unsafe"\nvar v {text}\nvar _ [{measured[0]}]int = [unsafe.Sizeof(v)]int{{}}\n'
    check += f"var _ [{measured[1]}]int = [unsafe.Alignof(v)]int{{}}\n"
    real_compile()((SourceFile("a.go", DECLARED.replace("package p\n", "package p\n" + check).encode()),))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("int", ["int"]),
        ("string", ["ptr", "len"]),
        ("[]int", ["ptr", "len", "cap"]),
        ("error", ["data", "type"]),
        ("complex128", ["real", "imag"]),
        ("map[string]int", ["map[string]int"]),
        ("Name", ["ptr", "len"]),
        ("Small", ["a bool", "b int64", "c bool"]),
        ("[3]bool", ["[0] bool", "[1] bool", "[2] bool"]),
        ("[2]string", ["[0] ptr", "[0] len", "[1] ptr", "[1] len"]),
        ("Inner", ["Small.a bool", "Small.b int64", "Small.c bool", "p *Mixed"]),
        ("time.Time", ["time.Time"]),
    ],
)
def test_a_value_is_shown_word_by_word(text: str, rows: list[str]) -> None:
    assert [f"{row.name} {row.text}".strip() for row in plan_rows(read(text))] == rows


def test_a_large_array_is_shown_by_its_first_two_elements_and_its_last() -> None:
    rows = plan_rows(read("[1000000]byte"))
    assert [(row.name, row.left_out) for row in rows] == [("[0]", 0), ("[1]", 0), ("", 999_997), ("[999999]", 0)]


def test_a_large_struct_is_shown_by_its_first_two_words_and_its_last() -> None:
    rows = plan_rows(read("Mixed"))
    assert [row.left_out for row in rows] == [0, 0, 10, 0]
    assert rows[-1].name == "z"


def test_types_of_other_packages_and_unknown_names_are_not_guessed() -> None:
    assert read("sync.Mutex").shape is Shape.UNKNOWN
    assert read("T").shape is Shape.UNKNOWN
    assert read("struct{ m sync.Mutex }").measure() is None


def test_a_package_name_before_a_type_is_dropped() -> None:
    assert read("*p.Pair").text == "*Pair"


def test_a_constant_that_never_changes_is_shown() -> None:
    scene = judged("func f() int { n, m := 7, 8; m++; return n + m }").scene()
    notes = {cell.name: cell.rows[0].note for frame in scene.frames for cell in frame.cells}
    assert notes == {"n": "7", "m": ""}
