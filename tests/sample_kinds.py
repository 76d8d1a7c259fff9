"""Questions of the other kinds as tests need them, without a compiler."""

from __future__ import annotations

from grader.catalog.candidates import Candidate
from grader.catalog.record import RecordedSide, RecordedSubject
from grader.escape.printed_lines import PrintedLine, Says
from grader.escape.values import Place, Reason, SourceFile
from grader.grading.fixing.outcome import Failure
from grader.grading.fixing.program import EditableProgram
from grader.grading.kinds.count import CountKey, CountQuestion
from grader.grading.kinds.culprit import CulpritKey, CulpritQuestion
from grader.grading.kinds.fix_it import FailureFeedback, FixItKey, FixItQuestion
from grader.grading.kinds.mark_all import MarkAllKey, MarkAllQuestion
from grader.grading.kinds.order import OrderKey, OrderQuestion, OrderRow
from grader.grading.kinds.predict import PredictKey, PredictQuestion
from grader.grading.kinds.versions import Change, VersionsKey, VersionsQuestion
from grader.grading.scores import Rubric
from tests.sample_question import make_question, words


def make_predict(slug: str = "predicted") -> PredictQuestion:
    """A question of which `moved to heap: u` is the right answer, and two wrong ones have feedback."""
    return PredictQuestion(
        slug=slug,
        feedback={Says.ESCAPES: words("it has a name"), Says.NOTHING: words("it does not stay")},
        key=PredictKey(line=PrintedLine(says=Says.MOVED, name="u")),
        rubric=Rubric(),
        evidence=make_question(slug).evidence,
    )


def make_culprit(slug: str = "culprit") -> CulpritQuestion:
    """A question of four lines: 6 and 8 decide, 5 leads there, 7 has nothing to do with it."""
    return CulpritQuestion(
        slug=slug,
        lines=(5, 6, 7, 8),
        feedback={5: words("only the address"), 7: words("a comment")},
        key=CulpritKey(lines=frozenset({6, 8}), leading=frozenset({5})),
        rubric=Rubric(),
        evidence=make_question(slug).evidence,
    )


def make_mark_all(slug: str = "marked") -> MarkAllQuestion:
    """A question of five variables, three of them on the heap; of `b` and `d` something is said."""
    return MarkAllQuestion(
        slug=slug,
        variables=("a@1:1", "b@2:1", "c@3:1", "d@4:1", "e@5:1"),
        marked={"d@4:1": words("d is over by then")},
        missed={"b@2:1": words("b is returned")},
        key=MarkAllKey(heap=frozenset({"a@1:1", "b@2:1", "c@3:1"})),
        evidence=make_question(slug).evidence,
    )


def make_order(slug: str = "ordered", *, steps: int = 4, traps: int = 2) -> OrderQuestion:
    """A question of steps `000000000001` and so on, and of traps `00000000000a`, `00000000000b` and so on."""
    ids = tuple(f"{number:012x}" for number in range(1, steps + 1))
    true = [OrderRow(id=each, text=words(f"step {number}"), numbers=str(number)) for number, each in enumerate(ids, 1)]
    false = [
        OrderRow(id=f"{number:012x}", text=words(f"trap {number}"), feedback=words(f"not {number:x}"))
        for number in range(10, 10 + traps)
    ]
    return OrderQuestion(
        slug=slug, rows=(*true, *false), key=OrderKey(steps=ids), evidence=make_question(slug).evidence
    )


def make_candidate(name: str, line: int, before: Place, after: Place) -> Candidate:
    """A variable of Go 1.24.11 and 1.27.3."""
    sides = [RecordedSide(name=name, place=place) for place in (before, after)]
    subject = RecordedSubject(
        line=line,
        column=2,
        function="F",
        is_variable=True,
        by_version=dict(zip(("1.24.11", "1.27.3"), sides, strict=True)),
    )
    return Candidate(name=name, subject=subject, before=sides[0], after=sides[1])


CANDIDATES = (
    make_candidate("a", 4, Place.HEAP, Place.HEAP),
    make_candidate("b", 5, Place.HEAP, Place.STACK),
    make_candidate("c", 6, Place.STACK, Place.STACK),
)


def make_versions(slug: str = "versions", *, is_changed: bool = True) -> VersionsQuestion:
    """A question of three candidates; `b` went from the heap to the stack, or none did."""
    change = Change(candidate="b@5:2", before=Place.HEAP, after=Place.STACK) if is_changed else Change(candidate="none")
    return VersionsQuestion(
        slug=slug,
        versions=("1.24.11", "1.27.3"),
        candidates=CANDIDATES,
        places=(Place.STACK, Place.HEAP, Place.DEPENDS),
        feedback={"a@4:2": words("it is returned"), "b@5:2": words("look again"), "none": words("one did")},
        key=VersionsKey(change=change),
        rubric=Rubric(),
        evidence=make_question(slug).evidence,
    )


def make_count(slug: str = "counted", *, allocations: int = 3) -> CountQuestion:
    """A question whose answer is three, or another number."""
    return CountQuestion(
        slug=slug,
        call="F(4)",
        feedback={0: words("something is made"), 4: words("not at each call")},
        key=CountKey(allocations=allocations),
        rubric=Rubric(),
        evidence=make_question(slug).evidence,
    )


FIXABLE = SourceFile("a.go", b"package a\n\nfunc F() *int {\n\tx := 1\n\tkeep(x)\n\treturn &x\n}\n")
"""Lines 3 and 6 may be edited."""


def make_fix_it(slug: str = "fixed") -> FixItQuestion:
    """A question of two parts that asks for the stack; two failures have feedback."""
    return FixItQuestion(
        slug=slug,
        program=EditableProgram(source=FIXABLE, parts=((3, 3), (6, 6))),
        feedback=(
            FailureFeedback(failure=Failure.PLACE, reason=Reason.RETURNED, words=words("it is returned")),
            FailureFeedback(failure=Failure.PLACE, reason=None, words=words("it does not stay")),
        ),
        key=FixItKey(goal=Place.STACK, reasons=frozenset()),
        evidence=make_question(slug).evidence,
    )
