"""Register, log in, log out, and one's own account."""

from __future__ import annotations

from typing import TypeAlias

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from grader.errors import AlreadyTaken, RequestError
from grader.models.user import User
from grader.operations.users import change_password, find_user_by_password, register_user, rename_user
from grader.web.access import get_account_in, needs_account
from grader.web.accounts.forms import LoginForm, NameForm, PasswordForm, RegisterForm
from grader.web.addresses import next_address
from grader.web.database import reading, writing
from grader.web.forms import BaseForm
from grader.web.gettext import gettext as _
from grader.web.limits import account_tried, limiter, was_refused
from grader.web.sessions import find_account, log_in, log_out, person_in

blueprint = Blueprint("accounts", __name__)
Answer: TypeAlias = "str | Response | tuple[str, int]"


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit("20 per 15 minutes", key_func=account_tried, deduct_when=was_refused, methods=["POST"])
@limiter.limit("100 per 15 minutes", deduct_when=was_refused, methods=["POST"])
def login() -> Answer:
    """Log in; an unknown login and a wrong password are answered alike."""
    form = LoginForm()
    if not form.validate_on_submit():
        return _show("accounts/login.html", form)
    user = find_user_by_password(reading(), form.login.data, form.password.data)
    if user is None:
        form.refuse("password", _("Login and password do not belong together. Check both and try again."))
        return _show("accounts/login.html", form)
    with writing() as session:
        log_in(session, session.get_one(User, user.id))
    return redirect(next_address("path.show"), 303)


@blueprint.route("/register", methods=["GET", "POST"])
@limiter.limit("600 per hour", methods=["POST"])
def register() -> Answer:
    """Make an account. A guest keeps everything."""
    form = RegisterForm()
    if not form.validate_on_submit():
        return _show("accounts/register.html", form)
    try:
        with writing() as session:
            user = register_user(
                session,
                login=form.login.data,
                name=form.name.data or "",
                password=form.password.data,
                guest=person_in(session),
            )
            log_in(session, user)
    except AlreadyTaken:
        form.refuse("login", _("Somebody has this login already. Choose another one."))
        return _show("accounts/register.html", form)
    except RequestError:
        form.refuse("login", _("A login has no spaces and no invisible characters."))
        return _show("accounts/register.html", form)
    return redirect(next_address("path.show"), 303)


@blueprint.post("/logout")
def logout() -> Response:
    """Log this browser out."""
    with writing() as session:
        log_out(session)
    flash(_("You are logged out."))
    return redirect(url_for("home.show"), 303)


@blueprint.get("/account")
@needs_account
def show() -> str:
    """Show one's own account."""
    return render_template("accounts/show.html", name_form=_name_form(), password_form=PasswordForm(formdata=None))


@blueprint.post("/account/name")
@needs_account
def rename() -> Answer:
    """Change the name that other people read."""
    form = NameForm()
    if not form.validate_on_submit():
        return render_template("accounts/show.html", name_form=form, password_form=PasswordForm(formdata=None)), 422
    with writing() as session:
        rename_user(session, get_account_in(session), form.name.data)
    flash(_("Your name is changed."))
    return redirect(url_for("accounts.show"), 303)


@blueprint.post("/account/password")
@needs_account
@limiter.limit("20 per 15 minutes", deduct_when=was_refused)
def change() -> Answer:
    """Change the password; every other browser is logged out."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(form)
        except RequestError:
            form.refuse("old", _("That is not your present password. Nothing was changed."))
        else:
            flash(_("Your password is changed. All other browsers are logged out."))
            return redirect(url_for("accounts.show"), 303)
    return render_template("accounts/show.html", name_form=_name_form(), password_form=form), 422


def _change_password(form: PasswordForm) -> None:
    with writing() as session:
        account = get_account_in(session)
        change_password(session, account, old=form.old.data, new=form.new.data)
        log_in(session, account)


def _name_form() -> NameForm:
    account = find_account()
    return NameForm(formdata=None, name=account.name if account else "")


def _show(template: str, form: BaseForm) -> Answer:
    """Show a form: for the first time, or with its complaints."""
    return render_template(template, form=form), 422 if form.is_submitted() else 200
