"""What an instructor fills in to set an assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from grader.catalog.catalog import Catalog
from grader.grading.attempts import Reveal
from grader.models.assignment import Assignment
from grader.operations.assignments import MOST_POINTS, AssignmentDraft, ItemDraft
from grader.operations.titles import TITLE_CHARACTERS
from grader.web.forms import BaseForm, strip
from grader.web.time_zones import select_zone

MOST_ATTEMPTS = 100
POINT_PLACES = 3

REVEALS = (
    (Reveal.AT_ONCE.value, _l("At once: right or wrong after each answer")),
    (Reveal.AFTER_LAST.value, _l("After the last attempt")),
    (Reveal.AFTER_DUE.value, _l("After the due date")),
    (Reveal.NEVER.value, _l("Never")),
)


class AssignmentForm(BaseForm):
    """Title, time and rules; the exercises and their points are read by `read_items`."""

    title = StringField(
        _l("Title"),
        filters=[strip],
        validators=[
            InputRequired(_l("Write a title, e.g. “Week 3: sharing up”.")),
            Length(max=TITLE_CHARACTERS, message=_l("Too long: write at most %(max)d characters.")),
        ],
    )
    due = DateTimeLocalField(_l("Due"), validators=[Optional()])
    accepts_late = BooleanField(_l("Take answers after that, and mark them as late"))
    attempts = IntegerField(
        _l("Attempts for each exercise"),
        validators=[
            InputRequired(_l("Write a number from 1 to 100.")),
            NumberRange(1, MOST_ATTEMPTS, _l("Write a number from 1 to 100.")),
        ],
        default=1,
    )
    reveal = SelectField(_l("Students see how their answers were"), choices=REVEALS, default=Reveal.AT_ONCE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenItems:
    """The exercises as they were ticked, or what is wrong with them."""

    points: Mapping[str, str]
    """By slug, as written: shown again when the form comes back."""
    items: tuple[ItemDraft, ...] = ()
    complaint: str = ""


def read_items(catalog: Catalog) -> ChosenItems:
    """Read the ticked exercises and their points from the request, in the order of the bank."""
    ticked = set(request.form.getlist("exercise"))
    points = {slug: request.form.get(f"points-{slug}", "1").strip() for slug in catalog.exercises if slug in ticked}
    if not points:
        return ChosenItems(points={}, complaint=_("Choose at least one exercise."))
    items = []
    for slug, text in points.items():
        worth = find_points(text)
        if worth is None:
            title = catalog.exercises[slug].title.en
            complaint = _("Points are a number from 0 to %(most)s, e.g. 1 or 2.5.", most=MOST_POINTS)
            return ChosenItems(points=points, complaint=f"{title}: {complaint}")
        items.append(ItemDraft(slug=slug, points=worth))
    return ChosenItems(points=points, items=tuple(items))


def find_points(text: str) -> Decimal | None:
    """Read points exactly; None for anything but a number in range with at most three decimal places."""
    try:
        points = Decimal(text.replace(",", ".", 1))
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 <= points <= MOST_POINTS:
        return None
    return points if points == round(points, POINT_PLACES) else None


def draft_of(form: AssignmentForm, chosen: ChosenItems, before: Assignment | None = None) -> AssignmentDraft:
    """Make the draft; what the form does not offer stays as it was."""
    kept: dict[str, Any] = {"opens_at": before.opens_at, "credit": before.credit} if before else {}
    return AssignmentDraft(
        title=form.title.data,
        items=chosen.items,
        due_at=_in_utc(form.due.data),
        accepts_late=form.accepts_late.data,
        attempts_allowed=form.attempts.data,
        reveal=Reveal(form.reveal.data),
        **kept,
    )


def form_for(assignment: Assignment) -> AssignmentForm:
    """Fill the form with an assignment; the due date in the reader's time zone."""
    return AssignmentForm(
        formdata=None,
        title=assignment.title,
        due=assignment.due_at.astimezone(ZoneInfo(select_zone())) if assignment.due_at else None,
        accepts_late=assignment.accepts_late,
        attempts=assignment.attempts_allowed,
        reveal=assignment.reveal.value,
    )


def _in_utc(local: datetime | None) -> datetime | None:
    """Read a time of the reader's zone."""
    return local.replace(tzinfo=ZoneInfo(select_zone())).astimezone(UTC) if local else None
