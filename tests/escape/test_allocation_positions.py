"""Messages name the outermost call only: where the expression stands that they speak of, and with which reasons."""

from __future__ import annotations

from grader.escape.judge import judge
from grader.escape.values import Compile, Reason, Verdict
from tests.escape.judging import allocation, source


def listed(verdict: Verdict) -> set[tuple[int, str, str, str]]:
    return {(each.at.line, each.expression, each.place.value, each.called_from) for each in verdict.allocations}


def test_a_boxed_value_in_a_literal_is_not_the_literal(compile_trusted: Compile) -> None:
    body = """
    var Table map[string]any
    func table(n int) map[string]any {
        return map[string]any{
            "n": n,
        }
    }
    func init() { Table = table(1000) }
    """
    assert listed(judge(source(body), compile_trusted)) == {
        (5, "map[string]any{...}", "heap", ""),
        (6, "n", "heap", ""),
    }


def test_an_argument_in_a_copy_is_not_the_expression_around_it(compile_trusted: Compile) -> None:
    body = """
    type node struct{ text []byte }
    func name() string { recover(); return "n" }
    func newNode(text string, v any) *node {
        if v == nil {
            panic(text)
        }
        return &node{text: []byte(text)}
    }
    func F() *node { return newNode(name(), 1) }
    """
    verdict = judge(source(body), compile_trusted)
    assert {(line, expression) for line, expression, _, _ in listed(verdict) if line == 9} == {
        (9, "&node{...}"),
        (9, "([]byte)(text)"),
    }
    assert not [each for each in verdict.allocations if Reason.REVIEW in each.reasons]


def test_library_code_in_a_file_of_the_same_name_is_library_code(compile_trusted: Compile) -> None:
    """`errors.New` stands in `errors.go` of the package errors, line 65 column 9 in go1.27."""
    [file] = source('import "errors"\nfunc F() error { return errors.New("x") }')
    named = type(file)("errors.go", file.text + b"\n" * 70 + b"var Last = 1\n")
    [made] = judge((named,), compile_trusted).allocations
    assert (made.at.line, made.expression, made.called_from) == (3, "&errors.errorString{...}", "errors.New")
    assert made.reasons == ("RETURNED",)


def test_a_function_literal_of_library_code_stands_under_the_call(compile_trusted: Compile) -> None:
    body = 'import ("iter"; "slices")\nvar Seq iter.Seq[int]\nfunc F(s []int) { Seq = slices.Values(s) }'
    assert (4, "func literal", "heap", "slices.Values") in listed(judge(source(body), compile_trusted))


def test_storage_kept_by_a_parameter_of_inlined_code_outlives_its_loop(compile_trusted: Compile) -> None:
    body = """
    func first(b []byte) byte { return b[0] }
    //go:noinline
    func fill(b []byte) {}
    func F(n int) (sum int) {
        buf := make([]byte, 8)
        fill(buf)
        sum += int(first(buf[4:]))
        for range n {
            buf = make([]byte, 16)
            fill(buf)
        }
        return sum
    }
    """
    made = allocation(judge(source(body), compile_trusted), "make([]byte, 16)")
    assert (made.place, made.reasons) == ("heap", ("OUTLIVES_LOOP",))


def test_functions_that_call_each_other_return_what_they_make(compile_trusted: Compile) -> None:
    body = """
    type tree struct{ left, right *tree }
    func grow(n int) *tree {
        if n == 0 {
            return &tree{}
        }
        return &tree{left: graft(n - 1), right: grow(n - 1)}
    }
    func graft(n int) *tree { t := grow(n); return &tree{left: t} }
    """
    verdict = judge(source(body), compile_trusted)
    assert {(each.expression, each.place.value, each.reasons) for each in verdict.allocations} == {
        ("&tree{}", "heap", (Reason.RETURNED,)),
        ("&tree{...}", "heap", (Reason.RETURNED,)),
    }
