"""In which order does it get away? The form offers steps to put in order; the result shows both orders side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

from markupsafe import Markup

from grader.catalog.prose import inline_html
from grader.grading.grades import Grade
from grader.grading.kinds.order import OrderQuestion, OrderRow, OrderTrouble, read_places, rows_for
from grader.models.submission import Submission
from grader.web.gettext import gettext as _
from grader.web.languages import content_language
from grader.web.sessions import browser_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStep:
    """One sentence, under the letter that it has in this browser."""

    id: str
    letter: str
    sentence: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """The sentences, true steps and traps, shuffled."""

    steps: Sequence[OfferedStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """One sentence of the result."""

    sentence: Markup
    numbers: str
    """Of the compiler's steps, as on the source; empty for a trap."""
    is_right: bool = True
    """It comes directly after the step that it really follows, or begins the order and is the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResult:
    """The order that was given beside the right one."""

    given: Sequence[ToldStep]
    """Without rows that the exercise offers no longer."""
    left_out: Sequence[ToldStep]
    """Steps that happen and were left out."""
    steps: Sequence[ToldStep]
    is_answered: bool
    is_right: bool

    @property
    def followers(self) -> int:
        """How many steps earned a point: those that are right, without a first one."""
        return sum(step.is_right for step in self.given[1:])

    @property
    def traps(self) -> int:
        """How many steps cost a point."""
        return sum(not step.numbers for step in self.given)


def make_form(question: OrderQuestion) -> OrderForm:
    """All sentences in the order of this browser."""
    rows = rows_for(question, browser_seed())
    steps = [
        OfferedStep(id=row.id, letter=letter, sentence=_sentence(row))
        for letter, row in zip(ascii_uppercase, rows, strict=False)
    ]
    return OrderForm(steps=steps)


def find_complaints(question: OrderQuestion, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do where the places are no order; rows of another question are refused when the answer is read."""
    placed = read_places(question, fields.get("step", ()))
    if not isinstance(placed, OrderTrouble) or placed is OrderTrouble.FOREIGN:
        return {}
    words = {
        OrderTrouble.TOO_FEW: _("Put at least two steps in order."),
        OrderTrouble.TWICE: _("Two steps have the same place. Give each step a place of its own."),
        OrderTrouble.GAP: _("A place is missing in between. Number the steps 1, 2, 3 and so on."),
    }
    return {"step": words[placed]}


def describe_worth() -> str:
    """What a step in its place is worth."""
    return _("1 point for each step that directly follows the right one; a step that does not happen costs 1")


def make_result(question: OrderQuestion, latest: Submission | None) -> OrderResult:
    """Both orders."""
    key, rows = question.key.steps, {row.id: row for row in question.rows}
    given = [step for step in (latest.answer.get("steps", ()) if latest else ()) if step in rows]
    right = {(None, key[0]), *pairwise(key)}
    return OrderResult(
        given=[_told(rows[step], is_right=pair in right) for pair in pairwise((None, *given)) for step in pair[1:]],
        left_out=[_told(rows[step], is_right=False) for step in key if step not in given],
        steps=[_told(rows[step]) for step in key],
        is_answered=latest is not None,
        is_right=latest is not None and latest.is_right,
    )


def describe_outcome(grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return _("Right, in this order it gets away.")
    return _("Right in part.") if grade.score.given else _("Not in this order.")


def _told(row: OrderRow, *, is_right: bool = True) -> ToldStep:
    return ToldStep(sentence=_sentence(row), numbers=row.numbers, is_right=is_right)


def _sentence(row: OrderRow) -> Markup:
    return inline_html(row.text.of(content_language()))
