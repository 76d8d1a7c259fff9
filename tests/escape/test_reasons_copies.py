"""Why a copy is where it is, held against the same program with the call written out by hand."""

from __future__ import annotations

import pytest

from grader.escape.values import Compile, Copy, Place
from tests.escape.judging import judge_fully, variable

SHARED = """
import "fmt"

type T struct{ a, b int }

var G *T
var M = map[string]*T{}
var S []any

func New(a int) *T {
	t := T{a, 1}
	return &t
}

func use(values ...any) { fmt.Println(values...) }
"""

CALLERS = {
    "returned": "func F() *T {{ {new}; return {got} }}",
    "stored in a variable of the package": "func F() {{ {new}; G = {got} }}",
    "stored in a map": "func F(m map[int]*T) {{ {new}; m[1] = {got} }}",
    "sent": "func F(c chan *T) {{ {new}; c <- {got} }}",
    "printed": "func F() {{ {new}; fmt.Println({got}) }}",
    "returned in an interface": "func F() any {{ {new}; return {got} }}",
    "kept by a pointer that is handed in": "func F(pp **T) {{ {new}; *pp = {got} }}",
    "given to a function value": "func F(f func(*T)) {{ {new}; f({got}) }}",
    "captured by a goroutine": "func F() {{ {new}; q := {got}; go func() {{ println(q.a) }}() }}",
    "outliving a round of a loop": "func F() {{ var p *T; for i := 0; i < 3; i++ {{ {new}; p = {got} }}; _ = p.a }}",
}
"""Function bodies with a place for the call, and for the statement that a call written out needs."""


def copies_of(name: str, body: str, compile_: Compile) -> tuple[Copy, ...]:
    return variable(judge_fully(body, compile_), name).copies


@pytest.mark.parametrize("caller", CALLERS.values(), ids=CALLERS.keys())
def test_a_copy_on_the_heap_has_the_reasons_of_the_call_written_out(caller: str, compile_trusted: Compile) -> None:
    [copy] = copies_of("t", SHARED + caller.format(new="_ = 0", got="New(1)"), compile_trusted)
    by_hand = caller.format(new="u := T{1, 1}", got="&u")
    same = variable(
        judge_fully(SHARED.replace("t := T{a, 1}\n\treturn &t", "return nil") + by_hand, compile_trusted), "u"
    )
    assert copy.place is same.place is Place.HEAP
    assert set(copy.reasons) == set(same.reasons)


def test_a_copy_that_stays_where_its_own_body_does_not_stays_by_inlining(compile_trusted: Compile) -> None:
    [copy] = copies_of("t", SHARED + "func F() int { return New(1).a }", compile_trusted)
    assert (copy.place, copy.reasons) == (Place.STACK, ("INLINED",))


def test_a_copy_of_a_copy_is_seen_from_the_function_that_it_ends_in(compile_trusted: Compile) -> None:
    body = SHARED + "func Mid(a int) *T { return New(a) }\nfunc F() { G = Mid(7) }"
    told = {len(copy.at): (copy.place, copy.reasons) for copy in copies_of("t", body, compile_trusted)}
    assert told == {1: (Place.HEAP, ("RETURNED",)), 2: (Place.HEAP, ("STORED_GLOBAL",))}


def test_what_its_own_function_does_is_the_reason_in_the_copy_too(compile_trusted: Compile) -> None:
    body = SHARED + "func Keep(a int) { k := T{a, 2}; G = &k }\nfunc F() { Keep(3) }"
    assert [copy.reasons for copy in copies_of("k", body, compile_trusted)] == [("STORED_GLOBAL",)]


def test_each_clause_of_a_type_switch_has_its_own(compile_trusted: Compile) -> None:
    body = """
    var G *int
    func F(x any) *string {
        switch y := x.(type) {
        case int:
            G = &y
        case string:
            return &y
        case bool:
            println(y)
        }
        return nil
    }
    """
    told = [(copy.instance, copy.place, copy.reasons) for copy in copies_of("y", body, compile_trusted)]
    assert told == [
        ("int", Place.HEAP, ("STORED_GLOBAL",)),
        ("string", Place.HEAP, ("RETURNED",)),
        ("bool", Place.STACK, ()),
    ]


def test_instances_that_agree_have_their_reason(compile_trusted: Compile) -> None:
    body = 'func Ref[K any](k K) *K { x := k; return &x }\nvar A, B = Ref(1), Ref("s")'
    told = {
        (copy.instance, copy.place, copy.reasons)
        for copy in copies_of("x", body, compile_trusted)
        if copy.where == "instance"
    }
    assert told == {
        ("go.shape.int", Place.HEAP, ("RETURNED",)),
        ("go.shape.string", Place.HEAP, ("RETURNED",)),
    }
