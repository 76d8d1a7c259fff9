"""Exercises and lessons held against the real compiler."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.loader import read_exercise, read_lesson
from grader.escape.values import Place, Position, Reason, SourceFile, Verdict
from grader.operations.checked import Checked
from grader.operations.checking import check_bank, check_exercise, check_lesson
from tests.real_verdicts import real_verdicts
from tests.sample_bank import EXERCISE, GO, LESSON, replaced, write_exercise, write_lesson

SENDING = GO.replace(b"type User", b"var Last chan *User\n\ntype User").replace(b"return", b"Last <- &u\n\treturn")


def exercise_in(bank: Path, yaml: str = EXERCISE, go: bytes = GO, slug: str = "open-session") -> Exercise:
    folder = write_exercise(bank, yaml, go=go, slug=slug)
    exercise, problems = read_exercise(folder)
    assert exercise is not None, problems
    return exercise


def lesson_in(bank: Path, yaml: str = LESSON, go: bytes = GO) -> Lesson:
    lesson, problems = read_lesson(write_lesson(bank, yaml, go=go))
    assert lesson is not None, problems
    return lesson


def told(checked: Checked) -> list[str]:
    """The problems, files named from their own folder."""
    prefix = f"{checked.of.folder}/"
    return [str(problem).removeprefix(prefix) for problem in checked.problems if not problem.is_warning]


def told_of_exercise(bank: Path, yaml: str = EXERCISE, go: bytes = GO) -> list[str]:
    return told(check_exercise(exercise_in(bank, yaml, go), real_verdicts()))


def test_a_sound_exercise_has_no_problem_and_its_reasons_are_computed(tmp_path: Path) -> None:
    checked = check_exercise(exercise_in(tmp_path), real_verdicts())
    assert told(checked) == []
    assert checked.subject is not None
    assert (checked.subject.place, checked.subject.reasons) == (Place.HEAP, (Reason.RETURNED,))


def test_a_wrong_claim_is_contradicted_with_the_compilers_line(tmp_path: Path) -> None:
    (problem,) = told_of_exercise(tmp_path, replaced("expect: heap", "expect: stack"))
    assert problem.startswith("exercise.yaml:8:9: You expect `u` to be on the stack, the compiler says on the heap:")
    assert "`open.go:6:2: moved to heap: u`" in problem


def test_a_distractor_that_is_true_and_a_key_that_is_not_are_refused(tmp_path: Path) -> None:
    problems = told_of_exercise(tmp_path, go=SENDING.replace(b"return &u", b"return nil"))
    assert [problem.split(";")[0].split(": `open.go")[0] for problem in problems] == [
        "exercise.yaml:10:13: `RETURNED` has no feedback, as if it were true",
        "exercise.yaml:11:13: `SENT` has feedback, as a distractor, and is true",
    ]


def test_two_true_reasons_may_both_be_offered(tmp_path: Path) -> None:
    yaml = EXERCISE.replace("    feedback: {en: There is no channel., zh: 这里没有通道。}\n", "")
    checked = check_exercise(exercise_in(tmp_path, yaml, SENDING), real_verdicts())
    assert told(checked) == []
    assert any("2 reasons offered are true" in str(problem) for problem in checked.problems)


def test_a_program_that_does_not_compile_has_the_compilers_message_at_its_line(tmp_path: Path) -> None:
    problems = told_of_exercise(tmp_path, go=GO.replace(b"Name: name", b"Nam: name"))
    assert len(problems) == 1
    assert problems[0].startswith("open.go:6:12: unknown field Nam")


def test_every_message_of_the_compiler_is_told(tmp_path: Path) -> None:
    problems = told_of_exercise(tmp_path, go=b"package p\n\nfunc Open() {\n\tu := 1\n\tv := w\n}\n")
    assert [problem.split(":")[1] for problem in problems] == ["4", "5", "5"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("variable: u", "variable: name", []),
        ("variable: u", "variable: usr", ["declares no variable `usr`", "Known here: `name`, `u`."]),
        ("function: Open", "function: Close", ["does not say which `u` is meant", "from Open (line 6)"]),
        ("function: Open", "line: 7", ["does not say which `u` is meant"]),
        ("variable: u\n  function: Open", 'allocation: "&User{...}"\n  line: 6', ["No allocations `&User{...}`"]),
    ],
)
def test_what_is_asked_has_to_be_there(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    problems = " ".join(told_of_exercise(tmp_path, replaced(old, new)))
    assert all(words in problems for words in expected), problems


def test_a_name_that_is_declared_twice_has_to_be_told_apart(tmp_path: Path) -> None:
    go = b"package p\n\nfunc Open() *int {\n\tu := 1\n\tif u > 0 {\n\t\tu := 2\n\t\treturn &u\n\t}\n\treturn nil\n}\n"
    (problem,) = told_of_exercise(tmp_path, go=go)
    assert "`ask` does not say which `u` is meant" in problem
    assert "Open (line 4), Open (line 6)" in problem
    assert told_of_exercise(tmp_path, replaced("function: Open", "line: 6"), go) == []


def test_an_allocation_can_be_asked_for(tmp_path: Path) -> None:
    go = GO.replace(b"u := User{Name: name}\n\treturn &u", b"return &User{Name: name}")
    yaml = replaced("variable: u\n  function: Open", 'allocation: "&User{...}"\n  line: 6')
    checked = check_exercise(exercise_in(tmp_path, yaml, go), real_verdicts())
    assert told(checked) == []
    assert checked.subject is not None
    assert checked.subject.reasons == (Reason.RETURNED,)


def test_language_version_and_flags_reach_the_compiler(tmp_path: Path) -> None:
    asked: list[tuple[str | None, tuple[str, ...]]] = []

    def verdicts(
        files: tuple[SourceFile, ...],
        /,
        *,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
        explained: tuple[Position, ...] = (),
    ) -> Verdict:
        asked.append((lang, flags))
        return real_verdicts()(files, lang=lang, flags=flags, explained=explained)

    yaml = replaced("expect: heap", 'expect: heap\ngo: "1.21"\nflags: [-l]')
    assert told(check_exercise(exercise_in(tmp_path, yaml), verdicts)) == []
    assert asked == [("1.21", ("-l",))]


def test_companions_have_to_exist(tmp_path: Path) -> None:
    write_lesson(tmp_path)
    exercise_in(tmp_path, slug="close-session")
    assert told_of_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 2\ncontrast: close-session")) == []
    assert told_of_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 2\ncontrast: close-sesion")) == [
        "exercise.yaml:4:11: There is no exercise `close-sesion`. Did you mean `close-session`?"
    ]
    assert told_of_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 2\ncontrast: open-session")) == [
        "exercise.yaml:4:11: An exercise cannot be its own minimal pair. Name another, or none."
    ]


def test_a_lesson_that_is_not_there_yet_is_a_warning(tmp_path: Path) -> None:
    checked = check_exercise(exercise_in(tmp_path), real_verdicts())
    assert [problem.what for problem in checked.problems if problem.is_warning] == ["There is no lesson 4 yet"]


def test_a_sound_lesson_has_no_problem(tmp_path: Path) -> None:
    assert told(check_lesson(lesson_in(tmp_path), real_verdicts())) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "place: heap",
            "place: stack",
            "lesson.yaml:5:44: The lesson says that `u` is stack, the compiler heap: `open.go",
        ),
        (
            "program: open.go",
            "program: opn.go",
            "lesson.yaml:5:15: The lesson has no program `opn.go`. Did you mean `open.go`?",
        ),
        ("variable: u", "variable: v", "lesson.yaml:5:34: open.go declares no variable `v`."),
        (
            "place: heap",
            "place: heap, reasons: [RETURNED, SENT]",
            "lesson.yaml:5:59: The lesson says SENT of `u`, the compiler RETURNED: `open.go:6:2: moved to heap: u`.",
        ),
        (
            "place: heap",
            "place: heap, inlined: stack",
            "lesson.yaml:5:59: The lesson says that the inlined copies of `u` are stack, the compiler has none.",
        ),
        (
            "variable: u",
            'allocation: "&User{...}", line: 7',
            "lesson.yaml:5:36: No allocations `&User{...}` are in line 7 of open.go. The compiler names none.",
        ),
    ],
)
def test_a_lessons_claims_are_held_against_the_compiler(tmp_path: Path, old: str, new: str, expected: str) -> None:
    (problem,) = told(check_lesson(lesson_in(tmp_path, replaced(old, new, LESSON)), real_verdicts()))
    assert problem.startswith(expected)


def test_a_lessons_programs_have_to_compile_and_to_have_what_is_shown(tmp_path: Path) -> None:
    broken = told(check_lesson(lesson_in(tmp_path, go=GO.replace(b"return &u", b"return u")), real_verdicts()))
    assert len(broken) == 1
    assert broken[0].startswith("open.go:7:9: cannot use u")
    renamed = GO.replace(b"u := User", b"v := User").replace(b"&u", b"&v")
    yaml = replaced("variable: u", "variable: v", LESSON)
    assert [
        line.split(". ")[0] for line in told(check_lesson(lesson_in(tmp_path, yaml, renamed), real_verdicts()))
    ] == [f"{language}.md:6:1: open.go declares no variable `u`" for language in ("en", "zh")]


def test_a_bank_is_checked_in_order_with_progress_and_gofmt(tmp_path: Path) -> None:
    items: list[Exercise | Lesson] = [
        exercise_in(tmp_path, slug="b", go=GO + b"\n"),
        lesson_in(tmp_path),
        exercise_in(tmp_path, slug="a"),
    ]
    seen: list[tuple[int, int, str]] = []
    checked = check_bank(items, real_verdicts(), real_verdicts().installed, lambda *done: seen.append(done))
    assert [each.of for each in checked] == items
    assert seen == [(1, 3, "b"), (2, 3, "04-sharing-up"), (3, 3, "a")]
    assert [told(each) for each in checked] == [
        ["open.go:9:1: gofmt writes this otherwise. Run `gofmt -w open.go`."],
        [],
        [],
    ]


ALIASED = b"""package open

