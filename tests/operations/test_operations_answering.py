from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from grader.errors import AnswerInvalid, AssignmentClosed, AttemptsExhausted, NotFound
from grader.escape.values import Place, Reason
from grader.grading.attempts import Reveal
from grader.grading.certainty import Certainty
from grader.grading.feedback import NotRightYet, Recorded, Revealed
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonQuestion
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.course import Course
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.answering import find_feedback, give_up, submit_answer
from grader.operations.assignments import AssignmentDraft, ItemDraft, create_assignment
from grader.operations.database import Database
from tests.sample_question import make_question

RIGHT, WRONG_REASON, WRONG_PLACE = "right", "wrong reason", "wrong place"


def answer(question: PlaceAndReasonQuestion, what: str) -> PlaceAndReasonAnswer:
    return PlaceAndReasonAnswer(
        place=Place.STACK if what == WRONG_PLACE else Place.HEAP,
        option=question.options[0 if what == RIGHT else 2],
        certainty=Certainty.SURE,
    )


def count_submissions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Submission)) or 0


def test_a_submission_keeps_all_that_it_was_graded_by(
    session: Session, ann: User, question: PlaceAndReasonQuestion
) -> None:
    submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="k")
    session.expire_all()
    kept = session.scalars(select(Submission)).one()
    assert (kept.user_id, kept.item_id, kept.slug, kept.number) == (ann.id, None, "closed-over", 1)
    assert (kept.place, kept.reason, kept.belief, kept.certainty) == (Place.HEAP, Reason.CAPTURED, None, Certainty.SURE)
    assert kept.answer == {"place": "heap", "reason": question.options[0].id, "certainty": "sure"}
    assert (kept.given, kept.maximum) == (Decimal(1), Decimal(1))
    assert (kept.key_place, kept.key_reasons) == (Place.HEAP, ["CAPTURED", "RETURNED"])
    assert (kept.source_hash, kept.verdict_key) == ("5" * 64, "7" * 64)
    assert (kept.go_version, kept.lang, kept.flags) == ("go1.27.3", "go1.27", ["-l"])
    assert kept.place_is_right
    assert kept.is_right
    assert abs(kept.submitted_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_in_practice_one_may_try_until_it_is_right(
    session: Session, ann: User, question: PlaceAndReasonQuestion
) -> None:
    belief = question.options[2]
    first = submit_answer(session, ann, question, answer(question, WRONG_PLACE), idempotency_key="1")
    assert first.feedback == NotRightYet(attempts_left=None, chosen=belief.feedback)
    second = submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="2")
    assert isinstance(second.feedback, Revealed)
    assert second.submission.given == Decimal("0.6")
    assert second.submission.number == 2
    assert find_feedback(session, ann, question) == second.feedback
    third = submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="3")
    assert third.submission.is_after_reveal
    assert third.submission.given == 0


def test_a_form_sent_twice_is_stored_once_and_told_the_same(
    session: Session, ann: User, question: PlaceAndReasonQuestion
) -> None:
    first = submit_answer(session, ann, question, answer(question, WRONG_REASON), idempotency_key="k")
    again = submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="k")
    assert again.is_repeated
    assert not first.is_repeated
    assert again.submission is first.submission
    assert again.feedback == first.feedback
    assert count_submissions(session) == 1
    assert session.scalars(select(AttemptCounter.used)).one() == 1


def test_one_persons_form_key_is_nothing_to_another(
    session: Session, ann: User, ben: User, question: PlaceAndReasonQuestion
) -> None:
    for user in (ann, ben):
        assert not submit_answer(session, user, question, answer(question, RIGHT), idempotency_key="k").is_repeated


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_a_proper_key_is_refused(
    session: Session, ann: User, question: PlaceAndReasonQuestion, key: str
) -> None:
    with pytest.raises(AnswerInvalid):
        submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key=key)
    assert count_submissions(session) == 0


def test_a_form_of_another_question_is_refused(session: Session, ann: User, question: PlaceAndReasonQuestion) -> None:
    submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="k")
    other = make_question("other")
    with pytest.raises(AnswerInvalid, match="another question"):
        submit_answer(session, ann, other, answer(other, RIGHT), idempotency_key="k")


def test_the_limit_of_an_assignment_holds_and_the_verdict_follows_the_last_attempt(
    session: Session, ann: User, question: PlaceAndReasonQuestion, assignment: Assignment
) -> None:
    item = assignment.items[0]
    told = [
        submit_answer(session, ann, question, answer(question, WRONG_PLACE), idempotency_key=key, item=item).feedback
        for key in "123"
    ]
    assert [type(each) for each in told] == [NotRightYet, NotRightYet, Revealed]
    with pytest.raises(AttemptsExhausted):
        submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="4", item=item)
    assert count_submissions(session) == 3


def test_giving_up_reveals_and_ends_the_attempts_of_an_assignment(
    session: Session, ann: User, ben: User, question: PlaceAndReasonQuestion, assignment: Assignment
) -> None:
    item = assignment.items[0]
    submit_answer(session, ann, question, answer(question, WRONG_PLACE), idempotency_key="1", item=item)
    told = give_up(session, ann, question, item)
    assert isinstance(told, Revealed)
    assert give_up(session, ann, question, item) == told
    with pytest.raises(AttemptsExhausted):
        submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="2", item=item)
    assert give_up(session, ben, question, item) == Revealed(key=question.key, grade=None, chosen=None)


