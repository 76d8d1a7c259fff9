from __future__ import annotations

import pytest
from flask import Flask

from grader.operations.database import Database
from tests.site_under_test import People, add_student
from tests.visiting import Visitor


@pytest.fixture
def roster(people: People) -> str:
    return f"/courses/{people.course.code}/roster"


def test_it_lists_instructors_first_then_students_by_name(
    ada: Visitor, people: People, roster: str, site_database: Database
) -> None:
    add_student(site_database, people.course, "zoe", "Abe Zed")
    rows = ada.get(roster).page.rows
    assert [row[:3] for row in rows[1:]] == [
        ["Ada Okafor", "ada", "instructor"],
        ["Abe Zed", "zoe", "student"],
        ["Bo Lind", "bo", "student"],
    ]


def test_a_course_without_students_says_how_they_join(cy: Visitor, people: People) -> None:
    text = cy.get(f"/courses/{people.other_course.code}/roster").text
    assert f"No student yet. Give them the code {people.other_course.code}" in text


def test_a_withdrawn_student_is_out_and_may_join_again(ada: Visitor, bo: Visitor, people: People, roster: str) -> None:
    assert "Done." in ada.follow(ada.post(f"{roster}/{people.bo.id}/withdraw")).text
    assert "Bo Lind" not in ada.get(roster).text
    assert bo.get(f"/courses/{people.course.code}").status == 404
    bo.post("/courses/join", {"code": people.course.code})
    assert "Bo Lind" in ada.get(roster).text


def test_the_last_instructor_cannot_be_withdrawn(ada: Visitor, people: People, roster: str) -> None:
    assert "A course needs an instructor." in ada.follow(ada.post(f"{roster}/{people.ada.id}/withdraw")).text
    assert ada.get(roster).status == 200


def test_a_member_who_may_teach_sees_the_gradebook_and_the_first_may_then_go(
    app: Flask, ada: Visitor, bo: Visitor, people: People, roster: str
) -> None:
    assert "one more instructor" in ada.follow(ada.post(f"{roster}/{people.bo.id}/teach")).text
    assert bo.get(f"/courses/{people.course.code}/gradebook").status == 200
    gone = ada.post(f"{roster}/{people.ada.id}/withdraw")
    assert ada.follow(gone).page.headings[0] == "Your courses"
    assert ada.get(roster).status == 404


@pytest.mark.parametrize("action", ["withdraw", "teach"])
def test_nobody_else_changes_the_roster(
    bo: Visitor, outsiders: tuple[Visitor, ...], ada: Visitor, people: People, roster: str, action: str
) -> None:
    before = ada.get(roster).page.rows
    for person in (bo, *outsiders):
        assert person.post(f"{roster}/{people.bo.id}/{action}", {"role": "instructor"}).status == 404
    assert ada.get(roster).page.rows == before


@pytest.mark.parametrize("action", ["withdraw", "teach"])
def test_who_is_not_in_the_course_is_absent_on_its_roster(
    ada: Visitor, people: People, roster: str, action: str
) -> None:
    for user_id in (people.dee.id, people.cy.id, 999_999, 10**30):
        assert ada.post(f"{roster}/{user_id}/{action}").status == 404


@pytest.mark.parametrize("action", ["withdraw", "teach"])
def test_it_changes_by_a_form_with_its_token_only(ada: Visitor, people: People, roster: str, action: str) -> None:
    before = ada.get(roster).page.rows
    assert ada.get(f"{roster}/{people.bo.id}/{action}").status == 405
    assert ada.post(f"{roster}/{people.bo.id}/{action}", {"role": "instructor"}, token="").status == 400
    assert ada.get(roster).page.rows == before


def test_names_are_text_and_never_markup(ada: Visitor, people: People, roster: str, site_database: Database) -> None:
    name = '"><img src=x onerror=alert(1)>'
    add_student(site_database, people.course, "eve", name)
    page = ada.get(roster).page
    assert name in [row[0] for row in page.rows if row]
    assert "<img" not in page.html


def test_a_withdrawn_instructor_who_joins_again_is_a_student(
    ada: Visitor, bo: Visitor, people: People, roster: str
) -> None:
    ada.post(f"{roster}/{people.bo.id}/teach")
    ada.post(f"{roster}/{people.bo.id}/withdraw")
    bo.post("/courses/join", {"code": people.course.code})
    assert bo.get(f"/courses/{people.course.code}").status == 200
    assert bo.get(roster).status == 404
