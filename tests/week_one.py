"""An assignment as several tests need it: two exercises of the bank."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import Flask

from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.site_under_test import People, database_of, set_assignment

EASY, HARD = "card-on-table", "cache-hit"
"""Of 1 and of 2.5 points."""

DRAFT = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=EASY), ItemDraft(slug=HARD, points=Decimal("2.5"))))


def set_week(app: Flask, people: People, **rules: Any) -> int:
    """Set it in ada's course, with other rules than an assignment has by itself; its number."""
    return set_assignment(database_of(app), people.course, replace(DRAFT, **rules))
