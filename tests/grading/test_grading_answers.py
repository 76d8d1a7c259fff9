from __future__ import annotations

import pytest

from grader.errors import AnswerInvalid
from grader.escape.values import Place, Reason
from grader.grading.answers import answer_document, parse_answer
from grader.grading.certainty import Certainty
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonQuestion, find_option


def fields(question: PlaceAndReasonQuestion) -> dict[str, list[str]]:
    return {"place": ["heap"], "reason": [question.options[0].id], "certainty": ["sure"]}


def test_an_answer_is_read_from_its_three_fields(question: PlaceAndReasonQuestion) -> None:
    answer = parse_answer(question, fields(question))
    assert isinstance(answer, PlaceAndReasonAnswer)
    assert answer.place is Place.HEAP
    assert answer.option.reason is Reason.CAPTURED
    assert answer.certainty is Certainty.SURE
    assert answer_document(answer) == {name: values[0] for name, values in fields(question).items()}


@pytest.mark.parametrize("name", ["place", "reason", "certainty"])
@pytest.mark.parametrize("values", [[], [""], ["nonsense"], ["heap", "heap"], ["\0"], ["NaN"]])
def test_a_field_that_is_missing_repeated_or_not_offered_is_refused(
    question: PlaceAndReasonQuestion, name: str, values: list[str]
) -> None:
    with pytest.raises(AnswerInvalid):
        parse_answer(question, fields(question) | {name: values})


@pytest.mark.parametrize("name", ["score", "user_id", "attempts", "__class__", "expected"])
def test_a_foreign_field_is_refused_and_named(question: PlaceAndReasonQuestion, name: str) -> None:
    with pytest.raises(AnswerInvalid, match=name):
        parse_answer(question, fields(question) | {name: ["100"]})


def test_a_place_that_exists_but_is_not_offered_is_refused(question: PlaceAndReasonQuestion) -> None:
    with pytest.raises(AnswerInvalid, match="does not offer that place"):
        parse_answer(question, fields(question) | {"place": ["static"]})


def test_an_option_is_found_by_its_id_only(question: PlaceAndReasonQuestion) -> None:
    assert find_option(question, question.options[2].id) is question.options[2]
    assert find_option(question, "RETURNED") is None
