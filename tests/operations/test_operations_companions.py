"""Minimal pairs: proven by the real compiler, or refused with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog.judged import JudgedExercise, judge_one
from grader.catalog.loader import read_exercise
from grader.catalog.pairs import edit_of_pair, find_flaw
from grader.operations.checking import check_bank
from tests.real_verdicts import real_verdicts
from tests.sample_bank import EXERCISE, GO, replaced, write_exercise, write_lesson

STAYING = GO.replace(b"*User {", b"User {").replace(b"return &u", b"return u")
"""Two lines away from GO, and `u` stays."""

OF_STACK = (
    replaced("expect: heap", "expect: stack")
    .replace("reason: RETURNED", "reason: ADDRESS_NEVER_TAKEN")
    .replace("reason: SHARED_DOWN", "reason: SENT_")
    .replace("reason: SENT\n", "reason: BOXED\n")
    .replace("SENT_", "SHARED_DOWN")
)
MARKING = EXERCISE[: EXERCISE.index("ask:")] + (
    "kind: mark-all\nexpect: [{variable: u}]\nexplanation: {en: It is so., zh: 就是这样。}\n"
)

Bank = Callable[..., list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Bank:
    """Checks `open-session`, which names `other` as its pair; gives the problems of both, without positions."""

    def check(
        go: bytes, yaml: str = OF_STACK, *, one: bytes = GO, one_yaml: str = EXERCISE, alone: bool = False
    ) -> list[str]:
        write_lesson(tmp_path)
        named = one_yaml.replace("difficulty: 2", "difficulty: 2\ncontrast: other")
        folders = [write_exercise(tmp_path, named, go=one), write_exercise(tmp_path, yaml, slug="other", go=go)]
        items = [each for folder in folders[: 1 if alone else 2] if (each := read_exercise(folder)[0])]
        checked = check_bank(items, real_verdicts(), real_verdicts().installed, lambda *_: None)
        return [problem.what for each in checked for problem in each.problems]

    return check


def test_a_small_edit_that_changes_the_place_is_proven(told: Bank) -> None:
    assert told(STAYING) == []


def test_the_pair_need_not_be_checked_along(told: Bank) -> None:
    assert told(STAYING, alone=True) == []
    assert told(STAYING + b"\nvar a int\n\nvar b int\n", alone=True) == [
        "`other` differs in 6 lines; a minimal pair differs in at most 3"
    ]


def test_a_pair_that_cannot_be_judged_is_not_proven(told: Bank) -> None:
    unproven = "Whether `other` is a minimal pair cannot be told: its program was not judged"
    assert told(GO.replace(b"return &u", b"return u"), alone=True) == [unproven]
    assert told(GO, "title: 5", alone=True) == [unproven]


def test_the_same_program_compiled_alike_is_no_pair(told: Bank) -> None:
    assert told(GO, EXERCISE) == ["`other` is the same program, compiled alike"]


def test_what_is_asked_has_to_have_another_place(told: Bank) -> None:
    sent = GO.replace(b"*User {", b"**User {").replace(b"return &u", b"p := &u\n\treturn &p")
    assert told(sent, EXERCISE) == ["`u` has the same place in `other`, heap"]


def test_another_variable_is_no_other_side(told: Bank) -> None:
    about_name = OF_STACK.replace("variable: u", "variable: name")
    assert told(STAYING, about_name) == ["`other` does not ask about the same `u`, but about `name` (line 5)"]


def test_a_variable_of_the_same_name_elsewhere_is_another_one(told: Bank) -> None:
    functions = b"func Up() {\n\tu := 1\n\tLast = &u\n}\n\nfunc Down() int {\n\tu := 2\n\treturn u\n}\n"
    twice = b"package p\n\nvar Last *int\n\n" + functions
    up = EXERCISE.replace("function: Open", "function: Up").replace("RETURNED", "STORED_GLOBAL")
    down = OF_STACK.replace("function: Open", "function: Down")
    (problem,) = told(twice.replace(b"u := 1", b"u := 3"), down, one=twice, one_yaml=up)
    assert problem == "`other` does not ask about the same `u`, but about `u` (line 11)"


def test_a_variable_may_move_to_another_line_by_the_edit(told: Bank) -> None:
    inside = b"package p\n\nfunc Open() *int {\n\tu := 1\n\treturn &u\n}\n"
    outside = b"package p\n\nvar u = 1\n\nfunc Open() *int {\n\treturn &u\n}\n"
    static = EXERCISE.replace(
        "  function: Open\nexpect: heap", "expect: static\nplaces: [stack, heap, static]"
    ).replace("reason: RETURNED", "reason: PACKAGE_LEVEL")
    assert told(outside, static, one=inside) == []


LOOP = b"""package p

func Open() int {
	var last *int
	for u := 0; u < 3; u++ {
		last = &u
	}
	return *last
}
"""
TODAY = EXERCISE.replace("reason: RETURNED", "reason: OUTLIVES_LOOP")
BEFORE = OF_STACK.replace("ADDRESS_NEVER_TAKEN", "ALIAS_STAYS").replace("expect: stack", 'expect: stack\ngo: "1.21"')


def test_the_same_program_in_an_older_language_is_a_pair(told: Bank) -> None:
    assert told(LOOP, BEFORE, one=LOOP, one_yaml=TODAY) == []


def test_an_edit_of_both_program_and_settings_is_two(told: Bank) -> None:
    assert told(LOOP.replace(b"u < 3", b"u < 4"), BEFORE, one=LOOP, one_yaml=TODAY) == [
        "`other` has another program and another `go:` or `flags:`: two edits, and nobody sees which one decides"
    ]


def test_the_edit_shows_settings_and_lines(tmp_path: Path) -> None:
    def judged(slug: str, yaml: str, go: bytes) -> JudgedExercise:
        exercise, problems = read_exercise(write_exercise(tmp_path, yaml, slug=slug, go=go))
        assert exercise, problems
        return judge_one(exercise, real_verdicts())

    today, before = judged("today", TODAY, LOOP), judged("before", BEFORE, LOOP)
    assert [line.text for line in edit_of_pair(before, today)] == ["-lang=go1.21", "-lang=go1.27"]
    sharing, copying = judged("sharing", EXERCISE, GO), judged("copying", OF_STACK, STAYING)
    assert [(line.is_added, line.number) for line in edit_of_pair(sharing, copying)] == [
        (False, 5), (True, 5), (False, 7), (True, 7),
    ]  # fmt: skip
    assert find_flaw(sharing, copying) is None
    assert find_flaw(copying, sharing) is None


def test_whoever_asks_about_all_variables_asks_about_each(told: Bank) -> None:
    three = (b"name string", b"name, title string")
    assert told(STAYING.replace(*three), one_yaml=MARKING, one=GO.replace(*three)) == []
    unmoved = GO.replace(*three).replace(b"Name: name", b"Name: title")
    assert told(unmoved, MARKING, one_yaml=MARKING, one=GO.replace(*three)) == [
        "No variable has another place in `other`"
    ]
