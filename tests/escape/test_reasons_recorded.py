"""The explained reasons of one program, read from what each Go release said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.escape.judge import judge
from grader.escape.values import Compile, CompilerOutput, SourceFile, Toolchain, Verdict

FOLDER = PROJECT / "tests" / "data" / "reasons"
PROGRAM = SourceFile("flows.go", (FOLDER / "flows.go").read_bytes())
EXPECTED = re.compile(r"\t(?:var |switch )?(\w+).*// (heap|stack) ([A-Z_ ]+)$")


class Recorded:
    """Says again what a release said once; of edited copies it knows nothing."""

    def __init__(self, path: Path) -> None:
        self._output = CompilerOutput(
            toolchain=Toolchain(version=path.stem, lang=path.stem.rpartition(".")[0]),
            text=path.read_text(encoding="utf-8"),
            log={"flows.go": path.with_suffix(".json").read_text(encoding="utf-8")},
        )

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        assert (files, flags) == ((PROGRAM,), ())
        return self._output


def expected() -> dict[tuple[int, str], tuple[str, set[str]]]:
    lines = enumerate(PROGRAM.text.decode().splitlines(), 1)
    matches = ((number, EXPECTED.search(line)) for number, line in lines)
    return {(number, match[1]): (match[2], set(match[3].split())) for number, match in matches if match}


def found(verdict: Verdict) -> dict[tuple[int, str], tuple[str, set[str]]]:
    answers = {
        (each.at.line, each.name): (str(each.place), {str(reason) for reason in each.reasons})
        for each in verdict.variables
    }
    return {key: answers[key] for key in expected()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_recorded_releases_give_the_expected_reasons(path: Path) -> None:
    verdict = judge((PROGRAM,), Recorded(path))
    assert len(expected()) > 30
    assert found(verdict) == expected()


def test_the_pinned_release_gives_them_live(compile_trusted: Compile) -> None:
    assert found(judge((PROGRAM,), compile_trusted)) == expected()


def test_all_reasons_include_the_explained_ones(compile_trusted: Compile) -> None:
    for key, (place, reasons) in found(judge((PROGRAM,), compile_trusted, explain_all=True)).items():
        assert (place, reasons) >= (expected()[key][0], expected()[key][1]), key
