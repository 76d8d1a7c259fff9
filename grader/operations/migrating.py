"""Bringing a database to the shape that the program expects, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from grader.config import PROJECT
from grader.errors import ConfigurationError
from grader.operations.reviews import rebuild_missing_reviews

ADVISORY_LOCK = 7_305_815_044
"""Any number that other programs on the same PostgreSQL are unlikely to lock."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply all migrations up to a revision, in one transaction. Processes that start together wait for each other.

    Answers from before there were review cards get theirs once the newest is reached: a migration cannot compute them,
    since migrations know no models.
    """
    with _migrating(engine) as (config, connection):
        command.upgrade(config, revision)
        if _revision_of(connection) == newest_revision():
            with Session(connection) as session:
                rebuild_missing_reviews(session)


def downgrade(engine: Engine, revision: str) -> None:
    """Undo migrations down to a revision (`base`: all, `-1`: the last), in one transaction."""
    with _migrating(engine) as (config, _):
        command.downgrade(config, revision)


def current_revision(engine: Engine) -> str | None:
    """Name the migration that the database stands at; None: no migration was ever applied."""
    with engine.connect() as connection:
        return _revision_of(connection)


def newest_revision() -> str | None:
    """Name the migration that the program expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_current(engine: Engine) -> bool:
    """Say whether the database has the shape that the program expects."""
    return current_revision(engine) == newest_revision()


def _revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    return Config(toml_file=PROJECT / "pyproject.toml")


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Config, Connection]]:
    config = _config()
    immediate = engine.execution_options(sqlite_begin="IMMEDIATE")
    with immediate.connect() as connection, _foreign_keys_at_the_end(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        config.attributes["connection"] = connection
        try:
            yield config, connection
        except CommandError as error:
            raise ConfigurationError(f"The database was not changed: {error}") from error
        _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_at_the_end(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying and dropping it, which must not count as deleting its rows.

    The switch works only outside a transaction, so it is thrown on the driver's own connection.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ConfigurationError(f"The migration would leave a row of {broken[0]} without what it refers to. Undone.")
