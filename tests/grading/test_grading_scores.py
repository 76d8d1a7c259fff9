from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import ConfigurationError, NotJudged
from grader.escape.values import Cause, Kind, Place, Position, Reason, VariableVerdict
from grader.grading.attempts import NOT_BEGUN, PRACTICE, Rules, Standing
from grader.grading.certainty import Certainty
from grader.grading.gradebook import plain, points_of
from grader.grading.grades import Grade, grade_answer, standing_after
from grader.grading.kinds import place_and_reason
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonKey, PlaceAndReasonQuestion
from grader.grading.scores import Rubric, Score, has_few_places
from tests.sample_question import make_question

QUESTION = make_question("scores")
BOTH, PLACE_ONLY, REASON_ONLY, NEITHER = "both", "place only", "reason only", "neither"


def answer(what: str, question: PlaceAndReasonQuestion = QUESTION) -> PlaceAndReasonAnswer:
    place = Place.HEAP if what in {BOTH, PLACE_ONLY} else Place.STACK
    option = question.options[0 if what in {BOTH, REASON_ONLY} else 2]
    return PlaceAndReasonAnswer(place=place, option=option, certainty=Certainty.SURE)


def grades(
    *whats: str, question: PlaceAndReasonQuestion = QUESTION, rules: Rules = PRACTICE, start: Standing = NOT_BEGUN
) -> list[Grade]:
    standing, found = start, []
    for what in whats:
        found.append(grade_answer(question, answer(what, question), rules=rules, standing=standing))
        standing = standing_after(standing, found[-1])
    return found


def given_for(*whats: str, question: PlaceAndReasonQuestion = QUESTION, rules: Rules = PRACTICE) -> list[Decimal]:
    return [grade.score.given for grade in grades(*whats, question=question, rules=rules)]


@pytest.mark.parametrize(("what", "expected"), [(BOTH, "1"), (PLACE_ONLY, "0.4"), (REASON_ONLY, "0"), (NEITHER, "0")])
def test_a_first_answer_earns_by_the_rubric(what: str, expected: str) -> None:
    (grade,) = grades(what)
    assert grade.score == Score(given=Decimal(expected), maximum=Decimal(1))
    assert grade.is_right == (what == BOTH)
    assert grade.place_is_right == (what in {BOTH, PLACE_ONLY})


def test_naming_any_of_the_true_reasons_is_right() -> None:
    for option in QUESTION.options[:2]:
        assert grade_answer(QUESTION, replace(answer(BOTH), option=option)).is_right


def test_after_a_first_wrong_place_of_two_the_place_earns_nothing_more() -> None:
    assert given_for(NEITHER, PLACE_ONLY, BOTH) == [0, 0, Decimal("0.6")]


def test_after_a_first_right_place_a_later_right_pair_earns_all() -> None:
    assert given_for(PLACE_ONLY, NEITHER, BOTH) == [Decimal("0.4"), 0, 1]


def test_of_three_places_the_second_choice_still_is_knowledge() -> None:
    three = replace(QUESTION, places=(Place.STACK, Place.HEAP, Place.DEPENDS))
    assert given_for(NEITHER, PLACE_ONLY, BOTH, question=three) == [0, Decimal("0.4"), 1]


def test_each_attempt_has_its_credit_and_the_last_credit_holds_on() -> None:
    rules = Rules(attempts_allowed=5, credit=(Decimal(1), Decimal("0.6"), Decimal("0.3")))
    earned = given_for(PLACE_ONLY, PLACE_ONLY, BOTH, rules=rules)
    assert earned == [Decimal("0.4"), Decimal("0.24"), Decimal("0.3")]
    assert rules.credit_of(9) == Decimal("0.3")


def test_once_the_verdict_was_shown_answers_are_practice_and_earn_nothing() -> None:
    (grade,) = grades(BOTH, start=Standing(used=1, has_given_up=True))
    assert grade.is_right
    assert grade.is_after_reveal
    assert grade.score.given == 0
    assert given_for(BOTH, BOTH) == [1, 0]


