from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Cause, Flow, Kind, Place, Position, Reason, Step, VariableVerdict
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.attempts import Rules, Standing
from grader.grading.feedback import find_rationale
from grader.grading.grades import grade_answer, standing_after
from grader.grading.keys import key_document
from grader.grading.kinds import culprit
from grader.grading.kinds.culprit import CulpritKey
from tests.sample_kinds import make_culprit

QUESTION = make_culprit()


def answer(line: int) -> Answer:
    return parse_answer(QUESTION, {"line": [str(line)], "certainty": ["sure"]})


@pytest.mark.parametrize(("line", "expected"), [(6, "1"), (8, "1"), (5, "0.4"), (7, "0")])
def test_a_line_that_decides_earns_all_and_one_that_leads_there_a_part(line: int, expected: str) -> None:
    grade = grade_answer(QUESTION, answer(line))
    assert grade.score.given == Decimal(expected)
    assert grade.is_right == (expected == "1")
    assert grade.place_is_right is None


def test_each_attempt_has_its_credit_and_nothing_is_said_of_a_place() -> None:
    rules = Rules(credit=(Decimal(1), Decimal("0.5")))
    first = grade_answer(QUESTION, answer(7), rules=rules)
    standing = standing_after(Standing(), first)
    assert standing == Standing(used=1)
    assert grade_answer(QUESTION, answer(6), rules=rules, standing=standing).score.given == Decimal("0.5")


@pytest.mark.parametrize("lines", [[], [""], ["9"], ["05"], ["5", "6"], ["5.0"], ["٥"]])
def test_a_line_that_is_missing_repeated_or_not_offered_is_refused(lines: list[str]) -> None:
    with pytest.raises(AnswerInvalid):
        parse_answer(QUESTION, {"line": lines, "certainty": ["sure"]})


def test_an_answer_is_kept_as_it_was_sent() -> None:
    assert answer_document(answer(5)) == {"line": "5", "certainty": "sure"}


def test_a_wrong_line_has_its_feedback() -> None:
    words = find_rationale(QUESTION, {"line": "5"})
    assert words is not None
    assert words.en == "only the address"
    assert find_rationale(QUESTION, {"line": "6"}) is None


def step(line: int, why: str) -> Step:
    return Step(expression="&u", why=why, at=Position("a.go", line, 7))


ESCAPES = VariableVerdict(
    name="u",
    at=Position("a.go", 3, 2),
    function="F",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    causes=(Cause(reason=Reason.RETURNED, step=step(6, "return")), Cause(reason=Reason.SENT, step=step(8, "send"))),
    derivation=(Flow(destination="~r0", source="u", derefs=-1, steps=(step(5, "address-of"), step(6, "return"))),),
)


def test_the_key_is_every_line_that_decides_apart_from_those_that_lead_there() -> None:
    key = culprit.make_key(ESCAPES)
    assert key == CulpritKey(lines=frozenset({6, 8}), leading=frozenset({5}))
    assert key_document(key) == {"lines": [6, 8], "leading": [5]}


@pytest.mark.parametrize(
    "verdict",
    [
        replace(ESCAPES, place=Place.UNKNOWN),
        replace(ESCAPES, place=Place.STACK),
        replace(ESCAPES, causes=(Cause(reason=Reason.TOO_LARGE, step=step(3, "")),)),
        replace(ESCAPES, causes=(*ESCAPES.causes, Cause(reason=Reason.REVIEW))),
        replace(
            ESCAPES, causes=(Cause(reason=Reason.SENT, step=Step(expression="", why="", at=Position("b.go", 1, 1))),)
        ),
    ],
)
def test_no_key_is_made_where_no_line_is_known_to_decide(verdict: VariableVerdict) -> None:
    with pytest.raises(NotJudged, match=r"a\.go:3:2: u"):
        culprit.make_key(verdict)
