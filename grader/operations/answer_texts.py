"""Answers and keys as short plain text, whatever the kind of question: for tables and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from grader.catalog.kinds import QuestionKind
from grader.grading.kinds.order import order_text
from grader.models.submission import Submission

LONGEST_EDIT = 500
"""Characters of an edit in one cell of a table."""


def answer_text(submission: Submission) -> str:
    """What was answered, in the words of its kind.

    `heap RETURNED`, `moved to heap: x`, a number, edited lines, variables like `u@6:2`, a change like
    `u@6:2 heap -> stack`, or steps like `1>3>x>2`, by their numbers in the right order, a trap as `x`.
    """
    kind = QuestionKind(submission.kind)
    match kind:
        case QuestionKind.PLACE_AND_REASON:
            return f"{submission.place} {chosen_reason(submission)}"
        case QuestionKind.PREDICT | QuestionKind.CULPRIT:
            return str(submission.answer["line"])
        case QuestionKind.MARK_ALL:
            return " ".join(submission.answer["mark"])
        case QuestionKind.ORDER:
            return order_text(submission.answer["steps"], _steps(submission))
        case QuestionKind.VERSIONS:
            return _change(submission.answer)
        case QuestionKind.COUNT:
            return str(submission.answer["count"])
        case QuestionKind.FIX_IT:
            return edit_text(submission.answer["parts"])
        case _:
            assert_never(kind)


def key_text(submission: Submission) -> str:
    """What is right, in the same form; where several answers are right, all of them."""
    kind = QuestionKind(submission.kind)
    match kind:
        case QuestionKind.PLACE_AND_REASON:
            return " ".join([f"{submission.key_place}", *submission.key_reasons])
        case QuestionKind.PREDICT:
            return str((submission.key or {})["line"])
        case QuestionKind.CULPRIT:
            return " ".join(map(str, (submission.key or {})["lines"]))
        case QuestionKind.MARK_ALL:
            return " ".join((submission.key or {})["heap"])
        case QuestionKind.ORDER:
            return order_text(_steps(submission), _steps(submission))
        case QuestionKind.VERSIONS:
            return _change(submission.key or {})
        case QuestionKind.COUNT:
            return str((submission.key or {})["count"])
        case QuestionKind.FIX_IT:
            return str((submission.key or {})["goal"])
        case _:
            assert_never(kind)


def _steps(submission: Submission) -> Sequence[str]:
    """The ids of the steps in the right order, as the answer was graded against."""
    steps: Sequence[str] = (submission.key or {})["steps"]
    return steps


def edit_text(parts: Sequence[str]) -> str:
    """Edited lines on one line, cut where they get long: the whole edit is on the evidence page."""
    lines = (line.strip() for part in parts for line in part.split("\n"))
    text = " ⏎ ".join(line for line in lines if line)
    return text if len(text) <= LONGEST_EDIT else f"{text[: LONGEST_EDIT - 1]}…"


def chosen_reason(submission: Submission) -> str:
    """The code of the reason chosen, or the misconception; empty for kinds that ask for no reason."""
    return submission.reason.value if submission.reason else submission.belief or ""


def _change(document: Mapping[str, Any]) -> str:
    """A change between two versions; `none` has no places."""
    if "before" not in document:
        return str(document["candidate"])
    return f"{document['candidate']} {document['before']} -> {document['after']}"
