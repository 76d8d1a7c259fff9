"""The playground: any Go program, where each of its variables lives, and why."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, make_response, redirect, render_template, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from grader.escape.values import SourceFile
from grader.operations.programs import id_of
from grader.web.access import needs_instructor
from grader.web.askers import limit_links, limit_programs, limit_views, wants_no_link
from grader.web.gettext import gettext as _
from grader.web.limits import seconds_to_wait
from grader.web.playground.addresses import Addresses
from grader.web.playground.examples import get_example, program, starter, starter_subject
from grader.web.playground.exercise_draft import Draft, draft_of
from grader.web.playground.outcomes import attempt, find_code, find_outcome, find_versions, refuse, with_picture
from grader.web.playground.page import Answered, NotJudgedNow, PlaygroundPage, make_page
from grader.web.playground.responses import (
    describe_plainly,
    is_fragment,
    respond,
    respond_with_part,
    send_text,
    status_of,
)
from grader.web.playground.sources import Found, Keeping, find_fault, get_source, keep_source, parse_at, sent_source
from grader.web.playground.ways import UnknownWay, parse_way
from grader.web.site import current_site

blueprint = Blueprint("playground", __name__)


@blueprint.get("/playground")
@limit_views
def start() -> Response:
    """Begin with a small program, or with one of the lessons'."""
    example = request.args.get("example")
    source = get_example(example).source if example else starter()
    at = parse_at(request.args) or (None if example else starter_subject())
    addresses = Addresses(program_id=id_of(source.text), way=parse_way(request.args), at=at)
    if example:
        return redirect(addresses.page)
    return respond(make_page(source, find_outcome(source, addresses), addresses))


@blueprint.post("/playground")
@limit_links
@limit_programs
def ask() -> Response:
    """Keep a program and ask the compiler about it; it stays if a link is wanted. Where it cannot be kept: answer."""
    source = sent_source()
    if fault := find_fault(source):
        return respond(make_page(source, refuse(fault)))
    way, wants_link = parse_way(request.form), not wants_no_link()
    keeping = keep_source(source, is_shared=wants_link)
    addresses = Addresses(program_id=id_of(source.text), way=way, at=parse_at(request.form))
    if keeping is Keeping.DONE and not is_fragment():
        return redirect(addresses.linked if wants_link else addresses.page, 303)
    page = make_page(source, find_outcome(source, addresses), addresses, is_link_wanted=wants_link)
    return respond(replace(page, keeping=keeping))


@blueprint.get("/playground/<program_id>")
@limit_views
def show(program_id: str) -> Response:
    """Show a program and its verdict, with what stands at `?at=` chosen."""
    found, addresses = _find(program_id)
    outcome = find_outcome(found.source, addresses)
    wants_link = found.is_shared and "link" in request.args
    return respond(make_page(found.source, outcome, addresses, is_link_wanted=wants_link))


@blueprint.get("/playground/<program_id>/reasons")
@limit_views
def show_reasons(program_id: str) -> Response:
    """The same with every true reason of what is chosen."""
    found, addresses = _find(program_id)
    outcome = find_outcome(found.source, addresses, explains=True)
    page = make_page(found.source, outcome, addresses, is_explained=True)
    return respond_with_part("playground/_reasons.html", page)


@blueprint.get("/playground/<program_id>/picture")
@limit_views
def show_picture(program_id: str) -> Response:
    """The same with the picture of memory, which takes longer to draw than the verdict to be found."""
    page = _make_plain_page(program_id)
    return respond_with_part("playground/_picture.html", with_picture(page))


@blueprint.get("/playground/<program_id>/code")
@limit_views
def show_code(program_id: str) -> Response:
    """The same with what the generated code does for what is chosen."""
    page = _make_plain_page(program_id)
    return respond_with_part("playground/_code.html", replace(page, code=find_code(page)))


@blueprint.get("/playground/<program_id>/versions")
@limit_views
def show_versions(program_id: str) -> Response:
    """The same with what each installed version of Go says, side by side."""
    page = _make_plain_page(program_id)
    return respond_with_part("playground/_versions.html", replace(page, versions=find_versions(page)))


