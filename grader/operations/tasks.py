"""An exercise as it is asked: the author's words joined with the compiler's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from grader.catalog.asking import Subject, find_asked, find_subject, judge_exercise, name_of, subject_name
from grader.catalog.candidates import find_candidates, find_named
from grader.catalog.catalog import Exercise
from grader.catalog.claims import offer_code
from grader.catalog.content.count import Count
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.order import Order
from grader.catalog.content.place_and_reason import BeliefOffer, Offer, PlaceAndReason, ReasonOffer
from grader.catalog.content.predict import Predict
from grader.catalog.content.versions import NONE, Versions
from grader.catalog.record import Record, plain_version
from grader.catalog.record_fit import compared_versions
from grader.catalog.schema import AboutOne, AboutProgram
from grader.catalog.sentences import offer_text
from grader.catalog.texts import Text
from grader.errors import NotJudged
from grader.escape.culprits import code_lines
from grader.escape.values import VariableVerdict, Verdict
from grader.grading.evidence import Evidence
from grader.grading.fixing.outcome import Failure
from grader.grading.fixing.program import EditableProgram
from grader.grading.kinds import count, culprit, fix_it, mark_all, order, place_and_reason, predict, versions
from grader.grading.kinds.count import CountQuestion
from grader.grading.kinds.culprit import CulpritQuestion
from grader.grading.kinds.fix_it import FailureFeedback, FixItQuestion
from grader.grading.kinds.mark_all import MarkAllQuestion, variable_id
from grader.grading.kinds.order import OrderQuestion, OrderRow, trap_id
from grader.grading.kinds.place_and_reason import Option, PlaceAndReasonQuestion, option_id
from grader.grading.kinds.predict import PredictQuestion
from grader.grading.kinds.versions import VersionsQuestion
from grader.grading.questions import Question
from grader.grading.scores import Rubric
from grader.operations.judging import BankVerdicts
from grader.picture.joined_steps import join_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked, and everything by which an answer is judged and explained."""

    exercise: Exercise
    question: Question
    verdict: Verdict
    asked: Subject | None
    """None for a kind that asks about all of the program."""

    @property
    def subject(self) -> Subject:
        """What is asked. Raises TypeError where that is all of the program."""
        if self.asked is None:
            raise TypeError(f"{self.exercise.slug} asks about all of its program")
        return self.asked

    @property
    def is_variable(self) -> bool:
        """True when a variable is asked, False for an allocating expression."""
        return isinstance(self.asked, VariableVerdict)

    @property
    def name(self) -> str:
        """The variable's name, or the expression as the compiler prints it; empty where all of the program is asked."""
        return subject_name(self.asked) if self.asked else ""


def get_task(exercise: Exercise, verdicts: BankVerdicts) -> Task:
    """Get an exercise with its key, computed from the verdict.

    Raises NotJudged where the verdict gives no key, ProgramError for a source that does not compile, ToolchainMissing.
    """
    content, source = exercise.content, exercise.source
    verdict, asked = judge_exercise(content, source, verdicts)
    named = find_asked(content)
    if asked is None and named is not None:
        raise NotJudged(f"{exercise.slug}: the compiler says nothing of {name_of(named)}. Nothing was graded.")
    kept = verdicts.keep((source,), lang=content.go, flags=content.flags, explained=(asked.at,) if asked else ())
    evidence = Evidence(
        source_hash=sha256(source.text).hexdigest(),
        verdict_key=kept.key,
        variant=exercise.variant,
        variant_count=exercise.variant_count,
        toolchain=verdict.toolchain,
    )
    return Task(exercise=exercise, question=_question(exercise, verdict, asked, evidence), verdict=verdict, asked=asked)


def _question(exercise: Exercise, verdict: Verdict, asked: Subject | None, evidence: Evidence) -> Question:
    content = exercise.content
    if isinstance(content, AboutProgram):
        return _about_program(exercise, content, verdict, evidence)
    if asked is None:
        raise NotJudged(f"{exercise.slug}: the compiler says nothing of what is asked. Nothing was graded.")
    return _about_one(exercise, content, asked, evidence)


def _about_program(exercise: Exercise, content: AboutProgram, verdict: Verdict, evidence: Evidence) -> Question:
    match content:
        case MarkAll():
            return _mark_all(exercise, content, verdict, evidence)
        case Versions():
            return _versions(exercise, content, evidence)
        case Count():
            return _count(exercise, content, evidence)
        case _:
            assert_never(content)


def _about_one(exercise: Exercise, content: AboutOne, asked: Subject, evidence: Evidence) -> Question:
    match content:
        case PlaceAndReason():
            return _place_and_reason(exercise.slug, content, asked, evidence)
        case Predict():
            return _predict(exercise.slug, content, asked, evidence)
        case Culprit():
            return _culprit(exercise, content, asked, evidence)
        case Order():
            return _order(exercise.slug, content, asked, evidence)
        case FixIt():
            return _fix_it(exercise, content, asked, evidence)
        case _:
            assert_never(content)


