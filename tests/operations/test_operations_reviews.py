from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.errors import RequestError
from grader.grading.attempts import Reveal
from grader.grading.certainty import Certainty
from grader.models.course import Course
from grader.models.review_card import ReviewCard
from grader.models.user import User
from grader.operations.activity import Activity, find_activity
from grader.operations.agenda import Agenda, find_agenda, find_due_days, set_daily_reviews
from grader.operations.answering import give_up
from grader.operations.assignments import create_assignment
from grader.operations.database import Database
from grader.operations.guests import claim_guest, create_guest
from grader.operations.reviews import rebuild_all_reviews, rebuild_reviews
from grader.operations.users import register_user
from tests.operations.sending import draft, send
from tests.sample_question import make_question

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KNOWN = frozenset("abcdefgh")
UNSURE = Certainty.GUESSING


@contextmanager
def on_day(number: int) -> Iterator[date]:
    with time_machine.travel(MONDAY + number * DAY, tick=False):
        yield (MONDAY + number * DAY).date()


def agenda_on(session: Session, user: User, number: int) -> Agenda:
    with on_day(number) as today:
        return find_agenda(session, user, today=today, known=KNOWN)


def due_on(session: Session, user: User, number: int) -> list[str]:
    return [card.slug for card in agenda_on(session, user, number).due]


def cards(session: Session) -> list[tuple[object, ...]]:
    columns = list(ReviewCard.__table__.columns)
    return [tuple(row) for row in session.execute(select(*columns).order_by(ReviewCard.user_id, ReviewCard.slug))]


