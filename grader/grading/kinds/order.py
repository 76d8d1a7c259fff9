"""The question in which order the steps happen by which an address gets away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any

from grader.catalog.content.order import FEWEST_STEPS
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import AllocationVerdict, Place, Reason, Step, VariableVerdict
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty
from grader.grading.judged import Judged
from grader.grading.known_places import require_known_place
from grader.picture.joined_steps import JoinedStep, join_steps

FIELDS = ("step", CERTAINTY)
"""What the form has."""

NO_STEP = "x"
"""What stands for a trap where steps are told by their numbers."""

_SENT = re.compile(r"([0-9a-f]{12}):(0|[1-9][0-9]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKey:
    """The steps in the order in which they happen."""

    steps: tuple[str, ...]
    """By `step_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One sentence that may be put in order: a true step, or a trap."""

    id: str
    """What the form sends. It says nothing of the order, nor whether the step is true."""
    text: Text
    numbers: str = ""
    """The numbers of the compiler's steps, `1–3`; empty for a trap."""
    feedback: Text | None = None
    """Why it does not happen; None for a true step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion:
    """The question in which order the steps happen by which an address gets away."""

    slug: str
    """The exercise."""
    rows: tuple[OrderRow, ...]
    """The steps in their order, then the traps; show them through `rows_for`."""
    key: OrderKey
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.ORDER

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns: one for each step but the first, so that no part is ever rounded."""
        return Decimal(len(self.key.steps) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswer:
    """Rows that are said to happen, in this order; the others are left out."""

    steps: tuple[str, ...]
    certainty: Certainty


class OrderTrouble(StrEnum):
    """Why places of rows are no order."""

    TOO_FEW = "Put at least two steps in order."
    TWICE = "Two steps have the same place. Give each step a place of its own."
    GAP = "A place is missing in between. Number the steps 1, 2, 3 and so on."
    FOREIGN = "These are not the steps of the question. It may have changed: load the page again."


def step_id(slug: str, step: Step) -> str:
    """Make the id of a step: the same wherever its line moves to, and whatever its sentence becomes."""
    return _digest(slug, step.why, step.expression)


def trap_id(slug: str, text: Text) -> str:
    """Make the id of a trap from its words."""
    return _digest(slug, "trap", text.en)


def make_key(slug: str, verdict: VariableVerdict | AllocationVerdict) -> OrderKey:
    """Make the key of the steps of the compiler's flow.

    Raises NotJudged where there is none to speak of: nothing escapes, the explanation has something in it that needs
    a human eye, the steps are too few, or two of them can not be told apart.
    """
    named, joined = require_known_place(verdict), join_steps(verdict.derivation)
    steps = tuple(step_id(slug, each.step) for each in joined)
    is_clear = verdict.place is Place.HEAP and Reason.REVIEW not in verdict.reasons
    if not is_clear or len(steps) < FEWEST_STEPS or len(set(steps)) < len(steps):
        raise NotJudged(f"{named}: its flow is no order of steps. Nothing was graded.")
    return OrderKey(steps=steps)


def make_row(slug: str, joined: JoinedStep) -> OrderRow:
    """Make the row of a true step."""
    text = Text(en=joined.sentence("en"), zh=joined.sentence("zh"))
    return OrderRow(id=step_id(slug, joined.step), text=text, numbers=joined.number_text)


def key_document(key: OrderKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"steps": list(key.steps)}


def parse_answer(question: OrderQuestion, fields: Fields) -> OrderAnswer:
    """Read `step`, sent once for each row as `ID:PLACE`; place 0 leaves it out. Raises AnswerInvalid."""
    placed = read_places(question, fields.get("step", ()))
    if isinstance(placed, OrderTrouble):
        raise AnswerInvalid(placed.value)
    return OrderAnswer(steps=placed, certainty=read_certainty(fields))


def read_places(question: OrderQuestion, sent: Sequence[str]) -> tuple[str, ...] | OrderTrouble:
    """Read the places of all rows: the rows that have one, in order, or why they are no order."""
    matches = [_SENT.fullmatch(value) for value in sent]
    places = {match[1]: int(match[2]) for match in matches if match}
    if not sent:
        return OrderTrouble.TOO_FEW
    if len(places) < len(sent) or set(places) != {row.id for row in question.rows}:
        return OrderTrouble.FOREIGN
    placed = sorted((place, row) for row, place in places.items() if place)
    taken = [place for place, _ in placed]
    if len(set(taken)) < len(taken):
        return OrderTrouble.TWICE
    if taken != list(range(1, len(taken) + 1)):
        return OrderTrouble.GAP
    return tuple(row for _, row in placed) if len(placed) > 1 else OrderTrouble.TOO_FEW


def answer_document(answer: OrderAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the rows in order, without those that are left out."""
    return {"steps": list(answer.steps), CERTAINTY: answer.certainty.value}


def judge(question: OrderQuestion, answer: OrderAnswer) -> Judged:
    """Grade an order.

    Each step that comes directly after the step that it really follows earns one; each trap that is used costs one;
    never below 0. So the right order earns one less than it has steps, and n steps in an order at random earn an nth
    part of that on average, less with traps among them.
    """
    key = question.key.steps
    right = len({*pairwise(key)}.intersection(pairwise(answer.steps)))
    traps = len(set(answer.steps).difference(key))
    return Judged(place_is_right=None, is_right=answer.steps == key, earned=Decimal(max(0, right - traps)))


def find_rationale(question: OrderQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to the first trap of a kept answer; that an order is wrong alone tells nothing."""
    feedback = {row.id: row.feedback for row in question.rows}
    return next((words for row in answer.get("steps", ()) if (words := feedback.get(row))), None)


def rows_for(question: OrderQuestion, person: str) -> tuple[OrderRow, ...]:
    """Shuffle the rows: in the same way each time for one person, in another way for the next."""
    return tuple(sorted(question.rows, key=lambda row: _digest(person, row.id)))


def order_text(steps: Sequence[str], key: Sequence[str]) -> str:
    """Write kept rows by the numbers that the key gives them: `1>3>2`; a trap is `x`."""
    numbers = {step: str(number) for number, step in enumerate(key, 1)}
    return ">".join(numbers.get(step, NO_STEP) for step in steps)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:12]
