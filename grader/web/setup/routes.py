"""The one-time link that makes the first instructor."""

from __future__ import annotations

from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from grader.errors import AlreadyTaken, NotFound, RequestError
from grader.operations.setup import is_setup_token, register_first_instructor
from grader.web.accounts.forms import RegisterForm
from grader.web.database import reading, writing
from grader.web.gettext import gettext as _
from grader.web.limits import limiter
from grader.web.sessions import log_in, person_in

blueprint = Blueprint("setup", __name__)
Answer: TypeAlias = "str | Response | tuple[str, int]"


@blueprint.route("/setup/<token>", methods=["GET", "POST"])
@limiter.limit("30 per 15 minutes")
def first_instructor(token: str) -> Answer:
    """Make the first instructor, as long as there is none and the link is fresh."""
    if not is_setup_token(reading(), token):
        raise NotFound
    form = RegisterForm()
    if form.validate_on_submit() and _register(token, form):
        flash(_("Welcome. You can create courses now."))
        return redirect(url_for("courses.index"), 303)
    return render_template("setup/first_instructor.html", form=form), 422 if form.is_submitted() else 200


def _register(token: str, form: RegisterForm) -> bool:
    try:
        with writing() as session:
            user = register_first_instructor(
                session,
                token,
                login=form.login.data,
                name=form.name.data or "",
                password=form.password.data,
                guest=person_in(session),
            )
            log_in(session, user)
    except AlreadyTaken:
        form.refuse("login", _("Somebody has this login already. Choose another one."))
        return False
    except NotFound:
        raise
    except RequestError:
        form.refuse("login", _("A login has no spaces and no invisible characters."))
        return False
    return True
