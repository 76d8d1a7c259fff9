"""Who is asking: people with an account, guests, and visitors who have not answered anything yet.

The cookie names a row that can be revoked, never a person: a copied cookie is worth nothing after logging out.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import flask_login
from flask import Flask, g
from flask import session as cookie
from flask_login import LoginManager, current_user
from sqlalchemy.orm import Session

from grader.models.user import User
from grader.operations.guests import claim_guest, create_guest
from grader.operations.sessions import LIFETIME, find_user_of_session, revoke_session, start_session
from grader.operations.variants import seed_of
from grader.web.database import reading


@dataclass(frozen=True, slots=True)
class Presence:
    """One person in one browser, as Flask-Login wants to know them."""

    user: User
    token: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.token


def find_presence(token: str) -> Presence | None:
    """Who speaks with this token, unless it was revoked or has expired."""
    if g.get("stopped_looking_for_person"):
        return None
    user = find_user_of_session(reading(), token)
    return Presence(user, token) if user else None


def find_person() -> User | None:
    """The person of this request, guest or not; None for a visitor who has not answered anything yet."""
    if g.get("stopped_looking_for_person"):
        return None
    return current_user.user if current_user.is_authenticated else None


def stop_looking_for_person() -> None:
    """Answer the rest of this request as to a visitor: whoever it is cannot be looked up."""
    g.stopped_looking_for_person = True


def find_account() -> User | None:
    """The person of this request, if it is one with an account."""
    person = find_person()
    return None if person is None or person.is_guest else person


def person_in(session: Session) -> User | None:
    """The person of this request as a row of this session, to be changed in it."""
    person = find_person()
    return session.get(User, person.id) if person else None


def person_or_guest_in(session: Session) -> User:
    """The same; a visitor becomes a guest."""
    person = person_in(session)
    if person is not None:
        return person
    guest = create_guest(session, browser_seed())
    _enter(session, guest)
    return guest


def log_in(session: Session, user: User) -> None:
    """Let this browser speak for an account; what it answered as a guest now counts for the account."""
    guest = person_in(session)
    if guest is not None and guest.id != user.id:
        claim_guest(session, guest, user)
    log_out(session)
    _enter(session, user)


def log_out(session: Session) -> None:
    """End the session of this browser, in the database and in the cookie."""
    if current_user.is_authenticated:
        revoke_session(session, current_user.token)
        flask_login.logout_user()
    cookie.clear()


def has_lapsed() -> bool:
    """True when this browser spoke for an account and its session has ended since."""
    return "account" in cookie and not current_user.is_authenticated


def _enter(session: Session, user: User) -> None:
    cookie.permanent = True
    if not user.is_guest:
        cookie["account"] = True
    cookie["seed"] = seed_of(user)
    flask_login.login_user(Presence(user, start_session(session, user)))


def browser_seed() -> str:
    """A word that stays the same in this browser, before and after its visitor becomes a guest; a person's own then.

    Options are shuffled by it: the numbers on a question and on its result are the same. Variants are drawn by it.
    """
    seed: str = cookie.setdefault("seed", secrets.token_urlsafe(9))
    return seed


def install_sessions(app: Flask) -> None:
    """Let Flask-Login find people by the tokens of their browsers."""
    manager = LoginManager()
    manager.session_protection = None  # a token says who it is for; addresses change on the way to class
    manager.login_view = "accounts.login"
    manager.user_loader(find_presence)
    app.config["PERMANENT_SESSION_LIFETIME"] = LIFETIME
    manager.init_app(app)
