"""Grades: the table, the evidence behind a cell, the CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from grader.errors import NotFound
from grader.models.user import User
from grader.operations.courses import get_course_for_instructor
from grader.operations.evidence import get_assignment_of, list_answers
from grader.operations.exporting import GradeFormat, export_grades
from grader.operations.gradebook import load_gradebook
from grader.operations.roster import get_member
from grader.operations.tries import list_tries
from grader.web.access import get_account, needs_account
from grader.web.certainties import certainty_words
from grader.web.database import current_database, reading
from grader.web.gradebook.evidence import make_sheets
from grader.web.gradebook.table import Order, make_table
from grader.web.numbers import format_column

blueprint = Blueprint("gradebook", __name__)


@blueprint.get("/courses/<code>/gradebook")
@needs_account
def show(code: str) -> str:
    """Show the gradebook."""
    course = get_course_for_instructor(reading(), get_account(), code)
    order = Order(column=request.args.get("sort", "name"), is_descending=request.args.get("order") == "descending")
    table = make_table(load_gradebook(reading(), course), request.args.get("search", ""), order)
    return render_template("gradebook/show.html", course=course, table=table, in_column=format_column)


@blueprint.get("/courses/<code>/gradebook/<id:user_id>/<id:assignment_id>")
@needs_account
def evidence(code: str, user_id: int, assignment_id: int) -> str:
    """Show every answer of one student to one assignment, with what it was graded against."""
    course = get_course_for_instructor(reading(), get_account(), code)
    assignment = get_assignment_of(reading(), course, assignment_id)
    return render_template(
        "gradebook/evidence.html",
        course=course,
        assignment=assignment,
        student=get_member(reading(), course, user_id).user,
        sheets=make_sheets(
            assignment,
            list_answers(reading(), assignment, user_id),
            list_tries(reading(), assignment, user_id),
        ),
        certainties=certainty_words(),
    )


@blueprint.get("/courses/<code>/grades.csv")
@needs_account
def export(code: str) -> Response:
    """Download the grades, streamed."""
    account = get_account()
    grade_format = find_format(request.args.get("format", "wide"))
    course = get_course_for_instructor(reading(), account, code)
    lines = _stream(account.id, course.code, grade_format, with_bom="bom" in request.args)
    name = f"grades-{course.code}-{grade_format.value}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(lines, mimetype="text/csv", headers=headers)


def find_format(name: str) -> GradeFormat:
    """Read the name of a format. Raises NotFound."""
    if name not in set(GradeFormat):
        raise NotFound("There is no such format.")
    return GradeFormat(name)


def _stream(user_id: int, code: str, grade_format: GradeFormat, *, with_bom: bool) -> Iterator[str]:
    """Make the lines in a session of their own, which lives until the last line is sent."""
    database = current_database()

    def lines() -> Iterator[str]:
        with database.reading() as session:
            course = get_course_for_instructor(session, session.get_one(User, user_id), code)
            yield from export_grades(session, course, grade_format, with_bom=with_bom)

    return lines()
