"""A whole site for tests: the application on a database of its own, with the real bank, the real compiler and people.

The cast means the same in every test:
    ada   an instructor; the course is hers
    bo    a student in ada's course
    cy    an instructor of another course
    dee   a student of no course
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask

from grader.config import PROJECT, Settings
from grader.models.course import Course
from grader.models.user import Role, User
from grader.operations.assignments import AssignmentDraft, create_assignment
from grader.operations.courses import create_course, join_course
from grader.operations.database import Database
from grader.operations.passwords import hash_password
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.packages import IMPORTABLE
from grader.web.database import KEY as DATABASE
from grader.web.factory import create_app
from grader.web.limits import limiter

KEPT = PROJECT / "build" / "test-data"
"""What all test runs on this machine share: the compiler's export data, built once."""

PASSWORD = "five boxes of red chalk"
"""Everybody's password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The cast, and the two courses."""

    ada: User
    bo: User
    cy: User
    dee: User
    course: Course
    """Ada's, with bo."""
    other_course: Course
    """Cy's, without students."""


def make_settings(folder: Path, database_url: str) -> Settings:
    """The settings of a site with a data folder of its own, in which the shared export data is found."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "toolchains").symlink_to(_shared_toolchains(), target_is_directory=True)
    return Settings(
        host="127.0.0.1", public_url="", proxies=0, data_folder=folder, database_url=database_url, go_root=None
    )


@contextmanager
def running_app(settings: Settings) -> Iterator[Flask]:
    """Make the application, without tries counted against anybody; close its database at the end."""
    app = create_app(settings)
    app.testing = False  # errors become pages, as for everybody
    limiter.reset()
    with closing(database_of(app)):
        yield app


def database_of(app: Flask) -> Database:
    """The application's database."""
    database: Database = app.extensions[DATABASE]
    return database


def add_people(database: Database) -> People:
    """Write the cast and the courses into a database in which nobody is."""
    with database.writing() as session:
        ada, cy = _person("ada", "Ada Okafor", Role.INSTRUCTOR), _person("cy", "Cy Young", Role.INSTRUCTOR)
        bo, dee = _person("bo", "Bo Lind"), _person("dee", "Dee Park")
        session.add_all((ada, bo, cy, dee))
        session.flush()
        course = create_course(session, ada, "Systems Programming")
        join_course(session, bo, course.code)
        other = create_course(session, cy, "Compilers")
    return People(ada=ada, bo=bo, cy=cy, dee=dee, course=course, other_course=other)


def add_student(database: Database, course: Course, login: str, name: str) -> User:
    """Add one more student to a course."""
    with database.writing() as session:
        user = _person(login, name)
        session.add(user)
        session.flush()
        join_course(session, user, course.code)
    return user


def set_assignment(database: Database, course: Course, draft: AssignmentDraft) -> int:
    """Set an assignment; its number."""
    with database.writing() as session:
        return create_assignment(session, session.get_one(Course, course.id), draft).id


def _person(login: str, name: str, role: Role = Role.STUDENT) -> User:
    return User(login=login, name=name, role=role, password_hash=_password_hash())


@cache
def _password_hash() -> str:
    """Hashed once: doing it slowly is the point of hashing a password, not of these tests."""
    return hash_password(PASSWORD)


@cache
def _shared_toolchains() -> Path:
    """The folder of the export data, complete: built by the first process that needs it, while others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "export-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare_export_data(find_installed(Settings(data_folder=KEPT, go_root=None)), IMPORTABLE, KEPT)
    return KEPT / "toolchains"
