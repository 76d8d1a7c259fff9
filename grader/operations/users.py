"""People: registering, finding them again by their password, changing it."""

from __future__ import annotations

from unicodedata import category, normalize

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from grader.errors import AlreadyTaken, NotFound, RequestError
from grader.models.columns import utc_now
from grader.models.user import Role, User
from grader.operations.passwords import hash_password, is_password
from grader.operations.sessions import revoke_all_sessions
from grader.operations.visible import visible_line

LOGIN_CHARACTERS = 64
NAME_CHARACTERS = 200


def register_user(
    session: Session,
    *,
    login: str,
    password: str,
    name: str = "",
    role: Role = Role.STUDENT,
    guest: User | None = None,
) -> User:
    """Make an account. A guest who registers keeps the row, and so everything that was answered as a guest.

    Raises AlreadyTaken for a login that exists, RequestError for a login, name or password that is not acceptable.
    """
    user = guest if guest is not None and guest.is_guest else User()
    user.password_hash = hash_password(password)
    user.name = _tidy_name(name) or login.strip()
    user.role = role
    try:
        with session.begin_nested():
            user.login = normal_login(login)
            session.add(user)
    except IntegrityError:
        raise AlreadyTaken(f"The login {login.strip()[:LOGIN_CHARACTERS]!r} is taken. Choose another one.") from None
    return user


def find_user_by_password(session: Session, login: str, password: str) -> User | None:
    """Find the person who logs in so; None for an unknown login, a wrong password or a disabled account alike.

    All three take the time of checking one password.
    """
    try:
        user = find_user(session, login)
    except RequestError:
        user = None
    if not is_password(password, user.password_hash if user else None):
        return None
    return user if user and user.disabled_at is None else None


def find_user(session: Session, login: str) -> User | None:
    """Find a person by login. Raises RequestError for what can not be one."""
    return session.scalar(select(User).where(User.login == normal_login(login)))


def get_user(session: Session, login: str) -> User:
    """Get a person by login. Raises NotFound."""
    user = find_user(session, login)
    if user is None:
        raise NotFound(f"Nobody has the login {login!r}.")
    return user


def change_password(session: Session, user: User, *, old: str, new: str) -> None:
    """Set a new password and end all sessions of the person. Raises RequestError when `old` is wrong or `new` bad."""
    if not is_password(old, user.password_hash):
        raise RequestError("The present password is not that. Nothing was changed.")
    user.password_hash = hash_password(new)
    revoke_all_sessions(session, user)


def rename_user(session: Session, user: User, name: str) -> None:
    """Change what other people read. Raises RequestError for an empty or overlong name."""
    tidy = _tidy_name(name)
    if not tidy:
        raise RequestError("The name is empty. Write the name that your instructor knows you by.")
    user.name = tidy
    session.flush()


def disable_user(session: Session, user: User) -> None:
    """Stop a person from using the account, at once and everywhere."""
    user.disabled_at = utc_now()
    revoke_all_sessions(session, user)


def normal_login(login: str) -> str:
    """Fold spellings of one login together: NFKC, case-folded. Raises RequestError for what can not be a login."""
    folded = normalize("NFKC", normalize("NFKC", login.strip()).casefold())
    if not 0 < len(folded) <= LOGIN_CHARACTERS:
        raise RequestError(f"A login has 1 to {LOGIN_CHARACTERS} characters.")
    if any(category(character)[0] in "CZ" for character in folded):
        raise RequestError("A login has no spaces and no invisible characters.")
    return folded


def _tidy_name(name: str) -> str:
    """Keep what can be seen. Raises RequestError for a name that is too long."""
    tidy = visible_line(name)
    if len(tidy) > NAME_CHARACTERS:
        raise RequestError(f"The name is too long. Write at most {NAME_CHARACTERS} characters.")
    return tidy
