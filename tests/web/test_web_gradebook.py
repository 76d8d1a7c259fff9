from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import event

from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from tests.site_under_test import People, add_student, database_of, set_assignment
from tests.visiting import Visitor
from tests.week_one import EASY, HARD, set_week


@pytest.fixture
def site_database_url(database_url: str) -> str:
    """On both databases: the grades are computed there."""
    return database_url


@pytest.fixture
def book(people: People) -> str:
    return f"/courses/{people.course.code}/gradebook"


@pytest.fixture
def assignment(app: Flask, people: People) -> int:
    """Two exercises, of 1 and of 2.5 points."""
    return set_week(app, people, attempts_allowed=3)


def test_it_says_what_to_do_while_nothing_is_set(ada: Visitor, book: str) -> None:
    page = ada.get(book).page
    assert "There is nothing to grade yet" in page.text
    assert page.links["Set the first assignment"].endswith("/assignments/new")


def test_it_says_how_students_join_while_there_are_none(app: Flask, cy: Visitor, people: People) -> None:
    draft = AssignmentDraft(title="One", items=(ItemDraft(slug=EASY),))
    set_assignment(database_of(app), people.other_course, draft)
    text = cy.get(f"/courses/{people.other_course.code}/gradebook").text
    assert f"No student has joined yet. Their code is {people.other_course.code}." in text


def test_it_shows_points_totals_and_medians_exactly(
    app: Flask, ada: Visitor, bo: Visitor, people: People, book: str, assignment: int
) -> None:
    cleo = Visitor(app).be(add_student(database_of(app), people.course, "cleo", "Cleo Amis"))
    add_student(database_of(app), people.course, "dan", "Dan Zhou")
    bo.answer(EASY, assignment=assignment)
    bo.answer(HARD, "right place", assignment=assignment)
    cleo.answer(EASY, assignment=assignment)
    rows = ada.get(book).page.rows
    assert rows[0] == ["Student ↑by name", "Week 1of 3.5", "Totalof 3.5"]
    assert rows[1:] == [
        ["Bo Lindbo", "2.0 of 3.5", "2"],
        ["Cleo Amiscleo", "1.0 of 3.5", "1"],
        ["Dan Zhoudan", "–nothing answered", "0"],
        ["Median, n", "1.5n 2", "1"],
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Abe", "Bo Lind", "Cleo"]),
        ("?sort=name&order=descending", ["Cleo", "Bo Lind", "Abe"]),
        ("?sort=total&order=descending", ["Bo Lind", "Cleo", "Abe"]),
        ("?sort=ASSIGNMENT&order=ascending", ["Abe", "Cleo", "Bo Lind"]),
        ("?sort=password_hash", ["Abe", "Bo Lind", "Cleo"]),
        ("?search=LIND", ["Bo Lind"]),
        ("?search=c-login", ["Cleo"]),
    ],
)
def test_it_is_sorted_and_searched(
    app: Flask, ada: Visitor, bo: Visitor, people: People, assignment: int, query: str, names: list[str]
) -> None:
    cleo = Visitor(app).be(add_student(database_of(app), people.course, "c-login", "Cleo"))
    add_student(database_of(app), people.course, "abe", "Abe")
    bo.answer(EASY, assignment=assignment)
    cleo.answer(EASY, "right place", assignment=assignment)
    query = query.replace("ASSIGNMENT", str(assignment))
    rows = ada.get(f"/courses/{people.course.code}/gradebook{query}").page.rows[1:-1]
    assert [next(name for name in ("Abe", "Bo Lind", "Cleo") if row[0].startswith(name)) for row in rows] == names


def test_the_sorted_column_says_so_and_a_second_press_turns_it_round(ada: Visitor, book: str, assignment: int) -> None:
    first = ada.get(book).page
    assert 'aria-sort="ascending"' in first.html
    by_total = ada.get(next(link for text, link in first.links.items() if text.startswith("Total"))).page
    assert by_total.html.count("aria-sort=") == 1
    assert 'class="tot" aria-sort="descending"' in by_total.html
    assert "order=ascending" in next(link for text, link in by_total.links.items() if text.startswith("Total"))


def test_a_search_that_finds_nobody_offers_everybody(ada: Visitor, book: str, assignment: int) -> None:
    page = ada.get(f"{book}?search=<b>").page
    assert "Nobody here is called “<b>”." in page.text
    assert page.links["Show everybody"] == book
    assert page.fields["search"] == "<b>"


