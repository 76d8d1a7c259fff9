"""What is due for the person of this request, today where they are."""

from __future__ import annotations

from datetime import date, timedelta

from flask import g
from flask_babel import format_date

from grader.operations.agenda import Agenda
from grader.operations.agenda import find_agenda as find_agenda_of
from grader.web.database import reading
from grader.web.gettext import gettext as _
from grader.web.sessions import find_person
from grader.web.site import catalog
from grader.web.time_zones import local_today


def find_agenda() -> Agenda:
    """Their reviews of today; none for a visitor. Asked once for what one reading session sees."""
    person = find_person()
    if person is None:
        return Agenda()
    session = reading()
    if g.get("agenda_seen_by") is not session:
        g.agenda = find_agenda_of(session, person, today=local_today(), known=catalog().exercises.keys())
        g.agenda_seen_by = session
    agenda: Agenda = g.agenda
    return agenda


def count_due() -> int:
    """How many questions are due today."""
    return len(find_agenda().due)


def is_due(slug: str) -> bool:
    """True for an exercise that is asked again today."""
    return any(card.slug == slug for card in find_agenda().due)


def describe_day(day: date) -> str:
    """A day as people speak of it; what is overdue is due today."""
    today = local_today()
    if day <= today:
        return _("today")
    return _("tomorrow") if day == today + timedelta(days=1) else str(format_date(day, "medium"))
