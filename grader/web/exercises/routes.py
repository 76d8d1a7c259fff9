"""One exercise: the question, the answer in place, and giving up."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from grader.catalog.catalog import Exercise
from grader.grading.answers import fields_of, parse_answer
from grader.grading.feedback import Revealed
from grader.models.assignment_item import AssignmentItem
from grader.operations.answering import find_feedback, give_up, submit_answer
from grader.operations.holds import find_hold
from grader.operations.occasions import Occasion
from grader.operations.tasks import Task
from grader.web.database import reading, writing
from grader.web.errors import RETRY_SECONDS
from grader.web.exercises.forms import chosen_fields, sent_fields
from grader.web.exercises.frame import is_review, make_frame
from grader.web.exercises.items import find_item, find_item_for
from grader.web.exercises.kinds.kinds import find_complaints
from grader.web.exercises.question_page import Notice, describe_feedback, login_address_with, make_question_page
from grader.web.exercises.result_page import make_result_page
from grader.web.exercises.trials import Unjudged, describe_flood, find_begun, limit_edits, settle
from grader.web.exercises.variants import find_own, find_sent, get_sent, is_about
from grader.web.gettext import gettext as _
from grader.web.judging import get_task, get_task_and_pair
from grader.web.limits import seconds_to_wait
from grader.web.reviews import is_due
from grader.web.sessions import find_person, has_lapsed, person_or_guest_in
from grader.web.site import catalog
from grader.web.time_zones import select_zone

blueprint = Blueprint("exercises", __name__)

SERVICE_UNAVAILABLE = 503


@blueprint.get("/exercises/<slug>")
def show(slug: str) -> Response:
    """Show the question, or how it was answered."""
    task = get_task_and_pair(find_own(catalog().get_exercise(slug)))
    item = find_item(slug)
    if item is None and (hold := find_hold(reading(), find_person(), slug)):
        return make_response(render_template("exercises/held.html", exercise=task.exercise, hold=hold))
    return _show_state(task, item)


@blueprint.post("/exercises/<slug>")
@limit_edits
def answer(slug: str) -> Response:
    """Grade an answer and show what may be told. What lacks something, or cannot be judged, costs no attempt."""
    exercise = catalog().get_exercise(slug)
    task = get_task(get_sent(exercise))
    if has_lapsed():
        return _show_lapsed(task)
    if complaints := find_complaints(task.question, sent_fields()):
        return _show_question(task, find_item(slug), complaints=complaints, status=422)
    settled = settle(task, parse_answer(task.question, sent_fields()))
    if isinstance(settled, Unjudged):
        return _show_unjudged(task, settled)
    with writing() as session:
        person = person_or_guest_in(session)
        person.time_zone = select_zone()
        item = find_item_for(session, person, slug)
        submit_answer(session, person, task.question, settled, idempotency_key=request.form.get("key", ""), item=item)
    return _show_after(exercise)


@blueprint.post("/exercises/<slug>/answer")
def show_answer(slug: str) -> Response:
    """Give up: show the answer; further ones are practice."""
    exercise = catalog().get_exercise(slug)
    task = get_task(get_sent(exercise))
    if has_lapsed():
        return _show_lapsed(task)
    with writing() as session:
        person = person_or_guest_in(session)
        give_up(session, person, task.question, find_item_for(session, person, slug))
    return _show_after(exercise)


@blueprint.errorhandler(CSRFError)
def keep_answer(_error: CSRFError) -> Response:
    """A form from before the session ended: show it again, with what was chosen."""
    return _show_lapsed(_task_of_form(), status=400)


@blueprint.errorhandler(RateLimitExceeded)
def keep_edit(_error: RateLimitExceeded) -> Response:
    """Somebody sends programs faster than they are compiled for one person: nothing is lost."""
    answer = _show_unjudged(_task_of_form(), describe_flood())
    answer.headers["Retry-After"] = str(seconds_to_wait())
    return answer


def _task_of_form() -> Task:
    """What the form is about that was refused before its view was called."""
    return get_task(find_sent(catalog().get_exercise((request.view_args or {})["slug"])))


def _show_after(exercise: Exercise) -> Response:
    """Show how things stand: in place for htmx, else on the exercise's own page, which can be loaded again."""
    task = get_task_and_pair(find_own(exercise))
    item = find_item(exercise.slug)
    if "HX-Request" in request.headers:
        return _show_state(task, item)
    return redirect(make_frame(task, item).address, 303)


def _show_unjudged(task: Task, unjudged: Unjudged) -> Response:
    """Show the edit again, with what the compiler says at its lines."""
    answer = _show_question(
        task,
        find_item(task.exercise.slug),
        notice=unjudged.notice,
        status=unjudged.status,
    )
    if unjudged.status == SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _show_state(task: Task, item: AssignmentItem | None) -> Response:
    """Show the result if it may be shown and is not waived by asking to answer again; else the question."""
    person = find_person()
    feedback = find_feedback(reading(), person, task.question, item) if person else None
    if person is None or feedback is None or _asks_again(task, item):
        return _show_question(task, item)
    occasion = Occasion(session=reading(), user=person, question=task.question, item=item)
    if isinstance(feedback, Revealed):
        return _respond(
            result=make_result_page(make_frame(task, item), task, feedback, occasion.find_latest_submission())
        )
    return _show_question(task, item, notice=describe_feedback(task, feedback, is_redrawn=_is_redrawn(occasion)))


def _is_redrawn(occasion: Occasion) -> bool:
    """True when the latest answer was to another program than the next attempt is about."""
    if occasion.item is None or not occasion.item.assignment.redraws:
        return False
    latest = occasion.find_latest_submission()
    return latest is not None and latest.variant != occasion.variant


def _asks_again(task: Task, item: AssignmentItem | None) -> bool:
    """True when the question is to be shown although it was answered before."""
    return "again" in request.args or (is_review(item) and is_due(task.exercise.slug))


def _show_question(
    task: Task,
    item: AssignmentItem | None,
    *,
    notice: Notice | None = None,
    complaints: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    begun = find_begun(task, item)
    chosen = chosen_fields(task.question) if is_about(task.exercise) else {}
    page = make_question_page(
        make_frame(task, item),
        task,
        chosen={name: chosen.get(name) or begun.get(name, []) for name in fields_of(task.question)},
        notice=notice,
        complaints=complaints,
    )
    return _respond(question=page, status=status)


def _show_lapsed(task: Task, status: int = 409) -> Response:
    """The session has ended: keep the choice, and offer to log in before it is sent again."""
    notice = Notice(
        title=_("Your session had ended"),
        advice=_("Your choice is kept. Log in first if it should count for your account; then press Submit again."),
        login_address=login_address_with(chosen_fields(task.question), task.exercise.slug),
    )
    return _show_question(task, None, notice=notice, status=status)


def _respond(*, status: int = 200, **pages: object) -> Response:
    """The whole page, or for htmx the part of it that an answer replaces."""
    is_fragment = "HX-Request" in request.headers
    template = "exercises/_work.html" if is_fragment else "exercises/show.html"
    return make_response(render_template(template, is_fragment=is_fragment, **pages), status)
