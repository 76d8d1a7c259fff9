from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grading.certainty import Certainty
from grader.grading.reviews import Memory, Recall, remember, replay

MONDAY = date(2026, 3, 2)
SURE, FAIRLY, GUESSING = Certainty.SURE, Certainty.FAIRLY_SURE, Certainty.GUESSING


def recall(day: int, certainty: Certainty, *, is_right: bool, is_after_reveal: bool = False) -> Recall:
    return Recall(
        day=MONDAY + timedelta(days=day), is_right=is_right, certainty=certainty, is_after_reveal=is_after_reveal
    )


def right(day: int, certainty: Certainty = SURE, *, is_after_reveal: bool = False) -> Recall:
    return recall(day, certainty, is_right=True, is_after_reveal=is_after_reveal)


def wrong(day: int, certainty: Certainty = SURE) -> Recall:
    return recall(day, certainty, is_right=False)


def due_after(*recalls: Recall) -> int:
    """The day, counted from the first Monday, on which the question is due after these answers."""
    memory = replay(recalls)
    assert memory
    return (memory.due_on - MONDAY).days


@pytest.mark.parametrize("certainty", Certainty)
def test_sure_and_wrong_comes_back_after_1_and_7_days_however_sure_the_first_return_is(certainty: Certainty) -> None:
    assert due_after(wrong(0)) == 1
    assert due_after(wrong(0), right(1, certainty)) == 7


def test_after_both_returns_the_schedule_is_the_librarys() -> None:
    assert due_after(wrong(0), right(1), right(7)) > 8
    assert due_after(wrong(0), right(1), right(7, FAIRLY)) == 10


def test_a_late_first_return_keeps_its_distance_to_the_second() -> None:
    assert due_after(wrong(0), right(4)) == 10


def test_being_sure_and_wrong_again_begins_anew() -> None:
    assert due_after(wrong(0), wrong(1)) == 2
    assert due_after(wrong(0), wrong(1), right(2)) == 8
    assert due_after(wrong(0), right(1), wrong(7)) == 8
    assert due_after(wrong(0), right(1), wrong(7), right(8)) == 14


def test_a_wrong_guess_between_does_not_pay_for_the_return_that_is_owed() -> None:
    assert due_after(wrong(0), wrong(1, GUESSING), right(2)) == 8


@pytest.mark.parametrize("certainty", [GUESSING, FAIRLY])
def test_right_but_unsure_comes_back_after_3_days_each_time(certainty: Certainty) -> None:
    assert due_after(right(0, certainty)) == 3
    assert due_after(right(0, certainty), right(3, certainty)) == 6


def test_right_and_sure_comes_back_later_each_time() -> None:
    days = [0]
    for _ in range(5):
        days.append(due_after(*(right(day) for day in days)))
    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert gaps[0] == 8
    assert gaps == sorted(gaps)
    assert gaps[-1] == 180


def test_wrong_and_unsure_comes_back_the_next_day() -> None:
    assert due_after(wrong(0, GUESSING)) == 1


def test_a_right_answer_before_its_day_changes_nothing_and_a_wrong_one_does() -> None:
    assert replay([wrong(0), right(0)]) == replay([wrong(0)])
    assert replay([right(0), right(5)]) == replay([right(0)])
    assert due_after(right(0), wrong(5)) == 6


def test_a_first_answer_that_was_read_before_comes_back_the_next_day() -> None:
    assert due_after(right(0, is_after_reveal=True)) == 1


def test_a_review_after_the_verdict_was_shown_once_counts() -> None:
    assert due_after(right(0), right(8, is_after_reveal=True)) > 16


def test_only_an_answer_that_was_due_is_a_return() -> None:
    memory = replay([wrong(0), wrong(0)])
    assert memory
    assert memory.returned_on is None
    returned = remember(memory, right(1))
    assert returned.returned_on == MONDAY + timedelta(days=1)
    assert remember(returned, wrong(3)).returned_on == MONDAY + timedelta(days=1)


answers = st.lists(
    st.builds(
        recall,
        st.integers(0, 400),
        st.sampled_from(Certainty),
        is_right=st.booleans(),
        is_after_reveal=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(answers)
def test_whatever_is_answered_comes_back_within_half_a_year_and_never_on_the_same_day(recalls: list[Recall]) -> None:
    memory: Memory | None = None
    for one in recalls:  # days may even run backwards: travellers cross the date line
        before, memory = memory, remember(memory, one)
        if memory is not before:
            assert one.day < memory.due_on <= one.day + timedelta(days=180)
            assert memory.stability > 0
            assert 1 <= memory.difficulty <= 10
    assert memory == replay(recalls)
