from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Cause, Flow, Kind, Place, Position, Reason, Step, VariableVerdict
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.attempts import Rules, Standing
from grader.grading.feedback import NotRightYet, feedback_for, find_rationale
from grader.grading.grades import grade_answer
from grader.grading.keys import key_document
from grader.grading.kinds import order
from grader.grading.kinds.order import OrderQuestion, order_text, rows_for, step_id
from tests.sample_kinds import make_order
from tests.sample_question import words

QUESTION = make_order()
ROWS = "1234ab"


def places(question: OrderQuestion, told: str) -> list[str]:
    """What the form sends for rows `1` to `9`, `a` and so on in this order; the others are left out."""
    return [f"{row.id}:{told.find(row.id[-1]) + 1}" for row in question.rows]


def answer(told: str, question: OrderQuestion = QUESTION) -> Answer:
    return parse_answer(question, {"step": places(question, told), "certainty": ["sure"]})


@pytest.mark.parametrize(
    ("told", "earned"),
    [
        ("1234", 3),
        ("234", 2),
        ("123", 2),
        ("124", 1),
        ("1243", 1),
        ("3412", 2),
        ("4321", 0),
        ("2413", 0),
        ("1234a", 2),
        ("a1234", 2),
        ("12a34", 1),
        ("1a2b3", 0),
        ("ab", 0),
    ],
)
def test_a_step_after_its_own_one_earns_and_a_trap_costs(told: str, earned: int) -> None:
    grade = grade_answer(QUESTION, answer(told))
    assert grade.score.given == earned
    assert grade.score.maximum == 3
    assert grade.is_right == (told == "1234")
    assert grade.place_is_right is None


@given(st.lists(st.sampled_from(ROWS), unique=True, min_size=2))
def test_nothing_but_the_right_order_earns_all_and_nothing_earns_less_than_none(told: list[str]) -> None:
    grade = grade_answer(QUESTION, answer("".join(told)))
    assert 0 <= grade.score.given <= 3
    assert (grade.score.given == 3) == (told == list("1234")) == grade.is_right


@pytest.mark.parametrize("steps", [3, 4, 5])
@pytest.mark.parametrize("traps", [0, 1, 2])
def test_all_orders_together_earn_an_nth_part_on_average_and_less_with_traps(steps: int, traps: int) -> None:
    question = make_order(steps=steps, traps=traps)
    ids = "".join(row.id[-1] for row in question.rows)
    earned = [
        Fraction(grade_answer(question, answer("".join(told), question)).score.given) for told in permutations(ids)
    ]
    share = sum(earned) / len(earned) / (steps - 1)
    assert share == Fraction(1, steps) if traps == 0 else share < Fraction(1, 2 * steps)


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ([], "Put at least two steps in order."),
        (places(QUESTION, ""), "Put at least two steps in order."),
        (places(QUESTION, "1"), "Put at least two steps in order."),
        (
            [*places(QUESTION, "12")[:2], "000000000003:2", *places(QUESTION, "12")[3:]],
            "Two steps have the same place.",
        ),
        ([*places(QUESTION, "1")[:1], "000000000002:3", *places(QUESTION, "1")[2:]], "A place is missing in between."),
        (places(QUESTION, "12")[:-1], "These are not the steps of the question."),
        ([*places(QUESTION, "12"), "00000000000c:0"], "These are not the steps of the question."),
        ([*places(QUESTION, "12"), "000000000001:1"], "These are not the steps of the question."),
        (["000000000001"], "These are not the steps of the question."),
        (["000000000001:-1", *places(QUESTION, "")[1:]], "These are not the steps of the question."),
        (["000000000001:١", *places(QUESTION, "")[1:]], "These are not the steps of the question."),
    ],
)
def test_places_that_are_no_order_are_refused_and_the_message_says_why(sent: list[str], complaint: str) -> None:
    with pytest.raises(AnswerInvalid) as refused:
        parse_answer(QUESTION, {"step": sent, "certainty": ["sure"]})
    assert str(refused.value).startswith(complaint)


def test_an_answer_is_kept_in_its_order_and_told_by_numbers() -> None:
    kept = answer_document(answer("31a2"))
    assert kept == {
        "steps": ["000000000003", "000000000001", "00000000000a", "000000000002"],
        "certainty": "sure",
    }
    assert order_text(kept["steps"], QUESTION.key.steps) == "3>1>x>2"
    assert key_document(QUESTION.key) == {"steps": ["000000000001", "000000000002", "000000000003", "000000000004"]}


@pytest.mark.parametrize(("told", "expected"), [("1b2a", "not b"), ("a1", "not a"), ("4321", None), ("1234", None)])
def test_the_first_trap_is_answered_and_a_wrong_order_alone_is_not(told: str, expected: str | None) -> None:
    kept = answer_document(answer(told))
    assert find_rationale(QUESTION, kept) == (words(expected) if expected else None)
    grade = grade_answer(QUESTION, answer("4321"))
    feedback = feedback_for(QUESTION, grade, kept, rules=Rules(attempts_allowed=2), standing=Standing(used=1))
    assert isinstance(feedback, NotRightYet)


def test_an_answer_to_an_older_form_of_the_question_has_no_feedback() -> None:
    assert find_rationale(QUESTION, {"steps": ["0123456789ab"]}) is None
    assert find_rationale(QUESTION, {"line": "7"}) is None


def test_a_retry_at_half_the_credit_earns_halves() -> None:
    grade = grade_answer(QUESTION, answer("124"), rules=Rules(credit=(Decimal("0.5"),)))
    assert grade.score.given == Decimal("0.5")


def test_rows_are_shuffled_for_each_person_and_never_lost() -> None:
    shown = {person: rows_for(QUESTION, person) for person in ("ada", "bo", "cy", "dee")}
    assert all(set(rows) == set(QUESTION.rows) for rows in shown.values())
    assert len(set(shown.values())) > 1
    assert rows_for(QUESTION, "ada") == shown["ada"]


def flow_of(*steps: tuple[str, str]) -> VariableVerdict:
    told = tuple(Step(expression=code, why=why, at=Position("a.go", 5, 2)) for code, why in steps)
    return VariableVerdict(
        name="x",
        at=Position("a.go", 4, 2),
        function="F",
        kind=Kind.DEFINE,
        place=Place.HEAP,
        causes=(Cause(reason=Reason.RETURNED),),
        derivation=(Flow(destination="~r0", source="x", derefs=-1, steps=told),),
    )


STEPS: Sequence[tuple[str, str]] = (("&x", "address-of"), ("p := &x", "assign"), ("return p", "return"))


def test_the_key_is_the_order_of_the_flow_whatever_the_lines_are() -> None:
    verdict = flow_of(*STEPS)
    ids = [step_id("slug", step) for step in verdict.derivation[0].steps]
    assert list(order.make_key("slug", verdict).steps) == ids
    assert order.make_key("other", verdict).steps[0] != ids[0]


@pytest.mark.parametrize(
    "bad",
    [
        flow_of(*STEPS[:2]),
        flow_of(*STEPS, STEPS[1]),
        flow_of(),
        replace(flow_of(*STEPS), place=Place.STACK),
        replace(flow_of(*STEPS), place=Place.UNKNOWN),
        replace(flow_of(*STEPS), causes=(Cause(reason=Reason.REVIEW),)),
    ],
)
def test_no_key_is_made_of_a_flow_without_a_clear_order(bad: VariableVerdict) -> None:
    with pytest.raises(NotJudged):
        order.make_key("slug", bad)
