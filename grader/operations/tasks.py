"""An exercise as it is asked: the author's words joined with the compiler's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from grader.catalog.asking import Subject, find_asked, judge_exercise, name_of, subject_name
from grader.catalog.catalog import Exercise
from grader.catalog.claims import offer_code
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.place_and_reason import BeliefOffer, Offer, PlaceAndReason, ReasonOffer
from grader.catalog.content.predict import Predict
from grader.catalog.sentences import offer_text
from grader.catalog.texts import Text
from grader.errors import NotJudged
from grader.escape.culprits import code_lines
from grader.escape.values import VariableVerdict, Verdict
from grader.grading.evidence import Evidence
from grader.grading.kinds import culprit, mark_all, place_and_reason, predict
from grader.grading.kinds.culprit import CulpritQuestion
from grader.grading.kinds.mark_all import MarkAllQuestion, variable_id
from grader.grading.kinds.place_and_reason import Option, PlaceAndReasonQuestion, option_id
from grader.grading.kinds.predict import PredictQuestion
from grader.grading.questions import Question
from grader.grading.scores import Rubric
from grader.operations.judging import BankVerdicts


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
    def draft(self) -> str:
        """Under which a browser keeps a choice that is not sent yet: each variant has its own."""
        return f"{self.exercise.slug}:{self.exercise.variant}" if self.exercise.variant else self.exercise.slug

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
    if asked is None:
        return _mark_all(exercise.slug, verdict, evidence)
    match content:
        case PlaceAndReason():
            return _place_and_reason(exercise.slug, content, asked, evidence)
        case Predict():
            return _predict(exercise.slug, content, asked, evidence)
        case Culprit():
            return _culprit(exercise, content, asked, evidence)
        case MarkAll():
            return _mark_all(exercise.slug, verdict, evidence)
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


def _mark_all(slug: str, verdict: Verdict, evidence: Evidence) -> MarkAllQuestion:
    in_order = sorted(verdict.variables, key=lambda variable: variable.at)
    return MarkAllQuestion(
        slug=slug,
        variables=tuple(variable_id(variable) for variable in in_order),
        key=mark_all.make_key(verdict),
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
