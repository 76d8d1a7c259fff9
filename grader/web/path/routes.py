"""The path: lessons in order, how far one is, and where to go on."""

from __future__ import annotations

from flask import Blueprint, render_template

from grader.models.columns import utc_now
from grader.operations.assignments import list_open_assignments
from grader.web.database import reading
from grader.web.journey import Journey
from grader.web.sessions import find_account
from grader.web.site import catalog
from grader.web.solved import find_solved

blueprint = Blueprint("path", __name__)


@blueprint.get("/path")
def show() -> str:
    """Show the whole path."""
    journey = Journey(catalog=catalog(), solved=find_solved())
    onward, account = journey.onward, find_account()
    return render_template(
        "path/show.html",
        steps=journey.lessons(),
        onward=journey.step_of(onward) if onward else None,
        onward_lesson=catalog().lessons.get(onward.content.lesson) if onward else None,
        unread=journey.unread_lesson_of(onward) if onward else None,
        done_count=len(journey.solved & catalog().exercises.keys()),
        total=len(catalog().exercises),
        open_assignments=list_open_assignments(reading(), account) if account else [],
        now=utc_now(),
    )
