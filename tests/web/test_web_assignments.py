from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from grader.models.assignment import Assignment
from grader.operations.assignments import AssignmentDraft, ItemDraft, list_assignments
from tests.site_under_test import People, database_of, set_assignment
from tests.visiting import Fields, Visitor
from tests.week_one import EASY, HARD, set_week

WEEK = {
    "title": "Week 1",
    "exercise": [EASY, HARD],
    f"points-{EASY}": "1",
    f"points-{HARD}": "2.5",
    "attempts": "3",
    "reveal": "at_once",
}
"""A form without mistakes."""


@pytest.fixture
def new(people: People) -> str:
    return f"/courses/{people.course.code}/assignments/new"


def assignments_of(app: Flask, people: People) -> list[Assignment]:
    with database_of(app).reading() as session:
        return list_assignments(session, people.course)


def test_an_assignment_is_set_with_exact_points_and_stands_on_the_course(
    app: Flask, ada: Visitor, bo: Visitor, people: People, new: str
) -> None:
    page = ada.follow(ada.post(new, {**WEEK, "due": "2030-06-01T18:00", "accepts_late": "y"})).page
    assert "The assignment is set." in page.text
    assert page.rows[1][0] == "Week 1"
    assert page.rows[1][2:] == ["2", "3.5"]
    assert [row[0] for row in bo.get(f"/courses/{people.course.code}").page.rows[1:]] == ["Week 1"]
    (assignment,) = assignments_of(app, people)
    assert {item.slug: item.points for item in assignment.items} == {EASY: Decimal(1), HARD: Decimal("2.5")}
    assert (assignment.attempts_allowed, assignment.accepts_late) == (3, True)
    assert assignment.due_at == datetime(2030, 6, 1, 18, tzinfo=UTC)


def test_a_form_with_several_mistakes_tells_all_and_keeps_what_was_typed(
    app: Flask, ada: Visitor, people: People, new: str
) -> None:
    fields = {**WEEK, "title": " ", "due": "tomorrow", "attempts": "many", f"points-{HARD}": "two"}
    answer = ada.post(new, {**fields, "points-guest-list": "7"})
    assert answer.status == 422
    for complaint in ("Write a title", "Write a date and a time", "number from 1 to 100", "from 0 to 10000, e.g. 1"):
        assert complaint in answer.text
    page = answer.page
    assert sorted(page.checked["exercise"]) == sorted([EASY, HARD])
    kept = ("due", "attempts", f"points-{HARD}", "points-guest-list")
    assert [page.fields[name] for name in kept] == ["tomorrow", "many", "two", "7"]
    assert assignments_of(app, people) == []


@pytest.mark.parametrize(
    "points", ["", "two", "-1", "1e2", "NaN", "Infinity", "1_0", "0.0001", "10001", "1,000", "1.", "0x1", "9" * 50]
)
def test_nonsense_is_no_points(app: Flask, ada: Visitor, people: People, new: str, points: str) -> None:
    answer = ada.post(new, {**WEEK, f"points-{HARD}": points})
    assert answer.status == 422
    assert "Write a number from 0 to 10000, e.g. 1 or 2.5." in answer.text
    assert answer.page.fields[f"points-{HARD}"] == points
    assert assignments_of(app, people) == []


@pytest.mark.parametrize(("typed", "worth"), [("2.5", "2.5"), (" 2,5 ", "2.5"), ("0", "0"), ("0.125", "0.125")])
def test_points_are_exact(app: Flask, ada: Visitor, people: People, new: str, typed: str, worth: str) -> None:
    assert ada.post(new, {**WEEK, f"points-{HARD}": typed}).status == 303
    (assignment,) = assignments_of(app, people)
    assert Decimal(worth) in {item.points for item in assignment.items}