@blueprint.get("/playground/<program_id>/output")
@limit_views
def show_output(program_id: str) -> Response:
    """Everything that the compiler prints, as plain text; in place of a part of the page, as text of that."""
    found, addresses = _find(program_id)
    printed = attempt(current_site().anybodys.print_out, found.source, addresses)
    if is_fragment():
        return make_response(render_template("playground/_output.html", printed=printed, addresses=addresses))
    if isinstance(printed, str):
        return send_text(printed.encode())
    return send_text(describe_plainly(printed).encode(), status_of(printed))


@blueprint.get("/playground/<program_id>/program.go")
@limit_views
def download(program_id: str) -> Response:
    """The program as a file: never something that a browser would run or show as a page."""
    response = send_text(get_source(program_id).source.text)
    response.headers["Content-Disposition"] = "attachment; filename=program.go"
    return response


@blueprint.get("/playground/<program_id>/exercise")
@needs_instructor
@limit_views
def draft_exercise(program_id: str) -> Response:
    """The exercise that what is chosen would make; nothing is written here."""
    found, addresses = _find(program_id)
    draft = _find_draft(found, addresses)
    if draft is None:
        return redirect(addresses.page, 303)
    return make_response(render_template("playground/exercise.html", draft=draft, addresses=addresses))


@blueprint.get("/playground/<program_id>/exercise.zip")
@needs_instructor
@limit_views
def download_exercise(program_id: str) -> Response:
    """The same as a folder."""
    found, addresses = _find(program_id)
    draft = _find_draft(found, addresses)
    if draft is None:
        return redirect(addresses.page, 303)
    response = make_response(draft.zipped())
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = f"attachment; filename={draft.slug}.zip"
    return response


@blueprint.errorhandler(UnknownWay)
def refuse_way(error: UnknownWay) -> Response:
    """A way of compiling that there is not: say which there are, and show the program again."""
    return respond(make_page(_program_at_hand(), refuse(str(error))), 422)


@blueprint.errorhandler(CSRFError)
def keep_lapsed(_error: CSRFError) -> Response:
    """A form from before the session ended: show the program again, in a form that works."""
    trouble = NotJudgedNow(
        title=_("This form was too old"),
        advice=_("You have logged in or out since, or your browser keeps no cookies. Press Ask again."),
    )
    return respond(make_page(sent_source(), trouble), 400, has_lapsed=True)


@blueprint.errorhandler(RateLimitExceeded)
def keep_hasty(_error: RateLimitExceeded) -> Response:
    """Too many questions, or links: show the program again."""
    trouble = NotJudgedNow(
        title=_("Too many questions at once"),
        advice=_("Nothing is lost. Wait a minute, then ask again."),
    )
    if request.method == "POST" and not wants_no_link():
        trouble = NotJudgedNow(
            title=_("Too many questions or links at once"),
            advice=_("Nothing is lost. Ask without a link, or wait a while and then ask again."),
        )
    answer = respond(make_page(_program_at_hand(), trouble), 429)
    answer.headers["Retry-After"] = str(seconds_to_wait())
    return answer


@blueprint.errorhandler(RequestEntityTooLarge)
def refuse_large(_error: RequestEntityTooLarge) -> Response:
    """More than is read at all."""
    fault = _("A program may have 16 KiB. Go back: your browser still has what you wrote. Make it shorter.")
    return respond(make_page(program(b""), refuse(fault)), 413)


def _find(program_id: str) -> tuple[Found, Addresses]:
    """The program of this address, and what the rest of the address says."""
    found = get_source(program_id)
    return found, Addresses(program_id=program_id, way=parse_way(request.args), at=parse_at(request.args))


def _make_plain_page(program_id: str) -> PlaygroundPage:
    """The page of this address, to which a part is added that is asked for by itself."""
    found, addresses = _find(program_id)
    return make_page(found.source, find_outcome(found.source, addresses), addresses)


def _find_draft(found: Found, addresses: Addresses) -> Draft | None:
    """The exercise of what is chosen; None where nothing is, or without a verdict: the program's page says why."""
    outcome = find_outcome(found.source, addresses, explains=True)
    chosen = outcome.chosen if isinstance(outcome, Answered) else None
    return draft_of(found.source, chosen.subject) if chosen else None


def _program_at_hand() -> SourceFile:
    """The program that was sent, or the one of the address."""
    if request.method == "POST":
        return sent_source()
    program_id = (request.view_args or {}).get("program_id")
    return get_source(program_id).source if program_id else starter()
