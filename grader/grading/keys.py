"""The right answers of a question, taken from the compiler's verdict."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from grader.grading.kinds import count, culprit, fix_it, mark_all, order, place_and_reason, predict, versions
from grader.grading.kinds.count import CountKey
from grader.grading.kinds.culprit import CulpritKey
from grader.grading.kinds.fix_it import FixItKey
from grader.grading.kinds.mark_all import MarkAllKey
from grader.grading.kinds.order import OrderKey
from grader.grading.kinds.place_and_reason import PlaceAndReasonKey
from grader.grading.kinds.predict import PredictKey
from grader.grading.kinds.versions import VersionsKey

AnswerKey: TypeAlias = (
    PlaceAndReasonKey | PredictKey | CulpritKey | MarkAllKey | OrderKey | VersionsKey | CountKey | FixItKey
)
"""What is right, for each kind of question."""


def key_document(key: AnswerKey) -> dict[str, Any]:
    """Give what is kept of a key beside an answer: what that was graded against."""
    match key:
        case PlaceAndReasonKey():
            return place_and_reason.key_document(key)
        case PredictKey():
            return predict.key_document(key)
        case CulpritKey():
            return culprit.key_document(key)
        case MarkAllKey():
            return mark_all.key_document(key)
        case OrderKey():
            return order.key_document(key)
        case VersionsKey():
            return versions.key_document(key)
        case CountKey():
            return count.key_document(key)
        case FixItKey():
            return fix_it.key_document(key)
        case _:
            assert_never(key)
