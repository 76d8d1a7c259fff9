"""Two things at once, a moment too late, or in the middle of a fault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.pool import ConnectionPoolEntry

from grader.config import PROJECT
from grader.grading.attempts import Reveal
from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from tests.site_under_test import People, make_settings, running_app, set_assignment
from tests.visiting import Visitor, answer_fields, question_of

SLUG = "ledger-pointers"
DUE = datetime(2030, 1, 1, 12, tzinfo=UTC)


def stored(database: Database) -> tuple[int, int]:
    """How many answers are stored, and how many attempts are counted: the same number, whatever happened."""
    with database.reading() as session:
        answers = session.scalar(select(func.count()).select_from(Submission)) or 0
        return answers, session.scalar(select(func.sum(AttemptCounter.used))) or 0


def sent(app: Flask, key: str) -> dict[str, str]:
    return {**answer_fields(question_of(app, SLUG), "wrong"), "key": key}


def test_thirty_answers_at_once_against_a_limit_of_three_store_three(
    app: Flask, people: People, site_database: Database
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=SLUG),), attempts_allowed=3, reveal=Reveal.NEVER)
    address = f"/exercises/{SLUG}?assignment={set_assignment(site_database, people.course, draft)}"
    browsers = [Visitor(app).be(people.bo) for _ in range(30)]
    tokens = [browser.csrf_token() for browser in browsers]

    def answer(number: int) -> int:
        return browsers[number].post(address, sent(app, f"form{number}"), token=tokens[number]).status

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(answer, range(30)))
    assert sorted(statuses) == [303] * 3 + [409] * 27
    assert stored(site_database) == (3, 3)


def test_a_double_click_is_one_answer(app: Flask, people: People, site_database: Database) -> None:
    browsers = [Visitor(app).be(people.bo) for _ in range(8)]
    tokens = [browser.csrf_token() for browser in browsers]

    def answer(number: int) -> int:
        return browsers[number].post(f"/exercises/{SLUG}", sent(app, "one"), token=tokens[number]).status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(answer, range(8))) == {303}
    assert stored(site_database) == (1, 1)


def test_two_tabs_are_two_attempts_and_the_first_alone_has_points(bo: Visitor, site_database: Database) -> None:
    one, other = (bo.get(f"/exercises/{SLUG}").page.fields["key"] for _ in range(2))
    assert one != other
    bo.answer(SLUG, "right", key=one)
    assert "this one is practice and has no points" in bo.follow(bo.answer(SLUG, "right", key=other)).text
    assert stored(site_database) == (2, 2)


def test_a_form_of_one_question_is_none_of_another(bo: Visitor, app: Flask, site_database: Database) -> None:
    key = bo.get(f"/exercises/{SLUG}").page.fields["key"]
    bo.answer(SLUG, "wrong", key=key)
    assert bo.answer("folder-depth", "right", key=key).status == 422
    assert stored(site_database) == (1, 1)


@pytest.mark.parametrize(("after", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_the_due_second_is_the_servers(
    app: Flask, people: People, site_database: Database, after: int, status: int
) -> None:
    """A form that was loaded in time and is sent late is late."""
    with time_machine.travel(DUE - timedelta(minutes=5), tick=False) as clock:
        draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=SLUG),), due_at=DUE)
        number = set_assignment(site_database, people.course, draft)
        bo = Visitor(app).be(people.bo)
        key = bo.get(f"/exercises/{SLUG}?assignment={number}").page.fields["key"]
        clock.move_to(DUE + timedelta(seconds=after))
        assert bo.answer(SLUG, assignment=number, key=key).status == status
        assert stored(site_database) == ((1, 1) if status == 303 else (0, 0))


@pytest.fixture
def full_disk(site_database: Database) -> Iterator[None]:
    """From now on the database's file may not grow."""
    with site_database.reading() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()

    def hold(connection: Connection, _record: ConnectionPoolEntry) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    site_database.engine.dispose()
    event.listen(site_database.engine, "connect", hold)
    yield
    event.remove(site_database.engine, "connect", hold)


@pytest.mark.usefixtures("full_disk")
def test_on_a_full_disk_nothing_is_half_stored_and_the_page_says_so(
    app: Flask, bo: Visitor, site_database: Database
) -> None:
    """The answers fit until they do not: the last one is not stored, and no attempt is counted for it."""
    token = bo.csrf_token()
    number, answer = 0, bo.post(f"/exercises/{SLUG}", sent(app, "form"), token=token)
    while answer.status == 303 and number < 200:
        number += 1
        answer = bo.post(f"/exercises/{SLUG}", sent(app, f"form{number}"), token=token)
    assert answer.status == 500
    assert "Nothing was stored, no attempt was spent" in answer.text
    for secret in ("Traceback", "sqlite", "INSERT", "grader/"):
        assert secret not in answer.page.html
    assert stored(site_database) == (number, number)
    assert bo.get("/progress").status == 200


