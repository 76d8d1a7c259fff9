"""The page of an exercise before its verdict is shown."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from grader.catalog.prose import block_html
from grader.errors import SourceMessage
from grader.grading.certainty import Certainty
from grader.grading.feedback import NotRightYet, Recorded, can_show_answer
from grader.operations.tasks import Task
from grader.picture.source import SourceLine, mark_source
from grader.web.exercises.frame import Frame
from grader.web.exercises.kinds.kinds import KindForm, describe_worth, make_form
from grader.web.failures import FailureTold, describe_failure
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.languages import content_language

LONGEST_CHOICES = 1_500
"""Characters in an address; servers take about 4,000, and it is in there encoded once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What to tell above the form: how the last answer was, or why this one was not taken."""

    title: str
    feedback: Markup | None = None
    failure: FailureTold | None = None
    """Why an edited program is not the fix."""
    messages: Sequence[SourceMessage] = ()
    """Why an edited program was not judged; lines are counted in it."""
    advice: str = ""
    login_address: str = ""
    is_recorded: bool = False
    """How the answer was is told later: the reader may go on."""
    can_give_up: bool = False
    is_over: bool = False
    """No answer is taken any more, and the verdict is told later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """All that the form of an exercise shows."""

    frame: Frame
    task: Task
    lines: Sequence[SourceLine]
    form: KindForm
    certainties: Sequence[tuple[Certainty, str, int]]
    hints: Sequence[Markup]
    prose: Markup
    worth: str
    chosen: Mapping[str, Sequence[str]]
    complaints: Mapping[str, str] = field(default_factory=dict)
    notice: Notice | None = None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    """Sending the form twice counts once."""


def make_question_page(
    frame: Frame,
    task: Task,
    *,
    chosen: Mapping[str, Sequence[str]],
    complaints: Mapping[str, str] | None = None,
    notice: Notice | None = None,
) -> QuestionPage:
    """The form, with what is chosen already and what there is to say about it."""
    content, language = task.exercise.content, content_language()
    return QuestionPage(
        frame=frame,
        task=task,
        lines=mark_source(task.exercise.source, task.asked.at if task.asked else None),
        form=make_form(task, chosen, notice.messages if notice else ()),
        certainties=certainty_choices(),
        hints=[block_html(hint.of(language)) for hint in content.hints],
        prose=block_html(content.prose.of(language)),
        worth=describe_worth(task.question),
        chosen=chosen,
        complaints=complaints or {},
        notice=notice,
    )


def certainty_choices() -> list[tuple[Certainty, str, int]]:
    """How sure one can be, each with its key."""
    return [
        (Certainty.GUESSING, _("Guessing"), 7),
        (Certainty.FAIRLY_SURE, _("Fairly sure"), 8),
        (Certainty.SURE, _("Sure"), 9),
    ]


def describe_feedback(task: Task, feedback: NotRightYet | Recorded, *, is_redrawn: bool) -> Notice:
    """What may be told while the verdict is not. `is_redrawn`: the next attempt is about another program."""
    advice = " ".join(_advice(feedback, is_redrawn=is_redrawn))
    is_over = feedback.attempts_left == 0
    can_give_up = not is_over and can_show_answer(feedback)
    match feedback:
        case NotRightYet():
            words = feedback.chosen
            about = block_html(words.of(content_language())) if words else None
            outcome, file = feedback.outcome, task.exercise.source.name
            failure = describe_failure(outcome, task.name, file) if outcome else None
            title = _("Not right yet.")
            return Notice(title=title, feedback=about, failure=failure, advice=advice, can_give_up=can_give_up)
        case Recorded():
            title = _("Your answer is in.")
            return Notice(title=title, advice=advice, is_recorded=True, is_over=is_over, can_give_up=can_give_up)


def _advice(feedback: NotRightYet | Recorded, *, is_redrawn: bool) -> Iterator[str]:
    left = feedback.attempts_left
    if isinstance(feedback, Recorded):
        yield _("It is recorded. How it was is told later.")
    if left == 0:
        yield _("No attempt is left.")
    elif left is not None:
        yield ngettext("%(num)s attempt is left.", "%(num)s attempts are left.", left)
    if is_redrawn:
        yield _("It is about another program, the one that you see now.")


def login_address_with(chosen: Mapping[str, Sequence[str]], slug: str) -> str:
    """Where to log in and come back to this exercise with the same choices, unless they are too long for an address."""
    choices = urlencode(chosen, doseq=True)
    address = url_for("exercises.show", slug=slug)
    return url_for("accounts.login", next=f"{address}?{choices}" if len(choices) < LONGEST_CHOICES else address)
