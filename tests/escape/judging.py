"""Judging small programs with the real compiler, for tests."""

from __future__ import annotations

import textwrap
from functools import cache

from grader.config import PROJECT, Settings
from grader.escape.judge import judge
from grader.escape.values import (
    AllocationVerdict,
    Compile,
    CompilerOutput,
    SourceFile,
    VariableVerdict,
    Verdict,
)
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE

SETTINGS = Settings(data_folder=PROJECT / "build" / "test-data", go_root=None)


@cache
def pinned_go() -> Installed:
    return find_installed(SETTINGS)


@cache
def real_compile() -> Compile:
    exports = prepare_export_data(pinned_go(), IMPORTABLE, SETTINGS.data_folder)
    return make_compile(pinned_go(), trust=Trust.TRUSTED, exports=exports)


class CountingCompile:
    """The real compiler, counting how often it ran."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        self.count += 1
        return real_compile()(files, flags=flags)


def source(body: str) -> tuple[SourceFile, ...]:
    return (SourceFile("s.go", b"package p\n" + textwrap.dedent(body).encode()),)


def judge_fully(body: str) -> Verdict:
    return judge(source(body), real_compile(), explain_all=True)


def variable(verdict: Verdict, name: str) -> VariableVerdict:
    (found,) = (each for each in verdict.variables if each.name == name)
    return found


def allocation(verdict: Verdict, expression: str) -> AllocationVerdict:
    (found,) = (each for each in verdict.allocations if each.expression == expression)
    return found


def reasons(subject: VariableVerdict | AllocationVerdict) -> set[str]:
    return {str(reason) for reason in subject.reasons}
