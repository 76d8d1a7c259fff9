"""Holding an author's example edits against the compiler, by the same judge as students' edits."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject, VerdictSource, name_of
from grader.catalog.catalog import Exercise
from grader.catalog.content.fix_it import FixIt, Solution, WrongEdit
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlPath
from grader.errors import AnswerInvalid, NotJudged, ProgramError
from grader.escape.values import Verdict
from grader.grading.fixing.judge import Fix, find_counterparts, judge_fix
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.fixing.program import EditableProgram, clean_edit, require_moderate
from grader.operations.fixing import require_honest_edit
from grader.toolchain.prefilter import check_source


def check_edits(
    exercise: Exercise, content: FixIt, verdict: Verdict, subject: Subject, verdicts: VerdictSource
) -> Iterator[Problem]:
    """Judge every solution and every wrong edit; a problem for each that does not turn out as the author says."""
    fix = _fix(exercise, content, verdict, subject)
    if len(find_counterparts(subject, verdict)) > 1:
        what = f"An edited program would not tell which `{name_of(content.ask)}` is meant"
        yield _at(exercise, ("ask",), what, "Give it a name, or a type, that nothing else in its function has")
    for index, solution in enumerate(content.solutions):
        yield from _check_edit(exercise, ("solutions", index), solution, fix, verdicts)
    for index, wrong in enumerate(content.wrong):
        yield from _check_edit(exercise, ("wrong", index), wrong, fix, verdicts)


def tell_solutions(
    exercise: Exercise, content: FixIt, verdict: Verdict, subject: Subject, verdicts: VerdictSource
) -> str:
    """Say how the solutions turn out, with whatever version of Go these verdicts are of."""
    fix = _fix(exercise, content, verdict, subject)
    told: list[str] = []
    for solution in content.solutions:
        try:
            told.append(_told(_judge(exercise, solution, fix, verdicts)))
        except (ProgramError, NotJudged, AnswerInvalid):
            told.append("is not judged")
    return ", ".join(told)


def _fix(exercise: Exercise, content: FixIt, verdict: Verdict, subject: Subject) -> Fix:
    return Fix(
        original=exercise.source,
        verdict=verdict,
        asked=subject,
        goal=content.goal,
        reasons=frozenset(content.reasons),
    )


def _check_edit(
    exercise: Exercise, path: YamlPath, claim: Solution | WrongEdit, fix: Fix, verdicts: VerdictSource
) -> Iterator[Problem]:
    try:
        outcome = _judge(exercise, claim, fix, verdicts)
    except ProgramError as error:
        yield _at(exercise, (*path, "edit"), f"The edit is not accepted: {error.messages[0]}", "Mend it")
    except (AnswerInvalid, NotJudged) as error:
        yield _at(exercise, (*path, "edit"), f"The edit is not judged: {str(error).rstrip('.')}", "Mend it")
    else:
        yield from _compare(exercise, path, claim, outcome)


def _judge(exercise: Exercise, claim: Solution | WrongEdit, fix: Fix, verdicts: VerdictSource) -> FixOutcome:
    content = exercise.content
    program = EditableProgram(source=exercise.source, parts=content.editable if isinstance(content, FixIt) else ())
    parts = tuple(map(clean_edit, claim.edit))
    require_moderate(program, parts)
    edited = program.with_edits(parts)
    check_source(edited)
    verdict = verdicts((edited,), lang=content.go, flags=content.flags)
    require_honest_edit(program, parts)
    outcome = judge_fix(fix, edited, verdict)
    if outcome.failure is not Failure.REASON:
        return outcome
    at = find_counterparts(fix.asked, verdict)[0].at
    return judge_fix(fix, edited, verdicts((edited,), lang=content.go, flags=content.flags, explained=(at,)))


def _compare(exercise: Exercise, path: YamlPath, claim: Solution | WrongEdit, outcome: FixOutcome) -> Iterator[Problem]:
    expected = Failure(claim.fails) if isinstance(claim, WrongEdit) else None
    if outcome.failure is not expected:
        said = f": `{outcome.said}`" if outcome.said else ""
        what = f"The edit {_told(outcome)}{said}"
        instead = "Mend the edit" if expected is None else "Write what it does, or change the edit"
        yield _at(exercise, (*path, "edit" if expected is None else "fails"), what, instead)
    elif isinstance(claim, WrongEdit) and claim.reason and claim.reason not in outcome.reasons:
        what = f"`{claim.reason}` does not hold after this edit, but {', '.join(outcome.reasons) or 'nothing known'}"
        yield _at(exercise, (*path, "reason"), what, "Write a reason that holds, or none")


def _told(outcome: FixOutcome) -> str:
    if outcome.failure is None:
        return "is right"
    where = f" (line {outcome.line})" if outcome.line else ""
    return f"fails by `{outcome.failure}`: `{outcome.name}`{where}"


def _at(exercise: Exercise, path: YamlPath, what: str, instead: str) -> Problem:
    return exercise.document.problem_at(exercise.document.spot_of_value(path), what, instead)
