"""What counts as a changed line."""

from __future__ import annotations

import pytest

from grader.catalog.edits import EditedLine, edited_settings, find_edit
from grader.escape.values import SourceFile, Toolchain


def source(text: str) -> SourceFile:
    return SourceFile("a.go", text.encode())


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", 0),
        ("a\nb\nc\n", "a\nx\nc\n", 1),
        ("a\nb\nc\n", "a\nc\n", 1),
        ("a\nc\n", "a\nb\nb\nc\n", 2),
        ("a\nb\nc\n", "a\nx\ny\nz\nc\n", 3),
        ("a\nb\nc\nd\n", "x\nb\nc\ny\n", 2),
        ("a\n\tb\nc\n", "a\n\t\tb\nc\n", 1),
    ],
    ids=["equal", "changed", "gone", "come", "one-to-three", "two-stretches", "indented"],
)
def test_of_each_stretch_the_longer_side_counts(before: str, after: str, size: int) -> None:
    assert find_edit(source(before), source(after)).size == size
    assert find_edit(source(after), source(before)).size == size


def test_an_edit_tells_its_lines_in_order_and_where_the_others_went() -> None:
    edit = find_edit(
        source("package p\n\nvar a int\nvar b int\n"), source("package p\n\nvar a *int\nvar c int\nvar b int\n")
    )
    assert edit.lines == (
        EditedLine(is_added=False, number=3, text="var a int"),
        EditedLine(is_added=True, number=3, text="var a *int"),
        EditedLine(is_added=True, number=4, text="var c int"),
    )
    assert edit.kept == {1: 1, 2: 2, 4: 5}


def test_settings_are_told_as_options_of_the_compiler() -> None:
    new = Toolchain(version="go1.27.3", lang="go1.27")
    old = Toolchain(version="go1.27.3", lang="go1.21", flags=("-l",))
    assert edited_settings(new, new) == ()
    assert edited_settings(old, new) == (
        EditedLine(is_added=False, number=0, text="-lang=go1.21"),
        EditedLine(is_added=False, number=0, text="-l"),
        EditedLine(is_added=True, number=0, text="-lang=go1.27"),
    )