def test_a_hidden_result_is_only_recorded_until_it_is_due(
    session: Session, ann: User, course: Course, question: PlaceAndReasonQuestion
) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    draft = AssignmentDraft(title="Quiz", items=(ItemDraft(slug=question.slug),), due_at=due, reveal=Reveal.AFTER_DUE)
    item = create_assignment(session, course, draft).items[0]
    outcome = submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="1", item=item)
    assert outcome.feedback == Recorded(attempts_left=0, reveal=Reveal.AFTER_DUE)
    assert give_up(session, ann, question, item) == outcome.feedback
    with time_machine.travel(due + timedelta(seconds=1)):
        assert isinstance(find_feedback(session, ann, question, item), Revealed)
        with pytest.raises(AssignmentClosed):
            submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="2", item=item)
        with pytest.raises(AssignmentClosed):
            give_up(session, ann, question, item)


def test_late_answers_are_taken_and_marked_where_the_assignment_allows_them(
    session: Session, ann: User, course: Course, question: PlaceAndReasonQuestion
) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    draft = AssignmentDraft(title="Quiz", items=(ItemDraft(slug=question.slug),), due_at=due, accepts_late=True)
    item = create_assignment(session, course, draft).items[0]
    with time_machine.travel(due + timedelta(seconds=1)):
        outcome = submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="1", item=item)
    assert outcome.submission.is_late


def test_an_assignment_that_has_not_opened_takes_no_answer(
    session: Session, ann: User, course: Course, question: PlaceAndReasonQuestion
) -> None:
    opens = datetime.now(UTC) + timedelta(days=1)
    draft = AssignmentDraft(title="Quiz", items=(ItemDraft(slug=question.slug),), opens_at=opens)
    item = create_assignment(session, course, draft).items[0]
    with pytest.raises(AssignmentClosed):
        submit_answer(session, ann, question, answer(question, RIGHT), idempotency_key="1", item=item)


def test_an_item_of_another_exercise_is_not_found(session: Session, ann: User, assignment: Assignment) -> None:
    other = make_question("elsewhere")
    with pytest.raises(NotFound):
        submit_answer(session, ann, other, answer(other, RIGHT), idempotency_key="1", item=assignment.items[0])


def in_parallel(times: int, work: Callable[[int], object]) -> list[object]:
    """Do the work in so many threads at once; give what each returned or raised."""
    start = Barrier(times)

    def once(number: int) -> object:
        start.wait()
        try:
            return work(number)
        except AttemptsExhausted as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


@pytest.fixture
def item_id(database: Database) -> int:
    """An exercise of an assignment with three attempts, committed; Ann is there."""
    with database.writing() as session:
        course = Course(code="ABCDEF", title="Go")
        session.add_all([User(login="ann"), course])
        draft = AssignmentDraft(title="Quiz", items=(ItemDraft(slug="closed-over"),), attempts_allowed=3)
        return create_assignment(session, course, draft).items[0].id


def send(database: Database, question: PlaceAndReasonQuestion, item_id: int | None, key: str) -> bool:
    with database.writing() as session:
        ann = session.scalars(select(User).where(User.login == "ann")).one()
        item = None if item_id is None else session.get(AssignmentItem, item_id)
        outcome = submit_answer(session, ann, question, answer(question, WRONG_REASON), idempotency_key=key, item=item)
        return outcome.is_repeated


def test_thirty_answers_at_once_against_a_limit_of_three_store_exactly_three(
    database: Database, question: PlaceAndReasonQuestion, item_id: int
) -> None:
    results = in_parallel(30, lambda number: send(database, question, item_id, str(number)))
    assert results.count(False) == 3
    assert sum(isinstance(result, AttemptsExhausted) for result in results) == 27
    with database.reading() as session:
        assert sorted(session.scalars(select(Submission.number))) == [1, 2, 3]
        assert session.scalars(select(AttemptCounter.used)).one() == 3


@pytest.mark.parametrize("in_assignment", [True, False])
def test_one_form_sent_ten_times_at_once_is_stored_once(
    database: Database, question: PlaceAndReasonQuestion, item_id: int, in_assignment: bool
) -> None:
    where = item_id if in_assignment else None
    results = in_parallel(10, lambda _: send(database, question, where, "one form"))
    assert sorted(results, key=bool) == [False] + [True] * 9
    with database.reading() as session:
        assert session.scalars(select(Submission.number)).one() == 1


@pytest.mark.parametrize("statement", ["UPDATE submissions SET given = 0", "DELETE FROM submissions"])
def test_the_database_itself_refuses_to_change_a_submission(
    database: Database, question: PlaceAndReasonQuestion, item_id: int, statement: str
) -> None:
    send(database, question, item_id, "k")
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement))
    with database.reading() as session:
        assert session.scalars(select(Submission.given)).one() == Decimal("0.4")


def test_the_models_refuse_to_change_a_submission(
    database: Database, question: PlaceAndReasonQuestion, item_id: int
) -> None:
    send(database, question, item_id, "k")
    with pytest.raises(RuntimeError, match="append-only"), database.writing() as session:
        session.scalars(select(Submission)).one().given = Decimal(1)
    with pytest.raises(RuntimeError, match="append-only"), database.writing() as session:
        session.delete(session.scalars(select(Submission)).one())
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
        session.execute(update(Submission).values(given=Decimal(1)))
