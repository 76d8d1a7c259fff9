"""Programs put together from known edges: the reasons that are found are those that were put in."""

from __future__ import annotations

from itertools import combinations

import pytest

from grader.escape.values import Compile
from tests.escape.judging import judge_fully, reasons, variable

EDGES = {
    "RETURNED": "return {x}",
    "STORED_GLOBAL": "global = {x}",
    "SENT": "channel <- {x}",
    "STORED_INDIRECT": 'table["x"] = {x}',
    "STORED_MAP": "keys[{x}] = 1",
    "UNKNOWN_CALLEE": "unknown({x})",
    "CALLEE_KEEPS": "keep({x})",
    "GOROUTINE": "go peek({x})",
    "CAPTURED": "hook = func() {{ peek({x}) }}",
}
WORLD = """
var global *int
var hook func()

//go:noinline
func keep(p *int) { global = p }

//go:noinline
func peek(p *int) int { return *p }

func F(channel chan *int, table map[string]*int, keys map[*int]int, unknown func(*int)) *int {
"""
SETS = [edges for size in (1, 2, 3) for edges in combinations(EDGES, size)]


def build(edges: tuple[str, ...], form: str) -> str:
    ordered = sorted(edges, key=lambda each: each == "RETURNED")
    start = "\tx := 1\n" if form == "&x" else "\tx := 1\n\tp := &x\n"
    body = "".join(f"\t{EDGES[each].format(x=form)}\n" for each in ordered)
    return WORLD + start + body + ("" if "RETURNED" in edges else "\treturn nil\n") + "}\n"


def reasons_of(edges: tuple[str, ...]) -> set[str]:
    """A captured variable is held by the place where the closure goes."""
    return {*edges, "STORED_GLOBAL"} if "CAPTURED" in edges else set(edges)


@pytest.mark.parametrize("form", ["&x", "p"])
@pytest.mark.parametrize("number", range(8))
def test_the_reasons_found_are_those_put_in(form: str, number: int, compile_trusted: Compile) -> None:
    for edges in SETS[number::8]:
        found = variable(judge_fully(build(edges, form), compile_trusted), "x")
        assert (found.place, reasons(found), found.complete) == ("heap", reasons_of(edges), True), edges
