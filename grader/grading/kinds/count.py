"""The question how many heap allocations a call makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.content.count import MOST_COUNTED
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.grading.attempts import Standing
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty, read_only
from grader.grading.judged import Judged, earned_by_tiers
from grader.grading.scores import Rubric

FIELDS = ("count", CERTAINTY)
"""What the form has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountKey:
    """How many objects were counted, the same in every run."""

    allocations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuestion:
    """The question how many heap allocations a call makes."""

    slug: str
    """The exercise."""
    call: str
    """In Go, as the author writes it."""
    feedback: Mapping[int, Text]
    """What to say to wrong numbers."""
    key: CountKey
    rubric: Rubric
    """`place` is for knowing that the call allocates, where it does."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.COUNT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAnswer:
    """A number of allocations."""

    count: int
    certainty: Certainty


def make_key(slug: str, allocations: int | None, version: str) -> CountKey:
    """Make the key of what was counted with this version of Go. Raises NotJudged where that is nothing."""
    if allocations is None:
        raise NotJudged(
            f"{slug}: nobody counted what its call allocates with Go {version}. Nothing was graded. "
            f"Run `python -m grader record`."
        )
    return CountKey(allocations=allocations)


def key_document(key: CountKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"count": key.allocations}


def parse_answer(fields: Fields) -> CountAnswer:
    """Read `count`, a whole number from 0 to 99. Raises AnswerInvalid."""
    count = read_count(fields)
    return CountAnswer(count=count, certainty=read_certainty(fields))


def read_count(fields: Fields) -> int:
    """Read the number alone. Raises AnswerInvalid."""
    sent = read_only(fields, "count", "Write how many.").strip()
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= len(str(MOST_COUNTED))):
        raise AnswerInvalid(f"Write a whole number from 0 to {MOST_COUNTED}.")
    return int(sent)


def answer_document(answer: CountAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    return {"count": str(answer.count), CERTAINTY: answer.certainty.value}


def judge(question: CountQuestion, answer: CountAnswer, standing: Standing) -> Judged:
    """The number earns `both`; another one that is not 0, where the right one is not either, earns `place`.

    Of "none" and "some", the second choice is no knowledge, so a first wrong one costs that part.
    """
    is_right = answer.count == question.key.allocations
    knows_whether = (answer.count > 0) == (question.key.allocations > 0)
    earned = Decimal(0)
    if knows_whether:
        earned = earned_by_tiers(question.rubric, standing, is_right=is_right, is_two_way=True)
    return Judged(place_is_right=knows_whether, is_right=is_right, earned=earned)


def find_rationale(question: CountQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to the number of a kept answer."""
    written = str(answer.get("count"))
    return next((words for count, words in question.feedback.items() if str(count) == written), None)
