"""A lesson's texts held against its programs, and what they claim against the compiler."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asked import VariableAsked
from grader.catalog.asking import (
    Subject,
    VerdictSource,
    find_subject,
    judge_asked,
    matching_declarations,
    name_of,
)
from grader.catalog.catalog import Lesson
from grader.catalog.lesson_schema import AllocationClaim, LessonClaim
from grader.catalog.lessons import Program, lesson_blocks, lesson_problems
from grader.catalog.problems import Problem, did_you_mean
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.errors import NotJudged, ProgramError
from grader.escape.values import SourceFile, Verdict
from grader.operations.program_problems import beside, not_judged, program_problems
from grader.operations.unfound import why_no_variable, why_unfound


def find_problems(lesson: Lesson, verdicts: VerdictSource) -> Iterator[Problem]:
    """Everything that is wrong with a lesson. Never raises for what is in it."""
    yield from lesson_problems(lesson)
    sound: set[str] = set()
    for name, source in lesson.programs.items():
        try:
            verdicts((source,))
        except ProgramError as error:
            yield from program_problems(error, lesson.document)
        except NotJudged as error:
            yield not_judged(name, lesson.document, error)
        else:
            sound.add(name)
    yield from _shown_problems(lesson)
    for index, claim in enumerate(lesson.content.expect):
        source_named = lesson.programs.get(claim.program)
        path: YamlPath = ("expect", index)
        if source_named is None:
            what = f"The lesson has no program `{claim.program}`"
            yield _at(lesson.document, (*path, "program"), what, did_you_mean(claim.program, lesson.programs))
        elif claim.program in sound:
            yield from _claim_problems(lesson, claim, path, verdicts)


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


def _claim_problems(lesson: Lesson, claim: LessonClaim, path: YamlPath, verdicts: VerdictSource) -> Iterator[Problem]:
    """Hold a claim about a program that compiles against the compiler, asked as the claim says."""
    document, source = lesson.document, lesson.programs[claim.program]
    try:
        verdict, subject = _ask(claim, source, verdicts)
    except ProgramError as error:
        what = f"With `go:` and `flags:` of this claim the program does not compile: {error}"
        yield _at(document, path, what, "Claim it of a version that compiles it")
        return
    except NotJudged as error:
        yield not_judged(claim.program, document, error)
        return
    if subject is None:
        yield _at(document, (*path, _key(claim)), *why_unfound(claim, source, verdict, "This"))
        return
    for key, what, instead in _contradictions(claim, subject):
        yield _at(document, (*path, key), what, instead)


def _contradictions(claim: LessonClaim, subject: Subject) -> Iterator[tuple[str, str, str]]:
    """The key of each part of a claim that does not hold, what is wrong, and what to write instead."""
    name, says = name_of(claim), f": `{subject.line}`" if subject.line else ""
    copies = {copy.place for copy in subject.copies if copy.where == "inlined"}
    if subject.place is not claim.place:
        what = f"The lesson says that `{name}` is {claim.place}, the compiler {subject.place}{says}"
        yield "place", what, f"Write `place: {subject.place}`, and mend the text"
    elif wrong := [reason for reason in claim.reasons if reason not in subject.reasons]:
        what = f"The lesson says {', '.join(wrong)} of `{name}`, the compiler {', '.join(subject.reasons)}{says}"
        yield "reasons", what, "Mend the text, and write what holds"
    if claim.inlined and copies != {claim.inlined}:
        found = ", ".join(sorted(copies)) or "has none"
        what = f"The lesson says that the inlined copies of `{name}` are {claim.inlined}, the compiler {found}"
        yield "inlined", what, "Mend the text, and write what holds"


def _ask(claim: LessonClaim, source: SourceFile, verdicts: VerdictSource) -> tuple[Verdict, Subject | None]:
    """Ask for all reasons where the claim gives some: they cost further runs of the compiler."""
    if claim.reasons:
        return judge_asked(claim, source, verdicts, lang=claim.go, flags=claim.flags)
    verdict = verdicts((source,), lang=claim.go, flags=claim.flags)
    return verdict, find_subject(claim, source, verdict)


def _key(claim: LessonClaim) -> str:
    return "allocation" if isinstance(claim, AllocationClaim) else "variable"


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
