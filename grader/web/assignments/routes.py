"""Setting an assignment, and working through it."""

from __future__ import annotations

from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grader.errors import NotFound, RequestError
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
from grader.web.assignments.forms import AssignmentForm, ChosenItems, draft_of, form_for, read_items
from grader.web.database import reading, writing
from grader.web.site import catalog

blueprint = Blueprint("assignments", __name__)
Answer: TypeAlias = "str | Response | tuple[str, int]"


@blueprint.route("/courses/<code>/assignments/new", methods=["GET", "POST"])
@needs_account
def create(code: str) -> Answer:
    """Set an assignment."""
    course = get_course_for_instructor(reading(), get_account(), code)
    form = AssignmentForm()
    if not form.is_submitted():
        return _show_form(course, form, ChosenItems(points={}))
    chosen = read_items(catalog())
    if not form.validate_on_submit() or chosen.complaint:
        return _show_form(course, form, chosen, status=422)
    with writing() as session:
        course = get_course_for_instructor(session, get_account_in(session), code)
        create_assignment(session, course, draft_of(form, chosen))
    flash(_("The assignment is set."))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.route("/assignments/<int:assignment_id>/edit", methods=["GET", "POST"])
@needs_account
def edit(assignment_id: int) -> Answer:
    """Change an assignment."""
    assignment = get_assignment_for_instructor(reading(), get_account(), assignment_id)
    course, form = assignment.course, AssignmentForm()
    if not form.is_submitted():
        points = {item.slug: str(item.points.normalize()) for item in assignment.items}
        return _show_form(course, form_for(assignment), ChosenItems(points=points), assignment)
    chosen = read_items(catalog())
    if not form.validate_on_submit() or chosen.complaint:
        return _show_form(course, form, chosen, assignment, status=422)
    code = course.code
    try:
        with writing() as session:
            assignment = get_assignment_for_instructor(session, get_account_in(session), assignment_id)
            edit_assignment(session, assignment, draft_of(form, chosen, assignment))
    except NotFound:
        raise
    except RequestError:
        assignment = get_assignment_for_instructor(reading(), get_account(), assignment_id)
        complaint = _("An exercise that has been answered cannot be taken out. Give it 0 points instead.")
        refused = ChosenItems(points=chosen.points, complaint=complaint)
        return _show_form(assignment.course, form, refused, assignment, status=409)
    flash(_("The assignment is changed."))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.get("/assignments/<int:assignment_id>")
@needs_account
def show(assignment_id: int) -> str:
    """Show a student what to answer, and how far they have come."""
    account = get_account()
    assignment = get_assignment_for_student(reading(), account, assignment_id)
    return render_template(
        "assignments/show.html",
        assignment=assignment,
        coursework=list_coursework(reading(), account, assignment),
        exercises=catalog().exercises,
        is_open=assignment.is_open(utc_now()),
        is_due=assignment.is_due(utc_now()),
    )


def _show_form(
    course: Course, form: AssignmentForm, chosen: ChosenItems, assignment: Assignment | None = None, status: int = 200
) -> Answer:
    page = render_template(
        "assignments/edit.html", course=course, assignment=assignment, form=form, chosen=chosen, catalog=catalog()
    )
    return page, status
