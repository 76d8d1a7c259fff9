from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from grader.config import PROJECT
from grader.exports.cells import BYTE_ORDER_MARK
from grader.models.course import Course
from grader.models.review_card import ReviewCard
from grader.models.user import Role, User
from grader.operations.courses import create_course, join_course
from grader.operations.database import Database
from grader.operations.guests import create_guest
from grader.operations.users import find_user_by_password
from tests.operations.sending import send


def grader(*arguments: str, url: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": url},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_database_goes_up_and_down(empty_database_url: str) -> None:
    assert grader("db", "current", url=empty_database_url).stdout.startswith("empty (newest is ")
    up = grader("db", "upgrade", url=empty_database_url)
    assert (up.returncode, up.stdout[-9:]) == (0, "(newest)\n")
    down = grader("db", "downgrade", "people_and_courses", url=empty_database_url)
    assert (down.returncode, down.stdout.split()[0]) == (0, "people_and_courses")
    assert grader("db", "downgrade", "base", url=empty_database_url).stdout.startswith("empty ")


def test_reviews_are_computed_again_from_the_answers(database: Database, database_url: str) -> None:
    with database.writing() as session:
        send(session, create_guest(session), "a")
        before = [(card.slug, card.due_on) for card in session.scalars(select(ReviewCard))]
        session.execute(delete(ReviewCard))
    done = grader("db", "reviews", url=database_url)
    assert (done.returncode, done.stdout[:32]) == (0, "1 review card computed again. No")
    with database.reading() as session:
        assert [(card.slug, card.due_on) for card in session.scalars(select(ReviewCard))] == before


def test_an_unknown_revision_is_told_in_a_line(empty_sqlite_url: str) -> None:
    done = grader("db", "upgrade", "nonsense", url=empty_sqlite_url)
    assert done.returncode == 1
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("users", "create", "ann"), ("grades", "export")])
def test_commands_ask_for_the_migrations_that_are_missing(empty_sqlite_url: str, command: tuple[str, ...]) -> None:
    more = ("--course", "A", "--format", "wide", "--output", "-") if command[0] == "grades" else ()
    done = grader(*command, *more, url=empty_sqlite_url, stdin="correct horse\n")
    assert done.returncode == 1
    assert "db upgrade" in done.stderr


def test_a_database_that_cannot_be_reached_is_told_in_a_line() -> None:
    done = grader("db", "current", url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_account_is_made_with_the_password_from_standard_input(database_url: str) -> None:
    done = grader(
        "users", "create", "Ida", "--instructor", "--name", "Ida 易", url=database_url, stdin="correct horse\n"
    )
    assert (done.returncode, done.stdout) == (0, "ida: instructor\n")
    again = grader("users", "create", "ida", url=database_url, stdin="correct horse\n")
    assert again.returncode == 1
    assert "is taken" in again.stderr
    assert grader("users", "create", "ann", url=database_url, stdin="short\n").returncode == 1
    database = Database(database_url)
    with database.reading() as session:
        user = find_user_by_password(session, "ida", "correct horse")
        assert user
        assert (user.name, user.role) == ("Ida 易", Role.INSTRUCTOR)
        assert session.scalars(select(User.login)).all() == ["ida"]
    database.close()


@pytest.fixture
def code(database_url: str) -> str:
    """The code of a course with one student."""
    database = Database(database_url)
    with database.writing() as session:
        ida, ann = User(login="ida", role=Role.INSTRUCTOR), User(login="ann", name="=Änn")
        session.add_all([ida, ann])
        course: Course = create_course(session, ida, "Go")
        join_course(session, ann, course.code)
    database.close()
    return course.code


WIDE = "login,name,total (0)\r\nann,'=Änn,0\r\n"


def test_grades_are_written_to_a_file(database_url: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "grades.csv"
    export = ("grades", "export", "--course", code.lower(), "--format", "wide", "--output", str(file))
    assert grader(*export, url=database_url).returncode == 0
    assert file.read_bytes() == WIDE.encode()
    assert grader(*export, "--bom", url=database_url).returncode == 0
    assert file.read_bytes() == (BYTE_ORDER_MARK + WIDE).encode()
    assert [path.name for path in tmp_path.iterdir() if "grades" in path.name] == ["grades.csv"]


@pytest.mark.parametrize("grade_format", ["wide", "long", "submissions"])
def test_grades_are_written_to_standard_output(database_url: str, code: str, grade_format: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "grader",
            "grades",
            "export",
            "--course",
            code,
            "--format",
            grade_format,
            "--output",
            "-",
        ],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": database_url, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.endswith(b"\r\n")
    if grade_format == "wide":
        assert done.stdout == WIDE.encode()


def test_an_unknown_course_or_an_unwritable_file_is_told_in_a_line(
    database_url: str, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("as before")
    export = ("grades", "export", "--format", "long", "--course")
    unknown = grader(*export, "AAAAAA", "--output", str(file), url=database_url)
    assert (unknown.returncode, file.read_text()) == (1, "as before")
    assert "no such course" in unknown.stderr
    nowhere = grader(*export, code, "--output", str(tmp_path / "no" / "such" / "folder.csv"), url=database_url)
    assert nowhere.returncode == 1
    assert "cannot be written" in nowhere.stderr
    assert grader(*export, code, "--output", "-", "--format", "xlsx", url=database_url).returncode == 2
