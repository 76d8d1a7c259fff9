"""Why the compiler gave no verdict, in the reader's language."""

from __future__ import annotations

from typing import assert_never

from grader.errors import Bound, CompilerCrashed, ConfigurationError, LimitExceeded, NotJudged, OutputNotUnderstood
from grader.web.gettext import gettext as _


def why_not_judged(error: NotJudged | ConfigurationError) -> str:
    """What happened, and what to do, in whole sentences; what the error itself says is English."""
    match error:
        case LimitExceeded():
            advice = _("Make the program smaller or simpler, and ask again.")
            return f"{_what_was_exceeded(error.bound)} {advice}"
        case CompilerCrashed():
            return _("The compiler itself failed, or could not be started. Ask again later.")
        case OutputNotUnderstood():
            return _(
                "The compiler printed something that nobody here can read yet. Better no verdict than a wrong one."
            )
        case ConfigurationError():
            return _("This version is not available just now.")
        case _:
            return _("The compiler says nothing certain about it.")


def _what_was_exceeded(bound: Bound | None) -> str:
    match bound:
        case Bound.TIME:
            return _("The compiler took longer than a program may take here.")
        case Bound.MEMORY:
            return _("The compiler needs more memory or space than it may use here.")
        case Bound.OUTPUT:
            return _("What the compiler says of it is longer than what is read here.")
        case None:
            return _("The compiler needed too much time or memory and was stopped.")
        case _:
            assert_never(bound)
