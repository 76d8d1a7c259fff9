"""Example edits of authors, judged as students' are."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.asking import judge_exercise
from grader.catalog.content.fix_it import FixIt
from grader.catalog.loader import read_exercise
from grader.operations.checking import check_exercise
from grader.operations.fix_checking import tell_solutions
from tests.real_verdicts import real_verdicts
from tests.sample_bank import replaced, write_exercise

FIX_IT = """\
kind: fix-it
title: {en: A session keeps its user, zh: 会话留住了用户}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask: {variable: u, function: Open}
goal: stack
editable: [[5, 8]]
solutions:
  - edit: ["func Open(name string) User {\\n\\tu := User{Name: name}\\n\\treturn u\\n}"]
wrong:
  - edit: ["func Open(name string) *User {\\n\\tu := User{Name: name}\\n\\tp := &u\\n\\treturn p\\n}"]
    fails: place
    reason: RETURNED
    feedback: {en: The pointer leaves all the same., zh: 指针还是离开了。}
explanation: {en: A copy is returned., zh: 返回的是副本。}
"""


def told(bank: Path, yaml: str = FIX_IT) -> list[str]:
    folder = write_exercise(bank, yaml)
    exercise, problems = read_exercise(folder)
    if exercise is not None:
        problems = check_exercise(exercise, real_verdicts()).problems
    return [str(problem).rpartition("exercise.yaml:")[2] for problem in problems if not problem.is_warning]


def test_edits_that_turn_out_as_they_are_said_to_have_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_a_solution_that_is_none_is_told_with_the_compilers_line(tmp_path: Path) -> None:
    (problem,) = told(
        tmp_path, replaced("return u\\n", "return &u\\n", FIX_IT.replace("string) User", "string) *User"))
    )
    assert problem == "10:11: The edit fails by `place`: `u` (line 6): `moved to heap: u`. Mend the edit."


def test_a_wrong_edit_that_is_right_or_fails_otherwise_is_told(tmp_path: Path) -> None:
    right = FIX_IT.replace(
        "*User {\\n\\tu := User{Name: name}\\n\\tp := &u\\n\\treturn p",
        "User {\\n\\tu := User{Name: name}\\n\\treturn u",
    )
    assert told(tmp_path, right) == ["13:12: The edit is right. Write what it does, or change the edit."]
    copied = FIX_IT.replace("p := &u\\n\\treturn p", "p := u\\n\\treturn &p")
    assert told(tmp_path, copied) == [
        "13:12: The edit fails by `elsewhere`: `p` (line 7). Write what it does, or change the edit."
    ]


def test_a_reason_that_does_not_hold_after_a_wrong_edit_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, FIX_IT.replace("reason: RETURNED", "reason: SENT"))
    assert problem == "14:13: `SENT` does not hold after this edit, but RETURNED. Write a reason that holds, or none."


def test_edits_that_do_not_compile_or_are_not_accepted_are_told_with_the_place(tmp_path: Path) -> None:
    (unknown,) = told(tmp_path, FIX_IT.replace("\\treturn u\\n", "\\treturn v\\n"))
    assert "The edit is not accepted: open.go:6:2: declared and not used: u" in unknown
    (added,) = told(tmp_path, FIX_IT.replace("\\treturn u\\n}", "\\treturn u\\n}\\n\\nfunc init() {}"))
    assert "open.go:10:1: the function init is new" in added
    (line,) = told(
        tmp_path, FIX_IT.replace("\\treturn u\\n}", "\\treturn u //line x.go:1\\n}").replace("u //", "u\\n//")
    )
    assert "line directives are not accepted" in line
    (long,) = told(tmp_path, FIX_IT.replace("\\treturn u\\n}", "\\n" * 20 + "\\treturn u\\n}"))
    assert "Of lines 5 to 8 there are too many lines: 16 are allowed" in long


def test_a_goal_that_is_reached_already_is_refused(tmp_path: Path) -> None:
    (problem, *_) = told(tmp_path, FIX_IT.replace("goal: stack", "goal: heap"))
    assert problem == "7:7: `u` is on the heap as it is. Write `goal: stack`, or change the program."


def test_parts_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for parts in ("[[8, 5]]", "[[1, 8]]", "[[5, 6], [7, 8]]", "[[5, 6], [6, 8]]"):
        (problem, *_) = told(tmp_path, FIX_IT.replace("[[5, 8]]", parts))
        assert "where that cannot be. Name parts in order" in problem
    (problem, *_) = told(tmp_path, FIX_IT.replace("[[5, 8]]", "[[5, 80]]"))
    assert problem == "8:12: open.go has 8 lines. Name a part that it has."
    (problem,) = told(tmp_path, FIX_IT.replace("[[5, 8]]", "[[2, 2], [5, 8]]"))
    assert "An `edit` has 1 texts for 2 parts" in problem


def test_a_name_that_an_edit_could_confuse_is_refused(tmp_path: Path) -> None:
    twice = (
        b"package open\n\ntype User struct{ Name string }\n\nfunc Open(name string) *User {\n"
        b"\tif u := (User{}); u.Name == name {\n\t\treturn nil\n\t}\n\tu := User{Name: name}\n\treturn &u\n}\n"
    )
    folder = write_exercise(
        tmp_path,
        FIX_IT.replace("function: Open}", "function: Open, line: 9}").replace("[[5, 8]]", "[[9, 10]]"),
        go=twice,
    )
    exercise, problems = read_exercise(folder)
    assert exercise is not None, problems
    problems = check_exercise(exercise, real_verdicts()).problems
    assert any("An edited program would not tell which `u` is meant" in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("solution", "expected"),
    [
        ("return u\\n", "is right"),
        ("p := new(User)\\n\\t*p = u\\n\\treturn *p\\n", "is right"),
        ("Last = &u\\n\\treturn u\\n", "is not judged"),
        ("return func() User {\\n\\t\\tu.Name = name\\n\\t\\treturn u\\n\\t}()\\n", "is right"),
        ("f := func() {\\n\\t\\tgo println(&u)\\n\\t}\\n\\tf()\\n\\treturn u\\n", "fails by `place`: `u` (line 6)"),
    ],
)
def test_how_solutions_turn_out_is_told_of_each_version(tmp_path: Path, solution: str, expected: str) -> None:
    folder = write_exercise(tmp_path, FIX_IT.replace("return u\\n", solution, 1))
    exercise, problems = read_exercise(folder)
    assert exercise is not None, problems
    assert isinstance(exercise.content, FixIt)
    verdict, subject = judge_exercise(exercise.content, exercise.source, real_verdicts())
    assert subject is not None
    assert tell_solutions(exercise, exercise.content, verdict, subject, real_verdicts()) == expected
