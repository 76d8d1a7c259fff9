"""What is sent back: the whole page, or for htmx the part of it that the answer replaces."""

from __future__ import annotations

from typing import assert_never
from urllib.parse import urlsplit

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from grader.web.errors import RETRY_SECONDS
from grader.web.playground.outcomes import with_picture
from grader.web.playground.page import Answered, NotJudgedNow, Outcome, PlaygroundPage, Refused
from grader.web.playground.sources import Keeping
from grader.web.security import POLICY


def is_fragment() -> bool:
    """True when htmx asks for a part of the page."""
    return "HX-Request" in request.headers


def respond(page: PlaygroundPage, status: int | None = None, *, has_lapsed: bool = False) -> Response:
    """Send the page, or what the compiler says; the address in the browser follows what is shown."""
    if not is_fragment():  # a part that htmx puts in place asks for its picture by itself
        page = with_picture(page)
    template = "playground/_answer.html" if is_fragment() else "playground/show.html"
    response = make_response(
        render_template(template, page=page, is_fragment=is_fragment(), has_lapsed=has_lapsed),
        status or status_of(page.outcome),
    )
    if isinstance(page.outcome, NotJudgedNow) and page.outcome.retry_address:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    is_there = page.addresses is not None and page.keeping is not Keeping.FAILED
    if is_fragment() and page.addresses and is_there and page.addresses.page != _shown_address():
        response.headers["HX-Push-Url"] = page.addresses.page
    return response


def respond_with_part(template: str, page: PlaygroundPage) -> Response:
    """Send one part of the page, or for who has no script the whole page with it."""
    if not is_fragment():
        return respond(page)
    return make_response(render_template(template, page=page, is_fragment=True))


def send_text(text: bytes, status: int = 200) -> Response:
    """Send somebody's words as words: no browser takes them for a page."""
    response = make_response(text, status)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers[POLICY] = "sandbox; default-src 'none'"
    return response


def describe_plainly(outcome: Refused | NotJudgedNow) -> str:
    """Why there is nothing, as plain text."""
    match outcome:
        case Refused():
            return "\n".join((outcome.title, *map(str, outcome.messages))) + "\n"
        case NotJudgedNow():
            return f"{outcome.title}\n{outcome.advice}\n"
        case _:
            assert_never(outcome)


def status_of(outcome: Outcome) -> int:
    """The status that says how it went."""
    match outcome:
        case Answered():
            return 200
        case Refused():
            return 422
        case NotJudgedNow():
            return 503
        case _:
            assert_never(outcome)


def _shown_address() -> str:
    """The address that the browser shows now."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{shown.path}?{shown.query}" if shown.query else shown.path
