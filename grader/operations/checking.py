"""Checking the bank: every claim of its authors held against the compiler."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import assert_never

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.asking import (
    Subject,
    VerdictSource,
    judge_exercise,
    matching_allocations,
    matching_declarations,
    name_of,
)
from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.claims import claim_problems, form_problems
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.lesson_schema import LessonClaim
from grader.catalog.lessons import Program, lesson_blocks, lesson_problems
from grader.catalog.loader import EXERCISE_FILE, LESSONS_FOLDER
from grader.catalog.mark_claims import mark_all_problems
from grader.catalog.problems import Problem, did_you_mean
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.errors import NotJudged, ProgramError
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import Place, SourceFile, Verdict
from grader.operations.checked import Checked
from grader.operations.checking_variants import unformatted_variant, variant_problems
from grader.toolchain.gofmt import find_unformatted
from grader.toolchain.installed import Installed

_AT_ONCE = 2 * (os.cpu_count() or 1)
"""Programs that are judged at once: two for each core, since a run of the compiler often waits for a file or a pipe."""

OnProgress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the last one."""


def check_bank(
    items: Sequence[Exercise | Lesson], verdicts: VerdictSource, installed: Installed, on_progress: OnProgress
) -> tuple[Checked, ...]:
    """Check everything, several things at once, in the order given. Raises NotJudged when gofmt does not work."""
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE)
    try:
        formatting = pool.submit(_format_problems, items, installed)
        programs = [program for item in items for program in _programs_of(item)]
        checked: list[Checked] = []
        for done, found in enumerate(pool.map(lambda program: _check(program, verdicts), programs), 1):
            checked.append(found)
            on_progress(done, len(programs), found.of.folder.name)
        layout = formatting.result()
    finally:
        pool.shutdown(cancel_futures=True)  # after an error or Ctrl+C nothing new is begun
    return tuple(_joined(group, layout) for group in _by_item(checked))


def check_exercise(exercise: Exercise, verdicts: VerdictSource) -> Checked:
    """Hold one exercise against the compiler. Never raises for what is in it: problems say what is wrong."""
    problems = [*_companion_problems(exercise), *form_problems(exercise.content, exercise.source, exercise.document)]
    subject = None
    try:
        verdict, subject = judge_exercise(exercise.content, exercise.source, verdicts)
    except ProgramError as error:
        problems += _program_problems(error, exercise.document)
    except NotJudged as error:
        problems.append(_not_judged(exercise.source.name, exercise.document, error))
    else:
        problems += _claim_problems(exercise, verdict, subject)
    return Checked(of=exercise, subject=subject, problems=tuple(problems))


def _claim_problems(exercise: Exercise, verdict: Verdict, subject: Subject | None) -> Iterable[Problem]:
    content = exercise.content
    if isinstance(content, MarkAll):
        return mark_all_problems(content, exercise.source, verdict, exercise.document)
    if subject is None:
        return [_not_found(exercise, content.ask, verdict)]
    return claim_problems(content, subject, exercise.document)


def check_lesson(lesson: Lesson, verdicts: VerdictSource) -> Checked:
    """Hold a lesson's claims and programs against the compiler. Never raises for what is in it."""
    problems = list(lesson_problems(lesson))
    judged: dict[str, Verdict] = {}
    for name, source in lesson.programs.items():
        try:
            judged[name] = verdicts((source,))
        except ProgramError as error:
            problems += _program_problems(error, lesson.document)
        except NotJudged as error:
            problems.append(_not_judged(name, lesson.document, error))
    problems += _shown_problems(lesson)
    for index, claim in enumerate(lesson.content.expect):
        problems += _lesson_claim_problems(lesson, claim, ("expect", index), judged)
    return Checked(of=lesson, problems=tuple(problems))


def _programs_of(item: Exercise | Lesson) -> Sequence[Exercise | Lesson]:
    """What is judged by itself: an exercise and each of its variants, or a lesson."""
    return item.all_variants if isinstance(item, Exercise) else (item,)


def _by_item(checked: Iterable[Checked]) -> Iterator[list[Checked]]:
    """What belongs together: an exercise, then its variants."""
    return (list(group) for _, group in groupby(checked, key=lambda each: each.of.folder))


def _joined(group: Sequence[Checked], layout: Mapping[Path, Sequence[Problem]]) -> Checked:
    """An exercise with all that is wrong with it and its variants."""
    first, *variants = group
    problems = [*first.problems, *layout.get(first.of.folder, ())]
    for each in variants:
        problems += variant_problems(first, each)
    return replace(first, problems=tuple(sorted(problems)))


def _check(item: Exercise | Lesson, verdicts: VerdictSource) -> Checked:
    match item:
        case Exercise():
            return check_exercise(item, verdicts)
        case Lesson():
            return check_lesson(item, verdicts)
        case _:
            assert_never(item)


def _companion_problems(exercise: Exercise) -> Iterator[Problem]:
    """The minimal pair and the lesson that the exercise names have to be there."""
    bank, content, document = exercise.folder.parent, exercise.content, exercise.document
    contrast = content.contrast
    if contrast == exercise.slug:
        yield _at(document, ("contrast",), "An exercise cannot be its own minimal pair", "Name another, or none")
    elif contrast and not (bank / contrast / EXERCISE_FILE).is_file():
        others = [path.parent.name for path in bank.glob(f"*/{EXERCISE_FILE}")]
        yield _at(document, ("contrast",), f"There is no exercise `{contrast}`", did_you_mean(contrast, others))
    if not any((bank / LESSONS_FOLDER).glob(f"{content.lesson:02}-*/lesson.yaml")):
        what, instead = f"There is no lesson {content.lesson} yet", "Write its lesson.yaml: a title and a summary"
        yield _at(document, ("lesson",), what, instead, is_warning=True)


