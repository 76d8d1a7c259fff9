"""Asking the compiler for a page, and what came of it."""

from __future__ import annotations

from flask import request

from grader.errors import CompilerBusy, ConfigurationError, NotJudged, ProgramError, ProgramRefused, SourceMessage
from grader.escape.values import SourceFile
from grader.operations.asking import Question
from grader.web.database import stop_reading
from grader.web.gettext import gettext as _
from grader.web.playground.addresses import Addresses
from grader.web.playground.askers import asker
from grader.web.playground.page import NotJudgedNow, Outcome, Refused, describe_answer
from grader.web.site import current_site

MOST_TRIES = 6
"""How often the page asks again by itself while the compiler is busy."""


def find_outcome(source: SourceFile, addresses: Addresses, *, explains: bool = False) -> Outcome:
    """Ask the compiler; with `explains` for every true reason of what is chosen, else for those on its own path."""
    question = Question(source=source, way=addresses.way, asker=asker())
    stop_reading()  # the compiler may be asked, and its verdict kept, in transactions of their own
    try:
        verdict = current_site().anybodys.ask(question, explained=addresses.at if explains else None)
    except ProgramError as error:
        return describe_refusal(error)
    except (NotJudged, ConfigurationError) as error:
        return describe_trouble(error, addresses)
    return describe_answer(source, verdict, addresses)


def describe_refusal(error: ProgramError) -> Refused:
    """What has to change in the program."""
    is_filtered = isinstance(error, ProgramRefused)
    title = _("This is not accepted here") if is_filtered else _("The compiler does not accept this program")
    return Refused(title=title, messages=error.messages)


def refuse(text: str) -> Refused:
    """A refusal that is about the program as a whole."""
    return Refused(title=_("This cannot be asked"), messages=(SourceMessage("", 0, 0, text),))


def describe_trouble(error: NotJudged | ConfigurationError, addresses: Addresses) -> NotJudgedNow:
    """Why there is no verdict for a program that may well be in order."""
    if isinstance(error, CompilerBusy):
        tries = request.args.get("tries", 0, int)
        return NotJudgedNow(
            title=_("The compiler is busy"),
            advice=_("Other programs are being judged just now. Your program is kept."),
            retry_address=addresses.retry(min(max(tries, 0), MOST_TRIES) + 1),
            retries_itself=tries < MOST_TRIES,
        )
    if isinstance(error, NotJudged):
        return NotJudgedNow(
            title=_("This could not be judged"),
            advice=_("That is a limit of this site, not a mistake of yours: %(error)s", error=error),
        )
    return NotJudgedNow(
        title=_("The Go compiler is not available"),
        advice=_("This needs a verdict that is not stored yet. Your program is kept; ask again later."),
        retry_address=addresses.page,
    )
