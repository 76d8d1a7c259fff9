from __future__ import annotations

from dataclasses import replace

import pytest

from grader.errors import CompileFailed, LimitExceeded, ProgramRefused
from grader.toolchain.compiler import Trust
from grader.toolchain.generated_code import read_generated_code
from grader.toolchain.limits import KIB
from tests.toolchain.go_toolchain import compiler, program

KEEPS = "func Keep() *int { return new(int) }\n"


@pytest.mark.parametrize("trust", Trust)
def test_the_code_of_a_program_is_that_of_the_verdicts_toolchain(trust: Trust) -> None:
    text = read_generated_code(compiler(trust), program(KEEPS))
    assert "p.Keep STEXT" in text
    assert "(s.go:2)\tCALL\truntime." in text


def test_flags_change_the_code_as_they_change_the_verdict() -> None:
    body = f"{KEEPS}func Use() *int {{ return Keep() }}\n"
    assert "inlining tree for p.Use" in read_generated_code(compiler(), program(body))
    assert "inlining tree for p.Use" not in read_generated_code(compiler(flags=("-l",)), program(body))


def test_a_program_that_does_not_compile_has_its_complaint_and_no_code() -> None:
    with pytest.raises(CompileFailed, match=r"s\.go:2:\d+: undefined: nothing"):
        read_generated_code(compiler(), program("var x = nothing\n"))


def test_what_is_refused_from_the_web_is_not_compiled_for_its_code_either() -> None:
    with pytest.raises(ProgramRefused):
        read_generated_code(compiler(Trust.UNTRUSTED), program("//go:noescape\nfunc f(p *int)\n"))


def test_code_that_is_too_long_is_not_read_and_says_so() -> None:
    body = "\n".join(f"func f{number}(a, b string) string {{ return a + b }}" for number in range(200))
    with pytest.raises(LimitExceeded, match="code was not read: it is too long, more than 1 MiB"):
        read_generated_code(compiler(Trust.UNTRUSTED), program(body))


def test_the_wall_limit_holds_for_code_too() -> None:
    hurried = compiler()
    hurried = replace(hurried, limits=replace(hurried.limits, wall_seconds=0.001))
    with pytest.raises(LimitExceeded, match="took longer"):
        read_generated_code(hurried, program(KEEPS))


def test_a_source_that_is_too_long_is_refused_before_it_is_compiled() -> None:
    with pytest.raises(ProgramRefused, match="Make it shorter"):
        read_generated_code(compiler(Trust.UNTRUSTED), program(f"/* {'x ' * 8 * KIB} */\n"))