def _not_found(exercise: Exercise, asked: Asked, verdict: Verdict) -> Problem:
    """Why nothing, or too much, is meant by `ask`."""
    document, source = exercise.document, exercise.source
    match asked:
        case VariableAsked():
            return _at(document, ("ask",), *_wrong_variable(asked, source))
        case AllocationAsked():
            found = matching_allocations(asked, verdict)
            what = f"{len(found) or 'No'} allocations `{name_of(asked)}` are in line {asked.line} of {source.name}"
            known = [f"`{each.expression}` (line {each.at.line})" for each in verdict.allocations]
            return _at(document, ("ask",), what, "The compiler names " + (", ".join(known) or "none"))
        case _:
            assert_never(asked)


def _wrong_variable(asked: VariableAsked, source: SourceFile) -> tuple[str, str]:
    if len(matching_declarations(asked, source)) == 1:
        return f"The compiler says nothing of `{asked.variable}`", "Ask about another variable"
    named = [each for each in find_declarations(source) if each.name == asked.variable]
    if not named:
        names = {each.name for each in find_declarations(source)}
        return f"{source.name} declares no variable `{asked.variable}`", did_you_mean(asked.variable, names)
    where = ", ".join(f"{each.function or 'the package'} (line {each.at.line})" for each in named)
    what = f"`ask` does not say which `{asked.variable}` is meant"
    return what, f"Choose by `function:` or `line:` from {where}"


def _shown_problems(lesson: Lesson) -> Iterator[Problem]:
    """Program fences that name no variable of their program."""
    for language in lesson.texts:
        for block in lesson_blocks(lesson, language):
            if not isinstance(block, Program) or block.file not in lesson.programs:
                continue
            asked = VariableAsked(variable=block.variable, function=block.function)
            if len(matching_declarations(asked, lesson.programs[block.file])) != 1:
                what, instead = _wrong_variable(asked, lesson.programs[block.file])
                instead = instead.replace("`function:` or `line:`", "`in FUNCTION`")
                file = _beside(lesson.document, f"{language}.md")
                yield Problem(file=file, line=block.line, column=1, what=what.replace("`ask`", "This"), instead=instead)


def _lesson_claim_problems(
    lesson: Lesson, claim: LessonClaim, path: YamlPath, judged: dict[str, Verdict]
) -> Iterator[Problem]:
    source = lesson.programs.get(claim.program)
    if source is None:
        what = f"The lesson has no program `{claim.program}`"
        yield _at(lesson.document, (*path, "program"), what, did_you_mean(claim.program, lesson.programs))
        return
    asked = VariableAsked(variable=claim.variable, function=claim.function, line=claim.line)
    places = [each.at for each in matching_declarations(asked, source)]
    if len(places) != 1:
        yield _at(lesson.document, (*path, "variable"), *_wrong_variable(asked, source))
    elif claim.program in judged:
        found = next((each for each in judged[claim.program].variables if each.at == places[0]), None)
        place, line = (found.place, found.line) if found else (Place.UNKNOWN, "")
        if place is not claim.place:
            what = f"The lesson says that `{claim.variable}` is {claim.place}, the compiler {place}: `{line}`"
            yield _at(lesson.document, (*path, "place"), what, f"Write `place: {place}`, and mend the text")


def _program_problems(error: ProgramError, document: YamlDocument) -> Iterator[Problem]:
    for message in error.messages:
        file = _beside(document, message.file)
        what = message.text.rstrip(".")
        yield Problem(file=file, line=message.line, column=message.column, what=what, instead="Mend the program")


def _not_judged(name: str, document: YamlDocument, error: NotJudged) -> Problem:
    what = f"The program could not be judged: {str(error).rstrip('.')}"
    return Problem(file=_beside(document, name), what=what, instead="Make it simpler")


def _format_problems(items: Iterable[Exercise | Lesson], installed: Installed) -> dict[Path, list[Problem]]:
    """Problems of layout by folder."""
    sources = [(program, source) for item in items for program in _programs_of(item) for source in _files_of(program)]
    found: dict[Path, list[Problem]] = {}
    for index, line in find_unformatted(installed, [source for _, source in sources]).items():
        program, source = sources[index]
        found.setdefault(program.folder, []).append(_unformatted(program, source, line))
    return found


def _unformatted(program: Exercise | Lesson, source: SourceFile, line: int) -> Problem:
    if isinstance(program, Exercise) and program.variant:
        return unformatted_variant(program, line)
    file, what = _beside(program.document, source.name), "gofmt writes this otherwise"
    return Problem(file=file, line=line, column=1, what=what, instead=f"Run `gofmt -w {source.name}`")


def _files_of(program: Exercise | Lesson) -> tuple[SourceFile, ...]:
    return (program.source,) if isinstance(program, Exercise) else tuple(program.programs.values())


def sources_of(item: Exercise | Lesson) -> tuple[SourceFile, ...]:
    """The programs of an exercise, those of its variants included, or a lesson."""
    match item:
        case Exercise():
            return tuple(each.source for each in item.all_variants)
        case Lesson():
            return tuple(item.programs.values())
        case _:
            assert_never(item)


def _beside(document: YamlDocument, name: str) -> str:
    """The path, as messages give it, of a file beside this one."""
    return str(PurePosixPath(document.file).with_name(name))


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str, *, is_warning: bool = False) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead, is_warning=is_warning)
