"""How fast the whole bank is checked, against the bare compiler and when nothing has changed.

    check     every exercise and lesson held against the compiler, nothing known before
    compiles  the bare compiler on the same programs with the same flags, as often as `check` ran it, on all cores
    again     the same check when every verdict is in the cache

Each round runs all three, one after the other. Printed: median, least and most seconds; the rate of `check` as a part
of the rate of the compiles; the same for the processor time that both take, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.loader import read_catalog
from grader.cli.verdicts import TrustedVerdicts
from grader.config import Settings
from grader.escape.values import Compile, CompilerOutput, SourceFile
from grader.operations.checking import check_bank
from grader.operations.database import Database
from grader.operations.migrating import upgrade
from grader.operations.program_problems import sources_of
from grader.toolchain.compiler import Compiler
from grader.toolchain.environment import clean_environment
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.judgement import Judgement
from grader.toolchain.packages import IMPORTABLE, find_imports
from grader.toolchain.workspace import Workspace, open_workspace

FEWEST_ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class Compilation:
    """One run of the compiler that a check needs."""

    compiler: Compiler
    files: tuple[SourceFile, ...]
    flags: tuple[str, ...]

    def command(self, workspace: Workspace) -> list[str]:
        """Return the compiler's command line."""
        judgement = Judgement(
            compiler=self.compiler.installed.compile,
            toolchain=self.compiler.toolchain,
            names=tuple(file.name for file in self.files),
            workspace=workspace,
            limits=self.compiler.limits,
            is_complete=False,
        )
        first, *others = judgement.verbose_command(with_storage=True)
        return [first, *self.flags, *others]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank(TrustedVerdicts):
    """The bank, with a source of verdicts that notes what it compiles."""

    items: Sequence[Exercise | Lesson]
    compilations: list[Compilation] = field(default_factory=list)

    def way_to_compile(self, compiler: Compiler) -> Compile:
        """The compiler; each run is noted."""

        def compile_(files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
            all_flags = (*compiler.toolchain.flags, *flags)
            self.compilations.append(Compilation(compiler=compiler, files=files, flags=all_flags))
            return compiler(files, flags=flags)

        return compile_

    def check(self) -> None:
        """Check everything."""
        check_bank(self.items, self, self.installed, lambda *_: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What something took, in seconds."""

    wall: float
    processor: float
    """Of this process and of all that it started."""


def take(work: Callable[[], object]) -> Taken:
    """Do the work and say what it took."""
    wall, processor = time.perf_counter(), processor_seconds()
    work()
    return Taken(wall=time.perf_counter() - wall, processor=processor_seconds() - processor)


def processor_seconds() -> float:
    """Return what this process and its children used since they began."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def compile_bare(compilations: Sequence[Compilation]) -> Taken:
    """Run the compiler as often, on all cores; the folders are made and removed outside the clock."""
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        opened = (open_workspace(each.files, each.compiler.exports.importcfg) for each in compilations)
        places = [stack.enter_context(each) for each in opened]
        commands = [each.command(place) for each, place in zip(compilations, places, strict=True)]
        return take(lambda: list(pool.map(run, commands, places)))


def run(command: list[str], workspace: Workspace) -> None:
    """Run one compilation; an edited copy of a program need not compile."""
    subprocess.run(
        command,
        cwd=workspace.source,
        env=clean_environment(workspace.folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def open_bank(settings: Settings) -> Bank:
    """Read the bank and make everything ready that is made once."""
    catalog, _ = read_catalog(settings.exercises_folder)
    items: list[Exercise | Lesson] = [*catalog.exercises.values(), *catalog.lessons.values()]
    installed = find_installed(settings)
    packages = {*IMPORTABLE, *find_imports([source for item in items for source in sources_of(item)])}
    exports = prepare_export_data(installed, packages, settings.data_folder)
    return Bank(items=items, installed=installed, exports=exports, database=None)


def measure(bank: Bank, rounds: int) -> dict[str, list[Taken]]:
    """Return what each way took, round by round."""
    times: dict[str, list[Taken]] = {"check": [], "compiles": [], "again": []}
    for _ in range(rounds):
        bank.compilations.clear()
        times["check"].append(take(bank.check))
        times["compiles"].append(compile_bare(bank.compilations))
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
            upgrade(database.engine)
            keeping = replace(bank, database=database)
            keeping.check()
            times["again"].append(take(keeping.check))
            database.close()
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help=f"at least {FEWEST_ROUNDS}; default 5")
    rounds = parser.parse_args().rounds
    if rounds < FEWEST_ROUNDS:
        parser.error(f"--rounds must be at least {FEWEST_ROUNDS}")
    bank = open_bank(Settings())
    times = measure(bank, rounds)
    print(f"Check of {len(bank.items)} exercises and lessons, {rounds} interleaved rounds, seconds:")
    for way, each in times.items():
        walls = sorted(taken.wall for taken in each)
        processor = statistics.median(taken.processor for taken in each)
        print(
            f"  {way:<9} median {statistics.median(walls):6.2f}   {walls[0]:6.2f} to {walls[-1]:6.2f}   "
            f"processor {processor:6.2f}"
        )
    wall, processor = (
        statistics.median(
            getattr(bare, kind) / getattr(check, kind)
            for check, bare in zip(times["check"], times["compiles"], strict=True)
        )
        for kind in ("wall", "processor")
    )
    print(f"  rate of check: {wall:.0%} of the bare compiler's; by processor time {processor:.0%}")


if __name__ == "__main__":
    main()