def test_round_points_come_back_as_they_were_typed(app: Flask, ada: Visitor, people: People, new: str) -> None:
    ada.post(new, {**WEEK, f"points-{EASY}": "10", f"points-{HARD}": "100"})
    page = ada.get(f"/assignments/{assignments_of(app, people)[0].id}/edit").page
    assert (page.fields[f"points-{EASY}"], page.fields[f"points-{HARD}"]) == ("10", "100")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"exercise": []}, "Choose at least one exercise."),
        ({"exercise": ["../../etc/passwd", "no-such-exercise"]}, "Choose at least one exercise."),
        ({"attempts": "0"}, "Write a number from 1 to 100."),
        ({"attempts": "101"}, "Write a number from 1 to 100."),
        ({"attempts": "1" * 40}, "Write a number from 1 to 100."),
        ({"due": "0001-01-01T00:00"}, "Write a date and a time"),
        ({"due": "9999-12-31T23:59"}, "Write a date and a time"),
        ({"opens": "2030-01-02T00:00", "due": "2030-01-01T00:00"}, "It would be due before it opens."),
        ({"reveal": "after_due"}, "There is no due date to wait for."),
        ({"reveal": "at_lunch"}, "Not a valid choice"),
        ({"title": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(
    app: Flask, ada: Visitor, people: People, new: str, change: Fields, complaint: str
) -> None:
    answer = ada.post(new, {**WEEK, **change})
    assert answer.status == 422
    assert complaint in answer.text
    assert assignments_of(app, people) == []


def test_the_due_date_is_read_and_shown_in_the_readers_zone(
    app: Flask, ada: Visitor, bo: Visitor, people: People, new: str
) -> None:
    for person, zone in ((ada, "America/New_York"), (bo, "Asia/Shanghai")):
        person.post("/preferences/time-zone", {"zone": zone})
    ada.post(new, {**WEEK, "due": "2030-01-31T20:00"})
    (assignment,) = assignments_of(app, people)
    assert assignment.due_at == datetime(2030, 2, 1, 1, tzinfo=UTC)
    form = ada.get(f"/assignments/{assignment.id}/edit").page
    assert form.fields["due"] == "2030-01-31T20:00"
    assert "In your time zone, America/New_York." in form.text
    assert "Due Feb 1, 2030 9:00 AM (Asia/Shanghai)." in bo.get(f"/assignments/{assignment.id}").text.replace(
        "\u202f", " "
    )


def test_a_changed_assignment_keeps_its_answers_and_follows_its_new_points(
    app: Flask, ada: Visitor, bo: Visitor, people: People
) -> None:
    number = set_week(app, people)
    bo.answer(EASY, assignment=number)
    fields = {"title": "Week one", "exercise": [EASY], f"points-{EASY}": "8", "attempts": "1", "reveal": "at_once"}
    assert "The assignment is changed." in ada.follow(ada.post(f"/assignments/{number}/edit", fields)).text
    assert "8 of 8 points" in bo.get(f"/assignments/{number}").text


def test_an_answered_exercise_cannot_be_taken_out(app: Flask, ada: Visitor, bo: Visitor, people: People) -> None:
    number = set_week(app, people)
    bo.answer(EASY, assignment=number)
    answer = ada.post(f"/assignments/{number}/edit", {**WEEK, "title": "Typed", "exercise": [HARD]})
    assert answer.status == 409
    assert "An exercise that has been answered cannot be taken out." in answer.text
    assert answer.page.fields["title"] == "Typed"
    assert answer.page.checked["exercise"] == [HARD]
    assert ada.get(f"/assignments/{number}/edit").page.fields["title"] == "Week 1"


def test_an_exercise_that_left_the_bank_stays_in_the_assignment(app: Flask, ada: Visitor, people: People) -> None:
    items = (ItemDraft(slug=EASY), ItemDraft(slug="of-last-year", points=Decimal(4)))
    number = set_assignment(database_of(app), people.course, AssignmentDraft(title="Old", items=items))
    form = ada.get(f"/assignments/{number}/edit").page
    assert sorted(form.checked["exercise"]) == [EASY, "of-last-year"]
    assert "Not in the bank any more" in form.text
    same = {**form.fields, "exercise": form.checked["exercise"]}
    assert ada.post(f"/assignments/{number}/edit", same).status == 303
    assert [item.slug for item in assignments_of(app, people)[0].items] == [EASY, "of-last-year"]


def test_what_the_form_does_not_offer_cannot_be_sent(app: Flask, ada: Visitor, people: People, new: str) -> None:
    extra = {"course_id": str(people.other_course.id), "credit": "1", "id": "77", "__class__": "x", "score": "100"}
    assert ada.post(new, {**WEEK, **extra}).status == 303
    (assignment,) = assignments_of(app, people)
    assert assignment.id != 77
    assert assignment.credit == (Decimal(1), Decimal("0.6"), Decimal("0.3"))


def test_an_assignment_is_absent_for_everybody_outside_its_course(
    app: Flask, ada: Visitor, bo: Visitor, outsiders: tuple[Visitor, ...], visitor: Visitor, people: People
) -> None:
    number = set_week(app, people)
    for person in outsiders:
        assert person.get(f"/assignments/{number}").status == 404
        assert person.get(f"/assignments/{number}/edit").status == 404
        assert person.post(f"/assignments/{number}/edit", {**WEEK, "title": "Taken"}).status == 404
        assert person.answer(EASY, assignment=number, key="k").status == 404
    assert bo.get(f"/assignments/{number}/edit").status == 404
    assert bo.post(f"/assignments/{number}/edit", {**WEEK, "title": "Taken"}).status == 404
    assert visitor.answer(EASY, assignment=number, key="k").status == 404
    assert visitor.get(f"/assignments/{number}").location.startswith("/login")
    assert ada.get(f"/assignments/{number}/edit").page.fields["title"] == "Week 1"


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "x"])
def test_numbers_of_no_assignment_are_absent(ada: Visitor, bo: Visitor, number: str) -> None:
    assert ada.get(f"/assignments/{number}/edit").status == 404
    assert bo.get(f"/assignments/{number}").status == 404
    assert bo.get(f"/exercises/{EASY}?assignment={number}").status == 404


def test_an_assignment_is_changed_by_a_form_with_its_token_only(app: Flask, ada: Visitor, people: People) -> None:
    number = set_week(app, people)
    assert ada.post(f"/assignments/{number}/edit", {**WEEK, "title": "Forged"}, token="").status == 400
    ada.get(f"/assignments/{number}/edit?title=Forged&exercise={EASY}")
    assert ada.get(f"/assignments/{number}/edit").page.fields["title"] == "Week 1"
