"""An exercise as it is asked: the author's words joined with the compiler's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from grader.catalog.asking import Subject, judge_asked, name_of
from grader.catalog.catalog import Exercise
from grader.catalog.claims import offer_code
from grader.catalog.schema import BeliefOffer, Culprit, Offer, PlaceAndReason, Predict, ReasonOffer
from grader.catalog.sentences import offer_text
from grader.catalog.texts import Text
from grader.errors import NotJudged
from grader.escape.culprits import code_lines
from grader.escape.values import VariableVerdict, Verdict
from grader.grading.keys import culprit_key_of, key_of, predict_key_of
from grader.grading.questions import (
    CulpritQuestion,
    Evidence,
    Option,
    PlaceAndReasonQuestion,
    PredictQuestion,
    Question,
    option_id,
)
from grader.grading.scores import Rubric
from grader.operations.judging import BankVerdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked, and everything by which an answer is judged and explained."""

    exercise: Exercise
    question: Question
    verdict: Verdict
    asked: Subject

    @property
    def is_variable(self) -> bool:
        """True when a variable is asked, False for an allocating expression."""
        return isinstance(self.asked, VariableVerdict)

    @property
    def name(self) -> str:
        """The variable's name, or the expression as the compiler prints it."""
        return name_of(self.exercise.content.ask)


def get_task(exercise: Exercise, verdicts: BankVerdicts) -> Task:
    """Get an exercise with its key, computed from the verdict.

    Raises NotJudged where the verdict gives no key, ProgramError for a source that does not compile, ToolchainMissing.
    """
    content, source = exercise.content, exercise.source
    verdict, asked = judge_asked(content.ask, source, verdicts, lang=content.go, flags=content.flags)
    if asked is None:
        raise NotJudged(f"{exercise.slug}: the compiler says nothing of {name_of(content.ask)}. Nothing was graded.")
    kept = verdicts.keep((source,), lang=content.go, flags=content.flags, explained=(asked.at,))
    evidence = Evidence(source_hash=sha256(source.text).hexdigest(), verdict_key=kept.key, toolchain=verdict.toolchain)
    return Task(exercise=exercise, question=_question(exercise, asked, evidence), verdict=verdict, asked=asked)


def _question(exercise: Exercise, asked: Subject, evidence: Evidence) -> Question:
    content = exercise.content
    match content:
        case PlaceAndReason():
            return _place_and_reason(exercise.slug, content, asked, evidence)
        case Predict():
            return _predict(exercise.slug, content, asked, evidence)
        case Culprit():
            return _culprit(exercise, content, asked, evidence)
        case _:
            assert_never(content)


def _place_and_reason(slug: str, content: PlaceAndReason, asked: Subject, evidence: Evidence) -> PlaceAndReasonQuestion:
    return PlaceAndReasonQuestion(
        slug=slug,
        places=content.places,
        options=tuple(_option(slug, name_of(content.ask), offer) for offer in content.offer),
        key=key_of(asked),
        rubric=Rubric(place=Decimal(content.place_credit) / 100),
        evidence=evidence,
    )


def _predict(slug: str, content: Predict, asked: Subject, evidence: Evidence) -> PredictQuestion:
    return PredictQuestion(
        slug=slug,
        feedback={mistake.says: mistake.feedback for mistake in content.mistakes},
        key=predict_key_of(asked),
        rubric=Rubric(place=Decimal(content.place_credit) / 100),
        evidence=evidence,
    )


def _culprit(exercise: Exercise, content: Culprit, asked: Subject, evidence: Evidence) -> CulpritQuestion:
    return CulpritQuestion(
        slug=exercise.slug,
        lines=code_lines(exercise.source),
        feedback={mistake.line: mistake.feedback for mistake in content.mistakes},
        key=culprit_key_of(asked),
        rubric=Rubric(place=Decimal(content.step_credit) / 100),
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
