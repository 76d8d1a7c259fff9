"""Which variant of an exercise this request is about: the reader's own, or the one that a form was about."""

from __future__ import annotations

from flask import request

from grader.catalog.catalog import Exercise
from grader.errors import VariantNotYours
from grader.grading.dealing import Deal
from grader.models.assignment_item import AssignmentItem
from grader.operations.variants import deal_for, find_further_variant, find_variant
from grader.web.database import reading
from grader.web.exercises.frame import is_review
from grader.web.exercises.items import find_item
from grader.web.reviews import is_due
from grader.web.sessions import browser_seed, find_person


def find_own(exercise: Exercise) -> Exercise:
    """The variant that the reader is asked about; a further one where the address asks for it, or a review is due.

    Raises NotFound for an assignment that is somebody else's.
    """
    if not exercise.variants:
        return exercise
    item, person = find_item(exercise.slug), find_person()
    if person is None:
        return exercise.variant_of(Deal(seed=browser_seed(), slug=exercise.slug, count=exercise.variant_count).first)
    deal = deal_for(person, exercise.slug, item, exercise.variant_count)
    further = find_further_variant(reading(), person, deal) if _goes_on(exercise, item) else None
    return exercise.variant_of(find_variant(reading(), person, item, deal) if further is None else further)


def find_sent(exercise: Exercise) -> Exercise:
    """The variant that the form is about; the exercise itself where it names none that there is."""
    sent = _sent_number()
    return exercise.variant_of(sent) if sent is not None else exercise


def get_sent(exercise: Exercise) -> Exercise:
    """The same. Raises VariantNotYours for a variant that there is not."""
    sent = _sent_number()
    if sent is None or sent >= len(exercise.all_variants):
        raise VariantNotYours(f"{exercise.slug} has no such variant.")
    return exercise.variant_of(sent)


def _sent_number() -> int | None:
    sent = request.form.get("variant", "0")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 3 else None


def _goes_on(exercise: Exercise, item: AssignmentItem | None) -> bool:
    """True when another variant than the one that was answered last is wanted, which only practice allows."""
    is_wanted = "another" in request.args and request.method == "GET"
    return item is None and (is_wanted or (is_review(item) and is_due(exercise.slug)))
