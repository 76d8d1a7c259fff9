from __future__ import annotations

import pytest
from tree_sitter import Node

from grader.escape.syntax.declarations import find_declarations
from grader.escape.syntax.functions import find_functions
from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import compiler_position, descendants, node_at, parse_go, text_of
from grader.escape.values import Kind, SourceFile


def source(body: str) -> SourceFile:
    return SourceFile("s.go", f"package p\n{body}".encode())


def listed(body: str) -> list[tuple[str, str, str]]:
    return [(each.name, each.kind.value, each.function) for each in find_declarations(source(body))]


def uses(body: str, name: str) -> list[list[int]]:
    """Lines on which each variable of that name is used."""
    scopes = Scopes.of(source(body))
    return [[use.line for use in scopes.uses_of(each)] for each in scopes.declarations if each.name == name]


def find(body: str, text: str) -> Node:
    tree = parse_go(source(body).text)
    return next(each for each in descendants(tree.root_node) if text_of(each) == text)


def test_every_kind_is_told_apart() -> None:
    body = """
var g, _ = 1, 2
func (r *T[K]) m(p int, _ string, v ...int) (res error) {
	var a int
	b := a
	for k, e := range v {}
	select { case s, ok := <-c: }
	switch t := x.(type) { case int: }
	func(inner int) (out int) { return }(1)
}
"""
    method = "(*T).m"
    assert listed(body) == [
        ("g", "package", ""),
        ("r", "receiver", method),
        ("p", "parameter", method),
        ("v", "parameter", method),
        ("res", "result", method),
        ("a", "var", method),
        ("b", "define", method),
        ("k", "range", method),
        ("e", "range", method),
        ("s", "select", method),
        ("ok", "select", method),
        ("t", "type_switch", method),
        ("inner", "parameter", f"{method}.func1"),
        ("out", "result", f"{method}.func1"),
    ]


def test_what_is_no_variable_is_not_listed() -> None:
    body = """
type T struct{ f func(a int) (b error); n int }
type I interface { M(x int) (y int) }
func external(p int) int
func f[K comparable, V any]() {
	const c = 1
	type local struct{ z int }
L:
	for range 3 { break L }
	var h func(q int)
	_ = T{n: 1}
}
"""
    assert listed(body) == [("h", "var", "f")]


def test_redefinition_makes_new_only_what_its_own_scope_lacks() -> None:
    body = """
func f(x int) (err error) {
	x, a := 1, 2
	a, b := 3, 4
	if a, err := g(); err != nil { _ = a }
	for a := range b { _ = a }
	return
}
"""
    names = [(each.name, each.at.line) for each in find_declarations(source(body))]
    assert names == [("x", 3), ("err", 3), ("a", 4), ("b", 5), ("a", 6), ("err", 6), ("a", 7)]


def test_uses_follow_the_scopes() -> None:
    body = """
var x = 1
func f() int {
	y := x
	x := x + y
	if x := x; x > 0 { return x }
	{ var x = x; _ = x }
	return x
}
"""
    assert uses(body, "x") == [[5, 6], [7, 8, 9], [7, 7], [8]]


def test_a_type_switch_variable_is_one_in_all_clauses() -> None:
    body = """
func f(y any) {
	switch y := y.(type) {
	case int: _ = y
	case error:
		y := y
		_ = y
	}
	_ = y
}
"""
    assert uses(body, "y") == [[4, 10], [5, 7], [8]]


def test_names_that_only_look_like_uses_are_none() -> None:
    body = """
type T struct{ x int }
type M map[string]int
func f(x int, k string) {
	_ = T{x: x}
	_ = []T{{x: x}}
	_ = M{k: x}
	_ = map[string]T{k: {x: x}}
	_ = t.x
x:
	goto x
	_ = func(x int) {}
	_ = x.T{}
}
"""
    assert uses(body, "x") == [[6, 7, 8, 9, 14], []]
    assert uses(body, "k") == [[8, 9]]


def test_package_variables_of_other_files_are_found() -> None:
    shared = SourceFile("shared.go", b"package p\nvar g int\n")
    scopes = Scopes.of(source("func f() { g = 1 }"), package=(shared,))
    node = find("func f() { g = 1 }", "g")
    declaration = scopes.declaration_of(node)
    assert declaration is not None
    assert (declaration.kind, str(declaration.at)) == (Kind.PACKAGE, "shared.go:2:5")


def test_functions_are_named_as_the_compiler_names_them() -> None:
    body = """
var v = func() { _ = func() {} }
func F() { _ = func() { _ = func() {}; _ = func() {} }; _ = func() {} }
func (t *T) M() { func() {}() }
func (t G[K]) N() {}
"""
    names = [(each.name, each.is_generic) for each in find_functions(parse_go(source(body).text), "s.go")]
    assert names == [
        ("init.func1", False),
        ("init.func1.1", False),
        ("F", False),
        ("F.func1", False),
        ("F.func1.1", False),
        ("F.func1.2", False),
        ("F.func2", False),
        ("(*T).M", False),
        ("(*T).M.func1", False),
        ("G.N", True),
    ]


@pytest.mark.parametrize(
    ("expression", "offset"),
    [
        ("g(1)", 1),
        ("a.b.c", 3),
        ("x + y", 2),
        ("T{}", 1),
        ("[]int{1}", 5),
        ("&x", 0),
        ("s[1:]", 1),
        ("s[i]", 1),
        ("[]byte(s)", 7),
        ("e.(int)", 1),
        ("func() {}", 0),
        ("-x", 0),
        ("(x)", 0),
    ],
)
def test_positions_are_those_that_the_compiler_prints(expression: str, offset: int) -> None:
    body = f"func f() {{ v := {expression} }}"
    node = find(body, expression)
    while node.type == "expression_list":
        node = node.named_children[0]
    at = compiler_position(node, "s.go")
    assert (at.line, at.column) == (2, body.index(expression) + 1 + offset)


@pytest.mark.parametrize(
    "statement",
    [
        "p := new(42)",
        "p := new(x + 1)",
        "p := new(f(1))",
        "p := new([]int)",
        "p := new([]int{1})",
        "p := new(struct{})",
    ],
)
def test_new_of_a_value_parses(statement: str) -> None:
    text = f"package p\nfunc f() {{ {statement}; q := new(7) }}\n".encode()
    tree = parse_go(text)
    assert not tree.root_node.has_error
    assert tree.root_node.text == text
    assert [each.name for each in find_declarations(SourceFile("s.go", text))] == ["p", "q"]


def test_methods_with_type_parameters_parse() -> None:
    body = "func (t T) m[K any, V ~[]K](k K) (v V) { z := k; return }"
    assert listed(body) == [
        ("t", "receiver", "T.m"),
        ("k", "parameter", "T.m"),
        ("v", "result", "T.m"),
        ("z", "define", "T.m"),
    ]
    assert all(each.is_generic for each in find_declarations(source(body)))


def test_trees_of_any_depth_are_walked() -> None:
    deep = "(" * 3000 + "x" + ")" * 3000
    assert listed(f"func f(x int) {{ y := {deep} }}") == [("x", "parameter", "f"), ("y", "define", "f")]


def test_columns_count_bytes() -> None:
    (variable,) = find_declarations(source('func f() { _ = "汉字"; x := 1 }'))
    assert variable.at.column == 26
    node = node_at(parse_go(source('func f() { _ = "汉字"; x := 1 }').text), 2, 26)
    assert node is not None
    assert text_of(node) == "x"