def _place_and_reason(slug: str, content: PlaceAndReason, asked: Subject, evidence: Evidence) -> PlaceAndReasonQuestion:
    return PlaceAndReasonQuestion(
        slug=slug,
        places=content.places,
        options=tuple(_option(slug, name_of(content.ask), offer) for offer in content.offer),
        key=place_and_reason.make_key(asked),
        rubric=Rubric(place=Decimal(content.place_credit) / 100),
        evidence=evidence,
    )


def _predict(slug: str, content: Predict, asked: Subject, evidence: Evidence) -> PredictQuestion:
    return PredictQuestion(
        slug=slug,
        feedback={mistake.says: mistake.feedback for mistake in content.mistakes},
        key=predict.make_key(asked),
        rubric=Rubric(place=Decimal(content.place_credit) / 100),
        evidence=evidence,
    )


def _culprit(exercise: Exercise, content: Culprit, asked: Subject, evidence: Evidence) -> CulpritQuestion:
    return CulpritQuestion(
        slug=exercise.slug,
        lines=code_lines(exercise.source),
        feedback={mistake.line: mistake.feedback for mistake in content.mistakes},
        key=culprit.make_key(asked),
        rubric=Rubric(place=Decimal(content.step_credit) / 100),
        evidence=evidence,
    )


def _mark_all(exercise: Exercise, content: MarkAll, verdict: Verdict, evidence: Evidence) -> MarkAllQuestion:
    in_order = sorted(verdict.variables, key=lambda variable: variable.at)
    named = [(mistake, find_subject(mistake, exercise.source, verdict)) for mistake in content.mistakes]
    said = [(mistake, variable_id(each)) for mistake, each in named if isinstance(each, VariableVerdict)]
    return MarkAllQuestion(
        slug=exercise.slug,
        variables=tuple(variable_id(variable) for variable in in_order),
        marked={name: mistake.marked for mistake, name in said if mistake.marked},
        missed={name: mistake.missed for mistake, name in said if mistake.missed},
        key=mark_all.make_key(verdict),
        evidence=evidence,
    )


def _order(slug: str, content: Order, asked: Subject, evidence: Evidence) -> OrderQuestion:
    steps = [order.make_row(slug, each) for each in join_steps(asked.derivation)]
    traps = [OrderRow(id=trap_id(slug, trap.text), text=trap.text, feedback=trap.feedback) for trap in content.traps]
    key = order.make_key(slug, asked)
    return OrderQuestion(slug=slug, rows=(*steps, *traps), key=key, evidence=evidence)


def _versions(exercise: Exercise, content: Versions, evidence: Evidence) -> VersionsQuestion:
    record = _get_record(exercise)
    found = [each for each in find_candidates(content, exercise.source, record) if each]
    if len(found) < len(content.candidates):
        raise NotJudged(f"{exercise.slug}: the record lacks a candidate. Nothing was graded.")
    named = [(find_named(mistake, found), mistake) for mistake in content.mistakes]
    return VersionsQuestion(
        slug=exercise.slug,
        versions=compared_versions(content, record),
        candidates=tuple(sorted(found, key=lambda each: (each.subject.line, each.subject.column))),
        places=content.places,
        feedback={candidate.id if candidate else NONE: mistake.feedback for candidate, mistake in named},
        key=versions.make_key(exercise.slug, found),
        rubric=Rubric(place=Decimal(content.candidate_credit) / 100),
        evidence=evidence,
    )


def _count(exercise: Exercise, content: Count, evidence: Evidence) -> CountQuestion:
    version = plain_version(evidence.toolchain.version)
    return CountQuestion(
        slug=exercise.slug,
        call=content.measure or "",
        feedback={mistake.count: mistake.feedback for mistake in content.mistakes},
        key=count.make_key(exercise.slug, _get_record(exercise).find_count(version), version),
        rubric=Rubric(place=Decimal(content.place_credit) / 100),
        evidence=evidence,
    )


def _get_record(exercise: Exercise) -> Record:
    if exercise.record is None:
        raise NotJudged(f"{exercise.slug}: it has no record. Nothing was graded. Run `python -m grader record`.")
    return exercise.record


def _fix_it(exercise: Exercise, content: FixIt, asked: Subject, evidence: Evidence) -> FixItQuestion:
    return FixItQuestion(
        slug=exercise.slug,
        program=EditableProgram(source=exercise.source, parts=content.editable),
        feedback=tuple(
            FailureFeedback(failure=Failure(each.fails), reason=each.reason, words=each.feedback)
            for each in content.wrong
        ),
        key=fix_it.make_key(asked, content.goal, frozenset(content.reasons)),
        evidence=evidence,
    )


def _option(slug: str, name: str, offer: Offer) -> Option:
    """One offer, under an id that does not change when the author reorders or rewords."""
    return Option(
        id=option_id(slug, offer_code(offer)),
        reason=offer.reason if isinstance(offer, ReasonOffer) else None,
        belief=offer.belief if isinstance(offer, BeliefOffer) else None,
        text=Text(en=offer_text(offer, name, "en"), zh=offer_text(offer, name, "zh")),
        feedback=offer.feedback,
    )
