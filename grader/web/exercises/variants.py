"""Which variant of an exercise this request is about: the reader's own, or the one that a form was about."""

from __future__ import annotations

from flask import request

from grader.catalog.catalog import Exercise
from grader.errors import VariantNotYours
from grader.grading.dealing import Deal
from grader.operations.variants import deal_for, find_further_variant, find_variant, is_own_variant
from grader.web.database import reading
from grader.web.exercises.frame import is_review
from grader.web.exercises.items import find_item
from grader.web.reviews import is_due
from grader.web.sessions import browser_seed, find_person


def find_own(exercise: Exercise) -> Exercise:
    """The variant that the reader is asked about: the one that the address names if it is theirs, else the present one.

    When a review is due it is a further one.

    Raises NotFound for an assignment that is somebody else's.
    """
    if not exercise.variants:
        return exercise
    item, person = find_item(exercise.slug), find_person()
    if person is None:
        return exercise.variant_of(Deal(seed=browser_seed(), slug=exercise.slug, count=exercise.variant_count).first)
    deal = deal_for(person, exercise.slug, item, exercise.variant_count)
    named = _number(request.args.get("variant", ""))
    if named is not None and is_own_variant(reading(), person, item, deal, named):
        return exercise.variant_of(named)
    further = find_further_variant(reading(), person, deal) if is_review(item) and is_due(exercise.slug) else None
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


def is_about(exercise: Exercise) -> bool:
    """True unless a form was sent that was about another variant: what was chosen there is not chosen here."""
    return request.method != "POST" or _sent_number() == exercise.variant


def _sent_number() -> int | None:
    return _number(request.form.get("variant", "0"))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else None
