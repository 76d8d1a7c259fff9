from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.loader import read_catalog
from grader.catalog.twins import find_twins, shape_of
from grader.escape.values import SourceFile
from tests.sample_bank import GO, replaced, write_exercise

SHOP = """package shop

import "fmt"

// Price of a line.
func Price(unit int, count int) *int {
	sum := unit * count
	fmt.Println("sum", sum)
	return &sum
}
"""


def is_same(one: str, other: str) -> bool:
    return shape_of(SourceFile("a.go", one.encode())) == shape_of(SourceFile("b.go", other.encode()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sum", "total"),
        ("Price", "Area"),
        ("package shop", "package field"),
        ('"sum"', '"the total"'),
        ("// Price of a line.\n", ""),
        ("\tsum :=", "\t// Here.\n\tsum :="),
    ],
)
def test_names_literals_and_comments_make_no_other_program(old: str, new: str) -> None:
    assert is_same(SHOP, SHOP.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unit * count", "count * unit"),
        ("unit * count", "unit + count"),
        ("unit * count", "unit * 2"),
        ("int) *int", "int64) *int"),
        ("fmt.Println", "fmt.Print"),
        ('"sum"', "7"),
        ("return &sum", "p := &sum\n\treturn p"),
        ("return &sum", "return &unit"),
    ],
)
def test_anything_else_does(old: str, new: str) -> None:
    assert not is_same(SHOP, SHOP.replace(old, new))


def test_what_is_taken_from_a_package_keeps_its_name() -> None:
    guarded = 'package p\n\nimport "sync"\n\nvar mu sync.Mutex\n'
    assert not is_same(guarded, guarded.replace("Mutex", "Once"))
    assert is_same(guarded, guarded.replace("var mu", "var lock"))
    renamed = 'package p\n\nimport s "sync"\n\nvar mu s.Mutex\n'
    assert not is_same(renamed, renamed.replace("Mutex", "Once"))


def test_the_second_of_two_twins_is_told_unless_they_are_a_minimal_pair(tmp_path: Path) -> None:
    write_exercise(tmp_path, slug="first")
    renamed = GO.replace(b"u :=", b"guest :=").replace(b"&u", b"&guest")
    write_exercise(tmp_path, replaced("variable: u", "variable: guest"), slug="second", go=renamed)
    pair = replaced("difficulty: 2", "difficulty: 2\ncontrast: first\nflags: [-l]")
    write_exercise(tmp_path, pair, slug="third")
    exercises = list(read_catalog(tmp_path)[0].exercises.values())
    found = [(first.slug, second.slug) for first, second in find_twins(exercises)]
    assert found == [("first", "second"), ("second", "third")]
