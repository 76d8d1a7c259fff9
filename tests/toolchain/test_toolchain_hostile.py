"""Hostile programs, given to the real compiler: each ends soon, in an outcome that can be told, and leaves nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.errors import LimitExceeded, NotJudged, ProgramError, ProgramRefused
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Compiler, Trust
from grader.toolchain.containment.levels import Level
from grader.toolchain.limits import MIB, UNTRUSTED_LIMITS
from grader.toolchain.prefilter import check_source
from tests.toolchain.go_toolchain import compiler
from tests.toolchain.held_compiler import each_level_and_limits, held
from tests.toolchain.hostile_programs import GROWN, Grown, hostile_program, small_programs

OUTCOMES = ("judged", "ProgramRefused", "CompileFailed", "LimitExceeded")
LONGEST_SECONDS = 6
MOST_MEMORY = 600 * MIB
HUNGRY = (
    "c06_strdouble20.go",
    "g05_alias_struct_double.go",
    "g07b_pair_infer.go",
    "i12_struct_gen_eq.go",
    "s03d_many_data.go",
)


def hurried(compile_it: Compiler) -> Compiler:
    """The same with less time: what is stopped at 5 seconds is stopped at 1 by the same means."""
    return replace(compile_it, limits=replace(compile_it.limits, wall_seconds=1, cpu_seconds=2))


def outcome(compile_it: Compiler, file: SourceFile) -> str:
    """Judge the file; return `judged` or the error's name, having checked that the error is fit to be read."""
    started = time.monotonic()
    try:
        output = compile_it((file,))
    except (ProgramError, NotJudged) as error:
        said = str(error)
        assert said
        assert len(said) <= 20 * 500
        assert said.replace("\n", " ").isprintable()
        assert tempfile.gettempdir() not in said
        return type(error).__name__
    finally:
        assert time.monotonic() - started < LONGEST_SECONDS
    assert len(output.text) <= UNTRUSTED_LIMITS.output_bytes
    assert set(output.log) == {file.name}
    return "judged"


def is_accepted(file: SourceFile) -> bool:
    try:
        check_source(file)
    except ProgramRefused:
        return False
    return True


def name_of_file(file: SourceFile) -> str:
    return file.name


ACCEPTED = [file for file in small_programs() if is_accepted(file)]
REFUSED = [file for file in small_programs() if not is_accepted(file)]
GROWN_A_LITTLE = [file for file in (grown.of_size(4096) for grown in GROWN) if is_accepted(file)]


@each_level_and_limits
@pytest.mark.parametrize("file", [*ACCEPTED, *GROWN_A_LITTLE], ids=name_of_file)
def test_a_hostile_program_ends_in_an_outcome_at_every_level(level: Level, file: SourceFile, private: Path) -> None:
    assert outcome(hurried(held(level.sandbox)), file) in OUTCOMES


@pytest.mark.parametrize("file", REFUSED, ids=name_of_file)
def test_a_program_that_could_fool_the_compiler_is_not_given_to_it(file: SourceFile) -> None:
    assert outcome(compiler(), file) == "ProgramRefused"


@pytest.mark.parametrize("grown", GROWN, ids=lambda grown: grown.name)
def test_the_largest_hostile_program_that_is_accepted_ends_in_an_outcome(grown: Grown, private: Path) -> None:
    file = grown.of_size(UNTRUSTED_LIMITS.source_bytes)
    assert outcome(hurried(compiler()), file) in OUTCOMES


@pytest.mark.parametrize("grown", GROWN, ids=lambda grown: grown.name)
def test_the_limits_alone_hold_what_the_pre_filter_would_refuse(grown: Grown, private: Path) -> None:
    compile_it = replace(compiler(Trust.TRUSTED), limits=replace(UNTRUSTED_LIMITS, source_bytes=MIB))
    assert outcome(hurried(compile_it), grown.of_size(60_000)) in OUTCOMES


@pytest.mark.parametrize("grown", GROWN, ids=lambda grown: grown.name)
def test_a_program_over_the_size_is_refused_with_the_size(grown: Grown) -> None:
    with pytest.raises(ProgramRefused, match="16384 are accepted"):
        compiler()((grown.of_size(60_000),))


@each_level_and_limits
def test_the_true_time_limit_stops_a_slow_program(level: Level, private: Path) -> None:
    assert outcome(held(level.sandbox), hostile_program("c06_strdouble40.go")) == "LimitExceeded"


def test_no_hungry_program_gets_more_memory_than_it_may_use() -> None:
    script = f"""
import json, resource, sys
from tests.toolchain.go_toolchain import compiler
from tests.toolchain.hostile_programs import GROWN, hostile_program
from grader.errors import LimitExceeded
compiler()
outcomes = []
for name in {HUNGRY!r}:
    try:
        compiler()((hostile_program(name),))
        outcomes.append("judged")
    except LimitExceeded:
        outcomes.append("limit")
print(json.dumps([outcomes, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]))
"""
    compiler()  # export data is built here, so that the go command's own memory is not measured there
    finished = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    outcomes, most = json.loads(finished.stdout)
    assert outcomes == ["limit"] * len(HUNGRY)
    assert 10 * MIB < most < MOST_MEMORY


def test_a_flood_of_output_is_cut_and_the_compiler_ended(private: Path) -> None:
    compile_it = replace(compiler(Trust.TRUSTED), limits=replace(UNTRUSTED_LIMITS, source_bytes=MIB))
    flood = next(grown for grown in GROWN if grown.name == "closures").of_size(60_000)
    with pytest.raises(LimitExceeded, match=r"printed more than 1 MiB"):
        compile_it((flood,))
