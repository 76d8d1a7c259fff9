from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.escape.values import Place, Reason
from grader.grading.certainty import Certainty
from grader.grading.feedback import NotRightYet, Revealed
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer
from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.answering import find_feedback, give_up, submit_answer
from grader.operations.guests import claim_guest, create_guest
from grader.operations.progress import find_right_pairs, find_solved, list_history
from grader.operations.sessions import find_user_of_session, start_session
from grader.operations.users import register_user
from tests.sample_question import make_question


def send(session: Session, user: User, slug: str, key: str, *, is_right: bool = True) -> None:
    question = make_question(slug)
    place = Place.HEAP if is_right else Place.STACK
    answer = PlaceAndReasonAnswer(place=place, option=question.options[0], certainty=Certainty.SURE)
    submit_answer(session, user, question, answer, idempotency_key=key)


def used(session: Session, user: User) -> dict[str, int]:
    query = select(AttemptCounter).where(AttemptCounter.user_id == user.id)
    return {counter.slug: counter.used for counter in session.scalars(query)}


def test_a_guest_who_registers_keeps_everything(session: Session, guest: User) -> None:
    send(session, guest, "a", "1")
    user = register_user(session, login="ann", password="correct horse", guest=guest)
    assert user is guest
    assert find_solved(session, user) == {"a"}


def test_nobody_registers_over_an_account_that_exists(session: Session, ann: User) -> None:
    other = register_user(session, login="eve", password="correct horse", guest=ann)
    assert other is not ann
    assert ann.login == "ann"


def test_a_guest_who_logs_in_hands_everything_over_and_no_submission_is_changed(
    session: Session, guest: User, ann: User
) -> None:
    send(session, guest, "a", "1")
    send(session, ann, "b", "1")
    claim_guest(session, guest, ann)
    assert find_solved(session, ann) == {"a", "b"}
    assert [pair.slug for pair in find_right_pairs(session, ann)[Reason.CAPTURED]] == ["a", "b"]
    assert {row.slug for row in list_history(session, ann)} == {"a", "b"}
    assert set(session.scalars(select(Submission.user_id))) == {guest.id, ann.id}
    assert isinstance(find_feedback(session, ann, make_question("a")), Revealed)


def test_attempts_of_both_add_up_and_the_accounts_first_stays_the_first(
    session: Session, guest: User, ann: User
) -> None:
    send(session, ann, "a", "1", is_right=False)
    send(session, guest, "a", "1")
    claim_guest(session, guest, ann)
    counter = session.scalars(select(AttemptCounter).where(AttemptCounter.slug == "a")).one()
    assert (counter.user_id, counter.used, counter.first_place_is_right) == (ann.id, 2, False)
    assert counter.solved_at is not None


def test_what_a_guest_gave_up_or_got_wrong_stays_so(session: Session, guest: User, ann: User) -> None:
    give_up(session, guest, make_question("a"))
    send(session, guest, "b", "1", is_right=False)
    send(session, ann, "a", "1", is_right=False)
    claim_guest(session, guest, ann)
    assert isinstance(find_feedback(session, ann, make_question("a")), Revealed)
    assert isinstance(find_feedback(session, ann, make_question("b")), NotRightYet)
    assert used(session, ann) == {"a": 1, "b": 1}


def test_several_guests_can_be_claimed_one_after_the_other(session: Session, ann: User) -> None:
    for slug in "abc":
        guest = create_guest(session)
        send(session, guest, slug, "1")
        send(session, guest, "common", "2")
        claim_guest(session, guest, ann)
        claim_guest(session, guest, ann)
    assert find_solved(session, ann) == {"a", "b", "c", "common"}
    assert used(session, ann) == {"a": 1, "b": 1, "c": 1, "common": 3}


def test_the_guests_session_ends_when_claimed(session: Session, guest: User, ann: User) -> None:
    token = start_session(session, guest)
    claim_guest(session, guest, ann)
    assert find_user_of_session(session, token) is None


@pytest.mark.parametrize("claimant", ["ben", "another guest"])
def test_only_unclaimed_guests_are_claimed_and_only_by_accounts(
    session: Session, ann: User, ben: User, guest: User, claimant: str
) -> None:
    send(session, ann, "a", "1")
    send(session, guest, "b", "1")
    claim_guest(session, ann, ben)
    assert ann.claimed_by_id is None
    if claimant == "ben":
        claim_guest(session, guest, ann)
        claim_guest(session, guest, ben)
        assert guest.claimed_by_id == ann.id
    else:
        claim_guest(session, guest, create_guest(session))
        assert guest.claimed_by_id is None
    assert find_solved(session, ben) == frozenset()
