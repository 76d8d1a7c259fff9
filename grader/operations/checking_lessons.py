"""A lesson's texts held against its programs, and what they claim against the compiler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.catalog.asked import VariableAsked
from grader.catalog.asking import VerdictSource, matching_declarations
from grader.catalog.catalog import Lesson
from grader.catalog.lesson_schema import LessonClaim
from grader.catalog.lessons import Program, lesson_blocks, lesson_problems
from grader.catalog.problems import Problem, did_you_mean
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.errors import NotJudged, ProgramError
from grader.escape.values import Place, Verdict
from grader.operations.program_problems import beside, not_judged, program_problems
from grader.operations.unfound import why_no_variable


def find_problems(lesson: Lesson, verdicts: VerdictSource) -> Iterator[Problem]:
    """Everything that is wrong with a lesson. Never raises for what is in it."""
    yield from lesson_problems(lesson)
    judged: dict[str, Verdict] = {}
    for name, source in lesson.programs.items():
        try:
            judged[name] = verdicts((source,))
        except ProgramError as error:
            yield from program_problems(error, lesson.document)
        except NotJudged as error:
            yield not_judged(name, lesson.document, error)
    yield from _shown_problems(lesson)
    for index, claim in enumerate(lesson.content.expect):
        yield from _claim_problems(lesson, claim, ("expect", index), judged)


def _shown_problems(lesson: Lesson) -> Iterator[Problem]:
    """Program fences that name no variable of their program."""
    for language in lesson.texts:
        for block in lesson_blocks(lesson, language):
            if not isinstance(block, Program) or block.file not in lesson.programs:
                continue
            asked = VariableAsked(variable=block.variable, function=block.function)
            if len(matching_declarations(asked, lesson.programs[block.file])) != 1:
                what, instead = why_no_variable(asked, lesson.programs[block.file], "This")
                instead = instead.replace("`function:` or `line:`", "`in FUNCTION`")
                file = beside(lesson.document, f"{language}.md")
                yield Problem(file=file, line=block.line, column=1, what=what, instead=instead)


def _claim_problems(
    lesson: Lesson, claim: LessonClaim, path: YamlPath, judged: Mapping[str, Verdict]
) -> Iterator[Problem]:
    source = lesson.programs.get(claim.program)
    if source is None:
        what = f"The lesson has no program `{claim.program}`"
        yield _at(lesson.document, (*path, "program"), what, did_you_mean(claim.program, lesson.programs))
        return
    asked = VariableAsked(variable=claim.variable, function=claim.function, line=claim.line)
    places = [each.at for each in matching_declarations(asked, source)]
    if len(places) != 1:
        yield _at(lesson.document, (*path, "variable"), *why_no_variable(asked, source))
    elif claim.program in judged:
        found = next((each for each in judged[claim.program].variables if each.at == places[0]), None)
        place, line = (found.place, found.line) if found else (Place.UNKNOWN, "")
        if place is not claim.place:
            what = f"The lesson says that `{claim.variable}` is {claim.place}, the compiler {place}: `{line}`"
            yield _at(lesson.document, (*path, "place"), what, f"Write `place: {place}`, and mend the text")


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
