"""What tests of verdicts share: programs as text, and looking up one subject."""

from __future__ import annotations

import textwrap

from grader.escape.judge import judge
from grader.escape.values import (
    AllocationVerdict,
    Compile,
    CompilerOutput,
    SourceFile,
    VariableVerdict,
    Verdict,
)

WORLD = """
import (
    "sync"
    "sync/atomic"
)

var G, H any
var P *int
var PP **int
var Hook func()
var _ sync.Mutex
var _ atomic.Int64

type I interface{ M(*int) }
type T struct{ p *int }
type N struct{ next *N }

func (t *T) set(p *int) { t.p = p }

//go:noinline
func down(p *int) int { return *p }

//go:noinline
func apply(f func()) { f() }

"""
"""What the programs of known reasons share."""


class CountingCompile:
    """A compiler that counts how often it ran, with which flags."""

    def __init__(self, compile_: Compile) -> None:
        self.flags: list[tuple[str, ...]] = []
        self._compile = compile_

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        self.flags.append(flags)
        return self._compile(files, flags=flags)


def source(body: str) -> tuple[SourceFile, ...]:
    return (SourceFile("s.go", b"package p\n" + textwrap.dedent(body).encode()),)


def judge_fully(body: str, compile_: Compile) -> Verdict:
    return judge(source(body), compile_, explain_all=True)


def variable(verdict: Verdict, name: str) -> VariableVerdict:
    (found,) = (each for each in verdict.variables if each.name == name)
    return found


def allocation(verdict: Verdict, expression: str) -> AllocationVerdict:
    (found,) = (each for each in verdict.allocations if each.expression == expression)
    return found


def reasons(subject: VariableVerdict | AllocationVerdict) -> set[str]:
    return {str(reason) for reason in subject.reasons}
