from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.errors import AnswerInvalid, NotJudged
from grader.escape.printed_lines import PrintedLine, Says
from grader.escape.values import Kind, Place, Position, VariableVerdict
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.attempts import NOT_BEGUN, PRACTICE, Rules, Standing
from grader.grading.certainty import Certainty
from grader.grading.feedback import find_rationale
from grader.grading.grades import grade_answer, standing_after
from grader.grading.keys import key_document
from grader.grading.kinds import predict
from grader.grading.kinds.predict import PredictKey
from tests.sample_kinds import make_predict
from tests.sample_question import make_question

QUESTION = make_predict()
RIGHT, PLACE, WRONG, NAME = "moved to heap: u", "u escapes to heap", "u does not escape", "moved to heap: v"


def answer(line: str) -> Answer:
    return parse_answer(QUESTION, {"line": [line], "certainty": ["sure"]})


def given_for(*lines: str, rules: Rules = PRACTICE) -> list[Decimal]:
    standing, given = NOT_BEGUN, []
    for line in lines:
        grade = grade_answer(QUESTION, answer(line), rules=rules, standing=standing)
        standing = standing_after(standing, grade)
        given.append(grade.score.given)
    return given


@pytest.mark.parametrize("line", [RIGHT, "  MOVED to heap:U ", "open.go:6:2: moved to heap: u"])
def test_what_a_line_means_is_graded_not_how_it_is_written(line: str) -> None:
    grade = grade_answer(QUESTION, answer(line))
    assert grade.is_right
    assert grade.place_is_right
    assert grade.score.given == 1


@pytest.mark.parametrize(("line", "expected"), [(PLACE, "0.4"), (NAME, "0.4"), (WRONG, "0"), ("nothing", "0")])
def test_another_line_earns_for_the_right_place_only(line: str, expected: str) -> None:
    grade = grade_answer(QUESTION, answer(line))
    assert not grade.is_right
    assert grade.place_is_right == (expected != "0")
    assert grade.score.given == Decimal(expected)


def test_after_a_first_wrong_place_the_place_earns_nothing_more() -> None:
    assert given_for(WRONG, PLACE, RIGHT) == [0, 0, Decimal("0.6")]
    assert given_for(PLACE, RIGHT) == [Decimal("0.4"), 1]
    assert given_for(PLACE, RIGHT, rules=Rules(credit=(Decimal(1), Decimal("0.5")))) == [Decimal("0.4"), Decimal("0.5")]


def test_once_the_verdict_was_shown_nothing_is_earned() -> None:
    grade = grade_answer(QUESTION, answer(RIGHT), standing=Standing(used=1, has_given_up=True))
    assert grade.is_right
    assert grade.is_after_reveal
    assert grade.score.given == 0


def test_nothing_may_be_chosen_or_written() -> None:
    chosen = parse_answer(QUESTION, {"line": [""], "nothing": ["1"], "certainty": ["guessing"]})
    assert answer_document(chosen) == {"line": "nothing", "certainty": Certainty.GUESSING}
    assert answer_document(answer("Nothing")) == {"line": "Nothing", "certainty": Certainty.SURE}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"line": [""]},
        {"line": ["heap"]},
        {"line": [RIGHT, WRONG]},
        {"line": [RIGHT], "nothing": ["1"]},
        {"line": [f"moved to heap: {'u' * 400}"]},
        {"line": [RIGHT], "place": ["heap"]},
        {"line": [RIGHT], "certainty": ["certain"]},
    ],
)
def test_what_is_no_single_line_is_refused(fields: dict[str, list[str]]) -> None:
    with pytest.raises(AnswerInvalid):
        parse_answer(QUESTION, {"certainty": ["sure"], **fields})


@pytest.mark.parametrize(("line", "expected"), [(PLACE, "it has a name"), ("nothing", "it does not stay")])
def test_a_wrong_line_has_the_feedback_of_its_sentence(line: str, expected: str) -> None:
    words = find_rationale(QUESTION, {"line": line})
    assert words is not None
    assert words.en == expected


@pytest.mark.parametrize("line", [RIGHT, NAME, WRONG, "no line any more"])
def test_other_lines_have_none(line: str) -> None:
    assert find_rationale(QUESTION, {"line": line}) is None


def test_an_answer_to_another_kind_of_question_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="PredictAnswer is no PlaceAndReasonAnswer"):
        grade_answer(make_question("other"), answer(RIGHT))


VERDICT = VariableVerdict(
    name="u",
    at=Position("a.go", 3, 2),
    function="F",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    line="a.go:3:2: moved to heap: u",
)


def test_the_key_is_the_compilers_line() -> None:
    key = predict.make_key(VERDICT)
    assert key == PredictKey(line=PrintedLine(says=Says.MOVED, name="u"))
    assert key_document(key) == {"line": RIGHT}


@pytest.mark.parametrize(
    "verdict", [replace(VERDICT, place=Place.UNKNOWN), replace(VERDICT, kind=Kind.PARAMETER, line="NAME-a.u OnStack")]
)
def test_no_key_is_made_where_no_line_tells_the_place(verdict: VariableVerdict) -> None:
    with pytest.raises(NotJudged, match=r"a\.go:3:2: u"):
        predict.make_key(verdict)
