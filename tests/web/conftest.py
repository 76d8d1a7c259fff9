"""A site of its own for every test, and people who visit it.

On SQLite; a module whose pages lean on what the database computes lets `site_database_url` be `database_url`, and runs
on PostgreSQL as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from grader.operations.database import Database
from tests.conftest import migrate
from tests.site_under_test import People, add_people, database_of, make_settings, running_app
from tests.visiting import Visitor


@pytest.fixture
def site_database_url(sqlite_url: str) -> str:
    """Address of the site's database: new, and migrated."""
    return sqlite_url


@pytest.fixture
def app(site_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application, with the real bank and compiler."""
    with running_app(make_settings(tmp_path / "data", site_database_url)) as app:
        yield app


@pytest.fixture(scope="module")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for a module whose many tests care nothing for what others have stored."""
    folder = tmp_path_factory.mktemp("shared")
    url = f"sqlite:///{folder / 'grader.sqlite3'}"
    migrate(url)
    with running_app(make_settings(folder / "data", url)) as app:
        yield app


@pytest.fixture
def site_database(app: Flask) -> Database:
    """The application's database."""
    return database_of(app)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody whom the site does not know."""
    return Visitor(app)


@pytest.fixture
def people(site_database: Database) -> People:
    """The cast and their courses."""
    return add_people(site_database)


@pytest.fixture
def ada(app: Flask, people: People) -> Visitor:
    """The instructor of the course."""
    return Visitor(app).be(people.ada)


@pytest.fixture
def bo(app: Flask, people: People) -> Visitor:
    """A student of the course."""
    return Visitor(app).be(people.bo)


@pytest.fixture
def cy(app: Flask, people: People) -> Visitor:
    """An instructor of another course."""
    return Visitor(app).be(people.cy)


@pytest.fixture
def dee(app: Flask, people: People) -> Visitor:
    """A student of no course."""
    return Visitor(app).be(people.dee)


@pytest.fixture
def outsiders(cy: Visitor, dee: Visitor) -> tuple[Visitor, Visitor]:
    """Who has nothing to do with the course: its neighbour's instructor, and a student."""
    return cy, dee
