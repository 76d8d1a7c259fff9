"""The variables and allocations of a verdict, in the reader's words: for the list, and for the marks in the editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.catalog.asking import Subject
from grader.catalog.sentences import title_of
from grader.escape.values import Place, Position, VariableVerdict, Verdict
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.languages import content_language
from grader.web.places import place_words
from grader.web.playground.addresses import Addresses

LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One variable or allocation in the list."""

    subject: Subject
    name: str
    """The variable's name, or the expression as the compiler prints it."""
    label: str
    """The same, short enough to stand at the end of a line."""
    place: Place
    word: str
    """The place in the reader's language."""
    reasons: str
    address: str
    is_selected: bool

    @property
    def at(self) -> Position:
        """Where it stands."""
        return self.subject.at

    @property
    def is_variable(self) -> bool:
        """False for an allocation."""
        return isinstance(self.subject, VariableVerdict)


def list_rows(verdict: Verdict, addresses: Addresses, selected: Subject | None) -> list[Row]:
    """Every variable and allocation, in the order of the source."""
    words, language = place_words(), content_language()
    return [
        Row(
            subject=each,
            name=name_of(each),
            label=label_of(each),
            place=each.place,
            word=words[each.place].name,
            reasons=_(", ").join(title_of(reason, language) for reason in each.reasons),
            address=addresses.of(each.at),
            is_selected=each is selected,
        )
        for each in subjects_of(verdict)
    ]


def subjects_of(verdict: Verdict) -> list[Subject]:
    """All that the verdict speaks of, in the order of the source; a variable before an allocation at its place."""
    everything: tuple[Subject, ...] = (*verdict.variables, *verdict.allocations)
    return sorted(everything, key=lambda each: each.at)


def find_subject_at(verdict: Verdict, at: Position) -> Subject | None:
    """What stands at a position: a variable, else an allocation; None for neither."""
    return next((each for each in subjects_of(verdict) if each.at == at), None)


def name_of(subject: Subject) -> str:
    """The variable's name, or the expression as the compiler prints it."""
    return subject.name if isinstance(subject, VariableVerdict) else subject.expression


def label_of(subject: Subject) -> str:
    """A few characters that say which one of a line is meant."""
    name = name_of(subject)
    if isinstance(subject, VariableVerdict):
        return name
    if name == "func literal":
        return "func"
    head = name.partition("(")[0]
    if head in {"make", "new", "append"}:
        return head
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


def count_places(verdict: Verdict) -> list[tuple[Place, str]]:
    """How many are where: `12 on the stack`, `3 on the heap`; places without any are left out."""
    counts = Counter(each.place for each in subjects_of(verdict))
    return [(place, words) for place, words in _count_words(counts) if counts[place]]


def _count_words(counts: Counter[Place]) -> Iterator[tuple[Place, str]]:
    yield Place.STACK, ngettext("%(num)s on the stack", "%(num)s on the stack", counts[Place.STACK])
    yield Place.HEAP, ngettext("%(num)s on the heap", "%(num)s on the heap", counts[Place.HEAP])
    yield Place.STATIC, ngettext("%(num)s in package data", "%(num)s in package data", counts[Place.STATIC])
    yield (
        Place.DEPENDS,
        ngettext("%(num)s decided while it runs", "%(num)s decided while it runs", counts[Place.DEPENDS]),
    )
    yield Place.NONE, ngettext("%(num)s nowhere", "%(num)s nowhere", counts[Place.NONE])
    yield Place.UNKNOWN, ngettext("%(num)s never compiled", "%(num)s never compiled", counts[Place.UNKNOWN])


def describe_counts(counts: Sequence[tuple[Place, str]]) -> str:
    """All counts in one sentence; it is read out when an answer arrives."""
    if not counts:
        return _("This program declares no variable and allocates nothing.")
    return _("%(counts)s.", counts=_(", ").join(words for _place, words in counts))
