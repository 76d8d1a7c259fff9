"""Small programs that say on each line where its variables live, judged live and from recordings of each Go release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.places import judge_places
from grader.escape.values import Compile, CompilerOutput, SourceFile, Toolchain, Verdict

DATA = PROJECT / "tests" / "data"
PROGRAMS = sorted((DATA / "programs").glob("*.go"))
RECORDINGS = sorted(DATA.glob("go1.*/*.txt"))
RELEASES = {path.parent.name for path in RECORDINGS}
WANT = re.compile(r"// want ([^/]*?)(?: //|$)")


def load_program(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())


def load_recording(path: Path) -> CompilerOutput:
    version = path.parent.name
    return CompilerOutput(
        toolchain=Toolchain(version=version, lang=version.rpartition(".")[0]),
        text=path.read_text(encoding="utf-8"),
        log={f"{path.stem}.go": path.with_suffix(".json").read_text(encoding="utf-8")},
    )


def wanted(program: SourceFile) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(program.text.decode().splitlines(), 1):
        if match := WANT.search(line):
            found += [(number, *want.split()) for want in match[1].split("; ")]
    return sorted((number, name, place) for number, name, place in found)


def places(verdict: Verdict) -> list[tuple[int, str, str]]:
    return sorted((each.at.line, each.name, each.place.value) for each in verdict.variables)


def test_every_supported_release_is_recorded() -> None:
    assert {version.split(".")[1] for version in RELEASES} >= {"21", "24", "25", "26", "27"}


@pytest.mark.parametrize("path", RECORDINGS, ids=[f"{path.parent.name}-{path.stem}" for path in RECORDINGS])
def test_recorded_places_are_the_wanted_ones(path: Path) -> None:
    program = load_program(DATA / "programs" / f"{path.stem}.go")
    verdict = judge_places((program,), load_recording(path))
    assert places(verdict) == wanted(program)
    assert [each for each in verdict.variables if each.causes] == []


@pytest.mark.parametrize("path", PROGRAMS, ids=[path.stem for path in PROGRAMS])
def test_places_are_the_wanted_ones_live(path: Path, compile_trusted: Compile) -> None:
    program = load_program(path)
    assert places(judge_places((program,), compile_trusted((program,)))) == wanted(program)
