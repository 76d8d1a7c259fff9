"""Asking the compiler for a page, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from flask import request

from grader.errors import CompilerBusy, ConfigurationError, NotJudged, ProgramError, ProgramRefused, SourceMessage
from grader.escape.runtime_calls import GeneratedCode
from grader.escape.values import SourceFile, Verdict
from grader.escape.witness import find_witness
from grader.operations.asking import Question
from grader.web.askers import asker
from grader.web.database import stop_reading
from grader.web.generated_code import CodeSays, describe_witness
from grader.web.gettext import gettext as _
from grader.web.playground.addresses import Addresses
from grader.web.playground.drawing import draw
from grader.web.playground.not_judged import why_not_judged
from grader.web.playground.page import NotJudgedNow, Outcome, PlaygroundPage, Refused, describe_answer
from grader.web.playground.versions import SideBySide, put_side_by_side
from grader.web.site import current_site

T = TypeVar("T")

MOST_TRIES = 6
"""How often the page asks again by itself while the compiler is busy."""


def find_outcome(source: SourceFile, addresses: Addresses, *, explains: bool = False) -> Outcome:
    """Ask the compiler; with `explains` for every true reason of what is chosen, else for those on its own path."""
    explained = addresses.at if explains else None
    verdict = attempt(lambda question: current_site().anybodys.ask(question, explained=explained), source, addresses)
    return describe_answer(verdict, addresses) if isinstance(verdict, Verdict) else verdict


def with_picture(page: PlaygroundPage) -> PlaygroundPage:
    """The same page with the picture of memory drawn."""
    if page.answered is None:
        return page
    chosen = page.answered.chosen
    drawn = draw(page.source, page.answered.verdict, chosen.subject.at if chosen else None)
    return replace(page, picture=drawn or False)


def find_code(page: PlaygroundPage) -> CodeSays | Refused | NotJudgedNow | None:
    """What the generated code does for what is chosen; None where nothing is."""
    answered, addresses = page.answered, page.addresses
    if answered is None or answered.chosen is None or addresses is None:
        return None
    code = attempt(current_site().anybodys.read_code, page.source, addresses)
    if not isinstance(code, GeneratedCode):
        return code
    return describe_witness(find_witness(answered.verdict, code, answered.chosen.subject.at))


def find_versions(page: PlaygroundPage) -> SideBySide | Refused | NotJudgedNow | None:
    """What each installed version of Go says; None for a program without an address."""
    if page.addresses is None:
        return None
    answers = attempt(current_site().anybodys.ask_every_version, page.source, page.addresses)
    return put_side_by_side(answers, page.addresses) if isinstance(answers, tuple) else answers


def attempt(ask: Callable[[Question], T], source: SourceFile, addresses: Addresses) -> T | Refused | NotJudgedNow:
    """What the compiler gives when it is asked something, or why it gives nothing."""
    question = Question(source=source, way=addresses.way, asker=asker())
    stop_reading()  # the compiler may be asked, and its verdict kept, in transactions of their own
    try:
        return ask(question)
    except ProgramError as error:
        return describe_refusal(error)
    except (NotJudged, ConfigurationError) as error:
        return describe_trouble(error, addresses)


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
            advice=_("That is a limit of this site, not a mistake of yours. %(why)s", why=why_not_judged(error)),
        )
    return NotJudgedNow(
        title=_("The Go compiler is not available"),
        advice=_("This needs a verdict that is not stored yet. Your program is kept; ask again later."),
        retry_address=addresses.page,
    )
