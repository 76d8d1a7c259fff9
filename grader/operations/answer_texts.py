"""Answers and keys as short plain text, whatever the kind of question: for tables and exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from grader.catalog.kinds import QuestionKind
from grader.models.submission import Submission

LONGEST_EDIT = 500
"""Characters of an edit in one cell of a table."""


def answer_text(submission: Submission) -> str:
    """What was answered: `heap RETURNED`, `moved to heap: x`, a line's number, variables like `u@6:2`, edited lines."""
    kind = QuestionKind(submission.kind)
    match kind:
        case QuestionKind.PLACE_AND_REASON:
            return f"{submission.place} {chosen_reason(submission)}"
        case QuestionKind.PREDICT | QuestionKind.CULPRIT:
            return str(submission.answer["line"])
        case QuestionKind.MARK_ALL:
            return " ".join(submission.answer["mark"])
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
        case QuestionKind.FIX_IT:
            return str((submission.key or {})["goal"])
        case _:
            assert_never(kind)


def edit_text(parts: Sequence[str]) -> str:
    """Edited lines on one line, cut where they get long: the whole edit is on the evidence page."""
    lines = (line.strip() for part in parts for line in part.split("\n"))
    text = " ⏎ ".join(line for line in lines if line)
    return text if len(text) <= LONGEST_EDIT else f"{text[: LONGEST_EDIT - 1]}…"


def chosen_reason(submission: Submission) -> str:
    """The code of the reason chosen, or the misconception; empty for kinds that ask for no reason."""
    return submission.reason.value if submission.reason else submission.belief or ""
