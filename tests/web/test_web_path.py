"""Where the path leads: to a lesson before its exercises, and on from what was tried."""

from __future__ import annotations

import pytest
from flask import Flask

from grader.web.site import site_of
from tests.visiting import Visitor

FIRST = "folder-depth"


@pytest.fixture
def last_of_lesson_1(app: Flask) -> str:
    return list(site_of(app).catalog.exercises_of(1))[-1].slug


def test_who_begins_is_led_to_the_lesson_and_may_go_straight_to_its_exercises(visitor: Visitor) -> None:
    page = visitor.get("/path").page
    assert "Lesson 1: Frames" in page.headings
    assert page.links["Read the lesson Enter"] == "/lessons/1"
    assert page.links["Straight to the exercises"] == f"/exercises/{FIRST}"


def test_who_has_begun_a_lesson_goes_on_with_its_exercises(visitor: Visitor) -> None:
    visitor.answer(FIRST)
    page = visitor.get("/path").page
    assert "Read the lesson Enter" not in page.links
    assert page.links["Go on Enter"].startswith("/exercises/")


def test_after_the_last_exercise_of_a_lesson_comes_the_next_lesson(visitor: Visitor, last_of_lesson_1: str) -> None:
    visitor.give_up(last_of_lesson_1)
    assert (
        visitor.get(f"/exercises/{last_of_lesson_1}").page.links["Next lesson: Pointers are ordinary variables N"]
        == "/lessons/2"
    )
    visitor.answer("answer-by-address")  # of lesson 2, which is begun by that
    assert "/exercises/" in visitor.get(f"/exercises/{last_of_lesson_1}").page.links["Next exercise N"]


def test_a_lesson_shows_what_was_tried_and_not_solved(visitor: Visitor) -> None:
    visitor.answer("hanoi-moves", "wrong")
    assert visitor.get("/lessons/1").text.count("tried, not right yet") == 1
    visitor.answer("hanoi-moves")
    assert "tried, not right yet" not in visitor.get("/lessons/1").text
