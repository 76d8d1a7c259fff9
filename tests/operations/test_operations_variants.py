"""Who gets which variant: drawn once, kept with the first answer, and nobody else's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.errors import VariantNotYours
from grader.escape.values import Place
from grader.grading.certainty import Certainty
from grader.grading.dealing import Deal
from grader.grading.feedback import NotRightYet, Revealed
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonQuestion
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.answering import Outcome, find_feedback, give_up, submit_answer
from grader.operations.guests import claim_guest, create_guest
from grader.operations.users import register_user
from grader.operations.variants import deal_for, find_further_variant, find_variant
from tests.sample_question import make_question

SLUG, COUNT = "closed-over", 4


def question_of(variant: int, count: int = COUNT) -> PlaceAndReasonQuestion:
    question = make_question(SLUG)
    return replace(question, evidence=replace(question.evidence, variant=variant, variant_count=count))


def send(
    session: Session,
    user: User,
    variant: int,
    item: AssignmentItem | None = None,
    *,
    is_right: bool = True,
    count: int = COUNT,
    key: str = "",
) -> Outcome:
    question = question_of(variant, count)
    place = Place.HEAP if is_right else Place.STACK
    answer = PlaceAndReasonAnswer(place=place, option=question.options[0], certainty=Certainty.SURE)
    return submit_answer(session, user, question, answer, idempotency_key=key or uuid4().hex, item=item)


def now(session: Session, user: User, item: AssignmentItem | None = None, count: int = COUNT) -> int:
    return find_variant(session, user, item, deal_for(user, SLUG, item, count))


def further(session: Session, user: User) -> int:
    found = find_further_variant(session, user, deal_for(user, SLUG, None, COUNT))
    assert found is not None
    return found


def kept(session: Session) -> list[tuple[int, int]]:
    return [(each.variant, each.used) for each in session.scalars(select(AttemptCounter).order_by(AttemptCounter.id))]


@pytest.fixture
def item(assignment: Assignment) -> AssignmentItem:
    return assignment.items[0]


def test_a_draw_is_the_same_each_time_and_all_variants_are_drawn_about_as_often() -> None:
    drawn = Counter(Deal(seed=f"person {number}", slug="a", count=4).first for number in range(2000))
    assert all(400 < drawn[variant] < 600 for variant in range(4))
    deal = Deal(seed="x", slug="a", count=4)
    assert deal.order == Deal(seed="x", slug="a", count=4).order
    assert sorted(deal.order) == [0, 1, 2, 3]
    assert [deal.after(each) for each in deal.order] == [*deal.order[1:], deal.order[0]]


def test_further_variants_leave_the_old_ones_in_their_order() -> None:
    few, many = (Deal(seed="x", slug="a", item_id=3, count=count) for count in (5, 9))
    assert tuple(each for each in many.order if each < 5) == few.order


@pytest.fixture(params=["in practice", "in an assignment"])
def place(request: pytest.FixtureRequest) -> AssignmentItem | None:
    """Where it is answered; without an assignment, nothing is held in practice."""
    found: AssignmentItem | None = request.getfixturevalue("item") if request.param == "in an assignment" else None
    return found


def test_nothing_is_kept_before_the_first_answer_and_the_answer_keeps_it(session: Session, ann: User) -> None:
    variant = now(session, ann)
    assert kept(session) == []
    submission = send(session, ann, variant).submission
    assert submission.variant == variant
    assert kept(session) == [(variant, 1)]


def test_what_is_kept_wins_over_what_would_be_drawn_later(session: Session, ann: User) -> None:
    variant = now(session, ann)
    send(session, ann, variant)
    assert {now(session, ann, count=count) for count in range(COUNT, 13)} == {variant}


def test_a_kept_variant_that_is_there_no_longer_is_the_exercise_as_it_is(
    session: Session, ann: User, place: AssignmentItem | None
) -> None:
    count = next(count for count in range(5, 40) if now(session, ann, place, count) == count - 1)
    send(session, ann, count - 1, place, count=count, is_right=False)
    assert now(session, ann, place) == 0
    assert send(session, ann, 0, place).submission.variant == 0


def test_an_answer_to_another_variant_is_refused_and_costs_nothing(
    session: Session, ann: User, place: AssignmentItem | None
) -> None:
    for other in {0, 1, 2, 3} - {now(session, ann, place)}:
        with pytest.raises(VariantNotYours):
            send(session, ann, other, place)
        with pytest.raises(VariantNotYours):
            give_up(session, ann, question_of(other), place)
    assert kept(session) == []


def test_in_practice_one_goes_on_to_the_next_variant_with_a_clean_sheet(session: Session, ann: User) -> None:
    variant = now(session, ann)
    assert find_further_variant(session, ann, deal_for(ann, SLUG, None, COUNT)) is None
    give_up(session, ann, question_of(variant))
    other = further(session, ann)
    assert other != variant
    assert find_feedback(session, ann, question_of(other)) is None
    outcome = send(session, ann, other)
    assert not outcome.submission.is_after_reveal
    assert outcome.submission.given == outcome.submission.maximum
    assert now(session, ann) == other
    assert isinstance(find_feedback(session, ann, question_of(variant)), Revealed)


def test_two_tabs_with_two_variants_are_each_graded_against_their_own(session: Session, ann: User) -> None:
    first = now(session, ann)
    send(session, ann, first, is_right=False)
    second = further(session, ann)
    send(session, ann, second, is_right=False)
    assert send(session, ann, first).submission.variant == first
    assert kept(session) == [(first, 2), (second, 1)]


def test_sending_a_form_twice_stores_one_answer_whatever_came_between(
    session: Session, ann: User, item: AssignmentItem
) -> None:
    item.assignment.redraws = True
    first = now(session, ann, item)
    send(session, ann, first, item, is_right=False, key="form")
    assert send(session, ann, first, item, is_right=False, key="form").is_repeated
    assert len(session.scalars(select(Submission)).all()) == 1


def test_without_redrawing_an_assignment_asks_about_the_same_program_again(
    session: Session, ann: User, item: AssignmentItem
) -> None:
    variant = now(session, ann, item)
    send(session, ann, variant, item, is_right=False)
    assert now(session, ann, item) == variant


def test_with_redrawing_each_attempt_is_at_the_next_program_for_less_credit(
    session: Session, ann: User, item: AssignmentItem
) -> None:
    item.assignment.redraws = True
    order = deal_for(ann, SLUG, item, COUNT).order
    for number, variant in enumerate(order[:3]):
        assert now(session, ann, item) == variant
        feedback = send(session, ann, variant, item, is_right=False).feedback
        assert isinstance(feedback, NotRightYet) is (number < 2)
    assert now(session, ann, item) == order[2]
    assert [each.variant for each in session.scalars(select(Submission).order_by(Submission.id))] == [*order[:3]]


def test_the_form_of_an_attempt_that_is_over_is_refused(session: Session, ann: User, item: AssignmentItem) -> None:
    item.assignment.redraws = True
    first = now(session, ann, item)
    send(session, ann, first, item, is_right=False)
    with pytest.raises(VariantNotYours):
        send(session, ann, first, item)
    feedback = find_feedback(session, ann, question_of(now(session, ann, item)), item)
    assert isinstance(feedback, NotRightYet)
    assert feedback.chosen is None


def test_once_no_answer_is_taken_the_program_that_was_answered_is_shown(
    session: Session, ann: User, item: AssignmentItem
) -> None:
    item.assignment.redraws, item.assignment.due_at = True, datetime.now(UTC) + timedelta(days=1)
    first = now(session, ann, item)
    send(session, ann, first, item, is_right=False)
    assert now(session, ann, item) != first
    with time_machine.travel(item.assignment.due_at + timedelta(minutes=1)):
        assert now(session, ann, item) == first
        feedback = find_feedback(session, ann, question_of(first), item)
    assert isinstance(feedback, Revealed)


def test_a_guest_keeps_the_variants_of_the_browser_and_takes_them_along(session: Session, ann: User) -> None:
    seen = Deal(seed="browser", slug=SLUG, count=COUNT).first
    guest = create_guest(session, "browser")
    assert now(session, guest) == seen
    user = register_user(session, login="eve", password="correct horse", guest=guest)
    assert now(session, user) == seen
    other = create_guest(session, "another browser")
    variant = now(session, other)
    send(session, other, variant)
    claim_guest(session, other, ann)
    assert now(session, ann) == variant


def test_attempts_of_guest_and_account_add_up_for_each_variant(session: Session, ann: User) -> None:
    guest = create_guest(session, "browser")
    both = (now(session, guest), now(session, ann))
    send(session, guest, both[0], is_right=False)
    send(session, ann, both[1], is_right=False)
    claim_guest(session, guest, ann)
    assert Counter(dict(kept(session))) == Counter(both)
