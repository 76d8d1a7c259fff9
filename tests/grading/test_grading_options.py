from __future__ import annotations

from collections import Counter

import pytest

from grader.grading.kinds.place_and_reason import Option, PlaceAndReasonQuestion, option_id, options_for
from tests.sample_question import make_question


def test_everybody_sees_all_options_in_an_order_that_stays(question: PlaceAndReasonQuestion) -> None:
    first = options_for(question, "17")
    assert set(first) == set(question.options)
    assert first == options_for(question, "17")


def test_the_first_option_differs_between_people_and_between_exercises() -> None:
    def firsts(orders: list[tuple[Option, ...]]) -> Counter[str]:
        return Counter(str(order[0].reason or order[0].belief) for order in orders)

    by_people = firsts([options_for(make_question("one"), str(person)) for person in range(400)])
    by_exercises = firsts([options_for(make_question(f"e{number}"), "1") for number in range(400)])
    for counts in (by_people, by_exercises):
        assert len(counts) == 4
        assert min(counts.values()) > 60


def test_an_id_says_nothing_about_the_order_of_the_author() -> None:
    assert option_id("a", "RETURNED") == option_id("a", "RETURNED")
    assert len({option_id(slug, code) for slug in "abc" for code in ("RETURNED", "M02")}) == 6


def test_an_option_is_either_a_reason_or_a_belief(question: PlaceAndReasonQuestion) -> None:
    text = question.options[0].text
    with pytest.raises(ValueError, match="reason or a belief"):
        Option(id="x", text=text)
