from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text

from grader.models.course import Course
from grader.models.user import User
from grader.operations.database import Database


def count_users(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(User)) or 0


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def add_and_fail() -> None:
        with database.writing() as session:
            session.add(User(login="ann"))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    assert count_users(database) == 0
    with database.writing() as session:
        session.add(User(login="ann"))
    assert count_users(database) == 1


def test_reading_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(User(login="ann"))
        session.flush()
    assert count_users(database) == 0


def test_writers_that_read_first_do_not_fail_each_other(database: Database) -> None:
    with database.writing() as session:
        session.add(Course(code="A", title="0"))
    start = threading.Barrier(8)

    def count_up(_: int) -> None:
        start.wait()
        for _ in range(5):
            with database.writing() as session:
                course = session.scalars(select(Course).with_for_update()).one()
                course.title = str(int(course.title) + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(8)))
    with database.reading() as session:
        assert session.scalars(select(Course.title)).one() == "40"


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as session:
        session.add(User(login="ann"))
        session.flush()
        assert count_users(database) == 0
    assert count_users(database) == 1


def test_two_programs_on_one_file_write_in_turn(sqlite_url: str) -> None:
    one, other = Database(sqlite_url), Database(sqlite_url)

    def add(pair: tuple[Database, int]) -> None:
        database, number = pair
        with database.writing() as session:
            session.add(User(login=str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, [((one, other)[number % 2], number) for number in range(40)]))
    assert count_users(other) == 40
    one.close()
    other.close()


def test_sqlite_has_a_write_ahead_log_and_foreign_keys(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) == 10_000
    database.close()
