"""The courses of a person, and each course's own page."""

from __future__ import annotations

from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from grader.errors import LastInstructor, NotFound
from grader.models.columns import utc_now
from grader.models.user import Role
from grader.operations.assignments import list_assignments
from grader.operations.courses import (
    create_course,
    find_enrolment,
    get_course_for_instructor,
    get_course_for_member,
    join_course,
    leave_course,
    list_enrolments,
    rename_course,
    tidy_code,
)
from grader.operations.roster import add_instructor, list_roster, withdraw_member
from grader.web.access import get_account, get_account_in, needs_account, needs_instructor
from grader.web.courses.forms import CourseForm, JoinForm
from grader.web.database import reading, writing
from grader.web.gettext import gettext as _

blueprint = Blueprint("courses", __name__)
Answer: TypeAlias = "str | Response | tuple[str, int]"


@blueprint.get("/courses")
@needs_account
def index() -> Answer:
    """List the courses that the reader teaches or takes."""
    return _show_index(CourseForm(formdata=None), JoinForm(formdata=None))


@blueprint.post("/courses")
@needs_instructor
def create() -> Answer:
    """Create a course."""
    form = CourseForm()
    if not form.validate_on_submit():
        return _show_index(form, JoinForm(formdata=None), 422)
    with writing() as session:
        code = create_course(session, get_account_in(session), form.title.data).code
    flash(_("The course is created. Give your students the code %(code)s.", code=code))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.post("/courses/join")
@needs_account
def join() -> Answer:
    """Join a course by its code."""
    form = JoinForm()
    if not form.validate_on_submit():
        return _show_index(CourseForm(formdata=None), form, 422)
    try:
        with writing() as session:
            course = join_course(session, get_account_in(session), form.code.data).course
            title, code = course.title, course.code
    except NotFound:
        form.refuse("code", _("No course has this code. Compare it with the one that your instructor gave you."))
        return _show_index(CourseForm(formdata=None), form, 422)
    flash(_("You are in “%(title)s”.", title=title))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.get("/join/<code>")
@needs_account
def invitation(code: str) -> Answer:
    """Show where a link to join leads: the code filled in, one press away."""
    return _show_index(CourseForm(formdata=None), JoinForm(formdata=None, code=tidy_code(code)[:32]))


@blueprint.get("/courses/<code>")
@needs_account
def show(code: str) -> str:
    """Show a course as the reader knows it: as an instructor or as a student."""
    account, now = get_account(), utc_now()
    course = get_course_for_member(reading(), account, code)
    enrolment = find_enrolment(reading(), account, course)
    is_taught = enrolment is not None and enrolment.role is Role.INSTRUCTOR
    assignments = list_assignments(reading(), course)
    if not is_taught:
        assignments = [one for one in assignments if one.opens_at is None or one.opens_at <= now]
        return render_template("courses/student.html", course=course, assignments=assignments, now=now)
    return render_template(
        "courses/instructor.html",
        course=course,
        assignments=assignments,
        now=now,
        student_count=sum(one.role is Role.STUDENT for one in list_roster(reading(), course)),
        form=CourseForm(formdata=None, title=course.title),
    )


@blueprint.post("/courses/<code>/title")
@needs_account
def rename(code: str) -> Response:
    """Change a course's title."""
    form = CourseForm()
    with writing() as session:
        course = get_course_for_instructor(session, get_account_in(session), code)
        if form.validate_on_submit():
            rename_course(session, course, form.title.data)
            flash(_("The title is changed."))
        else:
            flash(form.title.errors[0] if form.title.errors else _("Nothing was changed."))
    return redirect(url_for("courses.show", code=code), 303)


@blueprint.post("/courses/<code>/leave")
@needs_account
def leave(code: str) -> Response:
    """Leave a course."""
    try:
        with writing() as session:
            account = get_account_in(session)
            leave_course(session, account, get_course_for_member(session, account, code))
    except LastInstructor:
        flash(_("You are the only instructor of this course. Let somebody else teach it before you leave."))
        return redirect(url_for("courses.show", code=code), 303)
    flash(_("You have left the course. Your answers are kept, and count again if you come back."))
    return redirect(url_for("courses.index"), 303)


@blueprint.get("/courses/<code>/roster")
@needs_account
def roster(code: str) -> str:
    """Show who is in the course."""
    course = get_course_for_instructor(reading(), get_account(), code)
    return render_template("courses/roster.html", course=course, members=list_roster(reading(), course))


@blueprint.post("/courses/<code>/roster/<id:user_id>/withdraw")
@needs_account
def withdraw(code: str, user_id: int) -> Response:
    """Take a person off the roster."""
    try:
        with writing() as session:
            withdraw_member(session, get_course_for_instructor(session, get_account_in(session), code), user_id)
    except LastInstructor:
        flash(_("A course needs an instructor. Let somebody else teach it first."))
    else:
        flash(_("Done. The answers are kept; whoever joins again has them back."))
        if user_id == get_account().id:
            return redirect(url_for("courses.index"), 303)
    return redirect(url_for("courses.roster", code=code), 303)


@blueprint.post("/courses/<code>/roster/<id:user_id>/teach")
@needs_account
def teach(code: str, user_id: int) -> Response:
    """Let a person of the course teach it."""
    with writing() as session:
        add_instructor(session, get_course_for_instructor(session, get_account_in(session), code), user_id)
    flash(_("There is one more instructor now."))
    return redirect(url_for("courses.roster", code=code), 303)


def _show_index(course_form: CourseForm, join_form: JoinForm, status: int = 200) -> Answer:
    enrolments = list_enrolments(reading(), get_account())
    template = "courses/index.html"
    page = render_template(template, enrolments=enrolments, course_form=course_form, join_form=join_form)
    return page, status
