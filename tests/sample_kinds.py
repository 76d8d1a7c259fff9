"""Questions of the other kinds as tests need them, without a compiler."""

from __future__ import annotations

from grader.escape.printed_lines import PrintedLine, Says
from grader.grading.kinds.culprit import CulpritKey, CulpritQuestion
from grader.grading.kinds.mark_all import MarkAllKey, MarkAllQuestion
from grader.grading.kinds.order import OrderKey, OrderQuestion, OrderRow
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
