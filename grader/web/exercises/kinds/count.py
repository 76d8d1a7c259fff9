"""How many heap allocations? The form takes a number; the result names what allocates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from grader.catalog.asking import Subject, subject_name
from grader.errors import AnswerInvalid, GraderError
from grader.escape.runtime_calls import parse_generated_code
from grader.escape.values import Place, SourceFile, Verdict
from grader.escape.witness import Witness, Witnesses, hear_witnesses
from grader.grading.grades import Grade
from grader.grading.kinds.count import CountQuestion, read_count
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.toolchain.compiler import Compiler
from grader.toolchain.generated_code import read_generated_code
from grader.web.generated_code import CodeSays, describe_call, describe_witness
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.numbers import format_number
from grader.web.said import said_of
from grader.web.site import current_site


@dataclass(frozen=True, slots=True, kw_only=True)
class CountForm:
    """What is counted."""

    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocating:
    """A variable or expression that may allocate, and what the generated code does for it."""

    name: str
    line: int
    place: Place
    says: str
    """The compiler's line without its position; empty where it prints none."""
    code: CodeSays | None
    """None where the code was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountResult:
    """The number, beside the one that was written, and what it is made of."""

    call: str
    given: str | None
    """None when the person gave up before any answer."""
    is_right: bool
    counted: int
    allocating: Sequence[Allocating]
    further: Sequence[Markup]
    """Calls of the runtime that are of no single variable or expression: growing maps, goroutines."""


def make_form(question: CountQuestion) -> CountForm:
    """The call."""
    return CountForm(call=question.call)


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do about a number that is missing, or none."""
    try:
        read_count(fields)
    except AnswerInvalid:
        return {"count": _("Write a whole number from 0 to 99.")}
    return {}


def describe_worth(question: CountQuestion) -> str:
    """What the number is worth, and knowing that there are some; the same words whatever the number is."""
    rubric = question.rubric
    return ngettext(
        "%(both)s point for the number, %(place)s for knowing that there are some",
        "%(both)s points for the number, %(place)s for knowing that there are some",
        int(rubric.both) if rubric.both == int(rubric.both) else 2,
        both=format_number(rubric.both),
        place=format_number(rubric.place),
    )


def make_result(task: Task, question: CountQuestion, latest: Submission | None) -> CountResult:
    """The number, and each thing of the program that may allocate."""
    heard = _hear(task)
    return CountResult(
        call=question.call,
        given=str(latest.answer["count"]) if latest else None,
        is_right=latest is not None and latest.is_right,
        counted=question.key.allocations,
        allocating=list(_allocating(task.verdict, heard)),
        further=list(dict.fromkeys(map(describe_call, heard.unassigned))) if heard else [],
    )


def describe_outcome(grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return _("Right, counted exactly.")
    return _("It allocates, but not so often.") if grade.score.given else _("Not this number.")


def _allocating(verdict: Verdict, heard: Witnesses | None) -> Iterator[Allocating]:
    """What is on the heap or may be, and of what the generated code says otherwise, in the order of the source."""
    everything: list[Subject] = [*verdict.variables, *verdict.allocations]
    for subject in sorted(everything, key=lambda each: each.at):
        witness = heard.by_position.get(subject.at, Witness()) if heard else Witness()
        if subject.place in {Place.HEAP, Place.DEPENDS} or witness.calls or witness.parting:
            yield Allocating(
                name=subject_name(subject),
                line=subject.at.line,
                place=subject.place,
                says=said_of(subject),
                code=describe_witness(witness) if heard else None,
            )


def _hear(task: Task) -> Witnesses | None:
    """What the generated code says; None where the compiler that judged is not there, or its code cannot be read."""
    exercise = task.exercise
    compiler = current_site().verdicts.find_compiler((exercise.source,), lang=exercise.content.go, flags=exercise.flags)
    if compiler is None or compiler.toolchain != task.verdict.toolchain:
        return None
    try:
        return hear_witnesses(task.verdict, parse_generated_code(_code(compiler, exercise.source)))
    except GraderError:
        return None  # the count stands without it


@lru_cache(maxsize=128)
def _code(compiler: Compiler, source: SourceFile) -> str:
    return read_generated_code(compiler, (source,))
