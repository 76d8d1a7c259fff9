from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from grader.grading.attempts import Reveal
from grader.models.review_card import ReviewCard
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from tests.site_under_test import People, set_assignment
from tests.visiting import Answer, Visitor, answer_fields, question_of

STACK, HEAP = "folder-depth", "ledger-pointers"
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HTMX = {"HX_Request": "true"}


@contextmanager
def on_day(number: float) -> Iterator[None]:
    with time_machine.travel(MONDAY + number * DAY, tick=False):
        yield


def review(visitor: Visitor, slug: str, kind: str = "right", key: str = "review", **headers: str) -> Answer:
    fields = answer_fields(question_of(visitor.app, slug), "right" if kind == "right" else "wrong")
    return visitor.post(f"/exercises/{slug}?review=1", {**fields, "key": key}, **headers)


def be_wrong_about_both(visitor: Visitor) -> None:
    with on_day(0):
        visitor.answer(HEAP, "wrong")
        visitor.answer(STACK, "wrong")


def test_who_has_answered_nothing_is_told_what_to_do(visitor: Visitor) -> None:
    page = visitor.get("/review").page
    assert "Nothing comes back yet." in page.headings
    assert "/path" in page.links["Go to your path Enter"]
    assert "/review/limit" not in page.actions


def test_before_its_day_the_page_says_when_the_next_question_comes_back(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(0):
        page = visitor.get("/review").page
    assert "Nothing is due today." in page.headings
    assert "The next question comes back: tomorrow." in page.text


def test_a_due_question_is_counted_in_the_navigation_asked_and_answered(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(1):
        page = visitor.get("/review").page
        assert "2 questions are due" in page.headings
        assert page.links["Review 2(2 due)"] == "/review"
        first = page.links["Begin Enter"]
        question = visitor.get(first)
        assert "You are here Review" in question.text
        assert question.page.html.count('href="/review" aria-current="true"') == 1
        assert "Where does it live?" in question.text
        result = visitor.follow(review(visitor, first.split("/")[-1].split("?")[0])).page
        assert "Right, and for the right reason." in result.headings
        assert "This question comes back: Mar 9, 2026." in result.text
        onward = result.links["Next due question N"]
        assert onward.split("?")[0] != first.split("?")[0]
        assert "Review 1(1 due)" in result.links
        last = visitor.follow(review(visitor, onward.split("/")[-1].split("?")[0], key="second")).page
        assert last.links["Back to your review N"] == "/review"
        assert "All done for today." in visitor.get("/review").page.headings


def test_a_wrong_answer_in_a_review_leads_on_just_so(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(1):
        page = visitor.follow(review(visitor, HEAP, "wrong")).page
    assert "Not right yet." in page.headings
    assert page.links["Next due question N"] == f"/exercises/{STACK}?review=1"


def test_an_answer_in_place_brings_the_count_up_to_date(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(1):
        html = review(visitor, HEAP, **HTMX).page.html
        assert html.count('id="due-count" hx-swap-oob="true"') == 1
        assert "(1 due)" in html
        assert "hx-swap-oob" not in visitor.get("/review").page.html


def test_a_due_question_that_was_solved_is_asked_again_without_its_verdict(visitor: Visitor) -> None:
    with on_day(0):
        visitor.answer(HEAP)
        assert "moved to heap" in visitor.get(f"/exercises/{HEAP}?review=1").text
    with on_day(8):
        assert "moved to heap" not in visitor.get(f"/exercises/{HEAP}?review=1").text
        review(visitor, HEAP)
        assert "moved to heap" in visitor.get(f"/exercises/{HEAP}?review=1").text


def test_a_second_tab_that_answers_the_same_due_question_changes_nothing(
    visitor: Visitor, site_database: Database
) -> None:
    be_wrong_about_both(visitor)
    with on_day(1):
        review(visitor, HEAP, key="one tab")
        review(visitor, HEAP, key="another tab")
    with site_database.reading() as session:
        card = session.scalars(select(ReviewCard).where(ReviewCard.slug == HEAP)).one()
    assert card.due_on == (MONDAY + 7 * DAY).date()


def test_the_limit_is_the_learners(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(1):
        assert visitor.get("/review").page.fields["daily_reviews"] == "10"
        page = visitor.follow(visitor.post("/review/limit", {"daily_reviews": "1"})).page
        assert "1 question is due" in page.headings
        assert "1 more waits for another day: your limit is 1 a day." in page.text
        review(visitor, HEAP)
        page = visitor.get("/review").page
        assert "That was enough for today." in page.headings
        assert "Review" in page.links
        visitor.post("/review/limit", {"daily_reviews": "5"})
        assert "1 question is due" in visitor.get("/review").page.headings


@pytest.mark.parametrize("number", ["", "0", "-1", "201", "1.5", "many", "9" * 40])
def test_a_limit_that_makes_no_sense_is_refused_beside_its_field(visitor: Visitor, number: str) -> None:
    visitor.answer(HEAP, "wrong")
    answer = visitor.post("/review/limit", {"daily_reviews": number})
    assert answer.status == 422
    assert visitor.get("/review").page.fields["daily_reviews"] == "10"


def test_what_an_open_assignment_holds_is_neither_listed_nor_counted(
    app: Flask, people: People, site_database: Database
) -> None:
    bo = Visitor(app).be(people.bo)
    be_wrong_about_both(bo)
    items = (ItemDraft(slug=HEAP),)
    draft = AssignmentDraft(title="Quiz", items=items, due_at=MONDAY + 5 * DAY, reveal=Reveal.AFTER_DUE)
    with on_day(0):
        set_assignment(site_database, people.course, draft)
    with on_day(1):
        page = bo.get("/review").page
        assert "1 question is due" in page.headings
        assert HEAP not in page.html
        assert "Quiz" in bo.get(f"/exercises/{HEAP}?review=1").text
        assert review(bo, HEAP).status == 409
    with on_day(6):
        assert "2 questions are due" in bo.get("/review").page.headings


def test_midnight_is_the_learners(visitor: Visitor) -> None:
    visitor.post("/preferences/time-zone", {"zone": "Asia/Shanghai"})
    with time_machine.travel(datetime(2026, 3, 2, 15, 30, tzinfo=UTC), tick=False):
        visitor.answer(HEAP, "wrong")
        assert "Nothing is due today." in visitor.get("/review").page.headings
    with time_machine.travel(datetime(2026, 3, 2, 16, 1, tzinfo=UTC), tick=False):
        assert "1 question is due" in visitor.get("/review").page.headings


@pytest.mark.parametrize("enters", ["registers", "logs in"])
def test_a_guests_reviews_move_to_the_account(visitor: Visitor, people: People, enters: str) -> None:
    with on_day(0):
        visitor.answer(HEAP, "wrong")
        visitor.register("new", "New") if enters == "registers" else visitor.log_in("dee")
    with on_day(1):
        assert "1 question is due" in visitor.get("/review").page.headings


def test_the_path_leads_to_what_is_due(visitor: Visitor) -> None:
    be_wrong_about_both(visitor)
    with on_day(0):
        assert "Review 2 due today" not in visitor.get("/path").page.links
    with on_day(1):
        assert visitor.get("/path").page.links["Review 2 due today"] == "/review"


def test_progress_shows_what_mastery_rests_on_the_days_and_what_comes_back(visitor: Visitor) -> None:
    with on_day(0):
        visitor.answer(HEAP)
    with on_day(1):
        visitor.answer(STACK, "wrong")
        page = visitor.get("/progress").page
    assert "Rests on 1 exercise" in page.text
    assert "A ledger of pointers Mon 2 Mar" in page.text
    assert ["Tue 3 Mar", "", "1"] in page.rows
    assert "2 days in a row" in page.text
    assert any(row[-1] == "tomorrow" for row in page.rows)


def test_a_streak_that_ended_is_not_mentioned(visitor: Visitor) -> None:
    for number in (0, 1):
        with on_day(number):
            visitor.answer(HEAP, "wrong")
    with on_day(9):
        text = visitor.get("/progress").text
    assert "in a row" not in text
    assert "2 days of practice so far" in text
