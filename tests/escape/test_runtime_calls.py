from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall, find_family, parse_generated_code
from grader.escape.values import Position, SourceFile
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData
from grader.toolchain.generated_code import read_generated_code
from grader.toolchain.installed import Installed
from tests.escape.code_excerpt import DATA, PROGRAM
from tests.further_go import further_go
from tests.toolchain.go_toolchain import pinned_go

RELEASES = [pytest.param(pinned_go, id="pinned"), pytest.param(further_go, id="further")]
RECORDED = sorted(DATA.glob("go1.*-code.txt"))

HARMLESS = re.compile(
    "panic.*|goPanic.*|gopanic|gorecover|throwinit|goschedguarded|print.*|cmpstring|slicebytetostringtmp|slicecopy"
    "|decoderune|countrunes|assertE2I2?|assertI2I2?|convI2I|typeAssert|interfaceSwitch|.faceeq|rand|rand32|fastrand"
    "|map(access|delete|clear|iter|Iter).*|chan(recv|send|len|cap).*|closechan|select.*|block|typed.*|wb(Zero|Move)"
    "|mem(move|clr|equal|hash).*|.*(equal|hash)|unsafe(slice|string)checkptr|u?int64(div|mod)|.*to(float|u?int)?(32|64)"
    "|complex128div|race.*|msan.*|asan.*|checkptr.*|libfuzzer.*|addCovMeta|.*Has[A-Z].*|gcWriteBarrier.|writeBarrier"
    "|deferprocStack|deferreturn|duff.*|cgoCheck.*|f(add|sub|mul|div|eq|ge|gt)..|mulUintptr|sigpanic|getcaller.*"
    "|KeepAlive"
)
"""What generated code may call and what allocates nothing for the program; caches and panics of the runtime aside."""


def functions_of_runtime(installed: Installed) -> set[str]:
    """Read from the source of a release which functions of the runtime generated code may call."""
    folder = installed.root / "src" / "cmd" / "compile" / "internal"
    declared = (folder / "typecheck" / "_builtin" / "runtime.go").read_text()
    looked_up = (folder / "ssagen" / "ssa.go").read_text()
    return {
        *re.findall(r"^func (\w+)\(", declared, re.MULTILINE),
        *re.findall(r'LookupRuntimeFunc\("(\w+)"\)', looked_up),
        *(name.replace("%d", "1") for name in re.findall(r'Sprintf\("(mallocgc\w+%d)"', looked_up)),
    }


@pytest.mark.parametrize("release", RELEASES)
def test_every_function_that_code_may_call_allocates_or_is_known_not_to(release: Callable[[], Installed]) -> None:
    names = functions_of_runtime(release())
    assert len(names) > 150
    allocating = {name for name in names if find_family(f"runtime.{name}")}
    harmless = {name for name in names if HARMLESS.fullmatch(name)}
    assert names - allocating - harmless == set()
    assert allocating & harmless == set()
    assert {find_family(f"runtime.{name}") for name in allocating} >= set(Family) - {Family.MOVE}


def code_of(body: str, release: Callable[[], Installed] = pinned_go) -> GeneratedCode:
    compiler = make_compile(release(), trust=Trust.TRUSTED, exports=ExportData("", ()))
    return parse_generated_code(read_generated_code(compiler, (SourceFile("s.go", f"package p\n{body}".encode()),)))


@pytest.mark.parametrize("release", RELEASES)
def test_a_call_of_inlined_code_has_the_innermost_line_and_the_way_there(release: Callable[[], Installed]) -> None:
    body = (
        "type P struct{ next *P }\n"
        "func New(p *P) *P { return &P{p} }\n"
        "func Two(p *P) *P {\n"
        "\treturn New(New(p))\n"
        "}\n"
        "func Call(p *P) *P { return Two(p) }\n"
    )
    calls = [call for call in code_of(body, release).calls if call.function == "p.Call"]
    assert {(call.family, call.at) for call in calls} == {(Family.OBJECT, Position("s.go", 3, 0))}
    two = Position("s.go", 7, 32)
    assert {call.inlined_at for call in calls} == {
        (two, Position("s.go", 5, 12)),
        (two, Position("s.go", 5, 16)),
    }