def test_an_author_may_weigh_otherwise() -> None:
    generous = replace(QUESTION, rubric=Rubric(place=Decimal("1.5"), both=Decimal(2)))
    assert given_for(PLACE_ONLY, question=generous) == [Decimal("1.5")]
    assert given_for(NEITHER, BOTH, question=generous) == [0, Decimal("0.5")]


@pytest.mark.parametrize(("place", "both"), [("-1", "1"), ("2", "1"), ("0", "0"), ("0.0001", "1"), ("0", "NaN")])
def test_weights_without_sense_are_refused(place: str, both: str) -> None:
    with pytest.raises(ConfigurationError):
        Rubric(place=Decimal(place), both=Decimal(both))


@pytest.mark.parametrize("given_points", ["-0.1", "1.1"])
def test_a_score_outside_its_range_is_refused(given_points: str) -> None:
    with pytest.raises(ValueError, match="out of"):
        Score(given=Decimal(given_points), maximum=Decimal(1))


weights = st.decimals(0, 100, places=3)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([BOTH, PLACE_ONLY, REASON_ONLY, NEITHER]), min_size=1, max_size=5),
    st.tuples(weights, weights).filter(any),
    st.lists(st.decimals(0, 1, places=3), min_size=1, max_size=3),
)
def test_every_score_is_in_range_and_can_be_stored_exactly(
    whats: list[str], pair: tuple[Decimal, Decimal], credit: list[Decimal]
) -> None:
    question = replace(QUESTION, rubric=Rubric(place=min(pair), both=max(pair)))
    for grade in grades(*whats, question=question, rules=Rules(credit=tuple(credit))):
        assert 0 <= grade.score.given <= grade.score.maximum
        assert has_few_places(grade.score.given, 6)


@pytest.mark.parametrize(
    ("given_points", "maximum", "points", "expected"),
    [("0.4", "1", "2.5", "1"), ("1", "3", "1", "0.333333"), ("2", "3", "1", "0.666667"), ("0", "1", "7", "0")],
)
def test_scores_are_scaled_to_points(given_points: str, maximum: str, points: str, expected: str) -> None:
    score = Score(given=Decimal(given_points), maximum=Decimal(maximum))
    assert str(points_of(score, Decimal(points))) == expected


@given(st.decimals(-(10**9), 10**9, places=6))
def test_plain_numbers_keep_their_value_and_have_no_exponent(number: Decimal) -> None:
    assert plain(number) == number
    assert "E" not in str(format(plain(number), "f"))
    assert not format(plain(number), "f").endswith(".0")


def verdict(place: Place, *reasons: Reason) -> VariableVerdict:
    return VariableVerdict(
        name="x",
        at=Position("a.go", 3, 2),
        function="F",
        kind=Kind.DEFINE,
        place=place,
        causes=tuple(Cause(reason=reason) for reason in reasons),
    )


def test_a_key_is_the_place_and_every_true_reason() -> None:
    key = place_and_reason.make_key(verdict(Place.HEAP, Reason.RETURNED, Reason.SENT, Reason.RETURNED))
    assert key == PlaceAndReasonKey(place=Place.HEAP, reasons=frozenset({Reason.RETURNED, Reason.SENT}))


@pytest.mark.parametrize(
    "bad",
    [
        verdict(Place.UNKNOWN, Reason.NEVER_COMPILED),
        verdict(Place.HEAP),
        verdict(Place.HEAP, Reason.SENT, Reason.REVIEW),
    ],
)
def test_no_key_is_made_of_a_verdict_that_needs_a_human_eye(bad: VariableVerdict) -> None:
    with pytest.raises(NotJudged, match=r"a\.go:3:2: x"):
        place_and_reason.make_key(bad)


@pytest.mark.parametrize("number", ["0", "1", "0.125", "1e309", "1.5000000", "0e-20", "-2.5", "1e999999"])
def test_numbers_of_at_most_three_decimal_places(number: str) -> None:
    assert has_few_places(Decimal(number))


@pytest.mark.parametrize("number", ["0.0001", "NaN", "sNaN", "Infinity", "-Infinity", f"1.{'0' * 40}1", "1e-999999"])
def test_numbers_that_have_more_or_none(number: str) -> None:
    assert not has_few_places(Decimal(number))
