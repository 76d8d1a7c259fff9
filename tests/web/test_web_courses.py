from __future__ import annotations

import pytest
from flask import Flask

from grader.models.user import Role
from grader.operations.roster import list_roster
from tests.site_under_test import People, database_of
from tests.visiting import Visitor


def test_an_instructor_creates_a_course_and_sees_how_students_join_it(ada: Visitor) -> None:
    created = ada.post("/courses", {"title": "  Go in   a week "})
    page = ada.follow(created).page
    code = created.location.rsplit("/", 1)[-1]
    assert page.headings[0] == "Go in a week"
    assert f"Give your students the code {code}." in page.text
    assert f"http://localhost/join/{code}" in page.text
    assert "0 students so far" in page.text
    assert "Go in a week" in ada.get("/courses").page.links


@pytest.mark.parametrize(
    ("title", "complaint"), [("", "Write a title"), ("  ", "Write a title"), ("x" * 201, "at most 200 characters")]
)
def test_a_course_without_a_fitting_title_is_not_created(ada: Visitor, title: str, complaint: str) -> None:
    answer = ada.post("/courses", {"title": title})
    assert answer.status == 422
    assert complaint in answer.text
    assert answer.page.fields["title"] == title.strip()
    assert [link for link in ada.get("/courses").page.links.values() if link.startswith("/courses/")] == [
        link for link in answer.page.links.values() if link.startswith("/courses/")
    ]


def test_students_cannot_create_courses_and_are_not_offered_to(bo: Visitor) -> None:
    assert "Create a course" not in bo.get("/courses").text
    assert bo.post("/courses", {"title": "Mine", "role": "instructor"}).status == 404


def test_a_student_joins_by_code_however_it_is_typed(dee: Visitor, people: People) -> None:
    code = people.course.code.lower()
    page = dee.follow(dee.post("/courses/join", {"code": f" {code[:3]}-{code[3:]} "})).page
    assert page.headings[0] == "Systems Programming"
    assert "You are in “Systems Programming”." in page.text


def test_a_link_to_join_asks_to_log_in_comes_back_and_fills_in_the_code(visitor: Visitor, people: People) -> None:
    link = f"/join/{people.course.code}"
    login = visitor.get(link)
    assert login.status == 303
    form = visitor.get(login.location).page
    assert form.fields["next"] == link
    back = visitor.post("/login", {"login": "dee", "password": "five boxes of red chalk", "next": link})
    assert visitor.follow(back).page.fields["code"] == people.course.code


def test_opening_a_link_to_join_joins_nothing_before_the_button_is_pressed(dee: Visitor, people: People) -> None:
    dee.get(f"/join/{people.course.code}")
    assert dee.get(f"/courses/{people.course.code}").status == 404


def test_a_wrong_code_is_told_at_the_field_and_kept_there(dee: Visitor) -> None:
    answer = dee.post("/courses/join", {"code": "ZZZZZZ"})
    assert answer.status == 422
    assert "No course has this code." in answer.text
    assert answer.page.fields["code"] == "ZZZZZZ"


def test_joining_makes_a_student_whatever_the_form_says(dee: Visitor, people: People, app: Flask) -> None:
    dee.post("/courses/join", {"code": people.course.code, "role": "instructor", "user_id": str(people.ada.id)})
    with database_of(app).reading() as session:
        roles = {member.user.login: member.role for member in list_roster(session, people.course)}
    assert roles == {"ada": Role.INSTRUCTOR, "bo": Role.STUDENT, "dee": Role.STUDENT}


def test_a_student_leaves_and_comes_back(bo: Visitor, people: People) -> None:
    assert "You have left the course." in bo.follow(bo.post(f"/courses/{people.course.code}/leave")).text
    assert bo.get(f"/courses/{people.course.code}").status == 404
    bo.post("/courses/join", {"code": people.course.code})
    assert bo.get(f"/courses/{people.course.code}").status == 200


def test_the_last_instructor_cannot_leave(ada: Visitor, people: People) -> None:
    course = f"/courses/{people.course.code}"
    assert "You are the only instructor" in ada.follow(ada.post(f"{course}/leave")).text
    assert ada.get(f"{course}/gradebook").status == 200


def test_an_instructor_renames_a_course(ada: Visitor, people: People) -> None:
    course = f"/courses/{people.course.code}"
    assert ada.follow(ada.post(f"{course}/title", {"title": "Systems, Spring"})).page.headings[0] == "Systems, Spring"
    assert "Write a title" in ada.follow(ada.post(f"{course}/title", {"title": " "})).text
    assert ada.get(course).page.headings[0] == "Systems, Spring"


def test_titles_are_text_and_never_markup(ada: Visitor) -> None:
    page = ada.follow(ada.post("/courses", {"title": "<script>alert(1)</script>"})).page
    assert page.headings[0] == "<script>alert(1)</script>"
    assert "<script>alert" not in page.html


PAGES_OF_THE_INSTRUCTOR = ("", "/roster", "/gradebook", "/grades.csv", "/assignments/new")


@pytest.mark.parametrize("page", PAGES_OF_THE_INSTRUCTOR)
def test_a_course_is_absent_for_everybody_else(dee: Visitor, cy: Visitor, people: People, page: str) -> None:
    for person in (dee, cy):
        assert person.get(f"/courses/{people.course.code}{page}").status == 404
        assert person.client.head(f"/courses/{people.course.code}{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES_OF_THE_INSTRUCTOR[1:])
def test_a_student_of_the_course_sees_none_of_its_instructors_pages(bo: Visitor, people: People, page: str) -> None:
    assert bo.get(f"/courses/{people.course.code}{page}").status == 404


@pytest.mark.parametrize("page", ["/courses", *(f"/courses/CODE{page}" for page in PAGES_OF_THE_INSTRUCTOR)])
def test_who_is_not_logged_in_is_asked_to(visitor: Visitor, people: People, page: str) -> None:
    answer = visitor.get(page.replace("CODE", people.course.code))
    assert answer.status == 303
    assert answer.location.startswith("/login?next=")


POSTS = ("/courses", "/courses/join", "/courses/CODE/title", "/courses/CODE/leave", "/courses/CODE/assignments/new")


@pytest.mark.parametrize("address", POSTS)
def test_nothing_is_changed_without_the_forms_token(ada: Visitor, people: People, address: str) -> None:
    fields = {"title": "Changed", "code": people.other_course.code, "exercise": "cache-hit", "attempts": "1"}
    before = [ada.get(page).text for page in ("/courses", f"/courses/{people.course.code}")]
    for token in ("", "x.y.z"):
        assert ada.post(address.replace("CODE", people.course.code), fields, token=token).status == 400
    assert [ada.get(page).text for page in ("/courses", f"/courses/{people.course.code}")] == before


def test_another_persons_token_is_none(ada: Visitor, bo: Visitor, people: People) -> None:
    answer = ada.post(f"/courses/{people.course.code}/title", {"title": "Changed"}, token=bo.csrf_token())
    assert answer.status == 400
    assert ada.get(f"/courses/{people.course.code}").page.headings[0] == "Systems Programming"


@pytest.mark.parametrize("address", POSTS[1:4])
def test_what_changes_something_is_not_there_for_reading(ada: Visitor, people: People, address: str) -> None:
    assert ada.get(address.replace("CODE", people.course.code)).status in {404, 405}
    assert ada.get(f"/courses/{people.course.code}").status == 200
