"""Edits that could not be judged: kept for their author, within bounds, and never an attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from grader.grading.certainty import Certainty
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.kinds.fix_it import FixItAnswer, FixItEdit
from grader.models.assignment import Assignment
from grader.models.attempt_counter import AttemptCounter
from grader.models.unjudged_try import UnjudgedTry
from grader.models.user import User
from grader.operations.answering import submit_answer
from grader.operations.guests import create_guest
from grader.operations.tries import find_latest_parts, keep_try, list_tries
from tests.sample_kinds import make_fix_it

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def edit(*parts: str) -> FixItEdit:
    return FixItEdit(parts=parts, certainty=Certainty.GUESSING)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(UnjudgedTry)) or 0


def test_a_try_is_kept_and_takes_no_attempt(session: Session, ann: User, ben: User) -> None:
    keep_try(session, ann, "fixed", edit("a", "b"), trouble="a.go:1:1: syntax error")
    assert find_latest_parts(session, ann, "fixed") == ["a", "b"]
    assert find_latest_parts(session, ann, "other") is None
    assert find_latest_parts(session, ben, "fixed") is None
    assert session.scalar(select(func.count()).select_from(AttemptCounter)) == 0


def test_the_same_try_again_is_kept_once(session: Session, ann: User) -> None:
    for _ in range(3):
        keep_try(session, ann, "fixed", edit("a"), trouble="x")
    assert count(session) == 1


def test_only_the_newest_of_each_person_stay(
    session: Session, ann: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.tries.MOST_TRIES", 3)
    keep_try(session, ben, "fixed", edit("his"), trouble="x")
    for number in range(5):
        keep_try(session, ann, f"slug-{number % 2}", edit(str(number)), trouble="x")
    kept = session.scalars(select(UnjudgedTry).where(UnjudgedTry.user_id == ann.id).order_by(UnjudgedTry.id))
    assert [each.parts for each in kept] == [["2"], ["3"], ["4"]]
    assert find_latest_parts(session, ben, "fixed") == ["his"]


def test_practice_of_everybody_has_a_bound_and_assignments_have_none(
    session: Session, ann: User, ben: User, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.tries.MOST_IN_PRACTICE", 2)
    item = assignment.items[0]
    keep_try(session, ben, item.slug, edit("graded"), trouble="x", item=item)
    for number in range(4):
        keep_try(session, ann if number % 2 else ben, "fixed", edit(str(number)), trouble="x")
    kept = session.scalars(select(UnjudgedTry).order_by(UnjudgedTry.id))
    assert [each.parts for each in kept] == [["graded"], ["2"], ["3"]]


def test_what_was_sent_last_counts_judged_or_not(session: Session, ann: User) -> None:
    question = make_fix_it()
    judged = FixItAnswer(
        edit=edit("judged", "x"), outcome=FixOutcome(failure=Failure.GONE, name="x"), verdict_key="8" * 64
    )
    with time_machine.travel(NOW, tick=False) as clock:
        keep_try(session, ann, question.slug, edit("first", "x"), trouble="x")
        clock.move_to(NOW + timedelta(minutes=1))
        submission = submit_answer(session, ann, question, judged, idempotency_key="k").submission
        assert find_latest_parts(session, ann, question.slug) == ["judged", "x"]
        clock.move_to(NOW + timedelta(minutes=2))
        keep_try(session, ann, question.slug, edit("last", "x"), trouble="x")
        assert find_latest_parts(session, ann, question.slug) == ["last", "x"]
    assert (submission.number, submission.is_right, submission.kind) == (1, False, "fix-it")
    assert submission.answer["outcome"]["failure"] == "gone"


def test_tries_of_a_guest_move_to_the_account(session: Session, ann: User) -> None:
    guest = create_guest(session)
    keep_try(session, guest, "fixed", edit("mine"), trouble="x")
    guest.claimed_by_id = ann.id
    session.flush()
    assert find_latest_parts(session, ann, "fixed") == ["mine"]


def test_tries_of_an_assignment_are_apart_from_practice(session: Session, ann: User, assignment: Assignment) -> None:
    item = assignment.items[0]
    keep_try(session, ann, item.slug, edit("there"), trouble="x" * 900 + "\0", item=item)
    assert find_latest_parts(session, ann, item.slug) is None
    assert find_latest_parts(session, ann, item.slug, item) == ["there"]
    listed = list_tries(session, assignment, ann.id)
    assert [(each.parts, len(each.trouble)) for each in listed[item.id]] == [(["there"], 500)]
    assert all(not tries for item_id, tries in listed.items() if item_id != item.id)


def test_tries_go_with_the_person(session: Session) -> None:
    guest = create_guest(session)
    keep_try(session, guest, "fixed", edit("mine"), trouble="x")
    session.execute(delete(User).where(User.id == guest.id))
    assert count(session) == 0
