"""The question what line the compiler prints about a variable or allocation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.printed_lines import PRINTS_NOTHING, PrintedLine, Says, parse_printed_line, printed_line_of
from grader.escape.values import AllocationVerdict, VariableVerdict
from grader.grading.attempts import Standing
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty, read_only
from grader.grading.judged import Judged, earned_by_tiers
from grader.grading.known_places import require_known_place
from grader.grading.scores import Rubric

FIELDS = ("line", "nothing", CERTAINTY)
"""What the form has."""

LONGEST_LINE = 300
"""Characters of a line that is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictKey:
    """The line that the compiler prints."""

    line: PrintedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictQuestion:
    """The question what line the compiler prints about a variable or allocation."""

    slug: str
    """The exercise."""
    feedback: Mapping[Says, Text]
    """What to say to wrong lines, by their sentence."""
    key: PredictKey
    rubric: Rubric
    """`place` is for a wrong line that means the right place."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.PREDICT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictAnswer:
    """A line that the compiler is expected to print, or that it prints none."""

    text: str
    """As it was written."""
    line: PrintedLine
    certainty: Certainty


def make_key(verdict: VariableVerdict | AllocationVerdict) -> PredictKey:
    """Make the key of the line that is printed. Raises NotJudged where no line tells the place."""
    named, line = require_known_place(verdict), printed_line_of(verdict)
    if line is None:
        raise NotJudged(f"{named}: what the compiler prints does not tell its place. Nothing was graded.")
    return PredictKey(line=line)


def key_document(key: PredictKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"line": str(key.line)}


def parse_answer(fields: Fields) -> PredictAnswer:
    """Read `line`, as the compiler prints it, or `nothing`, with any value. Raises AnswerInvalid."""
    line, certainty = read_line(fields), read_certainty(fields)
    text = " ".join(fields.get("line", ("",))[0].split()) or str(line)
    return PredictAnswer(text=text, line=line, certainty=certainty)


def answer_document(answer: PredictAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    return {"line": answer.text, CERTAINTY: answer.certainty.value}


def judge(question: PredictQuestion, answer: PredictAnswer, standing: Standing) -> Judged:
    """The line itself earns `both`, by what it means; another line that means the right place earns `place`."""
    is_right = answer.line.means(question.key.line)
    place_is_right = answer.line.says.is_heap is question.key.line.says.is_heap
    earned = Decimal(0)
    if place_is_right:
        earned = earned_by_tiers(question.rubric, standing, is_right=is_right, is_two_way=True)
    return Judged(place_is_right=place_is_right, is_right=is_right, earned=earned)


def find_rationale(question: PredictQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to the line of a kept answer."""
    line = parse_printed_line(str(answer.get("line")))
    return None if line is None or line.means(question.key.line) else question.feedback.get(line.says)


def read_line(fields: Fields) -> PrintedLine:
    """Read the line that was written, or chosen to be none. Raises AnswerInvalid for anything else."""
    written = [value for value in fields.get("line", ()) if value.strip()]
    if any(fields.get("nothing", ())):
        if written:
            raise AnswerInvalid("Write a line, or choose that nothing is printed; not both.")
        return PRINTS_NOTHING
    text = read_only({"line": written}, "line", "Write the line, or choose that nothing is printed.")
    line = parse_printed_line(text) if len(text) <= LONGEST_LINE else None
    if line is None:
        raise AnswerInvalid("This is no such line. Write it like one of the three examples, with the name in it.")
    return line
