"""Ways by which what a variable holds leaves its function."""

from __future__ import annotations

import pytest

from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import Position, SourceFile
from grader.grading.fixing.exits import find_exits

HEAD = (
    "package a\n\ntype T struct{ n int; p *int }\n\nvar kept *int\n\n"
    "func F(c chan int, t *T) (named int, err error) {\n\tx := 1\n"
)


def exits(body: str) -> set[str]:
    lines = "".join(f"\t{line}\n" for line in body.split("\n"))
    file = SourceFile("a.go", f"{HEAD}{lines}}}\n".encode())
    (at,) = (each.at for each in find_declarations(file) if each.name == "x" and each.at.line == 8)
    return set(find_exits(file, at))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x, nil", {"return"}),
        ("y := x + 1\nreturn y, nil", {"return"}),
        ("y := 0\nz := &y\ny = x\nreturn *z, nil", {"return"}),
        ("var y, z = 0, x\n_ = y\nreturn z, nil", {"return"}),
        ("y, z := 0, x\n_ = z\nreturn y, nil", set()),
        ("y, z := pair(x)\n_ = z\nreturn y, nil", {"return"}),
        ("named = x\nreturn", {"return"}),
        ("c <- x\nreturn 0, nil", {"send"}),
        ("kept = &x\nreturn 0, nil", {"store"}),
        ("t.p = &x\nreturn 0, nil", {"store"}),
        ("*t.p = x\nreturn 0, nil", {"store"}),
        ("w := T{}\nw.n = x\nreturn w.n, nil", {"store", "return"}),
        ("s := []int{x}\nfor _, each := range s {\n\treturn each, nil\n}\nreturn 0, nil", {"return"}),
        ("f := func() int { return x }\nreturn f(), nil", {"return"}),
        ("f := func() int { return x }\n_ = f\nreturn 0, nil", set()),
        ("if x > 0 {\n\treturn 1, nil\n}\nreturn 0, nil", set()),
        ("if false {\n\treturn x, nil\n}\nreturn 0, nil", set()),
        ("println(x)\nreturn 0, nil", set()),
        ("{\n\tx := 2\n\treturn x, nil\n}", set()),
    ],
)
def test_ways_out(body: str, expected: set[str]) -> None:
    assert exits(body) == expected


def test_of_what_is_not_declared_there_are_none() -> None:
    assert find_exits(SourceFile("a.go", b"package a\n"), Position("a.go", 1, 1)) == frozenset()
