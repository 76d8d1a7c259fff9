"""Who may see what. What is not yours is not there: NotFound, never "forbidden"."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from grader.errors import NotFound
from grader.models.user import User
from grader.web.addresses import here
from grader.web.sessions import find_account, person_in

P = ParamSpec("P")
R = TypeVar("R")


def needs_account(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Send who is not logged in to the login page, and back afterwards."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if find_account() is None:
            return redirect(url_for("accounts.login", next=here()), 303)
        return view(*args, **kwargs)

    return guarded


def needs_instructor(view: Callable[P, R]) -> Callable[P, R | Response]:
    """The same for pages of people who may create courses: for everybody else they are not there."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        account = find_account()
        if account is None or not account.is_instructor:
            raise NotFound
        return view(*args, **kwargs)

    return needs_account(guarded)


def get_account() -> User:
    """The account of this request. Raises NotFound for guests and visitors."""
    account = find_account()
    if account is None:
        raise NotFound
    return account


def get_account_in(session: Session) -> User:
    """The account of this request as a row of this session, to be changed in it. Raises NotFound."""
    person = person_in(session)
    if person is None or person.is_guest:
        raise NotFound
    return person
