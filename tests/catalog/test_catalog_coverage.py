"""What a bank covers, counted and written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.coverage import NOT_ASKED, BeliefCoverage, ReasonCoverage, cover
from grader.catalog.coverage_tables import find_figures, refreshed_readme, terminal_lines
from grader.catalog.judged import JudgedExercise, judge_one
from grader.catalog.kinds import QuestionKind
from grader.catalog.loader import read_exercise
from grader.escape.values import Place, Reason
from tests.real_verdicts import real_verdicts
from tests.sample_bank import EXERCISE, GO, replaced, write_exercise

PAIRED = replaced("difficulty: 2", "difficulty: 2\nmisconceptions: [M04, M05]\ncontrast: copied")
COPIED = (
    replaced("expect: heap", "expect: stack")
    .replace("difficulty: 2", "difficulty: 3\nmisconceptions: [M05]")
    .replace("reason: RETURNED", "reason: ADDRESS_NEVER_TAKEN")
)
MARKING = EXERCISE[: EXERCISE.index("ask:")].replace("lesson: 4", "lesson: 12\nmisconceptions: [M60]") + (
    "kind: mark-all\nexpect: [{variable: u}]\nexplanation: {en: It is so., zh: 就是这样。}\n"
)
COPYING = GO.replace(b"*User {", b"User {").replace(b"&u", b"u")


@pytest.fixture
def bank(tmp_path: Path) -> list[JudgedExercise]:
    """A minimal pair, and an exercise that asks about every variable."""
    folders = [
        write_exercise(tmp_path, PAIRED, slug="shared"),
        write_exercise(tmp_path, COPIED, slug="copied", go=COPYING),
        write_exercise(tmp_path, MARKING, slug="marking"),
    ]
    return [judge_one(each, real_verdicts()) for folder in folders if (each := read_exercise(folder)[0])]


def test_everything_is_counted(bank: list[JudgedExercise]) -> None:
    coverage = cover(bank)
    assert (coverage.exercises, coverage.pairs) == (3, 2)
    assert {lesson: count for lesson, count in coverage.by_lesson.items() if count} == {4: 2, 12: 1}
    assert coverage.by_kind[QuestionKind.PLACE_AND_REASON] == 2
    assert coverage.by_kind[QuestionKind.MARK_ALL] == 1
    assert coverage.by_difficulty == {1: 0, 2: 2, 3: 1, 4: 0, 5: 0}


def test_places_are_those_of_questions_that_are_answered_by_one(bank: list[JudgedExercise]) -> None:
    assert cover(bank).by_place == {
        Place.STACK: 1, Place.HEAP: 1, Place.STATIC: 0, Place.DEPENDS: 0, Place.NONE: 0,
    }  # fmt: skip


def test_a_reason_is_counted_where_it_holds_and_where_it_is_offered(bank: list[JudgedExercise]) -> None:
    reasons = cover(bank).by_reason
    assert reasons[Reason.RETURNED] == ReasonCoverage(true=1, offered=1)
    assert reasons[Reason.SENT] == ReasonCoverage(true=0, offered=2)
    assert reasons[Reason.VALUE_COPIED_OUT] == ReasonCoverage(true=1, offered=0)
    assert not set(reasons) & set(NOT_ASKED)
    assert {*reasons, *NOT_ASKED} == set(Reason)


def test_a_misconception_has_a_pair_when_one_of_its_exercises_has(bank: list[JudgedExercise]) -> None:
    beliefs = cover(bank).by_misconception
    assert len(beliefs) == 60
    assert beliefs["M04"] == BeliefCoverage(exercises=1, has_pair=True)
    assert beliefs["M05"] == BeliefCoverage(exercises=2, has_pair=True)
    assert beliefs["M60"] == BeliefCoverage(exercises=1, has_pair=False)
    assert beliefs["M01"] == BeliefCoverage(exercises=0, has_pair=False)


def test_a_pair_that_is_not_proven_does_not_count(bank: list[JudgedExercise], tmp_path: Path) -> None:
    far, _ = read_exercise(write_exercise(tmp_path, COPIED, slug="copied", go=COPYING + b"\nvar a, b int\n" * 3))
    assert far is not None
    assert cover([bank[0]]).pairs == 0
    assert cover([bank[0], JudgedExercise(exercise=far, verdict=bank[1].verdict, subject=bank[1].subject)]).pairs == 0


def test_the_terminal_shows_what_is_covered_in_columns(bank: list[JudgedExercise]) -> None:
    codes = {"RETURNED": "1 (1)", "SENT": "0 (2)", "ADDRESS_NEVER_TAKEN": "1 (1)", "SHARED_DOWN": "0 (2)"}
    four = "  ".join(f"{code:19}   {counts}" for code, counts in codes.items())
    assert list(terminal_lines(find_figures(bank))) == [
        "by lesson:      4: 2, 12: 1",
        "by kind:        place-and-reason 2, mark-all 1",
        "by difficulty:  2: 2, 3: 1",
        "by place:       stack 1, heap 1",
        "by reason, true (and offered):",
        f"  {four}",
        "  VALUE_COPIED_OUT      1 (0)",
        "by misconception (+ with a minimal pair):",
        "  M04  1+  M05  2+  M60  1",
        "longest option: en: 0 of 2, 0.5 by chance, p = 1.00; zh: 0 of 2, 0.5 by chance, p = 1.00",
    ]


def test_the_readme_shows_holes_too_and_keeps_the_rest(bank: list[JudgedExercise]) -> None:
    readme = "Before.\n<!-- begin coverage -->\nSTALE\n<!-- end coverage -->\nAfter.\n"
    figures = find_figures(bank)
    written = refreshed_readme(readme, figures)
    assert written.startswith(
        "Before.\n<!-- begin coverage -->\n| 3 exercises | |\n|---|---|\n| lesson | 1: 0 · 2: 0 ·"
    )
    assert written.endswith("<!-- end coverage -->\nAfter.\n")
    assert "STALE" not in written
    assert "| misconceptions | 3 of 60; not M01, M02, M03, M06," in written
    assert "| … with a minimal pair | 2 of 3; not M60 |" in written
    assert refreshed_readme(written, figures) == written


def test_a_readme_without_a_place_for_it_is_refused(bank: list[JudgedExercise]) -> None:
    with pytest.raises(ValueError, match="no place"):
        refreshed_readme("Nothing here.\n", find_figures(bank))
