"""The question which line makes a variable or allocation escape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.culprits import deciding_lines, leading_lines
from grader.escape.values import AllocationVerdict, Reason, VariableVerdict
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty, read_only
from grader.grading.judged import Judged
from grader.grading.known_places import require_known_place
from grader.grading.scores import Rubric

FIELDS = ("line", CERTAINTY)
"""What the form has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritKey:
    """The lines that make something escape: choosing any of them is right."""

    lines: frozenset[int]
    leading: frozenset[int]
    """The lines of the flow that only lead there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritQuestion:
    """The question which line makes a variable or allocation escape."""

    slug: str
    """The exercise."""
    lines: tuple[int, ...]
    """Those that can be chosen."""
    feedback: Mapping[int, Text]
    """What to say to wrong lines."""
    key: CulpritKey
    rubric: Rubric
    """`place` is for a line of the flow that only leads there."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.CULPRIT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritAnswer:
    """A line of the program."""

    line: int
    certainty: Certainty


def make_key(verdict: VariableVerdict | AllocationVerdict) -> CulpritKey:
    """Make the key of the lines that decide. Raises NotJudged where there is none, or one needs a human eye."""
    named, lines = require_known_place(verdict), deciding_lines(verdict)
    if not lines or Reason.REVIEW in verdict.reasons:
        raise NotJudged(f"{named}: no line is known to make it escape. Nothing was graded.")
    return CulpritKey(lines=lines, leading=leading_lines(verdict))


def key_document(key: CulpritKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"lines": sorted(key.lines), "leading": sorted(key.leading)}


def parse_answer(question: CulpritQuestion, fields: Fields) -> CulpritAnswer:
    """Read `line`, the number of a line that can be chosen. Raises AnswerInvalid."""
    sent, certainty = read_only(fields, "line", "Choose a line."), read_certainty(fields)
    for line in question.lines:
        if str(line) == sent:
            return CulpritAnswer(line=line, certainty=certainty)
    raise AnswerInvalid("This line cannot be chosen. The program may have changed: load the page again.")


def answer_document(answer: CulpritAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    return {"line": str(answer.line), CERTAINTY: answer.certainty.value}


def judge(question: CulpritQuestion, answer: CulpritAnswer) -> Judged:
    """A line that decides earns `both`; one that only leads there earns `place`."""
    is_right = answer.line in question.key.lines
    leads = answer.line in question.key.leading
    earned = question.rubric.both if is_right else question.rubric.place if leads else Decimal(0)
    return Judged(place_is_right=None, is_right=is_right, earned=earned)


def find_rationale(question: CulpritQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to the line of a kept answer."""
    chosen = str(answer.get("line"))
    return next((words for line, words in question.feedback.items() if str(line) == chosen), None)