func last() *int {
	var p *int
	for i := 0; i < 3; i++ {
		p = &i
	}
	return first(p)
}

func first(p *int) *int { return p }

func Open() int {
	q := new(int)
	return *first(q)
}
"""


@pytest.mark.parametrize(
    "claim",
    [
        '{program: open.go, allocation: "new(int)", line: 14, place: stack}',
        '{program: open.go, allocation: "new(int)", line: 14, place: stack, reasons: [SHARED_DOWN]}',
        "{program: open.go, variable: i, place: heap, reasons: [OUTLIVES_LOOP]}",
        '{program: open.go, variable: i, place: heap, go: "1.21", reasons: [RETURNED]}',
        "{program: open.go, variable: q, place: stack, flags: [-l]}",
        "{program: open.go, variable: p, function: first, place: stack, inlined: stack}",
    ],
)
def test_a_lesson_may_claim_allocations_reasons_versions_and_flags(tmp_path: Path, claim: str) -> None:
    yaml = LESSON.partition("expect:")[0] + f"expect:\n  - {claim}\n"
    lesson = lesson_in(tmp_path, yaml, ALIASED)
    told_of_claims = [line for line in told(check_lesson(lesson, real_verdicts())) if line.startswith("lesson.yaml")]
    assert told_of_claims == []


def test_a_claim_about_a_version_that_does_not_compile_the_program_is_told(tmp_path: Path) -> None:
    yaml = replaced("place: heap", 'place: heap, go: "1.21"', LESSON)
    newer = GO.replace(b"return &u", b"for range 3 {\n\t\tu.Name += name\n\t}\n\treturn &u")
    (problem,) = told(check_lesson(lesson_in(tmp_path, yaml, newer), real_verdicts()))
    assert problem.startswith("lesson.yaml:5:5: With `go:` and `flags:` of this claim the program does not compile")
    assert "Claim it of a version that compiles it" in problem
