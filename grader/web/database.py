"""One database session per request, committed once, at the door, when all went well."""

from __future__ import annotations

from flask import Flask, Response, current_app, g
from sqlalchemy.orm import Session, sessionmaker

KEY = "database_sessions"


def database() -> Session:
    """The session of this request, opened when first asked for."""
    if "database" not in g:
        g.database = _maker()()
    session: Session = g.database
    return session


def _maker() -> sessionmaker[Session]:
    maker: sessionmaker[Session] = current_app.extensions[KEY]
    return maker


def commit_if_well(response: Response) -> Response:
    """Commit what the request did, or undo all of it when the answer is a refusal or an error."""
    session: Session | None = g.get("database")
    if session is not None:
        if response.status_code < 400:
            session.commit()
        else:
            session.rollback()
    return response


def close_session(_: BaseException | None = None) -> None:
    """Give the connection back, whatever happened."""
    session: Session | None = g.pop("database", None)
    if session is not None:
        session.close()


def install_database(app: Flask, sessions: sessionmaker[Session]) -> None:
    """Let each request of the application have its session."""
    app.extensions[KEY] = sessions
    app.after_request(commit_if_well)
    app.teardown_appcontext(close_session)