def live_a_month(session: Session, *users: User) -> None:
    """Answer in all ways, before the day, on it and after it."""
    kinds = [(True, Certainty.SURE), (False, Certainty.SURE), (True, UNSURE), (False, UNSURE)]
    for number in range(0, 28, 3):
        for turn, slug in enumerate("abcd"):
            user = users[(number + turn) % len(users)]
            is_right, certainty = kinds[(number // 3 * turn + number) % 4]
            with on_day(number):
                send(session, user, slug, is_right=is_right, certainty=certainty)


def test_sure_and_wrong_comes_back_after_1_and_7_days(session: Session, ann: User) -> None:
    with on_day(0):
        send(session, ann, "a", is_right=False)
    assert due_on(session, ann, 0) == []
    assert due_on(session, ann, 1) == ["a"]
    with on_day(1):
        send(session, ann, "a")
    assert [due_on(session, ann, number) for number in (1, 6, 7)] == [[], [], ["a"]]


def test_right_but_unsure_comes_back_after_3_days(session: Session, ann: User) -> None:
    with on_day(0):
        send(session, ann, "a", certainty=UNSURE)
    assert [due_on(session, ann, number) for number in (2, 3)] == [[], ["a"]]


def test_the_oldest_comes_first(session: Session, ann: User) -> None:
    for number, slug in enumerate("cab"):
        with on_day(number):
            send(session, ann, slug, is_right=False)
    assert due_on(session, ann, 9) == ["c", "a", "b"]


def test_no_more_come_in_a_day_than_the_limit_and_the_rest_waits(session: Session, ann: User) -> None:
    set_daily_reviews(session, ann, 2)
    with on_day(0):
        for slug in "abcd":
            send(session, ann, slug, is_right=False)
    agenda = agenda_on(session, ann, 1)
    assert ([card.slug for card in agenda.due], agenda.waiting, agenda.done) == (["a", "b"], 2, 0)
    with on_day(1):
        send(session, ann, "a")
        send(session, ann, "b", is_right=False)
    agenda = agenda_on(session, ann, 1)
    assert (agenda.due, agenda.waiting, agenda.done) == ((), 2, 2)
    assert due_on(session, ann, 2) == ["c", "d"]


def test_new_exercises_take_nothing_from_the_days_limit(session: Session, ann: User) -> None:
    set_daily_reviews(session, ann, 1)
    with on_day(0):
        send(session, ann, "a", is_right=False)
    with on_day(1):
        send(session, ann, "b", is_right=False)
        send(session, ann, "b", is_right=False)
    assert due_on(session, ann, 1) == ["a"]


@pytest.mark.parametrize("number", [0, -1, 201])
def test_the_limit_is_a_number_that_makes_sense(session: Session, ann: User, number: int) -> None:
    with pytest.raises(RequestError):
        set_daily_reviews(session, ann, number)
    assert ann.daily_reviews == 10


def test_answering_the_same_due_question_twice_counts_once(session: Session, ann: User) -> None:
    with on_day(0):
        send(session, ann, "a", is_right=False)
    with on_day(1):
        send(session, ann, "a")
        once = cards(session)
        send(session, ann, "a")
        assert cards(session) == once


def test_what_an_open_assignment_holds_is_never_asked(session: Session, ann: User, course: Course) -> None:
    with on_day(0):
        for slug in "ab":
            send(session, ann, slug, is_right=False)
        open_until = draft("a", opens_at=MONDAY + DAY, due_at=MONDAY + 5 * DAY, reveal=Reveal.AFTER_DUE)
        create_assignment(session, course, open_until)
    assert due_on(session, ann, 2) == ["b"]
    with on_day(2):
        assert list(find_due_days(session, ann, known=KNOWN)) == ["b"]
    assert due_on(session, ann, 6) == ["a", "b"]


def test_an_answer_in_an_assignment_comes_back_once_its_verdict_may_be_known(
    session: Session, ann: User, course: Course
) -> None:
    with on_day(0):
        quiz = create_assignment(session, course, draft("a", due_at=MONDAY + 3 * DAY, reveal=Reveal.AFTER_DUE))
        send(session, ann, "a", assignment=quiz, is_right=False)
    assert [due_on(session, ann, number) for number in (1, 2, 4)] == [[], [], ["a"]]


def test_a_guest_is_held_like_everybody(session: Session, course: Course) -> None:
    guest = create_guest(session)
    with on_day(0):
        send(session, guest, "a", is_right=False)
        create_assignment(session, course, draft("a", due_at=MONDAY + 5 * DAY, reveal=Reveal.AFTER_LAST))
    assert due_on(session, guest, 1) == []
    assert due_on(session, guest, 6) == ["a"]


def test_an_exercise_that_is_no_longer_there_is_not_asked(session: Session, ann: User) -> None:
    with on_day(0):
        send(session, ann, "removed", is_right=False)
    assert due_on(session, ann, 1) == []


def test_what_was_only_read_comes_back_the_next_day(session: Session, ann: User) -> None:
    with on_day(0):
        give_up(session, ann, make_question("a"))
        send(session, ann, "a")
    assert due_on(session, ann, 1) == ["a"]


@pytest.mark.parametrize(
    ("zone", "moment", "days"),
    [
        ("Asia/Shanghai", datetime(2026, 3, 2, 15, 30, tzinfo=UTC), 1),
        ("America/Los_Angeles", datetime(2026, 3, 2, 7, 59, tzinfo=UTC), 1),
        ("America/New_York", datetime(2026, 3, 8, 4, 30, tzinfo=UTC), 1),  # 23:30; the next day has 23 hours
        ("America/New_York", datetime(2026, 11, 1, 4, 30, tzinfo=UTC), 1),  # 0:30 of a day of 25 hours
        ("Pacific/Apia", datetime(2011, 12, 30, 9, 30, tzinfo=UTC), 1),  # this day was followed by the next but one
    ],
)
def test_a_day_is_the_learners_day_whatever_the_clock_does(
    session: Session, ann: User, zone: str, moment: datetime, days: int
) -> None:
    ann.time_zone = zone
    local = moment.astimezone(ZoneInfo(zone)).date()
    with time_machine.travel(moment, tick=False):
        send(session, ann, "a", is_right=False)
    card = session.scalars(select(ReviewCard)).one()
    assert (card.recalled_on, card.due_on) == (local, local + days * DAY)


def test_midnight_is_the_learners_too(session: Session, ann: User) -> None:
    ann.time_zone = "Asia/Shanghai"
    with time_machine.travel(datetime(2026, 3, 2, 15, 59, tzinfo=UTC), tick=False):
        send(session, ann, "a", is_right=False)
    with time_machine.travel(datetime(2026, 3, 2, 16, 1, tzinfo=UTC), tick=False):
        send(session, ann, "a")
    assert session.scalars(select(ReviewCard)).one().returned_on == date(2026, 3, 3)


def test_cards_that_were_lost_are_computed_again_as_they_were(session: Session, ann: User, ben: User) -> None:
    live_a_month(session, ann, ben)
    before = cards(session)
    assert len(before) == 8
    session.execute(delete(ReviewCard))
    assert rebuild_all_reviews(session) == 8
    assert cards(session) == before
    rebuild_reviews(session, ann)
    assert cards(session) == before


def test_a_guest_who_registers_keeps_what_is_due(session: Session) -> None:
    guest = create_guest(session)
    with on_day(0):
        send(session, guest, "a", is_right=False)
    user = register_user(session, login="ann", password="correct horse", guest=guest)
    assert due_on(session, user, 1) == ["a"]


def test_a_guest_who_logs_in_hands_over_what_is_due_as_if_one_person_had_answered(session: Session, ann: User) -> None:
    guest, alone = create_guest(session), create_guest(session)
    live_a_month(session, guest, ann)
    live_a_month(session, alone)
    claim_guest(session, guest, ann)
    by_user = {user.id: [row[1:] for row in cards(session) if row[0] == user.id] for user in (guest, ann, alone)}
    assert by_user[guest.id] == []
    assert by_user[ann.id] == by_user[alone.id]
    before = cards(session)
    session.execute(delete(ReviewCard))
    rebuild_all_reviews(session)
    assert cards(session) == before


def test_two_first_answers_at_the_same_moment_make_one_card(database: Database) -> None:
    with database.writing() as session:
        user = create_guest(session)
    barrier = Barrier(2)

    def answer() -> None:
        barrier.wait()
        with database.writing() as session:
            send(session, session.get_one(User, user.id), "a", is_right=False)

    threads = [Thread(target=answer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.writing() as session:
        before = cards(session)
        assert len(before) == 1
        session.execute(delete(ReviewCard))
        rebuild_all_reviews(session)
        assert cards(session) == before


def test_activity_counts_answers_by_the_learners_day_those_as_a_guest_included(session: Session, ann: User) -> None:
    guest = create_guest(session)
    for number, user, slug in ((0, ann, "a"), (0, ann, "b"), (1, guest, "c"), (3, ann, "d")):
        with on_day(number):
            send(session, user, slug)
    claim_guest(session, guest, ann)
    monday = MONDAY.date()
    activity = find_activity(session, ann, today=monday + 3 * DAY)
    assert [number for _, number in activity.latest(5)] == [0, 2, 1, 0, 1]
    assert activity.latest(5)[-1][0] == monday + 3 * DAY


@pytest.mark.parametrize(
    ("days", "streak"), [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2), 3), ((1, 2), 2), ((0, 2, 3), 1)]
)
def test_a_day_that_is_not_over_breaks_no_streak(days: tuple[int, ...], streak: int) -> None:
    today = MONDAY.date()
    assert Activity(answers={today - number * DAY: 1 for number in days}, today=today).streak == streak
