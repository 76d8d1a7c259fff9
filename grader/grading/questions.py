"""What is asked: the kinds of question as a union, each with all that is needed to show and to grade it.

A new kind is a module of its own in `kinds` and a new member here; the type checker then lists every `match` that
lacks it.
"""

from __future__ import annotations

from typing import TypeAlias

from grader.grading.kinds.count import CountQuestion
from grader.grading.kinds.culprit import CulpritQuestion
from grader.grading.kinds.fix_it import FixItQuestion
from grader.grading.kinds.mark_all import MarkAllQuestion
from grader.grading.kinds.order import OrderQuestion
from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.grading.kinds.predict import PredictQuestion
from grader.grading.kinds.versions import VersionsQuestion

Question: TypeAlias = (
    PlaceAndReasonQuestion
    | PredictQuestion
    | CulpritQuestion
    | MarkAllQuestion
    | OrderQuestion
    | VersionsQuestion
    | CountQuestion
    | FixItQuestion
)
"""Every kind of question."""
