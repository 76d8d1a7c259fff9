from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from grader.escape.values import Place
from grader.grading.certainty import Certainty
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer
from grader.models.assignment import Assignment
from grader.models.user import User
from grader.operations.answering import submit_answer
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.sample_question import make_question


def send(
    session: Session,
    user: User,
    slug: str,
    *,
    assignment: Assignment | None = None,
    is_right: bool = True,
    certainty: Certainty = Certainty.SURE,
) -> None:
    question = make_question(slug)
    place = Place.HEAP if is_right else Place.STACK
    answer = PlaceAndReasonAnswer(place=place, option=question.options[0], certainty=certainty)
    item = next(item for item in assignment.items if item.slug == slug) if assignment else None
    submit_answer(session, user, question, answer, idempotency_key=uuid4().hex, item=item)


def draft(*slugs: str, **changes: Any) -> AssignmentDraft:
    items = tuple(ItemDraft(slug=slug) for slug in slugs)
    return replace(AssignmentDraft(title="Week", items=items), **changes)
