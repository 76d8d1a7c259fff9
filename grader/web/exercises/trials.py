"""Edited programs on their way to a grade: asking the compiler, and what is shown where it gives no verdict."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from grader.errors import (
    CompilerBusy,
    ConfigurationError,
    NotJudged,
    ProgramError,
    ProgramRefused,
)
from grader.grading.answers import Answer, SentAnswer
from grader.grading.kinds.fix_it import FixItEdit, FixItQuestion, part_fields
from grader.models.assignment_item import AssignmentItem
from grader.operations.fixing import Asker, settle_answer
from grader.operations.tasks import Task
from grader.operations.tries import find_latest_parts, keep_try
from grader.web.askers import asker, rate_of_programs
from grader.web.database import reading, stop_reading, writing
from grader.web.exercises.items import find_item, find_item_for
from grader.web.exercises.question_page import Notice
from grader.web.failures import translate_refusal
from grader.web.gettext import gettext as _
from grader.web.limits import limiter
from grader.web.sessions import find_person, person_or_guest_in
from grader.web.site import catalog, current_site

_ANEW = frozenset({"again", "review"})
"""Of an address by which a question is asked once more: what was right before is not filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """An edit that is no answer yet, and what to tell about it."""

    status: int
    notice: Notice


def _sends_no_program() -> bool:
    exercise = catalog().find_exercise((request.view_args or {}).get("slug", ""))
    return exercise is None or exercise.content.kind != "fix-it"


limit_edits = limiter.shared_limit(rate_of_programs, scope="programs", key_func=asker, exempt_when=_sends_no_program)
"""Edits count with the programs that the same person sends to the playground."""


def settle(task: Task, sent: SentAnswer) -> Answer | Unjudged:
    """Turn what was sent into an answer; an edit that cannot be judged is kept, and costs no attempt."""
    if not isinstance(sent, FixItEdit):
        return settle_answer(task, sent, _asker())
    find_item(task.exercise.slug)  # for somebody else's assignment the compiler does not work
    who = _asker()
    stop_reading()  # the compiler is asked, and its verdict kept, in transactions of their own
    try:
        return settle_answer(task, sent, who)
    except (ProgramError, NotJudged, ConfigurationError) as error:
        with writing() as session:
            _keep(session, task, sent, error)
        return _describe(error)


def find_begun(task: Task, item: AssignmentItem | None) -> dict[str, list[str]]:
    """Find the fields to go on with: of the latest edit that was sent, unless the reader begins anew."""
    person, question = find_person(), task.question
    if person is None or not _ANEW.isdisjoint(request.args) or not isinstance(question, FixItQuestion):
        return {}
    parts = find_latest_parts(reading(), person, task.exercise.slug, item) or ()
    names = part_fields(question)
    return {name: [part] for name, part in zip(names, parts, strict=True)} if len(names) == len(parts) else {}


def describe_flood() -> Unjudged:
    """What to tell who sends edits too fast."""
    advice = _("Your edit is kept, and no attempt was spent. Wait a minute, then press Submit again.")
    return Unjudged(status=429, notice=Notice(title=_("Too many programs at once"), advice=advice))


def _asker() -> Asker:
    return Asker(name=asker(), verdicts=current_site().anybodys)


def _keep(session: Session, task: Task, edit: FixItEdit, error: Exception) -> None:
    person, slug = person_or_guest_in(session), task.exercise.slug
    keep_try(session, person, slug, edit, trouble=str(error), item=find_item_for(session, person, slug))


def _describe(error: ProgramError | NotJudged | ConfigurationError) -> Unjudged:
    messages = tuple(map(translate_refusal, error.messages)) if isinstance(error, ProgramError) else ()
    title, next_step = _words(error)
    kept = _("Nothing was graded, and no attempt was spent. Your edit is kept.")
    return Unjudged(
        status=422 if messages else 503,
        notice=Notice(title=title, advice=f"{next_step} {kept}", messages=messages),
    )


def _words(error: ProgramError | NotJudged | ConfigurationError) -> tuple[str, str]:
    """What happened, and what to do next."""
    if isinstance(error, ProgramRefused):
        return _("This is not accepted here"), _("What is wrong stands at its line.")
    if isinstance(error, ProgramError):
        return _("This does not compile yet"), _("What is wrong stands at its line.")
    if isinstance(error, CompilerBusy):
        return _("The compiler is busy"), _("Press Submit again in a moment.")
    if isinstance(error, NotJudged):
        limit = _("That is a limit of this site, not a mistake of yours: %(error)s", error=error)
        return _("This could not be judged"), limit
    return _("The Go compiler is not available"), _("Press Submit again later.")
