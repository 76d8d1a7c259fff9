"""What authors write in `exercise.yaml`.

The descriptions are read by people: the authoring reference and the JSON Schemas for editors are made from them.
"""

from __future__ import annotations

from typing import TypeAlias

from grader.catalog.content.count import Count
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.order import Order
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.content.predict import Predict
from grader.catalog.content.versions import Versions
from grader.catalog.kinds import QuestionKind

AboutOne: TypeAlias = PlaceAndReason | Predict | Culprit | Order | FixIt
"""The kinds that ask about one variable or expression."""

AboutProgram: TypeAlias = MarkAll | Versions | Count
"""The kinds that ask about all of a program."""

ExerciseContent: TypeAlias = AboutOne | AboutProgram
"""The union of the kinds of question. A new kind is one more member of one of the two, and of KINDS."""

KINDS: dict[QuestionKind, type[ExerciseContent]] = {
    QuestionKind.PLACE_AND_REASON: PlaceAndReason,
    QuestionKind.PREDICT: Predict,
    QuestionKind.CULPRIT: Culprit,
    QuestionKind.MARK_ALL: MarkAll,
    QuestionKind.ORDER: Order,
    QuestionKind.VERSIONS: Versions,
    QuestionKind.COUNT: Count,
    QuestionKind.FIX_IT: FixIt,
}
