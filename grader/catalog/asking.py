"""From what an author asks for to the one variable or expression that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeAlias, assert_never

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.content.count import Count
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.order import Order
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.content.predict import Predict
from grader.catalog.content.versions import Versions
from grader.catalog.schema import ExerciseContent
from grader.escape.syntax.declarations import Declaration, find_declarations
from grader.escape.values import AllocationVerdict, Position, SourceFile, VariableVerdict, Verdict

Subject: TypeAlias = VariableVerdict | AllocationVerdict
"""What a question is about, with all that the compiler says of it."""


class VerdictSource(Protocol):
    """Gives the verdict of a program: by asking the compiler, or from what it said before.

    Raises ProgramError when the program is at fault, NotJudged when there is no verdict.
    """

    def __call__(
        self,
        files: tuple[SourceFile, ...],
        /,
        *,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
        explained: tuple[Position, ...] = (),
    ) -> Verdict:
        """`lang` is `1.27` or None for the compiler's own; at `explained` all true reasons are to be found."""
        ...


def name_of(asked: Asked) -> str:
    """What the question calls it: the variable's name, or the expression."""
    match asked:
        case VariableAsked():
            return asked.variable
        case AllocationAsked():
            return asked.allocation
        case _:
            assert_never(asked)


def matching_declarations(asked: VariableAsked, source: SourceFile) -> tuple[Declaration, ...]:
    """The declarations that fit; exactly one is as it should be."""
    return tuple(
        each
        for each in find_declarations(source)
        if each.name == asked.variable
        and (asked.function is None or each.function == asked.function)
        and (asked.line is None or each.at.line == asked.line)
    )


def matching_allocations(asked: AllocationAsked, verdict: Verdict) -> tuple[AllocationVerdict, ...]:
    """The allocating expressions that fit; exactly one is as it should be."""
    return tuple(
        each for each in verdict.allocations if each.expression == asked.allocation and each.at.line == asked.line
    )


def find_subject(asked: Asked, source: SourceFile, verdict: Verdict) -> Subject | None:
    """What the question is about, in a verdict of this source; None where nothing fits, or too much."""
    match asked:
        case VariableAsked():
            places = [each.at for each in matching_declarations(asked, source)]
            return only(each for each in verdict.variables if len(places) == 1 and each.at == places[0])
        case AllocationAsked():
            return only(matching_allocations(asked, verdict))
        case _:
            assert_never(asked)


def find_asked(content: ExerciseContent) -> Asked | None:
    """What an exercise asks about; None for a kind that asks about all of the program."""
    match content:
        case PlaceAndReason() | Predict() | Culprit() | Order() | FixIt():
            return content.ask
        case MarkAll() | Versions() | Count():
            return None
        case _:
            assert_never(content)


def judge_exercise(
    content: ExerciseContent, source: SourceFile, verdicts: VerdictSource
) -> tuple[Verdict, Subject | None]:
    """The verdict of an exercise's program, and what is asked; None where nothing fits, or all of it is asked.

    Raises what the source of verdicts raises.
    """
    asked = find_asked(content)
    if asked is None:
        return verdicts((source,), lang=content.go, flags=content.flags), None
    return judge_asked(asked, source, verdicts, lang=content.go, flags=content.flags)


def subject_name(subject: Subject) -> str:
    """The variable's name, or the expression as the compiler prints it."""
    return subject.name if isinstance(subject, VariableVerdict) else subject.expression


def judge_asked(
    asked: Asked, source: SourceFile, verdicts: VerdictSource, *, lang: str | None = None, flags: tuple[str, ...] = ()
) -> tuple[Verdict, Subject | None]:
    """The verdict of the program, with all true reasons of what is asked, and that itself; None where nothing fits.

    Raises what the source of verdicts raises.
    """
    match asked:
        case VariableAsked():
            explained = tuple(each.at for each in matching_declarations(asked, source))
        case AllocationAsked():
            first = verdicts((source,), lang=lang, flags=flags)
            explained = tuple(each.at for each in matching_allocations(asked, first))
        case _:
            assert_never(asked)
    verdict = verdicts((source,), lang=lang, flags=flags, explained=explained[:1])
    return verdict, find_subject(asked, source, verdict)


def only(found: Iterable[Subject]) -> Subject | None:
    """The one thing that was found; None for none and for several."""
    things = list(found)
    return things[0] if len(things) == 1 else None
