"""What the reader sees when something can not be done: a finished page that says what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from grader.errors import (
    AlreadyTaken,
    AnswerInvalid,
    AssignmentClosed,
    AttemptsExhausted,
    CompilerBusy,
    ConfigurationError,
    ExerciseHeld,
    GraderError,
    NotFound,
    NotJudged,
    ProgramError,
    RequestError,
    VariantNotYours,
)
from grader.web.limits import seconds_to_wait
from grader.web.sessions import stop_looking_for_person

RETRY_SECONDS = 5
"""When to come back after the compiler was busy."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, and what to do next."""

    status: int
    title: object
    advice: object


FORM_LAPSED = Trouble(
    400,
    _l("This form is too old"),
    _l("You have logged in or out since, or used another browser. Load the page again, and send it once more."),
)
REFUSED = Trouble(
    400, _l("That cannot be read"), _l("Something in the request is not as it should be. Go back and try again.")
)
ABSENT = Trouble(
    404,
    _l("There is nothing here"),
    _l("The address may be mistyped, or the page is somebody else’s. If it should be yours, log in first."),
)
WRONG_METHOD = Trouble(405, _l("That cannot be done here"), _l("Go back and use the button on the page."))
CONFLICT = Trouble(409, _l("That is not possible now"), _l("Load the page again to see how things stand."))
EXHAUSTED = Trouble(409, _l("No attempt is left"), _l("Load the page again to see how your answers were."))
CLOSED = Trouble(
    409,
    _l("This assignment takes no answers now"),
    _l("Your answer was not stored. Ask your instructor if that is a surprise."),
)
HELD = Trouble(
    409,
    _l("This exercise belongs to an open assignment"),
    _l("Answer it there: in practice it is closed until the assignment is over. Nothing was stored."),
)
OTHER_VARIANT = Trouble(
    409,
    _l("You are asked about another program now"),
    _l("This form was about another variant of the exercise. Load the page again. No attempt was spent."),
)
TOO_LARGE = Trouble(413, _l("That is too large"), _l("A request may have 64 KiB. Go back and send less."))
INVALID = Trouble(422, _l("Something is missing"), _l("Go back and complete the form. No attempt was spent."))
TOO_MANY = Trouble(
    429,
    _l("Too many tries"),
    _l("To keep accounts safe, tries are limited. Wait a few minutes, then try again. Nobody is locked out for good."),
)
BROKEN = Trouble(
    500,
    _l("That went wrong on our side"),
    _l("Nothing was stored, no attempt was spent. Try again; if it stays so, tell your instructor what you did."),
)
NOT_JUDGED = Trouble(
    503,
    _l("This could not be judged"),
    _l("That is our side’s doing, not yours: no attempt was spent. Try again in a moment."),
)
NO_COMPILER = Trouble(
    503,
    _l("The Go compiler is not available"),
    _l("This needs a verdict that is not stored yet. No attempt was spent. Other exercises still work."),
)

OF_STATUS = {
    trouble.status: trouble for trouble in (ABSENT, WRONG_METHOD, CONFLICT, TOO_LARGE, INVALID, TOO_MANY, BROKEN)
}


OF_ERROR: tuple[tuple[type[GraderError], Trouble], ...] = (
    (NotFound, ABSENT),
    (AnswerInvalid, INVALID),
    (ProgramError, NOT_JUDGED),  # one of the bank's own: what people send is answered by the playground
    (VariantNotYours, OTHER_VARIANT),
    (AttemptsExhausted, EXHAUSTED),
    (AssignmentClosed, CLOSED),
    (ExerciseHeld, HELD),
    (AlreadyTaken, CONFLICT),
    (NotJudged, NOT_JUDGED),
    (ConfigurationError, NO_COMPILER),
    (RequestError, INVALID),
    (GraderError, BROKEN),
)
"""How errors of ours are told to the reader; the first that fits."""


def trouble_of(error: GraderError) -> Trouble:
    """How this error is told to the reader."""
    return next(trouble for kind, trouble in OF_ERROR if isinstance(error, kind))


def show_trouble(trouble: Trouble, detail: str = "", status: int | None = None) -> Response:
    """The page of a trouble; only its inside for a request that htmx made."""
    is_fragment = "HX-Request" in request.headers
    template = "errors/_trouble.html" if is_fragment else "errors/trouble.html"
    try:
        page = render_template(template, trouble=trouble, detail=detail)
    except SQLAlchemyError:  # the page asks the database whose name to show, and that is what is broken
        stop_looking_for_person()
        page = render_template(template, trouble=trouble, detail=detail)
    answer = make_response(page, status or trouble.status)
    if is_fragment:
        answer.headers["HX-Reswap"] = "none"  # the page keeps what was chosen; its script says what happened
    return answer


def show_http_error(error: HTTPException) -> Response:
    """Werkzeug's own errors. A refusal looks like an absence: it does not tell that the thing exists."""
    status = error.code or 500
    if status < 400 and error.response is not None:
        return make_response(error.response)
    trouble = ABSENT if status == 403 else OF_STATUS.get(status, REFUSED if status < 500 else BROKEN)
    answer = show_trouble(trouble, status=404 if status == 403 else status)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer


def show_csrf_error(_: CSRFError) -> Response:
    """A form without a valid token."""
    return show_trouble(FORM_LAPSED)


def show_rate_limit(_: RateLimitExceeded) -> Response:
    """Too many tries from one address or at one account."""
    answer = show_trouble(TOO_MANY)
    answer.headers["Retry-After"] = str(seconds_to_wait())
    return answer


def show_grader_error(error: GraderError) -> Response:
    """An error that this program raised on purpose."""
    trouble = trouble_of(error)
    answer = show_trouble(trouble, detail=str(error) if trouble is INVALID else "")
    if isinstance(error, CompilerBusy):
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def install_errors(app: Flask) -> None:
    """Every error ends in one of the pages above."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_csrf_error)
    app.register_error_handler(RateLimitExceeded, show_rate_limit)
    app.register_error_handler(GraderError, show_grader_error)