@pytest.mark.parametrize("release", RELEASES)
def test_a_parameter_is_allocated_where_its_function_begins(release: Callable[[], Installed]) -> None:
    (call,) = code_of("var G *int\nfunc Keep(\n\tn int,\n) {\n\tG = &n\n}\n", release).calls
    assert (call.function, call.callee, call.at) == ("p.Keep", "runtime.newobject", Position("s.go", 3, 0))


@pytest.mark.parametrize("release", RELEASES)
def test_functions_are_named_as_the_compiler_names_them(release: Callable[[], Installed]) -> None:
    body = (
        "type T struct{ p *int }\n"
        "func (t *T) Set() { t.p = new(int) }\n"
        "func Make[V any](v V) *V { return &v }\n"
        "func Use() (func() *int, *int) { return func() *int { return new(int) }, Make(1) }\n"
    )
    code = code_of(body, release)
    assert {"p.(*T).Set", "p.Make[go.shape.int]", "p.Use.func1"} <= {call.function for call in code.calls}
    assert {"p.(*T).Set", "p.Use", "p.Use.func1"} <= code.entries.keys()
    assert code.entries["p.Use"] == Position("s.go", 5, 0)


def test_the_lines_of_which_nothing_is_left_are_not_there() -> None:
    code = code_of("var I any\nfunc f() {\n\tI = 1\n\tI = 2\n}\n")
    assert ("s.go", 5) in code.lines
    assert ("s.go", 4) not in code.lines


def test_what_is_used_instead_of_storage_is_told_with_its_line() -> None:
    code = code_of("var I any\nfunc f(b byte) {\n\tI = b\n\tprintln()\n\tI = struct{}{}\n}\n")
    assert [(use.symbol, use.at.line) for use in code.static] == [
        ("runtime.staticuint64s", 4),
        ("runtime.zerobase", 6),
    ]


def test_what_append_kept_on_the_stack_is_moved_when_it_is_returned() -> None:
    body = "func f(n int) (s []int) {\n\tfor i := range n {\n\t\ts = append(s, i)\n\t}\n\treturn s\n}\n"
    families = {call.at.line: call.family for call in code_of(body).calls}
    assert families == {4: Family.APPEND, 6: Family.MOVE}


def test_a_string_that_reads_like_code_is_none() -> None:
    body = 'var I any\nfunc f() {\n\tI = "\\tCALL\\truntime.newobject(SB) p..stmp_9(SB), x·f(SB)"\n}\n'
    code = code_of(body)
    assert code.calls == ()
    assert [use.symbol for use in code.static if not use.symbol.startswith("p..stmp_")] == []


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    long = "x·" * 200_000
    line = f"\t0x0000 00000 (s.go:2)\tLEAQ\ttype:{long}(SB), AX\n"
    assert parse_generated_code(f"p.f STEXT size=1\n{line}").static == ()


@pytest.mark.parametrize("recording", RECORDED, ids=lambda path: path.stem)
def test_every_recorded_call_stands_on_a_line_of_the_program(recording: Path) -> None:
    code = parse_generated_code(recording.read_text())
    last = len(PROGRAM.read_text().splitlines())
    assert len(code.calls) > 25
    assert {call.at.file for call in code.calls} == {PROGRAM.name}
    assert all(1 <= call.at.line <= last for call in code.calls)
    assert all(at.column > 0 for call in code.calls for at in call.inlined_at)
    assert any(call.inlined_at for call in code.calls)


def test_a_call_that_does_not_allocate_has_no_family() -> None:
    call = RuntimeCall(function="p.f", callee="runtime.memmove", at=Position("s.go", 1, 0))
    assert find_family(call.callee) is None
    with pytest.raises(ValueError, match="does not allocate"):
        _ = call.family


@given(st.text(alphabet="pf0: ax-|().\tSTEXCAL\n", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert parse_generated_code(text).calls == ()
