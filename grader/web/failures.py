"""Why an edit is not the fix that was asked for, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from markupsafe import Markup

from grader.catalog.sentences import title_of
from grader.errors import SourceMessage
from grader.escape.values import Place
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.fixing.refusal import Declared, EditRefused, Refusal
from grader.web.gettext import gettext as _
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureTold:
    """Why an edit is not the fix, in the reader's words."""

    sentence: Markup
    advice: str
    said: str
    """The compiler's own line; empty where it prints none."""
    why: str
    """The reasons that the compiler gives; empty where there are none."""


def describe_failure(outcome: FixOutcome, asked: str, file: str) -> FailureTold | None:
    """Why an edit is not the fix: what, where, and what to do next. `asked` is the name of what is asked."""
    if outcome.failure is None:
        return None
    name = Markup("<code>{}</code>").format(outcome.name)
    sentence, advice = _failure_words(outcome.failure, asked, name, outcome)
    tells_why = outcome.failure in (Failure.PLACE, Failure.REASON)
    line = f"{file}:{outcome.line}: " if outcome.line else ""
    return FailureTold(
        sentence=sentence,
        advice=advice,
        said=f"{line}{outcome.said}" if outcome.said and tells_why else "",
        why=_("; ").join(title_of(reason, content_language()) for reason in outcome.reasons) if tells_why else "",
    )


def _failure_words(failure: Failure, asked: str, name: Markup, outcome: FixOutcome) -> tuple[Markup, str]:
    line = outcome.line
    match failure:
        case Failure.CALL:
            told = _("%(name)s is no longer called as before, or only where that never happens.", name=name)
            advice = _("Every call has to stay, as often and in the same function. Change what it gets or gives.")
        case Failure.GONE:
            told = _("There is no %(name)s of the same type in the same function any more.", name=name)
            advice = _("Keep it, and change how it is handed on.")
        case Failure.PLACE:
            told = _place_words(outcome.place, name, line)
            advice = _("Follow it from there: what makes it so?")
        case Failure.VALUE:
            told = _(
                "%(name)s (line %(line)s) is in the right place, but is not returned, sent or stored as before.",
                name=name,
                line=line,
            )
            advice = _("Its value has to get where it went, as a copy or by its address.")
        case Failure.REASON:
            told = _("%(name)s (line %(line)s) is in the right place, but for another reason.", name=name, line=line)
            advice = _("See what is asked for, and look for the way that leads there.")
        case Failure.ELSEWHERE:
            told = _(
                "%(asked)s stays on the stack, but now %(name)s (line %(line)s) is on the heap in its stead.",
                asked=Markup("<code>{}</code>").format(asked),
                name=name,
                line=line,
            )
            advice = _("A copy that has to outlive the call is no gain. Have less on the heap than before.")
        case _:
            assert_never(failure)
    return Markup(told), advice  # noqa: S704 - the names in it are escaped


def _place_words(place: Place, name: Markup, line: int) -> str:
    if place is Place.HEAP:
        return _("%(name)s (line %(line)s) is still on the heap.", name=name, line=line)
    if place is Place.DEPENDS:
        return _("Where %(name)s (line %(line)s) lives is still decided at run time.", name=name, line=line)
    return _("%(name)s (line %(line)s) is still not on the heap.", name=name, line=line)


def translate_refusal(message: SourceMessage) -> SourceMessage:
    """Say in the reader's language why an edit is refused; what the compiler says stays as it is."""
    return replace(message, text=_refusal_words(message)) if isinstance(message, EditRefused) else message


def _refusal_words(message: EditRefused) -> str:
    what = _declared_words(message.what) if message.what else ""
    match message.refusal:
        case Refusal.NEW:
            return _("the %(what)s %(name)s is new. Manage without it.", what=what, name=message.name)
        case Refusal.GONE:
            return _("the %(what)s %(name)s is gone. Put it back.", what=what, name=message.name)
        case Refusal.OVERLONG:
            return _("this comment or string reaches beyond the lines that may be edited. End it where it begins.")
        case _:
            assert_never(message.refusal)


def _declared_words(declared: Declared) -> str:
    match declared:
        case Declared.FUNCTION:
            return _("function")
        case Declared.TYPE:
            return _("type")
        case Declared.VARIABLE:
            return _("package-level variable")
        case Declared.IMPORT:
            return _("import")
        case Declared.DIRECTIVE:
            return _("comment")
        case _:
            assert_never(declared)
