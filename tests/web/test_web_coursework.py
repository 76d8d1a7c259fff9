from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from grader.grading.attempts import Reveal
from tests.site_under_test import People
from tests.visiting import Visitor
from tests.week_one import EASY, HARD, set_week


def test_a_student_sees_what_is_set_on_the_path_and_how_far_they_are(app: Flask, bo: Visitor, people: People) -> None:
    number = set_week(app, people, attempts_allowed=3)
    assert bo.get("/path").page.links["Week 1"] == f"/assignments/{number}"
    before = bo.get(f"/assignments/{number}").text
    assert "0 of 2 answered" in before
    assert "2.5 points" in before
    bo.answer(HARD, assignment=number)
    after = bo.get(f"/assignments/{number}").text
    assert "1 of 2 answered" in after
    assert "2.5 of 2.5 points" in after


def test_attempts_are_limited_and_the_last_reveals(app: Flask, bo: Visitor, people: People) -> None:
    number = set_week(app, people, attempts_allowed=2)
    assert "1 attempt is left." in bo.follow(bo.answer(EASY, "wrong", assignment=number)).text
    assert "1 attempt left" in bo.get(f"/assignments/{number}").text
    shown = bo.follow(bo.answer(EASY, "wrong", assignment=number)).text
    assert "moved to heap: mine" in shown
    assert bo.answer(EASY, assignment=number, key="another-form").status == 409
    assert "0 of 1 points" in bo.get(f"/assignments/{number}").text


def test_nothing_is_told_before_the_due_date_when_it_is_to_wait(app: Flask, bo: Visitor, people: People) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    number = set_week(app, people, due_at=due, reveal=Reveal.AFTER_DUE)
    told = bo.follow(bo.answer(EASY, assignment=number)).text
    assert "It is recorded. How it was is told later." in told
    assert "No attempt is left." in told
    over = bo.get(f"/exercises/{EASY}?assignment={number}").page
    assert "Submit" not in over.text
    assert "Show me the answer" not in over.text
    assert over.links["Next exercise N"] == f"/exercises/{HARD}?assignment={number}"
    page = bo.get(f"/assignments/{number}").text
    assert "recorded; told later" in page
    assert "of 1 points" not in page
    with time_machine.travel(due + timedelta(minutes=1)):
        assert "1 of 1 points" in bo.get(f"/assignments/{number}").text
        assert "Right, and for the right reason." in bo.get(f"/exercises/{EASY}?assignment={number}").text


def test_giving_up_is_offered_only_where_it_shows_the_answer(app: Flask, bo: Visitor, people: People) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    for reveal in Reveal:
        number = set_week(app, people, due_at=due, reveal=reveal, attempts_allowed=2)
        told = bo.follow(bo.answer(EASY, "wrong", assignment=number, key=reveal.value)).text
        assert "1 attempt is left." in told
        assert ("Show me the answer" in told) is (reveal in (Reveal.AT_ONCE, Reveal.AFTER_LAST))


def test_after_the_due_date_answers_are_refused_or_marked_as_late(
    app: Flask, ada: Visitor, bo: Visitor, people: People
) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    strict = set_week(app, people, due_at=due)
    lenient = set_week(app, people, due_at=due, accepts_late=True)
    with time_machine.travel(due + timedelta(hours=1)):
        assert bo.answer(EASY, assignment=strict, key="k").status == 409
        assert "It takes no answers any more." in bo.get(f"/assignments/{strict}").text
        assert "0 of 2 answered" in bo.get(f"/assignments/{strict}").text
        assert "Answers are taken, and marked as late." in bo.get(f"/assignments/{lenient}").text
        assert bo.answer(EASY, assignment=lenient).status == 303
        assert "late" in ada.get(f"/courses/{people.course.code}/gradebook/{people.bo.id}/{lenient}").text
        assert "late answers taken" in bo.get(f"/courses/{people.course.code}").text


def test_an_assignment_is_absent_for_students_until_it_opens(
    app: Flask, ada: Visitor, bo: Visitor, people: People
) -> None:
    opens = datetime.now(UTC) + timedelta(days=1)
    number = set_week(app, people, opens_at=opens)
    assert bo.get(f"/assignments/{number}").status == 404
    assert bo.answer(EASY, assignment=number, key="k").status == 404
    assert "Week 1" not in bo.get(f"/courses/{people.course.code}").text
    assert "Week 1" not in bo.get("/path").text
    assert "Week 1" in ada.get(f"/courses/{people.course.code}").text
    with time_machine.travel(opens):
        assert bo.get(f"/assignments/{number}").status == 200


def test_practice_is_closed_while_an_assignment_waits_with_its_verdict(
    app: Flask, bo: Visitor, dee: Visitor, visitor: Visitor, people: People
) -> None:
    set_week(app, people, reveal=Reveal.AFTER_LAST)
    for held in (bo, visitor):
        page = held.get(f"/exercises/{EASY}")
        assert "This exercise belongs to the assignment “Week 1”, which is open." in page.text
        assert "reason" not in page.page.fields
        assert held.answer(EASY, key="k").status == 409
        assert held.post(f"/exercises/{EASY}/answer").status == 409
    assert dee.answer(EASY).status == 303


def test_an_answer_with_extra_fields_gets_no_better_score(app: Flask, bo: Visitor, people: People) -> None:
    number = set_week(app, people, attempts_allowed=1)
    address = f"/exercises/{EASY}?assignment={number}"
    forged = {"place": "heap", "reason": "x", "certainty": "sure", "key": "k", "score": "100", "is_right": "true"}
    assert bo.post(address, forged).status == 422
    assert "0 of 2 answered" in bo.get(f"/assignments/{number}").text


def test_inside_an_assignment_the_ways_on_and_back_lead_through_it(app: Flask, bo: Visitor, people: People) -> None:
    number = set_week(app, people)
    first = bo.follow(bo.answer(HARD, assignment=number)).page
    assert first.links["Week 1"] == f"/assignments/{number}"
    assert first.links["Next exercise N"] == f"/exercises/{EASY}?assignment={number}"
    last = bo.follow(bo.answer(EASY, assignment=number)).page
    assert last.links["Back to the assignment N"] == f"/assignments/{number}"


def test_only_what_is_settled_is_ticked_off(app: Flask, bo: Visitor, people: People) -> None:
    number = set_week(app, people, attempts_allowed=3)
    bo.answer(EASY, "wrong", assignment=number)
    bo.answer(HARD, assignment=number)
    page = bo.get(f"/assignments/{number}").page
    assert page.html.count('class="lesson done"') == 1
    assert "2 attempts left" in page.text
    assert "not right yet" in page.text
