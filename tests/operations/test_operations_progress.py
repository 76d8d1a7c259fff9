from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from grader.escape.values import Place, Reason
from grader.grading.attempts import Reveal
from grader.grading.certainty import Certainty
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer
from grader.models.assignment import Assignment
from grader.models.course import Course
from grader.models.user import User
from grader.operations.answering import give_up, submit_answer
from grader.operations.assignments import (
    create_assignment,
)
from grader.operations.guests import create_guest
from grader.operations.progress import RightPair, find_right_pairs, find_solved, list_history, list_sure_and_wrong
from tests.operations.sending import draft, send
from tests.sample_question import make_question

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def test_progress_counts_different_exercises_solved_before_the_verdict(session: Session, ann: User) -> None:
    for slug in "abc":
        send(session, ann, slug)
        send(session, ann, slug)
    give_up(session, ann, make_question("d"))
    send(session, ann, "d")
    send(session, ann, "e", is_right=False)
    assert find_solved(session, ann) == {"a", "b", "c"}
    today = datetime.now(UTC).date()
    assert find_right_pairs(session, ann) == {Reason.CAPTURED: tuple(RightPair(slug, today) for slug in "abc")}
    assert [row.slug for row in list_history(session, ann, most=3)] == ["e", "d", "c"]


def test_sure_and_wrong_lists_what_was_not_solved_since(session: Session, ann: User, ben: User) -> None:
    send(session, ann, "a", is_right=False)
    send(session, ann, "a")
    send(session, ann, "b", is_right=False)
    send(session, ann, "c", is_right=False, certainty=Certainty.GUESSING)
    send(session, ben, "b")
    assert [row.slug for row in list_sure_and_wrong(session, ann)] == ["b"]


def test_what_somebody_was_sure_and_wrong_about_twice_is_listed_once(session: Session, ann: User) -> None:
    for slug in "aba":
        send(session, ann, slug, is_right=False)
    assert [row.slug for row in list_sure_and_wrong(session, ann)] == ["a", "b"]


@pytest.mark.parametrize("is_right", [True, False])
def test_progress_says_nothing_that_an_assignment_still_hides(
    session: Session, course: Course, ann: User, is_right: bool
) -> None:
    hidden = draft("a", due_at=NOW + DAY, reveal=Reveal.AFTER_DUE)
    assignment = create_assignment(session, course, hidden)
    send(session, ann, "a", assignment=assignment, is_right=is_right)
    assert find_solved(session, ann) == frozenset()
    assert find_right_pairs(session, ann) == {}
    assert list_history(session, ann) == []
    assert list_sure_and_wrong(session, ann) == []
    with time_machine.travel(NOW + DAY + DAY):
        assert len(list_history(session, ann)) == 1
        assert find_solved(session, ann) == ({"a"} if is_right else frozenset())


def test_a_right_answer_that_is_still_hidden_takes_nothing_off_the_list(
    session: Session, course: Course, ann: User
) -> None:
    send(session, ann, "a", is_right=False)
    hidden = create_assignment(session, course, draft("a", due_at=NOW + DAY, reveal=Reveal.AFTER_DUE))
    send(session, ann, "a", assignment=hidden)
    assert [row.slug for row in list_sure_and_wrong(session, ann)] == ["a"]
    with time_machine.travel(NOW + DAY + DAY):
        assert list_sure_and_wrong(session, ann) == []


def test_an_answer_costs_few_statements(session: Session, ann: User, assignment: Assignment) -> None:
    send(session, ann, "other", assignment=assignment)
    statements: list[str] = []
    engine = session.get_bind()
    question = make_question("closed-over")
    answer = PlaceAndReasonAnswer(place=Place.HEAP, option=question.options[0], certainty=Certainty.SURE)
    item = assignment.items[0]
    submit_answer(session, ann, question, answer, idempotency_key="first", item=item)

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    submit_answer(session, ann, question, answer, idempotency_key="second", item=item)
    event.remove(engine, "before_cursor_execute", note)
    assert [statement.split()[0] for statement in statements] == [
        "SELECT",
        "SELECT",
        "UPDATE",
        "SELECT",
        "INSERT",
    ]


def test_a_guests_practice_is_free_where_nothing_is_assigned(session: Session) -> None:
    guest = create_guest(session)
    send(session, guest, "a")
    assert find_solved(session, guest) == {"a"}
