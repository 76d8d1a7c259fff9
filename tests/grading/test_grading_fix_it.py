from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Kind, Place, Position, Reason, VariableVerdict
from grader.grading.answers import answer_document, fields_of, parse_answer
from grader.grading.attempts import Reveal, Rules, Standing
from grader.grading.certainty import Certainty
from grader.grading.feedback import NotRightYet, Recorded, feedback_for, find_rationale
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.fixing.program import MOST_CHARACTERS, MOST_NEW_LINES
from grader.grading.grades import grade_answer, standing_after
from grader.grading.keys import key_document
from grader.grading.kinds import fix_it
from grader.grading.kinds.fix_it import FixItAnswer, FixItEdit, FixItKey, outcome_of
from tests.sample_kinds import make_fix_it, make_predict

QUESTION = make_fix_it()
VALUE = ("func F() int {", "\treturn x")


def fields(*parts: str) -> dict[str, list[str]]:
    return {f"part{number}": [part] for number, part in enumerate(parts, 1)} | {"certainty": ["sure"]}


def answer(failure: Failure | None = None, reasons: tuple[Reason, ...] = ()) -> FixItAnswer:
    outcome = FixOutcome(failure=failure, name="x", line=4, place=Place.HEAP, reasons=reasons, said="moved to heap: x")
    return FixItAnswer(edit=FixItEdit(parts=VALUE, certainty=Certainty.SURE), outcome=outcome, verdict_key="8" * 64)


def test_an_edit_is_read_with_the_line_ends_of_any_browser() -> None:
    assert fields_of(QUESTION) == ("part1", "part2", "certainty")
    edit = parse_answer(QUESTION, fields("func F() int {\r\n", "\treturn x\r\r"))
    assert edit == FixItEdit(parts=VALUE, certainty=Certainty.SURE)
    assert parse_answer(QUESTION, fields("func F() (p *int) {", "")).parts[1] == ""


@pytest.mark.parametrize(
    "sent",
    [
        {"certainty": ["sure"]},
        fields("func F() int {"),
        fields(*VALUE) | {"part1": ["a", "b"]},
        fields(*VALUE) | {"part1": []},
        fields(*VALUE) | {"part3": [""]},
        fields(*VALUE) | {"certainty": ["very"]},
        fields("func F() *int {", "\treturn &x"),
        fields("func F() *int {\r\n", "\treturn &x\n\n"),
        fields("func F() int {", "\treturn x\0"),
        fields("func F() int {", "\x1b[2J"),
        fields("func F() int {", "\n" * MOST_NEW_LINES + "\n\treturn x"),
        fields("func F() int {", "\treturn x //" + "x" * MOST_CHARACTERS),
    ],
)
def test_what_is_missing_repeated_foreign_unchanged_or_too_much_is_refused(sent: dict[str, list[str]]) -> None:
    with pytest.raises(AnswerInvalid):
        parse_answer(QUESTION, sent)


def test_a_part_may_grow_to_its_limit() -> None:
    longest = "\n" * MOST_NEW_LINES + "\treturn x"
    assert parse_answer(QUESTION, fields("func F() int {", longest)).parts[1] == longest


@pytest.mark.parametrize(("failure", "expected"), [(None, "1"), (Failure.PLACE, "0"), (Failure.CALL, "0")])
def test_an_edit_earns_all_or_nothing(failure: Failure | None, expected: str) -> None:
    grade = grade_answer(QUESTION, answer(failure))
    assert (grade.score.given, grade.score.maximum) == (Decimal(expected), Decimal(1))
    assert grade.is_right == (failure is None)
    assert grade.place_is_right is None


def test_each_attempt_has_its_credit() -> None:
    rules = Rules(credit=(Decimal(1), Decimal("0.5")))
    standing = standing_after(Standing(), grade_answer(QUESTION, answer(Failure.GONE), rules=rules))
    assert grade_answer(QUESTION, answer(), rules=rules, standing=standing).score.given == Decimal("0.5")


def test_an_edit_is_no_answer_to_another_question() -> None:
    with pytest.raises(TypeError, match="FixItAnswer is no PredictAnswer"):
        grade_answer(make_predict(), answer())


def test_an_answer_is_kept_with_what_came_of_it() -> None:
    kept = answer_document(answer(Failure.PLACE, (Reason.RETURNED,)))
    assert kept["parts"] == list(VALUE)
    assert (kept["certainty"], kept["verdict_key"]) == ("sure", "8" * 64)
    assert outcome_of(kept) == answer(Failure.PLACE, (Reason.RETURNED,)).outcome
    assert outcome_of(answer_document(answer())).failure is None


def test_the_first_feedback_that_fits_the_failure_is_said() -> None:
    def said(failure: Failure | None, *reasons: Reason) -> str | None:
        words = find_rationale(QUESTION, answer_document(answer(failure, reasons)))
        return words.en if words else None

    assert said(Failure.PLACE, Reason.SENT, Reason.RETURNED) == "it is returned"
    assert said(Failure.PLACE, Reason.SENT) == "it does not stay"
    assert said(Failure.GONE) is None
    assert said(None) is None


def test_what_the_compiler_said_is_told_while_attempts_are_left_unless_the_reveal_comes_later() -> None:
    failed = answer(Failure.PLACE)
    grade, standing = grade_answer(QUESTION, failed), Standing(used=1)
    kept = answer_document(failed)
    now = feedback_for(QUESTION, grade, kept, rules=Rules(attempts_allowed=3), standing=standing)
    assert isinstance(now, NotRightYet)
    assert now.outcome == failed.outcome
    for reveal in (Reveal.AFTER_LAST, Reveal.AFTER_DUE, Reveal.NEVER):
        rules = Rules(attempts_allowed=3, reveal=reveal)
        assert feedback_for(QUESTION, grade, kept, rules=rules, standing=standing) == Recorded(
            attempts_left=2, reveal=reveal
        )


X = VariableVerdict(name="x", at=Position("a.go", 4, 2), function="F", kind=Kind.DEFINE, place=Place.HEAP)


def test_the_key_is_where_it_is_to_be() -> None:
    key = fix_it.make_key(X, Place.STACK, frozenset({Reason.ALIAS_STAYS, Reason.SHARED_DOWN}))
    assert key == FixItKey(goal=Place.STACK, reasons=frozenset({Reason.SHARED_DOWN, Reason.ALIAS_STAYS}))
    assert key_document(key) == {"goal": "stack", "reasons": ["ALIAS_STAYS", "SHARED_DOWN"]}


@pytest.mark.parametrize("place", [Place.STACK, Place.UNKNOWN])
def test_no_key_is_made_where_nothing_is_to_change_or_to_be_known(place: Place) -> None:
    with pytest.raises(NotJudged, match=r"a\.go:4:2: x"):
        fix_it.make_key(replace(X, place=place), Place.STACK, frozenset())
