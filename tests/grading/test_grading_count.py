from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerInvalid, NotJudged
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.attempts import Standing
from grader.grading.feedback import find_rationale
from grader.grading.grades import grade_answer
from grader.grading.keys import key_document
from grader.grading.kinds import count
from tests.sample_kinds import make_count
from tests.sample_question import words

QUESTION = make_count()
FREE = make_count(allocations=0)
WRONG_ABOUT_WHETHER = Standing(used=1, first_place_is_right=False)


def answer(number: object) -> Answer:
    return parse_answer(QUESTION, {"count": [str(number)], "certainty": ["sure"]})


@pytest.mark.parametrize(("number", "given_points"), [(3, "1"), (1, "0.4"), (99, "0.4"), (0, "0")])
def test_the_number_earns_all_and_knowing_that_there_are_some_a_part(number: int, given_points: str) -> None:
    grade = grade_answer(QUESTION, answer(number))
    assert grade.score.given == Decimal(given_points)
    assert grade.is_right == (number == 3)
    assert grade.place_is_right == (number > 0)


@given(st.integers(0, 99))
def test_where_there_are_none_that_is_the_whole_answer(number: int) -> None:
    assert grade_answer(FREE, answer(number)).score.given == (1 if number == 0 else 0)


def test_after_a_first_answer_that_was_wrong_about_whether_the_second_is_no_knowledge_of_it() -> None:
    assert grade_answer(QUESTION, answer(2), standing=WRONG_ABOUT_WHETHER).score.given == 0
    assert grade_answer(QUESTION, answer(3), standing=WRONG_ABOUT_WHETHER).score.given == Decimal("0.6")
    assert grade_answer(FREE, answer(0), standing=WRONG_ABOUT_WHETHER).score.given == Decimal("0.6")


@pytest.mark.parametrize("text", ["", " ", "-1", "+3", "3.0", "three", "100", "0x3", "３", "²", "3 4", "1e1"])
def test_what_is_no_whole_number_of_two_digits_is_refused(text: str) -> None:
    with pytest.raises(AnswerInvalid):
        answer(text)


def test_a_number_is_kept_plainly_and_chooses_its_feedback() -> None:
    kept = answer_document(answer(" 04 "))
    assert kept == {"count": "4", "certainty": "sure"}
    assert find_rationale(QUESTION, kept) == words("not at each call")
    assert find_rationale(QUESTION, answer_document(answer(3))) is None
    assert key_document(QUESTION.key) == {"count": 3}


def test_no_key_is_made_where_nobody_counted() -> None:
    assert count.make_key("x", 0, "1.27.3").allocations == 0
    with pytest.raises(NotJudged, match=r"nobody counted what its call allocates with Go 1\.28\.0"):
        count.make_key("x", None, "1.28.0")