def test_a_cell_leads_to_each_answer_beside_what_the_compiler_said(
    app: Flask, ada: Visitor, bo: Visitor, people: People, book: str, assignment: int
) -> None:
    bo.answer(EASY, "wrong", assignment=assignment)
    bo.answer(EASY, assignment=assignment)
    cell = next(link for text, link in ada.get(book).page.links.items() if text == "0.36 of 3.5")
    page = ada.get(cell).page
    assert page.headings == ["Bo Lind", "The card on the table", "A cache hit"]
    answers = [row for row in page.rows if row and row[0] in {"1", "2"}]
    assert [row[0] for row in answers] == ["1", "2"]
    assert all("moved to heap: mine" in row[2] and "go1.27" in row[2] for row in answers)
    assert "not rightStack" in answers[0][1]
    assert answers[0][3] == "0 of 1"
    assert answers[1][3] == "0.36 of 1"
    assert "Not answered." in page.text


def test_evidence_of_a_cleared_verdict_still_shows_what_was_pinned(
    app: Flask, ada: Visitor, bo: Visitor, people: People, book: str, assignment: int
) -> None:
    bo.answer(EASY, assignment=assignment)
    with database_of(app).writing() as session:
        session.connection().exec_driver_sql("DELETE FROM verdicts")
    page = ada.get(f"{book}/{people.bo.id}/{assignment}").page
    assert "moved to heap" not in page.text
    assert "Heap" in page.rows[1][2]
    assert "source" in page.rows[1][2]


def test_evidence_is_of_this_course_alone(app: Flask, ada: Visitor, people: People, book: str, assignment: int) -> None:
    draft = AssignmentDraft(title="Elsewhere", items=(ItemDraft(slug=EASY),))
    foreign = set_assignment(database_of(app), people.other_course, draft)
    assert ada.get(f"{book}/{people.bo.id}/{assignment}").status == 200
    assert ada.get(f"{book}/{people.bo.id}/{foreign}").status == 404
    assert ada.get(f"{book}/{people.dee.id}/{assignment}").status == 404
    assert ada.get(f"{book}/{10**20}/{assignment}").status == 404


def test_grades_and_evidence_are_absent_for_everybody_else(
    bo: Visitor, outsiders: tuple[Visitor, ...], visitor: Visitor, people: People, book: str, assignment: int
) -> None:
    for page in (book, f"{book}/{people.bo.id}/{assignment}"):
        for person in (bo, *outsiders):
            assert person.get(page).status == 404
        assert visitor.get(page).location.startswith("/login")


def test_hostile_names_and_titles_are_text(app: Flask, ada: Visitor, people: People, book: str) -> None:
    name = "\"><script>alert('x')</script>"
    add_student(database_of(app), people.course, "eve", name)
    draft = AssignmentDraft(title=name, items=(ItemDraft(slug=EASY),))
    set_assignment(database_of(app), people.course, draft)
    page = ada.get(book).page
    assert "<script>alert" not in page.html
    assert page.rows[1][0] == f"{name}eve"
    assert page.rows[0][1] == f"{name}of 1"


def test_a_gradebook_in_which_all_points_are_nought_is_shown(
    app: Flask, ada: Visitor, bo: Visitor, people: People, book: str
) -> None:
    draft = AssignmentDraft(title="For fun", items=(ItemDraft(slug=EASY, points=Decimal(0)),))
    number = set_assignment(database_of(app), people.course, draft)
    bo.answer(EASY, assignment=number)
    assert ada.get(book).page.rows[1] == ["Bo Lindbo", "0 of 0", "0"]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Gather the statements that the block sends to the database, but for beginnings of transactions."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("page", "count"), [("gradebook", 7), ("", 7), ("roster", 4), ("gradebook/STUDENT/ASSIGNMENT", 10)]
)
def test_a_page_takes_as_many_statements_for_thirty_students_as_for_one(
    app: Flask, ada: Visitor, bo: Visitor, people: People, assignment: int, page: str, count: int
) -> None:
    page = page.replace("STUDENT", str(people.bo.id)).replace("ASSIGNMENT", str(assignment))
    address = f"/courses/{people.course.code}/{page}".rstrip("/")
    bo.answer(EASY, assignment=assignment)
    with counted(database_of(app)) as before:
        assert ada.get(address).status == 200
    for number in range(29):
        student = add_student(database_of(app), people.course, f"s{number}", f"Student {number}")
        if number < 3:
            Visitor(app).be(student).answer(EASY, assignment=assignment)
    for week in range(2, 5):
        draft = AssignmentDraft(title=f"Week {week}", items=(ItemDraft(slug=HARD),))
        set_assignment(database_of(app), people.course, draft)
    with counted(database_of(app)) as after:
        assert ada.get(address).status == 200
    assert len(before) == count, "\n\n".join(before)
    assert len(after) == count, "\n\n".join(after)
