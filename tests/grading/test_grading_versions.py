from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.candidates import Candidate
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Place
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.feedback import find_rationale
from grader.grading.grades import grade_answer
from grader.grading.keys import key_document
from grader.grading.kinds import versions
from grader.grading.kinds.versions import VersionsQuestion
from tests.sample_kinds import CANDIDATES, make_candidate, make_versions
from tests.sample_question import words

QUESTION = make_versions()
NOTHING_CHANGED = make_versions(is_changed=False)
IDS = [each.id for each in CANDIDATES]


def answer(candidate: str, before: str = "", after: str = "", question: VersionsQuestion = QUESTION) -> Answer:
    fields = {"candidate": [candidate], "before": [before], "after": [after], "certainty": ["sure"]}
    return parse_answer(question, fields)


@pytest.mark.parametrize(
    ("candidate", "before", "after", "given_points"),
    [
        ("b@5:2", "heap", "stack", "1"),
        ("b@5:2", "stack", "heap", "0.4"),
        ("b@5:2", "heap", "depends", "0.4"),
        ("a@4:2", "heap", "stack", "0"),
        ("none", "", "", "0"),
        ("none", "heap", "stack", "0"),
    ],
)
def test_all_of_it_earns_all_and_the_right_candidate_alone_a_part(
    candidate: str, before: str, after: str, given_points: str
) -> None:
    grade = grade_answer(QUESTION, answer(candidate, before, after))
    assert grade.score.given == Decimal(given_points)
    assert grade.is_right == (given_points == "1")
    assert grade.place_is_right is None


def test_where_nothing_changed_only_none_is_right_whatever_places_stand_beside_it() -> None:
    assert grade_answer(NOTHING_CHANGED, answer("none", question=NOTHING_CHANGED)).is_right
    assert grade_answer(NOTHING_CHANGED, answer("none", "heap", "stack", NOTHING_CHANGED)).score.given == 1
    assert grade_answer(NOTHING_CHANGED, answer("b@5:2", "heap", "stack", NOTHING_CHANGED)).score.given == 0


@given(st.sampled_from(IDS), st.sampled_from(QUESTION.places), st.sampled_from(QUESTION.places))
def test_exactly_one_choice_earns_everything(candidate: str, before: Place, after: Place) -> None:
    grade = grade_answer(QUESTION, answer(candidate, before, after))
    assert (grade.score.given == 1) == ((candidate, before, after) == ("b@5:2", Place.HEAP, Place.STACK))


@pytest.mark.parametrize(
    ("candidate", "before", "after"),
    [
        ("", "heap", "stack"),
        ("d@9:9", "heap", "stack"),
        ("b", "heap", "stack"),
        ("b@5:2", "", "stack"),
        ("b@5:2", "heap", ""),
        ("b@5:2", "heap", "static"),
        ("b@5:2", "Heap", "stack"),
    ],
)
def test_what_is_missing_or_not_offered_is_refused(candidate: str, before: str, after: str) -> None:
    with pytest.raises(AnswerInvalid):
        answer(candidate, before, after)


def test_two_candidates_at_once_are_refused() -> None:
    with pytest.raises(AnswerInvalid, match="sent 2 times"):
        parse_answer(QUESTION, {"candidate": ["none", "b@5:2"], "certainty": ["sure"]})


def test_an_answer_and_a_key_are_kept_in_the_same_words() -> None:
    kept = answer_document(answer("b@5:2", "heap", "stack"))
    assert kept == {**key_document(QUESTION.key), "certainty": "sure"}
    assert answer_document(answer("none", "heap", "stack")) == {"candidate": "none", "certainty": "sure"}


def test_feedback_is_for_what_was_chosen_and_not_for_what_is_right() -> None:
    def said(candidate: str, before: str = "", after: str = "") -> object:
        return find_rationale(QUESTION, answer_document(answer(candidate, before, after)))

    assert said("a@4:2", "heap", "stack") == words("it is returned")
    assert said("b@5:2", "stack", "heap") == words("look again")
    assert said("none") == words("one did")
    assert said("b@5:2", "heap", "stack") is None
    assert said("c@6:2", "heap", "stack") is None


def test_the_key_is_the_one_change() -> None:
    assert versions.make_key("x", CANDIDATES) == QUESTION.key
    assert versions.make_key("x", (CANDIDATES[0], CANDIDATES[2])) == NOTHING_CHANGED.key


@pytest.mark.parametrize(
    "further",
    [make_candidate("d", 7, Place.STACK, Place.HEAP), make_candidate("d", 7, Place.UNKNOWN, Place.UNKNOWN)],
)
def test_no_key_is_made_of_two_changes_or_of_what_was_never_compiled(further: Candidate) -> None:
    with pytest.raises(NotJudged):
        versions.make_key("x", (*CANDIDATES, further))
