"""Allocations and variables in all their compiled bodies: inlined copies, generic instances, with place and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.judge import judge
from grader.escape.values import AllocationVerdict, Compile, CompilerOutput, Copy, SourceFile, Toolchain, Verdict
from tests.escape.judging import allocation, judge_fully, source, variable

DATA = PROJECT / "tests" / "data"
PROGRAM = SourceFile("bodies.go", (DATA / "programs" / "bodies.go").read_bytes())
RECORDINGS = sorted(DATA.glob("go1.*/bodies.txt"))
LINES = [line.strip() for line in PROGRAM.text.decode().splitlines()]

Told = tuple[str, str, str, str]
"""Place, reasons, the calls as their statements begin, and the body with what runs it."""


class Recorded:
    """Says again what a release said once."""

    def __init__(self, path: Path) -> None:
        self._output = CompilerOutput(
            toolchain=Toolchain(version=path.parent.name, lang=path.parent.name.rpartition(".")[0]),
            text=path.read_text(encoding="utf-8"),
            log={PROGRAM.name: path.with_suffix(".json").read_text(encoding="utf-8")},
        )

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        assert (files, flags) == ((PROGRAM,), ())
        return self._output


class Uninlined:
    """The real compiler, told to inline nothing."""

    def __init__(self, compile_: Compile) -> None:
        self._compile = compile_

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        return self._compile(files, flags=(*flags, "-l"))


def tell(copies: Iterable[Copy]) -> set[Told]:
    return {
        (
            copy.place.value,
            " ".join(copy.reasons),
            " < ".join(LINES[each.line - 1].partition("(")[0] for each in reversed(copy.at)),
            " ".join((copy.function, *copy.instantiations)),
        )
        for copy in copies
    }


def judge_recorded(path: Path) -> Verdict:
    return judge((PROGRAM,), Recorded(path))


@pytest.fixture(params=[*RECORDINGS, None], ids=[*(path.parent.name for path in RECORDINGS), "live"])
def verdict(request: pytest.FixtureRequest, compile_trusted: Compile) -> Verdict:
    return judge_recorded(request.param) if request.param else judge((PROGRAM,), compile_trusted)


def test_every_release_is_recorded() -> None:
    assert {path.parent.name.split(".")[1] for path in RECORDINGS} == {"21", "22", "23", "24", "25", "26", "27"}


def test_an_allocation_is_on_the_heap_in_its_function_and_where_its_caller_puts_it(verdict: Verdict) -> None:
    made = allocation(verdict, "&T{...}")
    assert (made.place, made.reasons) == ("heap", ("RETURNED",))
    assert tell(made.copies) == {
        ("stack", "INLINED", "a := newT", ""),
        ("heap", "STORED_GLOBAL", "kept = newT", ""),
        ("heap", "RETURNED", "func twice", ""),
        ("heap", "CALLEE_KEEPS", "func twice < b := twice", ""),
    }


def test_instances_of_an_allocation_are_named_and_listed_once(verdict: Verdict) -> None:
    made = allocation(verdict, "new(K)")
    assert tell(made.copies) == {
        ("heap", "RETURNED", "", "hold[go.shape.int] hold[int]"),
        ("heap", "RETURNED", "", "hold[go.shape.*uint8] hold[*T]"),
        ("stack", "INLINED", "n := hold", "hold[go.shape.int] hold[int]"),
        ("stack", "INLINED", "o := hold", "hold[go.shape.*uint8] hold[*T]"),
    }


def test_what_is_boxed_in_one_instance_is_a_pointer_in_another(verdict: Verdict) -> None:
    boxed = allocation(verdict, "k")
    assert (boxed.place, boxed.reasons) == ("heap", ("STORED_GLOBAL", "BOXED"))
    assert {told for told in tell(boxed.copies) if not told[2]} == {
        ("heap", "STORED_GLOBAL BOXED", "", "hold[go.shape.int] hold[int]"),
        ("none", "", "", "hold[go.shape.*uint8] hold[*T]"),
    }


def test_one_body_serves_all_types_of_its_shape(verdict: Verdict) -> None:
    made = allocation(verdict, "make([]K, n)")
    is_size_enough = int(verdict.toolchain.version.split(".")[1]) < 25
    reason = "SIZE_UNKNOWN" if is_size_enough else "RETURNED"
    assert tell(made.copies) == {("heap", reason, "", "fill[go.shape.int] fill[ID] fill[int]")}
    x = variable(verdict, "x")
    assert {told[3] for told in tell(x.copies)} == {
        "ref[go.shape.int] ref[ID] ref[int]",
        "ref[go.shape.string] ref[string]",
    }
    assert {told[:2] for told in tell(x.copies)} == {("heap", "RETURNED"), ("stack", "INLINED")}


def test_what_depends_on_a_size_does_so_in_its_copies(verdict: Verdict) -> None:
    [joined] = (each for each in verdict.allocations if each.expression == "a + b")
    assert joined.place == "heap"
    assert tell(joined.copies) == {("depends", "", "both := text", "")}


def test_every_line_quoted_is_the_compilers_own(verdict: Verdict) -> None:
    copies = [copy for each in verdict.allocations for copy in each.copies]
    assert copies
    assert all("bodies.go:" in copy.line for copy in copies)


def test_library_code_under_a_call_has_no_copies(compile_trusted: Compile) -> None:
    body = 'import "errors"\nfunc f() error { return errors.New("x") }\nfunc g() { println(f() == nil) }'
    [made] = judge(source(body), compile_trusted).allocations
    assert (made.called_from, made.copies) == ("errors.New", ())


def test_without_inlining_there_is_but_one_body(compile_trusted: Compile) -> None:
    verdict = judge((PROGRAM,), Uninlined(compile_trusted))
    assert all(copy.where == "instance" for each in verdict.allocations for copy in each.copies)
    assert allocation(verdict, "&T{...}").copies == ()


CALLERS = {
    "stays": "func F() int {{ {t}; return t.a }}",
    "returned": "func F() *T {{ {t}; return t }}",
    "stored in a variable of the package": "func F() {{ {t}; G = t }}",
    "boxed and handed over": "func F() {{ {t}; use(t) }}",
    "sent": "func F(c chan *T) {{ {t}; c <- t }}",
    "captured by a goroutine": "func F() {{ {t}; go func() {{ println(t.a) }}() }}",
}


@pytest.mark.parametrize("caller", CALLERS.values(), ids=CALLERS.keys())
def test_a_copy_is_as_the_expression_written_out(caller: str, compile_trusted: Compile) -> None:
    world = "type T struct{ a, b int }\nvar G *T\n//go:noinline\nfunc use(v ...any) { G = v[0].(*T) }\n"
    inlined = judge_fully(
        world + "func New() *T { return &T{1, 2} }\n" + caller.format(t="t := New()"), compile_trusted
    )
    [copy] = made_in(inlined, "New").copies
    by_hand = made_in(judge_fully(world + caller.format(t="t := &T{1, 2}"), compile_trusted), "F")
    assert copy.place is by_hand.place
    assert copy.place == "stack" or set(copy.reasons) == set(by_hand.reasons)


def made_in(verdict: Verdict, function: str) -> AllocationVerdict:
    [found] = (each for each in verdict.allocations if each.function == function and each.expression == "&T{...}")
    return found
