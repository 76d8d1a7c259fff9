"""What authors write in `exercise.yaml`.

The descriptions are read by people: the authoring reference and the JSON Schemas for editors are made from them.
"""

from __future__ import annotations

from typing import TypeAlias

from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.content.predict import Predict
from grader.catalog.kinds import QuestionKind

AboutOne: TypeAlias = PlaceAndReason | Predict | Culprit | FixIt
"""The kinds that ask about one variable or expression."""

ExerciseContent: TypeAlias = AboutOne | MarkAll
"""The union of the kinds of question. A new kind is one more member here and in KINDS."""

KINDS: dict[QuestionKind, type[ExerciseContent]] = {
    QuestionKind.PLACE_AND_REASON: PlaceAndReason,
    QuestionKind.PREDICT: Predict,
    QuestionKind.CULPRIT: Culprit,
    QuestionKind.MARK_ALL: MarkAll,
    QuestionKind.FIX_IT: FixIt,
}
