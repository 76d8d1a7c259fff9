"""What an instructor fills in to set an assignment: its title, time and rules."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from grader.grading.attempts import Reveal
from grader.models.assignment import DEFAULT_CREDIT, Assignment
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.titles import TITLE_CHARACTERS
from grader.web.forms import BaseForm, strip
from grader.web.gettext import gettext as _
from grader.web.time_zones import select_zone

MOST_ATTEMPTS = 100
YEARS = range(2000, 2200)
"""In which something may be due: a slip of the keyboard in the year is told, not stored."""

BROWSER_TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
"""How browsers send a time, and how people type one where the browser has no field for it."""

REVEALS = (
    SelectChoice(Reveal.AT_ONCE.value, _l("After each answer")),
    SelectChoice(Reveal.AFTER_LAST.value, _l("After the last attempt")),
    SelectChoice(Reveal.AFTER_DUE.value, _l("After the due date")),
    SelectChoice(Reveal.NEVER.value, _l("Never")),
)

WRONG_ATTEMPTS = _l("Write a number from 1 to 100.")
WRONG_TIME = _l("Write a date and a time, e.g. 2030-01-31 18:00.")


def _zone() -> ZoneInfo:
    return ZoneInfo(select_zone())


class AssignmentForm(BaseForm):
    """The assignment without its exercises, which `grader.web.assignments.items` reads. Times are the reader's."""

    title = StringField(
        _l("Title"),
        filters=[strip],
        validators=[
            DataRequired(_l("Write a title, e.g. “Week 3: sharing up”.")),
            Length(max=TITLE_CHARACTERS, message=_l("Too long: write at most %(max)d characters.")),
        ],
    )
    opens = DateTimeLocalField(
        _l("Opens"), format=BROWSER_TIMES, tz=_zone, validators=[Optional()], invalid_value_message=WRONG_TIME
    )
    due = DateTimeLocalField(
        _l("Due"), format=BROWSER_TIMES, tz=_zone, validators=[Optional()], invalid_value_message=WRONG_TIME
    )
    accepts_late = BooleanField(_l("Take answers after that, and mark them as late"))
    attempts = IntegerField(
        _l("Attempts for each exercise"),
        validators=[InputRequired(WRONG_ATTEMPTS), NumberRange(1, MOST_ATTEMPTS, WRONG_ATTEMPTS)],
        invalid_value_message=WRONG_ATTEMPTS,
        default=1,
        render_kw={"min": 1, "max": MOST_ATTEMPTS},
    )
    redraws = BooleanField(_l("After a wrong answer, ask about another program, where the exercise has variants"))
    reveal = SelectField(_l("Students see how their answers were"), choices=REVEALS, default=Reveal.AT_ONCE.value)

    def validate_opens(self, field: Any) -> None:
        """Refuse years that nobody means."""
        if field.data is not None and field.data.year not in YEARS:
            raise ValidationError(str(WRONG_TIME))

    def validate_due(self, field: Any) -> None:
        """The same, and times before it opens."""
        self.validate_opens(field)
        if field.data is not None and self.opens.data is not None and field.data <= self.opens.data:
            raise ValidationError(_("It would be due before it opens. Choose a later time."))

    def validate_reveal(self, field: Any) -> None:
        """Refuse to wait for a date that there is not."""
        if field.data == Reveal.AFTER_DUE and self.due.data is None:
            raise ValidationError(_("There is no due date to wait for. Set one, or choose another time."))

    def draft(self, items: tuple[ItemDraft, ...], before: Assignment | None) -> AssignmentDraft:
        """Make the draft; the credit of each attempt, which the form does not offer, stays as it was."""
        return AssignmentDraft(
            title=self.title.data,
            items=items,
            opens_at=self.opens.data,
            due_at=self.due.data,
            accepts_late=self.accepts_late.data,
            attempts_allowed=self.attempts.data,
            reveal=Reveal(self.reveal.data),
            redraws=self.redraws.data,
            credit=before.credit if before else DEFAULT_CREDIT,
        )


def make_form(assignment: Assignment | None) -> AssignmentForm:
    """Make the form as it is shown first: empty, or filled in with the assignment."""
    if assignment is None:
        return AssignmentForm(formdata=None)
    return AssignmentForm(
        formdata=None,
        title=assignment.title,
        opens=assignment.opens_at,
        due=assignment.due_at,
        accepts_late=assignment.accepts_late,
        attempts=assignment.attempts_allowed,
        reveal=assignment.reveal.value,
        redraws=assignment.redraws,
    )
