"""Variants held against the real compiler."""

from __future__ import annotations

from pathlib import Path

from grader.catalog.loader import load_catalog
from grader.config import PROJECT
from grader.operations.checking import check_bank
from tests.operations.test_checking import exercise_in
from tests.real_verdicts import real_verdicts
from tests.sample_bank import EXERCISE, GO

SIZED = b"""package big

func Sum() int {
	var numbers [100]int
	numbers[1] = 1
	return numbers[1]
}
"""
SIZED_YAML = (
    EXERCISE.replace("variable: u\n  function: Open", "variable: numbers")
    .replace("expect: heap", "expect: stack")
    .replace("- reason: RETURNED\n", "- reason: ADDRESS_NEVER_TAKEN\n")
)


def told(bank: Path, variants: str, yaml: str = EXERCISE, go: bytes = GO) -> list[str]:
    exercise = exercise_in(bank, f"{yaml}variants:\n{variants}", go)
    names: list[str] = []
    verdicts = real_verdicts()
    (checked,) = check_bank([exercise], verdicts, verdicts.installed, lambda *done: names.append(str(done)))
    assert len(names) == exercise.variant_count
    prefix = f"{exercise.folder}/"
    return [str(each).removeprefix(prefix) for each in checked.problems if not each.is_warning]


def test_a_variant_with_the_same_answer_is_well(tmp_path: Path) -> None:
    assert told(tmp_path, "  - rename: {User: Member, u: m}\n  - rename: {Open: Enter}\n") == []


def test_a_variant_with_another_answer_is_refused_at_its_place(tmp_path: Path) -> None:
    first, second, *_ = told(tmp_path, '  - values: {"100": "9000000"}\n', SIZED_YAML, SIZED)
    assert first.startswith("exercise.yaml:19:5: Variant 1: Its answer is heap (TOO_LARGE), that of the exercise stack")
    assert second.startswith("exercise.yaml:19:5: Variant 1: No reason offered is true")


def test_a_variant_that_does_not_compile_says_which_line_of_it(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, '  - values: {"100": "\\"a\\""}\n', SIZED_YAML, SIZED)
    assert problem.startswith('exercise.yaml:19:5: Variant 1: array length "a"')
    assert '(line 4: `var numbers ["a"]int`)' in problem


def test_a_variant_that_gofmt_writes_otherwise_says_which_line_of_it(tmp_path: Path) -> None:
    go = GO.replace(b"struct{ Name string }", b"struct {\n\tName string\n\tAge  int\n}")
    (problem,) = told(tmp_path, "  - rename: {Age: Height}\n", go=go)
    assert problem.startswith(
        "exercise.yaml:20:5: Variant 1: gofmt writes line 4 of its program otherwise: `Name string`"
    )


def test_every_variant_of_the_bank_has_the_answer_of_its_exercise() -> None:
    varied = [each for each in load_catalog(PROJECT / "exercises").exercises.values() if each.variants]
    verdicts = real_verdicts()
    checked = check_bank(varied, verdicts, verdicts.installed, lambda *_done: None)
    assert [str(problem) for each in checked for problem in each.problems] == []
