"""The question how to edit a program so that something stays on the stack, or goes to the heap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import AllocationVerdict, Place, Reason, VariableVerdict
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty
from grader.grading.fixing.outcome import Failure, FixOutcome, outcome_document, outcome_from_document
from grader.grading.fixing.program import EditableProgram, clean_edit, require_moderate
from grader.grading.judged import Judged
from grader.grading.known_places import require_known_place


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItKey:
    """What has to become of what is asked."""

    goal: Place
    reasons: frozenset[Reason]
    """One of them has to hold there; none: any will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFeedback:
    """What to say to an edit that fails so."""

    failure: Failure
    reason: Reason | None
    """Only where this holds of what is asked; None: whatever holds."""
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItQuestion:
    """The question how to edit a program."""

    slug: str
    """The exercise."""
    program: EditableProgram
    feedback: tuple[FailureFeedback, ...]
    """The first that fits is said."""
    key: FixItKey
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.FIX_IT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItEdit:
    """An edit as it was sent: no answer yet, since nobody has asked the compiler."""

    parts: tuple[str, ...]
    """The text of each part that may be edited."""
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItAnswer:
    """An edit that compiles, with what came of it."""

    edit: FixItEdit
    outcome: FixOutcome
    verdict_key: str
    """Of the edited program's verdict in the cache."""

    @property
    def certainty(self) -> Certainty:
        """How sure the student was of the edit."""
        return self.edit.certainty


def make_key(verdict: VariableVerdict | AllocationVerdict, goal: Place, reasons: frozenset[Reason]) -> FixItKey:
    """Make the key. Raises NotJudged where there is nothing to change."""
    named = require_known_place(verdict)
    if verdict.place is goal:
        raise NotJudged(f"{named} is on the {goal} as it is. Nothing was graded.")
    return FixItKey(goal=goal, reasons=reasons)


def key_document(key: FixItKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"goal": key.goal.value, "reasons": sorted(key.reasons)}


def part_fields(question: FixItQuestion) -> tuple[str, ...]:
    """Name the fields of the parts that may be edited."""
    return tuple(f"part{number}" for number in range(1, len(question.program.parts) + 1))


def fields_of(question: FixItQuestion) -> tuple[str, ...]:
    """Name the fields of the form."""
    return (*part_fields(question), CERTAINTY)


def parse_answer(question: FixItQuestion, fields: Fields) -> FixItEdit:
    """Read `part1`, `part2` …, each sent once, and not all of them as they were. Raises AnswerInvalid."""
    sent = [fields.get(name, ()) for name in part_fields(question)]
    if any(len(values) != 1 for values in sent):
        raise AnswerInvalid("A part of the program is missing, or was sent twice. Load the page again.")
    parts = tuple(clean_edit(values[0]) for values in sent)
    require_moderate(question.program, parts)
    if is_unchanged(question, parts):
        raise AnswerInvalid("Nothing is edited yet. Change the program first.")
    return FixItEdit(parts=parts, certainty=read_certainty(fields))


def is_unchanged(question: FixItQuestion, parts: Sequence[str]) -> bool:
    """Tell whether an edit leaves the program as it was."""
    return tuple(parts) == tuple(map(clean_edit, question.program.originals))


def answer_document(answer: FixItAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the edit, and what came of it."""
    return {
        "parts": list(answer.edit.parts),
        CERTAINTY: answer.certainty.value,
        "outcome": outcome_document(answer.outcome),
        "verdict_key": answer.verdict_key,
    }


def outcome_of(answer: Mapping[str, Any]) -> FixOutcome:
    """Read what came of a kept answer."""
    return outcome_from_document(answer["outcome"])


def judge(answer: FixItAnswer) -> Judged:
    """All or nothing: half a fix is a program in which nothing has changed."""
    is_right = answer.outcome.failure is None
    return Judged(place_is_right=None, is_right=is_right, earned=Decimal(1 if is_right else 0))


def find_rationale(question: FixItQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to an edit that failed as the kept one did."""
    outcome = outcome_of(answer)
    for each in question.feedback:
        if each.failure is outcome.failure and (each.reason is None or each.reason in outcome.reasons):
            return each.words
    return None
