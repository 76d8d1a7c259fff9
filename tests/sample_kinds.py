"""Questions of the other kinds as tests need them, without a compiler."""

from __future__ import annotations

from grader.escape.printed_lines import PrintedLine, Says
from grader.grading.keys import PredictKey
from grader.grading.questions import PredictQuestion
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
