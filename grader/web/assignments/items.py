"""The exercises of an assignment and their points, as an instructor ticks and types them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flask import request

from grader.catalog.catalog import Catalog
from grader.grading.gradebook import plain
from grader.models.assignment import Assignment
from grader.operations.assignments import MOST_POINTS, ItemDraft
from grader.web.gettext import gettext as _

POINTS = re.compile(r"\d{1,5}(?:\.\d{1,3}|,\d{1,2})?")
"""Digits, a point or a comma, digits. `1,000` is refused: in some countries it is one, in others a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenItems:
    """Which exercises are ticked, what is typed as their points, and what is wrong with that."""

    ticked: AbstractSet[str] = frozenset()
    points: Mapping[str, str] = field(default_factory=dict)
    """By slug, as typed; also of those that are not ticked."""
    absent: tuple[str, ...] = ()
    """Exercises of the assignment that the bank has no longer: they keep their answers and points."""
    items: tuple[ItemDraft, ...] = ()
    complaints: Mapping[str, str] = field(default_factory=dict)
    """By slug."""
    complaint: str = ""
    """What is wrong with the choice as a whole."""

    @property
    def is_well(self) -> bool:
        """True when it can be stored."""
        return not self.complaint and not self.complaints

    def refused(self, complaint: str) -> ChosenItems:
        """The same choice, with what is wrong with it."""
        return replace(self, complaint=complaint)


def items_of(assignment: Assignment | None, catalog: Catalog) -> ChosenItems:
    """What is ticked when the form is shown first."""
    if assignment is None:
        return ChosenItems()
    points = {item.slug: format(plain(item.points), "f") for item in assignment.items}
    return ChosenItems(ticked=points.keys(), points=points, absent=_absent(assignment, catalog))


def read_items(assignment: Assignment | None, catalog: Catalog) -> ChosenItems:
    """Read the ticked exercises and their points from the request, in the order of the bank."""
    absent = _absent(assignment, catalog)
    known = (*catalog.exercises, *absent)
    sent = set(request.form.getlist("exercise"))
    ticked = [slug for slug in known if slug in sent]
    points = {slug: request.form.get(f"points-{slug}", "1").strip() for slug in known}
    worth = {slug: find_points(points[slug]) for slug in ticked}
    return ChosenItems(
        ticked=set(ticked),
        points=points,
        absent=absent,
        items=tuple(ItemDraft(slug=slug, points=number) for slug, number in worth.items() if number is not None),
        complaints={slug: _wrong_points() for slug, number in worth.items() if number is None},
        complaint="" if ticked else _("Choose at least one exercise."),
    )


def find_points(text: str) -> Decimal | None:
    """Read points exactly; None for anything but a plain number in range with few decimal places."""
    if not POINTS.fullmatch(text):
        return None
    points = Decimal(text.replace(",", "."))
    return points if points <= MOST_POINTS else None


def _wrong_points() -> str:
    return _("Write a number from 0 to %(most)s, e.g. 1 or 2.5.", most=MOST_POINTS)


def _absent(assignment: Assignment | None, catalog: Catalog) -> tuple[str, ...]:
    items = assignment.items if assignment else ()
    return tuple(item.slug for item in items if item.slug not in catalog.exercises)
