from __future__ import annotations

import pytest

from grader.catalog.surface import FEATURES, surface_of
from grader.escape.values import SourceFile


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("func f() int { return 1 }", set()),
        ("func f(a, b int) int { return a & b }", set()),
        ("func f() { x := 1; p := &x; _ = p }", {"`&`"}),
        ("func f() *int { x := 1; return &x }", {"`&`", "`return &`"}),
        ("func f() (*T, error) { return &T{}, nil }", {"`&`", "`return &`", "an interface"}),
        ("func f() *int { return g(&T{}) }", {"`&`"}),
        ("func f() *int { return new(int) }", {"`new`"}),
        ("func f() []int { return make([]int, 3) }", {"`make`"}),
        ("func f() { renew(); s.make() }", set()),
        ("func f() { go func() {}() }", {"a function literal"}),
        ("type S interface{ Len() int }", {"an interface"}),
        ("func f(v any) {}", {"an interface"}),
    ],
)
def test_only_what_is_seen_counts(code: str, found: set[str]) -> None:
    features = surface_of(SourceFile("a.go", f"package p\n\n{code}\n".encode()))
    seen = dict(zip(FEATURES, features, strict=True))
    assert {name for name, there in seen.items() if there and name != "lines"} == found
    assert seen["lines"] == 3
