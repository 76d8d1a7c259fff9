"""Each student's own variant of an exercise, as pages show it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from grader.models.assignment import Assignment
from grader.models.submission import Submission
from tests.operations.sending import draft
from tests.site_under_test import People, add_student, database_of, set_assignment
from tests.visiting import Answer, Visitor, answer_fields, question_of
from tests.week_one import set_week

SLUG = "kitchen-timer"
ADDRESS = f"/exercises/{SLUG}"
FILES = ["kitchen.go", "parking.go", "chess.go", "sauna.go"]
"""By variant."""


def variant_in(answer: Answer) -> int:
    """Which variant the form is about, having looked that its program is shown."""
    number = int(answer.page.fields["variant"])
    assert FILES[number] in answer.text
    return number


def send(visitor: Visitor, variant: int, kind: str = "right", address: str = ADDRESS, **headers: str) -> Answer:
    fields = answer_fields(question_of(visitor.app, SLUG), "wrong" if kind == "wrong" else "right")
    key = visitor.get(address).page.fields.get("key", "k")
    return visitor.post(address, {**fields, "variant": str(variant), "key": f"{key}{variant}"}, **headers)


def answered(app: Flask) -> list[int]:
    """The variants of all answers."""
    with database_of(app).reading() as session:
        return list(session.scalars(select(Submission.variant).order_by(Submission.id)))


@pytest.fixture
def class_of(app: Flask, people: People) -> list[Visitor]:
    """Twelve students of the course."""
    added = [add_student(database_of(app), people.course, f"s{number}", f"S {number}") for number in range(12)]
    return [Visitor(app).be(user) for user in added]


def test_students_of_a_course_get_different_programs_each_their_own(app: Flask, class_of: list[Visitor]) -> None:
    seen = [variant_in(student.get(ADDRESS)) for student in class_of]
    assert len(Counter(seen)) >= 3
    assert [variant_in(student.get(ADDRESS)) for student in class_of] == seen
    assert answered(app) == []
    for student in class_of:
        assert student.answer(SLUG).status == 303
    assert answered(app) == seen


def test_texts_places_and_the_result_speak_of_the_readers_program(app: Flask, class_of: list[Visitor]) -> None:
    student = next(each for each in class_of if variant_in(each.get(ADDRESS)) == 1)
    asked = student.get(ADDRESS)
    assert "Where does meter live, and why?" in asked.text
    assert "in the body of After" in asked.text
    shown = student.follow(student.answer(SLUG)).text
    assert "Each call lends the address of meter to Tick" in shown
    assert "parking.go" in shown
    assert "timer" not in shown.replace("kitchen-timer", "")


def test_a_number_that_is_not_ones_own_is_refused_and_stores_nothing(app: Flask, dee: Visitor) -> None:
    own = variant_in(dee.get(ADDRESS))
    for number in ("0", "1", "2", "3", "4", "99", "-1", "x", ""):
        if number != str(own):
            fields = {**answer_fields(question_of(app, SLUG), "right"), "key": "k", "variant": number}
            refused = dee.post(ADDRESS, fields)
            assert refused.status == 409
            assert "You are asked about another program now" in refused.text
            assert dee.post(f"{ADDRESS}/answer", {"variant": number}).status == 409
    assert answered(app) == []


def test_a_guest_keeps_the_variant_when_registering_before_and_after_the_first_answer(
    app: Flask, visitor: Visitor
) -> None:
    seen = variant_in(visitor.get(ADDRESS))
    visitor.answer("folder-depth")
    assert variant_in(visitor.get(ADDRESS)) == seen
    visitor.register("eve")
    assert variant_in(visitor.get(ADDRESS)) == seen
    visitor.answer(SLUG)
    elsewhere = Visitor(app)
    elsewhere.log_in("eve")
    assert variant_in(elsewhere.get(f"{ADDRESS}?again=1")) == seen


def test_a_guest_who_logs_in_keeps_the_variant_that_was_answered(app: Flask, people: People) -> None:
    guest = Visitor(app)
    seen = variant_in(guest.get(ADDRESS))
    guest.answer(SLUG, "wrong")
    guest.log_in("dee")
    assert variant_in(guest.get(ADDRESS)) == seen
    assert guest.answer(SLUG).status == 303
    assert answered(app) == [seen, seen]


def test_after_the_verdict_another_program_is_offered_with_full_credit(app: Flask, dee: Visitor) -> None:
    first = variant_in(dee.get(ADDRESS))
    shown = dee.follow(dee.answer(SLUG))
    onward = shown.page.links["Try it with another program"]
    second = variant_in(dee.get(onward))
    assert second != first
    result = dee.follow(send(dee, second))
    assert FILES[second] in result.text
    assert "1 of 1 point" in result.text
    assert answered(app) == [first, second]
    assert variant_in(dee.get(f"{ADDRESS}?again=1")) == variant_in(dee.get(onward)) == second
    other = next(each for each in range(4) if each not in (first, second))
    assert "Right, and for the right reason." in dee.get(f"{ADDRESS}?variant={first}").text
    assert FILES[other] not in dee.get(f"{ADDRESS}?again=1&variant={other + 40}").text


def test_an_answer_in_place_shows_the_same_as_one_on_a_new_page(dee: Visitor) -> None:
    own = variant_in(dee.get(ADDRESS))
    shown = send(dee, own, HX_Request="true")
    assert shown.status == 200
    assert FILES[own] in shown.text
    assert "Right, and for the right reason." in shown.text


def test_a_review_is_about_another_program(app: Flask, dee: Visitor) -> None:
    first = variant_in(dee.get(ADDRESS))
    dee.answer(SLUG, "wrong")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        second = variant_in(dee.get(f"{ADDRESS}?review=1"))
        assert second != first
        assert variant_in(dee.get(f"{ADDRESS}?review=1")) == second
        assert FILES[second] in dee.follow(send(dee, second, address=f"{ADDRESS}?review=1")).text
    assert answered(app) == [first, second]


def test_no_other_program_is_offered_where_there_is_none(dee: Visitor) -> None:
    shown = dee.follow(dee.answer("folder-depth"))
    assert "Answer it again" in shown.text
    assert "Try it with another program" not in shown.text


def test_an_assignment_may_ask_about_another_program_after_a_wrong_answer(
    app: Flask, bo: Visitor, ada: Visitor, people: People
) -> None:
    task = draft(SLUG, attempts_allowed=2, redraws=True)
    number = set_assignment(database_of(app), people.course, task)
    address = f"{ADDRESS}?assignment={number}"
    first = variant_in(bo.get(address))
    after = bo.follow(bo.answer(SLUG, "wrong", assignment=number))
    assert "Not right yet." in after.text
    assert "It is about another program, the one that you see now." in after.text
    second = variant_in(after)
    assert second != first
    shown = bo.follow(bo.answer(SLUG, "right", assignment=number))
    assert FILES[second] in shown.text
    assert "Try it with another program" not in shown.text
    evidence = ada.get(f"/courses/{people.course.code}/gradebook/{people.bo.id}/{number}").text
    assert [f"variant {each}" in evidence for each in (first, second) if each] == [True] * (bool(first) + bool(second))
    rows = ada.get(f"/courses/{people.course.code}/grades.csv?format=submissions").response.get_data(as_text=True)
    header, *lines = rows.splitlines()
    assert header.endswith(",variant")
    assert [line.rpartition(",")[2] for line in lines] == [str(first), str(second)]


def test_an_exercise_keeps_its_name_whichever_variant_is_asked(class_of: list[Visitor]) -> None:
    pages = [student.get("/exercises/two-cups").page for student in class_of]
    assert len({page.fields["variant"] for page in pages}) >= 3
    assert all("<title>Two cups change their contents" in page.html for page in pages)


def test_what_was_chosen_of_one_program_is_not_chosen_of_the_next(app: Flask, bo: Visitor, people: People) -> None:
    number = set_assignment(database_of(app), people.course, draft(SLUG, attempts_allowed=3, redraws=True))
    address = f"{ADDRESS}?assignment={number}"
    first = variant_in(bo.get(address))
    in_place = send(bo, first, "wrong", address, HX_Request="true")
    assert "2 attempts are left." in in_place.text
    assert variant_in(in_place) != first
    assert " checked" not in in_place.page.html


def test_an_instructor_chooses_whether_attempts_are_at_other_programs(app: Flask, ada: Visitor, people: People) -> None:
    number = set_week(app, people)
    form = ada.get(f"/assignments/{number}/edit")
    assert "After a wrong answer, ask about another program" in form.text
    fields = {"title": "Week 1", "attempts": "3", "reveal": "at_once", "redraws": "y", "exercise": SLUG}
    assert ada.post(f"/courses/{people.course.code}/assignments/new", {**fields, f"points-{SLUG}": "1"}).status == 303
    with database_of(app).reading() as session:
        assert [each.redraws for each in session.scalars(select(Assignment).order_by(Assignment.id))] == [False, True]
