"""Setting an assignment, and working through it."""

from __future__ import annotations

from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from grader.errors import AlreadyAnswered
from grader.models.assignment import Assignment
from grader.models.columns import utc_now
from grader.models.course import Course
from grader.operations.assignments import (
    create_assignment,
    edit_assignment,
    get_assignment_for_instructor,
    get_assignment_for_student,
)
from grader.operations.courses import get_course_for_instructor
from grader.operations.coursework import list_coursework
from grader.web.access import get_account, get_account_in, needs_account
from grader.web.assignments.forms import AssignmentForm, make_form
from grader.web.assignments.items import ChosenItems, items_of, read_items
from grader.web.assignments.search_words import search_words
from grader.web.database import reading, writing
from grader.web.gettext import gettext as _
from grader.web.site import catalog

blueprint = Blueprint("assignments", __name__)
Answer: TypeAlias = "str | Response | tuple[str, int]"


@blueprint.get("/courses/<code>/assignments/new")
@needs_account
def create(code: str) -> Answer:
    """Show the form for a new assignment."""
    course = get_course_for_instructor(reading(), get_account(), code)
    return _show_form(course, None, make_form(None), items_of(None, catalog()))


@blueprint.post("/courses/<code>/assignments/new")
@needs_account
def store(code: str) -> Answer:
    """Set an assignment."""
    course = get_course_for_instructor(reading(), get_account(), code)
    form, chosen = AssignmentForm(), read_items(None, catalog())
    if not (form.validate() and chosen.is_well):
        return _show_form(course, None, form, chosen, 422)
    with writing() as session:
        course = get_course_for_instructor(session, get_account_in(session), code)
        create_assignment(session, course, form.draft(chosen.items, None))
    flash(_("The assignment is set."))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.get("/assignments/<id:assignment_id>/edit")
@needs_account
def edit(assignment_id: int) -> Answer:
    """Show the form, filled in with an assignment."""
    assignment = get_assignment_for_instructor(reading(), get_account(), assignment_id)
    return _show_form(assignment.course, assignment, make_form(assignment), items_of(assignment, catalog()))


@blueprint.post("/assignments/<id:assignment_id>/edit")
@needs_account
def change(assignment_id: int) -> Answer:
    """Change an assignment."""
    assignment = get_assignment_for_instructor(reading(), get_account(), assignment_id)
    course = assignment.course
    form, chosen = AssignmentForm(), read_items(assignment, catalog())
    if not (form.validate() and chosen.is_well):
        return _show_form(course, assignment, form, chosen, 422)
    try:
        with writing() as session:
            current = get_assignment_for_instructor(session, get_account_in(session), assignment_id)
            edit_assignment(session, current, form.draft(chosen.items, current))
    except AlreadyAnswered:
        complaint = _("An exercise that has been answered cannot be taken out. Give it 0 points instead.")
        return _show_form(course, assignment, form, chosen.refused(complaint), 409)
    flash(_("The assignment is changed."))
    return redirect(url_for("courses.show", code=course.code), 303)


@blueprint.get("/assignments/<id:assignment_id>")
@needs_account
def show(assignment_id: int) -> str:
    """Show a student what to answer, and how far they have come."""
    account, now = get_account(), utc_now()
    assignment = get_assignment_for_student(reading(), account, assignment_id)
    return render_template(
        "assignments/show.html",
        assignment=assignment,
        coursework=list_coursework(reading(), account, assignment),
        exercises=catalog().exercises,
        is_open=assignment.is_open(now),
        is_due=assignment.is_due(now),
    )


def _show_form(
    course: Course, assignment: Assignment | None, form: AssignmentForm, chosen: ChosenItems, status: int = 200
) -> Answer:
    page = render_template(
        "assignments/edit.html",
        course=course,
        assignment=assignment,
        form=form,
        chosen=chosen,
        catalog=catalog(),
        search_words=search_words,
    )
    return page, status
