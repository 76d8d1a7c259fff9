"""Questions of the other kinds as tests need them, without a compiler."""

from __future__ import annotations

from grader.escape.printed_lines import PrintedLine, Says
from grader.escape.values import Place, Reason, SourceFile
from grader.grading.fixing.outcome import Failure
from grader.grading.fixing.program import EditableProgram
from grader.grading.kinds.culprit import CulpritKey, CulpritQuestion
from grader.grading.kinds.fix_it import FailureFeedback, FixItKey, FixItQuestion
from grader.grading.kinds.mark_all import MarkAllKey, MarkAllQuestion
from grader.grading.kinds.predict import PredictKey, PredictQuestion
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
    """A question of five variables, three of them on the heap."""
    return MarkAllQuestion(
        slug=slug,
        variables=("a@1:1", "b@2:1", "c@3:1", "d@4:1", "e@5:1"),
        key=MarkAllKey(heap=frozenset({"a@1:1", "b@2:1", "c@3:1"})),
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
