"""Lines of the compiler that no rule knows: kept with the verdict, and what they speak of is never a key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.errors import NotJudged
from grader.escape.judge import judge
from grader.escape.values import (
    AllocationVerdict,
    Compile,
    CompilerOutput,
    Reason,
    SourceFile,
    VariableVerdict,
    Verdict,
)
from grader.grading.kinds import place_and_reason
from tests.escape.judging import allocation, source, variable

PROGRAM = source("var P *int\nfunc F() { x := 1; P = &x }\n\nfunc G() *int { y := 2; P = new(int); return &y }")


class Doctored:
    """The real compiler, with further lines in what it says."""

    def __init__(self, compile_: Compile, *lines: str) -> None:
        self._compile = compile_
        self._lines = lines

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        output = self._compile(files, flags=flags)
        return replace(output, text="\n".join((*self._lines, output.text)))


def judge_doctored(compile_: Compile, *lines: str) -> Verdict:
    return judge(PROGRAM, Doctored(compile_, *lines), explain_all=True)


def test_a_line_of_unknown_wording_makes_its_function_no_ground_for_a_key(compile_trusted: Compile) -> None:
    line = "s.go:3:12: x is kept in a cupboard"
    verdict = judge_doctored(compile_trusted, line)
    assert verdict.unread == (line,)
    doubted = variable(verdict, "x")
    assert Reason.REVIEW in doubted.reasons
    assert not doubted.complete
    with pytest.raises(NotJudged, match="needs review"):
        place_and_reason.make_key(doubted)


def test_other_functions_keep_their_keys(compile_trusted: Compile) -> None:
    verdict = judge_doctored(compile_trusted, "s.go:3:12: x is kept in a cupboard")
    assert place_and_reason.make_key(variable(verdict, "y")) == place_and_reason.make_key(
        variable(judge(PROGRAM, compile_trusted, explain_all=True), "y")
    )
    assert allocation(verdict, "new(int)").complete


@pytest.mark.parametrize("line", ["elsewhere.go:3:12: what is that", "s.go:1:1: what is that"])
def test_a_line_outside_of_every_function_puts_all_in_doubt(line: str, compile_trusted: Compile) -> None:
    verdict = judge_doctored(compile_trusted, line)
    judged: list[VariableVerdict | AllocationVerdict] = [*verdict.variables, *verdict.allocations]
    assert all(Reason.REVIEW in each.reasons and not each.complete for each in judged if each.function)


def test_the_compiler_as_it_is_leaves_nothing_unread(compile_trusted: Compile) -> None:
    assert judge(PROGRAM, compile_trusted).unread == ()


def test_other_lines_that_are_no_verdict_are_known(compile_trusted: Compile) -> None:
    known = (
        "s.go:3:6: function F considered 'big'; reducing max cost of inlinees",
        "s.go:3:6: failed to devirtualize i.M (no candidate)",
        "s.go:3:12: skip inlining within testing.B.loop for G()",
    )
    assert judge_doctored(compile_trusted, *known).unread == ()
