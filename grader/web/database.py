"""The request's doors to the database: one session that reads, and short transactions that write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from grader.operations.database import Database

KEY = "grader-database"


def reading() -> Session:
    """The session of this request that only reads: one consistent view, opened when first asked for."""
    if "reading" not in g:
        g.reading_stack = ExitStack()
        g.reading = g.reading_stack.enter_context(current_database().reading())
    session: Session = g.reading
    return session


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction: committed when the block ends well, undone when it raises.

    What was read before belongs to the past: the next `reading()` sees what was written here.
    """
    stop_reading()
    with current_database().writing() as session:
        yield session
    stop_reading()  # what was read meanwhile did not see the transaction either


def current_database() -> Database:
    """The database of the application."""
    database: Database = current_app.extensions[KEY]
    return database


def stop_reading(_: BaseException | None = None) -> None:
    """Close the session that reads, if one is open."""
    g.pop("reading", None)
    stack: ExitStack | None = g.pop("reading_stack", None)
    if stack is not None:
        stack.close()


def install_database(app: Flask, database: Database) -> None:
    """Let the requests of the application use this database."""
    app.extensions[KEY] = database
    app.teardown_appcontext(stop_reading)