def test_a_database_that_cannot_be_written_still_shows_pages(app: Flask, bo: Visitor, site_database: Database) -> None:
    token = bo.csrf_token()

    def forbid(connection: Connection, _record: ConnectionPoolEntry) -> None:
        connection.execute("PRAGMA query_only = ON")

    site_database.engine.dispose()
    event.listen(site_database.engine, "connect", forbid)
    assert "Nothing was stored" in bo.post(f"/exercises/{SLUG}", sent(app, "k"), token=token).text
    assert Visitor(app).post("/register", {"login": "grace", "password": "five boxes of chalk"}).status == 500
    assert bo.get(f"/exercises/{SLUG}").status == 200
    assert "Bo Lind" in bo.get("/account").text
    assert stored(site_database) == (0, 0)


def test_a_database_that_is_gone_ends_in_a_finished_page(app: Flask, bo: Visitor, site_database: Database) -> None:
    with site_database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE browser_sessions RENAME TO out_of_reach")
    answer = bo.get("/account")
    assert answer.status == 500
    assert "That went wrong on our side" in answer.text
    assert "Content-Security-Policy" in answer.response.headers
    assert bo.get("/nothing").status == 404
    assert bo.get("/account", HX_Request="true").status == 500


def test_an_answer_that_fails_midway_leaves_no_guest_behind(app: Flask, site_database: Database) -> None:
    visitor = Visitor(app)
    assert visitor.post(f"/exercises/{SLUG}", sent(app, "x" * 65)).status == 422
    with site_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0
    assert visitor.get("/progress").status == 200


def copy_of_bank(folder: Path, *slugs: str) -> Path:
    for slug in slugs:
        shutil.copytree(PROJECT / "exercises" / slug, folder / slug)
    lesson = next((PROJECT / "exercises/lessons").glob("01-*"))
    shutil.copytree(lesson, folder / "lessons" / lesson.name)
    return folder


BREAKAGES = {
    "does not compile": ("folder.go", b"\nvar x int = y\n"),
    "is no YAML": ("exercise.yaml", b"\n\t- [\n"),
    "is not UTF-8": ("exercise.yaml", b"\n# \xff\xfe\n"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_one_broken_exercise_closes_no_other_page(sqlite_url: str, tmp_path: Path, breakage: str) -> None:
    bank = copy_of_bank(tmp_path / "bank", "folder-depth", SLUG)
    suffix, added = Path(BREAKAGES[breakage][0]).suffix, BREAKAGES[breakage][1]
    broken = next((bank / "folder-depth").glob(f"*{suffix}"))
    broken.write_bytes(broken.read_bytes() + added)
    settings = make_settings(tmp_path / "data", sqlite_url).model_copy(update={"exercises_folder": bank})
    with running_app(settings) as app:
        visitor = Visitor(app)
        for path in ("/", "/path", "/progress", "/lessons/1", f"/exercises/{SLUG}"):
            assert visitor.get(path).status == 200, path
        assert visitor.answer(SLUG).status == 303
        assert visitor.get("/exercises/folder-depth").status in {404, 503}


def test_a_question_about_a_variable_that_is_not_there_closes_no_other_page(sqlite_url: str, tmp_path: Path) -> None:
    bank = copy_of_bank(tmp_path / "bank", "folder-depth")
    file = bank / "folder-depth" / "exercise.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  variable: ", "  variable: not", 1), encoding="utf-8")
    settings = make_settings(tmp_path / "data", sqlite_url).model_copy(update={"exercises_folder": bank})
    with running_app(settings) as app:
        visitor = Visitor(app)
        assert visitor.get("/").status == 200
        assert visitor.get("/path").status == 200
        assert visitor.get("/exercises/folder-depth").status in {404, 503}


def test_an_empty_bank_is_a_site_all_the_same(sqlite_url: str, tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "data", sqlite_url).model_copy(update={"exercises_folder": tmp_path / "none"})
    with running_app(settings) as app:
        for path in ("/", "/path", "/progress", "/login"):
            assert Visitor(app).get(path).status == 200, path
