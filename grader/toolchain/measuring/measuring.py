"""Measuring calls of trusted programs with the real runtime: the second witness beside the compiler."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.config import Measuring, Sandbox, Settings
from grader.errors import CompileFailed, ContainmentMissing, NotMeasured
from grader.escape.judge import judge
from grader.escape.values import SourceFile, Verdict
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.containment.choice import Containment
from grader.toolchain.containment.hold import Hold
from grader.toolchain.export_data import ExportData, OnProgress, has_package
from grader.toolchain.installed import Installed
from grader.toolchain.measurement import Measured
from grader.toolchain.measuring.archives import prepare_archives
from grader.toolchain.measuring.building import Build, open_program
from grader.toolchain.measuring.calls import Call
from grader.toolchain.measuring.harness import Harness, make_harness
from grader.toolchain.measuring.running import run_measurement
from grader.toolchain.packages import check_imports

_MACHINES = frozenset({"x86_64", "amd64"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurer:
    """A way to measure on this machine; `find_measurer` makes one. For trusted programs only."""

    installed: Installed
    hold: Hold
    data_folder: Path

    def prepare(self, imports: Iterable[str], on_progress: OnProgress | None = None) -> ExportData:
        """Have the standard packages ready that a program with these imports is linked with. Raises ToolchainError."""
        known = [path for path in imports if has_package(self.installed, path)]
        return prepare_archives(self.installed, known, self.data_folder, on_progress)

    def __call__(
        self,
        files: tuple[SourceFile, ...],
        calls: Sequence[Call],
        *,
        archives: ExportData,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
    ) -> tuple[Measured, ...]:
        """Measure each of the calls of a program, one or more, in the order given.

        Raises CompileFailed, whose messages about a call have its place, `call:1:5`; ProgramRefused; NotMeasured when
        nothing can be measured; LimitExceeded, CompilerCrashed; ConfigurationError for `lang` or `flags`.
        """
        check_imports(files, archives)
        compiler = make_compile(self.installed, trust=Trust.TRUSTED, exports=archives, lang=lang, flags=flags)
        harness = make_harness(files, calls)
        verdict = _judge_both(files, harness, compiler)
        build = Build(installed=self.installed, toolchain=compiler.toolchain, archives=archives, hold=self.hold)
        with open_program(build, harness.files, is_guarded=self.is_contained) as program:
            return tuple(self._measure(harness, index, verdict, program) for index in range(len(calls)))

    @property
    def is_contained(self) -> bool:
        """True when programs run in namespaces of their own."""
        return self.hold.level.sandbox is Sandbox.BUBBLEWRAP

    def _measure(self, harness: Harness, index: int, verdict: Verdict, program: Path) -> Measured:
        if escaping := harness.find_escaping_argument(index, verdict):
            return NotMeasured(
                f"called through a variable, as it has to be, it makes its argument escape (`{escaping}`); "
                "write a function without arguments that makes this call, and measure that"
            )
        try:
            return run_measurement(program, index, harness.calls[index].text, self.hold)
        except NotMeasured as because:
            return because


def find_measurer(settings: Settings, installed: Installed) -> Measurer:
    """Find the way to measure here. Raises NotMeasured, which says why there is none."""
    if settings.measure is Measuring.OFF:
        raise NotMeasured("MEASURE=off")
    if platform.system() != "Linux" or platform.machine().lower() not in _MACHINES:
        machine = f"{platform.system()} on {platform.machine()}"
        raise NotMeasured(f"programs are built for Linux on x86-64, and this is {machine}")
    return Measurer(installed=installed, hold=_find_hold(settings, installed), data_folder=settings.data_folder)


def _find_hold(settings: Settings, installed: Installed) -> Hold:
    """Find bubblewrap, tried as for the compiler; else limits alone if the operator says so."""
    try:
        found = _try(installed, Sandbox.BUBBLEWRAP)
    except ContainmentMissing as error:
        if settings.measure is Measuring.UNSAFE:
            return _try(installed, Sandbox.LIMITS).hold
        because = str(error).partition(" here: ")[2].partition(". Nothing")[0]
        raise NotMeasured(
            f"programs run in bubblewrap only, which does not work here ({because}). Install it "
            "(`apt install bubblewrap`), or set MEASURE=unsafe to run your own programs without it"
        ) from error
    if found.obstacle and settings.measure is not Measuring.UNSAFE:
        raise NotMeasured(f"programs would run as root, since {found.obstacle}. Run this as another user")
    return found.hold


def _try(installed: Installed, sandbox: Sandbox) -> Containment:
    demanding = replace(installed, sandbox=sandbox)
    return make_compile(demanding, trust=Trust.TRUSTED, exports=ExportData("", ())).find_containment()


def _judge_both(files: tuple[SourceFile, ...], harness: Harness, compiler: Compiler) -> Verdict:
    """Judge the program as it is, and with the lines that measure, which must change nothing."""
    plain = judge(files, compiler)
    try:
        measured = judge(harness.files, compiler)
    except CompileFailed as error:
        raise CompileFailed(tuple(map(harness.blame, error.messages))) from error
    if change := harness.find_change(plain, measured):
        raise NotMeasured(f"the lines that measure would change the verdict of {change}")
    return measured
