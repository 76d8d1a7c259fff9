"""The compiled bodies of one variable or allocation in words: inlined copies, generic instances, clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from grader.catalog.asking import Subject
from grader.catalog.sentences import title_of
from grader.escape.values import Copy, Place, Reason
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.languages import content_language

MOST_NAMED = 8
"""As many bodies that say the same are named; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Bodies in which the same holds."""

    where: str
    """`in the copy inlined at line 12`"""
    place: Place
    reasons: str


def list_bodies(subject: Subject) -> list[Bodies]:
    """The bodies besides the one of its own function; those that say the same together."""
    alike: defaultdict[tuple[str, Place, tuple[Reason, ...]], list[Copy]] = defaultdict(list)
    for copy in subject.copies:
        alike[copy.where, copy.place, copy.reasons].append(copy)
    return [
        Bodies(
            where=_describe(where, list(dict.fromkeys(_names(copies)))),
            place=place,
            reasons=_(", ").join(title_of(reason, content_language()) for reason in reasons),
        )
        for (where, place, reasons), copies in alike.items()
    ]


def _names(copies: list[Copy]) -> Iterator[str]:
    """Name a copy by the lines of its calls, outermost first, an instance by what runs it, a clause by its line."""
    for copy in copies:
        lines = " → ".join(str(each.line) for each in copy.at)
        if copy.where == "instance":
            yield _(", ").join(copy.instantiations) or copy.instance or copy.function
        elif copy.instance and (copy.where == "clause" or "go.shape." in copy.instance):
            yield f"{lines} ({copy.instance})"
        else:
            yield lines


def _describe(where: str, names: list[str]) -> str:
    named = _(", ").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        named = _("%(named)s and %(more)s more", named=named, more=len(names) - MOST_NAMED)
    match where:
        case "inlined":
            return ngettext(
                "In the copy inlined at line %(named)s",
                "In the copies inlined at lines %(named)s",
                len(names),
                named=named,
            )
        case "instance":
            return ngettext("In the instance %(named)s", "In the instances %(named)s", len(names), named=named)
        case _:
            return ngettext(
                "In the clause at line %(named)s", "In the clauses at lines %(named)s", len(names), named=named
            )
