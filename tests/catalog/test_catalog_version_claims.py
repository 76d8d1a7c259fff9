"""What an author says of two versions against a record that is made up here."""

from __future__ import annotations

import pytest

from grader.catalog.claims import form_problems
from grader.catalog.content.versions import Versions
from grader.catalog.record import Record, RecordedSide, RecordedSubject
from grader.catalog.validation import validate
from grader.catalog.version_claims import version_problems
from grader.catalog.yaml import read_yaml
from grader.escape.values import Place, SourceFile

GO = b"""package a

func F(n int) int {
	a, b, c := 1, 2, 3
	d := make([]int, n)
	return len(d) + a + b + c
}
"""

YAML = """\
kind: versions
title: {en: Numbers, zh: 数字}
lesson: 4
difficulty: 2
prose: {en: Numbers., zh: 数字。}
between: [1.24.11]
candidates:
  - {variable: a}
  - {variable: b, function: F}
  - {allocation: "make([]int, n)", line: 5}
expect: {candidate: b, before: heap, after: stack}
mistakes:
  - {candidate: a, feedback: {en: It stays., zh: 它没动。}}
explanation: {en: So it is., zh: 就是这样。}
"""


def recorded(name: str, line: int, column: int, *places: Place, is_variable: bool = True) -> RecordedSubject:
    sides = [RecordedSide(name=name, place=place) for place in places]
    by_version = dict(zip(("1.24.11", "1.27.3"), sides, strict=False))
    return RecordedSubject(line=line, column=column, function="F", is_variable=is_variable, by_version=by_version)


A = recorded("a", 4, 2, Place.STACK, Place.STACK)
B = recorded("b", 4, 5, Place.HEAP, Place.STACK)
MAKE = recorded("make([]int, n)", 5, 11, Place.HEAP, Place.HEAP, is_variable=False)


def told(*subjects: RecordedSubject, text: str = YAML) -> list[str]:
    document, source = read_yaml(text.encode(), "x"), SourceFile("a.go", GO)
    content, problems = validate(document, Versions)
    if content is None:
        return [str(problem) for problem in problems]
    record = Record(
        source="0", lang=None, flags=(), in_force="1.27.3", versions=("1.24.11", "1.27.3"), subjects=subjects
    )
    found = (*form_problems(content, source, document), *version_problems(content, source, record, document))
    return [str(problem) for problem in found]


def test_a_claim_that_agrees_with_the_record_has_no_problem() -> None:
    assert told(A, B, MAKE) == []


def test_a_wrong_claim_is_contradicted_with_what_to_write() -> None:
    swapped = YAML.replace("before: heap, after: stack", "before: stack, after: heap")
    assert told(A, B, MAKE, text=swapped) == [
        (
            "x:11:9: You expect `b` to go from stack to heap, the compilers say: `b` goes from heap to stack. "
            "Write `{candidate: b, before: heap, after: stack}`, or change the program."
        )
    ]
    none = YAML.replace("{candidate: b, before: heap, after: stack}", "{candidate: none}")
    assert told(A, B, MAKE, text=none)[0].startswith("x:11:9: You expect no change, the compilers say: `b` goes from")
    same = recorded("b", 4, 5, Place.HEAP, Place.HEAP)
    assert told(A, same, MAKE, text=none) == []
    assert told(A, same, MAKE)[0].endswith("nothing changes. Write `{candidate: none}`, or change the program.")


def test_two_changes_are_refused() -> None:
    (problem,) = told(A, B, recorded("make([]int, n)", 5, 11, Place.HEAP, Place.STACK, is_variable=False))
    assert problem == (
        "x:8:3: 2 candidates changed: `b` goes from heap to stack; `make([]int, n)` goes from heap to stack. "
        "Leave one of them, or none."
    )


def test_a_place_that_cannot_be_chosen_is_refused() -> None:
    problems = told(A, B, recorded("make([]int, n)", 5, 11, Place.DEPENDS, Place.DEPENDS, is_variable=False))
    assert problems == [
        (
            "x:1:1: `make([]int, n)` lives in a place that is not among `places`: depends. "
            "Add it, or choose another candidate."
        )
    ]


def test_what_a_version_does_not_list_or_no_version_has_is_no_candidate() -> None:
    (silent,) = told(A, B, recorded("make([]int, n)", 5, 11, Place.HEAP, is_variable=False))
    assert silent.startswith("x:10:5: Go 1.27.3 prints nothing from which the place of `make([]int, n)` is known.")
    (absent,) = told(A, B)
    assert absent.startswith("x:10:5: No variables or allocations of a.go are `make([]int, n)` as it is named here.")
    (unknown,) = told(
        recorded("a", 4, 2, Place.UNKNOWN, Place.STACK), recorded("b", 4, 5, Place.HEAP, Place.HEAP), MAKE
    )[:1]
    assert "One of the versions has no `a`: it is never compiled" in unknown


def test_an_allocation_is_found_by_the_name_that_either_version_prints() -> None:
    sides = {
        "1.24.11": RecordedSide(name="make([]int, n)", place=Place.HEAP),
        "1.27.3": RecordedSide(name="make([]int, 8)", place=Place.HEAP),
    }
    renamed = RecordedSubject(line=5, column=11, function="F", is_variable=False, by_version=sides)
    assert told(A, B, renamed) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{candidate: a, f", "{candidate: z, f", "x:13:17: `z` is not one of the candidates, or not only one. Name"),
        ("{candidate: a, f", "{candidate: a, line: 9, f", "x:13:17: `a` is not one of the candidates"),
        ("{candidate: b, b", "{candidate: z, b", "x:11:21: `z` is not one of the candidates"),
        ("{variable: a}", "{variable: b, function: F}", "x:9:5: `b` stands here twice. Keep one of the two."),
        (", after: stack}", "}", "`before` and `after` belong to a candidate that changes"),
        ("[1.24.11]", "[1.27.3, 1.24.11]", "The older version does not stand first in `between`"),
        ("[1.24.11]", '["1.24"]', "x:6:11: `1.24` is no release of Go. Write it whole, e.g. `1.24.11`."),
        ("difficulty: 2", "difficulty: 2\nmeasure: F(1)", "`measure` belongs to a question about one variable"),
        ("difficulty: 2", "difficulty: 2\ngo_versions: [1.23.9]", "This kind names its versions under `between`"),
        ("difficulty: 2", "difficulty: 2\nplaces: [heap]", "`places` lacks stack or heap"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(old: str, new: str, expected: str) -> None:
    assert YAML.count(old) == 1
    assert any(expected in problem for problem in told(A, B, MAKE, text=YAML.replace(old, new)))


def test_feedback_to_what_is_right_or_for_the_second_time_is_refused() -> None:
    none = YAML.replace("{candidate: b, before: heap, after: stack}", "{candidate: none}")
    same = recorded("b", 4, 5, Place.HEAP, Place.HEAP)
    wrong = none.replace("{candidate: a, f", "{candidate: none, f")
    assert told(A, same, MAKE, text=wrong)[0].startswith("x:13:17: `none` is right, and no mistake.")
    again = YAML.replace("explanation", "  - {candidate: a, feedback: {en: No., zh: 不。}}\nexplanation")
    assert told(A, B, MAKE, text=again) == ["x:14:17: `a` stands here twice. Keep one of the two."]
