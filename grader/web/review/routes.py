"""The questions that come back today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from grader.catalog.catalog import Exercise
from grader.errors import NotFound
from grader.operations.agenda import Agenda, find_due_days, set_daily_reviews
from grader.web.database import reading, writing
from grader.web.gettext import gettext as _
from grader.web.review.forms import LimitForm
from grader.web.reviews import find_agenda
from grader.web.sessions import find_person, person_in
from grader.web.site import catalog

blueprint = Blueprint("review", __name__)
Answer: TypeAlias = "str | tuple[str, int] | Response"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """One question that is due."""

    exercise: Exercise
    due_on: date


@blueprint.get("/review")
def show() -> str:
    """Show what is due, the oldest first, or when the next one comes."""
    person = find_person()
    form = LimitForm(formdata=None, daily_reviews=person.daily_reviews) if person else None
    return _render(form)


@blueprint.post("/review/limit")
def change_limit() -> Answer:
    """Change how many questions a day may come back."""
    form = LimitForm()
    if not form.validate_on_submit():
        return _render(form), 422
    with writing() as session:
        person = person_in(session)
        if person is None:
            raise NotFound
        set_daily_reviews(session, person, form.daily_reviews.data)
    flash(_("Your limit is changed."))
    return redirect(url_for("review.show"), 303)


def _render(form: LimitForm | None) -> str:
    agenda = find_agenda()
    return render_template(
        "review/show.html",
        agenda=agenda,
        questions=_questions(agenda),
        next_due_on=None if agenda.due or agenda.waiting else _find_next_day(),
        form=form,
    )


def _questions(agenda: Agenda) -> Sequence[DueQuestion]:
    exercises = catalog().exercises
    return [DueQuestion(exercise=exercises[card.slug], due_on=card.due_on) for card in agenda.due]


def _find_next_day() -> date | None:
    person = find_person()
    days = find_due_days(reading(), person, known=catalog().exercises.keys()) if person else {}
    return next(iter(days.values()), None)
