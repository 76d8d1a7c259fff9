from __future__ import annotations

import pytest

from grader.errors import ProgramRefused
from grader.toolchain.measuring.calls import list_plain_calls, parse_call
from tests.toolchain.measuring_here import go_file


@pytest.mark.parametrize(
    ("text", "callee", "arguments", "function"),
    [
        ("Open()", "Open", [], "Open"),
        ('Open("ada")', "Open", ['"ada"'], "Open"),
        ("Map[int, string](xs, f)", "Map[int, string]", ["xs", "f"], "Map"),
        ("Sum[int](1)", "Sum[int]", ["1"], "Sum"),
        ("store.Put(1, -2)", "store.Put", ["1", "-2"], ""),
        ('New("x").Name()', 'New("x").Name', [], ""),
        ("(*T).Get(t)", "(*T).Get", ["t"], ""),
        ("Größe( 1 )", "Größe", ["1"], "Größe"),
        ("Sum(xs...)", "Sum", ["xs"], "Sum"),
    ],
)
def test_a_call_is_taken_apart(text: str, callee: str, arguments: list[str], function: str) -> None:
    call = parse_call(text)
    assert call.callee.decode() == callee
    assert [argument.text.decode() for argument in call.arguments] == arguments
    assert call.function == function
    assert all(text.encode()[each.start :].startswith(each.text) for each in call.arguments)


@pytest.mark.parametrize(
    "text", ["", "Open", "Open(", "Open();Close()", "Open(), Close()", "1 + 2", "Open()\n", "Open() }", "x := Open()"]
)
def test_what_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(ProgramRefused, match=r"^call:1:1: this is ") as error:
        parse_call(text)
    assert 'Write for example `Open("ada")`.' in str(error.value)


@pytest.mark.parametrize(
    ("argument", "is_made_before", "is_constant"),
    [
        ("1", False, True),
        ('"a" + "b"', False, True),
        ("-(1 << 10)", False, True),
        ("nil", False, True),
        ("n", False, False),
        ("&user", False, False),
        ("user.Name", False, False),
        ("<-in", False, False),
        ("&User{}", True, False),
        ("[]int{1, 2}", True, False),
        ("make([]int, 3)", True, False),
        ("[]byte(text)", True, False),
        ("func() {}", True, False),
        ("n * 2", True, False),
    ],
)
def test_arguments_that_have_to_be_made_are_told_from_names_and_constants(
    argument: str, is_made_before: bool, is_constant: bool
) -> None:
    found = parse_call(f"F({argument})").arguments[0]
    assert (found.is_made_before, found.is_constant) == (is_made_before, is_constant)


def test_only_the_last_argument_of_a_spread_call_is_spread() -> None:
    assert [each.is_spread for each in parse_call("F(1, xs...)").arguments] == [False, True]


def test_functions_that_need_no_arguments_are_listed_in_the_order_of_the_source() -> None:
    first = go_file(
        "func Late() {}\nfunc (t T) Method() {}\nfunc init() {}\nfunc Needs(n int) {}\n"
        "func _() {}\nfunc Any[T any]() {}"
    )
    second = go_file("type T int\nfunc early() int { return 1 }\nfunc Sum(xs ...int) {}\nfunc main() {}", name="t.go")
    assert [call.text for call in list_plain_calls((first, second))] == ["Late()", "early()", "Sum()", "main()"]
