"""An author's claims against verdicts that are made up here, one disagreement at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.catalog.claims import claim_problems, duplicate_problems
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import Cause, Kind, Place, Position, Reason, SourceFile, VariableVerdict
from tests.sample_bank import EXERCISE, GO, replaced

SOURCE = SourceFile("open.go", GO)
RETURNED = VariableVerdict(
    name="u",
    at=Position("open.go", 6, 2),
    function="Open",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    causes=(Cause(reason=Reason.RETURNED),),
    complete=True,
    line="open.go:6:2: moved to heap: u",
)


def because(*reasons: Reason, place: Place = Place.HEAP, complete: bool = True) -> VariableVerdict:
    causes = tuple(Cause(reason=reason) for reason in reasons)
    return replace(RETURNED, place=place, causes=causes, complete=complete)


def told(verdict: VariableVerdict, text: str = EXERCISE) -> list[str]:
    document = read_yaml(text.encode(), "x")
    content, problems = validate(document, PlaceAndReason)
    assert content is not None, problems
    return [str(problem) for problem in claim_problems(content, verdict, SOURCE, document)]


def test_an_exercise_that_agrees_with_the_compiler_has_no_problem() -> None:
    assert told(RETURNED) == []


def test_a_contradiction_names_both_and_quotes_the_compiler() -> None:
    assert told(RETURNED, replaced("expect: heap", "expect: stack")) == [
        (
            "x:8:9: You expect `u` to be on the stack, the compiler says on the heap: `open.go:6:2: moved to heap: u` "
            "(RETURNED). Write `expect: heap`, or change the program."
        )
    ]


def test_a_true_distractor_and_an_untrue_key_are_refused() -> None:
    assert told(because(Reason.SENT)) == [
        (
            "x:10:13: `RETURNED` has no feedback, as if it were true; what holds is SENT. "
            "Write `feedback:` for those who choose it, or offer another reason."
        ),
        (
            "x:11:13: `SENT` has feedback, as a distractor, and is true: `open.go:6:2: moved to heap: u` (SENT). "
            "Remove its feedback, or offer another reason."
        ),
    ]


def test_an_offer_without_a_true_reason_is_refused() -> None:
    assert "x:10:3: No reason offered is true. Offer one of BOXED, CAPTURED." in told(
        because(Reason.BOXED, Reason.CAPTURED)
    )


def test_a_companion_reason_is_no_key_by_itself() -> None:
    text = replaced("RETURNED", "VALUE_COPIED_OUT", replaced("expect: heap", "expect: stack"))
    verdict = because(Reason.ALIAS_STAYS, Reason.VALUE_COPIED_OUT, place=Place.STACK)
    assert told(verdict, text) == [
        "x:10:3: `VALUE_COPIED_OUT` is true beside another reason, and no answer by itself. Offer one of ALIAS_STAYS."
    ]


def test_two_true_reasons_are_a_warning_only() -> None:
    text = replaced(
        "  - reason: SENT\n    feedback: {en: There is no channel., zh: 这里没有通道。}", "  - reason: SENT"
    )
    assert told(because(Reason.RETURNED, Reason.SENT), text) == [
        (
            "x:10:3: warning: 2 reasons offered are true (RETURNED, SENT); either counts as right. "
            "Leave it so only if that is meant."
        )
    ]


def test_what_needs_review_is_refused() -> None:
    (problem,) = told(because(Reason.RETURNED, Reason.REVIEW))
    assert problem.startswith("x:6:3: The compiler's explanation of `u` is not understood: `open.go:6:2: moved to heap")


def test_a_set_of_reasons_that_is_not_proven_complete_is_refused() -> None:
    (problem,) = told(because(Reason.RETURNED, complete=False))
    assert problem.startswith("x:6:3: Nothing proves that `u` has no further reason than RETURNED.")


@pytest.mark.parametrize("reason", [Reason.TOO_LARGE, Reason.SIZE_UNKNOWN])
def test_size_alone_needs_no_proof(reason: Reason) -> None:
    assert told(because(reason, complete=False), replaced("RETURNED", reason)) == []


def test_size_beside_another_reason_needs_a_proof() -> None:
    verdict = because(Reason.TOO_LARGE, Reason.RETURNED, complete=False)
    assert any("Nothing proves" in problem for problem in told(verdict))


def test_a_variable_that_the_compiler_does_not_have_is_refused() -> None:
    verdict = replace(because(Reason.NEVER_COMPILED, place=Place.UNKNOWN), unknown_because="the branch is dead")
    assert told(verdict) == [
        (
            "x:6:3: The compiler has no `u`: the branch is dead. "
            "Use it in code that is compiled, or ask about something else."
        )
    ]


def test_the_right_place_has_to_be_offered() -> None:
    problems = told(because(Reason.PACKAGE_LEVEL, place=Place.STATIC))
    assert "x:1:1: The right place, static, is not among `places`. Add `static`." in problems


def test_options_that_stand_twice_are_refused() -> None:
    text = replaced("reason: SENT", "reason: SHARED_DOWN")
    text = replaced(
        "  - reason: RETURNED\n", "  - reason: RETURNED\n    text: {en: A pointer is passed., zh: 传指针。}\n", text
    )
    document = read_yaml(text.encode(), "x")
    content, _ = validate(document, PlaceAndReason)
    assert content is not None
    assert [str(problem) for problem in duplicate_problems(content, document)] == [
        "x:14:5: `SHARED_DOWN` is offered twice. Keep one of the two.",
        "x:17:11: Another option has the same text. Word the two differently.",
    ]
