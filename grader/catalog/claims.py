"""What an author claims in an exercise against what the compiler says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from grader.catalog.asking import Subject, name_of
from grader.catalog.content.count import Count
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.order import Order
from grader.catalog.content.place_and_reason import BeliefOffer, Offer, PlaceAndReason, ReasonOffer
from grader.catalog.content.predict import Predict
from grader.catalog.content.versions import Versions
from grader.catalog.count_claims import repeated_counts
from grader.catalog.fix_claims import edit_problems, fix_it_problems
from grader.catalog.line_claims import culprit_problems, misplaced_mistakes, predict_problems, repeated_mistakes
from grader.catalog.mark_claims import unfound_variables
from grader.catalog.order_claims import order_problems, repeated_traps
from grader.catalog.problems import Problem
from grader.catalog.schema import AboutOne, ExerciseContent
from grader.catalog.version_claims import repeated_candidates
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.reasons.heap import is_size_alone
from grader.escape.values import Place, Reason, SourceFile, VariableVerdict

NEVER_ALONE = frozenset({Reason.VALUE_COPIED_OUT})
"""True beside other reasons, and no answer by itself."""


def offer_code(offer: Offer) -> str:
    """The reason's code or the belief's number."""
    match offer:
        case ReasonOffer():
            return offer.reason.value
        case BeliefOffer():
            return offer.belief
        case _:
            assert_never(offer)


def claim_problems(
    content: AboutOne, subject: Subject, source: SourceFile, document: YamlDocument
) -> Iterator[Problem]:
    """Every disagreement between this exercise and the compiler."""
    if subject.place is Place.UNKNOWN:
        return iter([_unknown(content, subject, document)])
    match content:
        case PlaceAndReason():
            return _place_and_reason_problems(content, subject, document)
        case Predict():
            return predict_problems(content, subject, document)
        case Culprit():
            return culprit_problems(content, subject, document)
        case Order():
            return order_problems(content, subject, source, document)
        case FixIt():
            return fix_it_problems(content, subject, document)
        case _:
            assert_never(content)


def form_problems(content: ExerciseContent, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """What is wrong with an exercise whatever the compiler says."""
    match content:
        case PlaceAndReason():
            return duplicate_problems(content, document)
        case Predict():
            return repeated_mistakes(content, document)
        case Culprit():
            return misplaced_mistakes(content, source, document)
        case MarkAll():
            return unfound_variables(content, source, document)
        case Order():
            return repeated_traps(content, document)
        case Versions():
            return repeated_candidates(content, document)
        case Count():
            return repeated_counts(content, document)
        case FixIt():
            return edit_problems(content, source, document)
        case _:
            assert_never(content)


def _place_and_reason_problems(content: PlaceAndReason, subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    if subject.place is not content.expect:
        yield _contradiction(content, subject, document)
    if subject.place not in content.places:
        what = f"The right place, {subject.place}, is not among `places`"
        yield _at(document, ("places",), what, f"Add `{subject.place}`")
    if Reason.REVIEW in subject.reasons or not subject.reasons:
        what = f"The compiler's explanation of `{name_of(content.ask)}` is not understood: {_said(subject)}"
        yield _at(document, ("ask",), what, "Ask about something else, and report this program")
        return
    if not subject.complete and not is_size_alone(subject.causes):
        what = f"Nothing proves that `{name_of(content.ask)}` has no further reason than {_codes(subject.reasons)}"
        yield _at(document, ("ask",), what, "Make the program simpler: fewer pointers to it, fewer ways out")
    yield from _offer_problems(content.offer, subject, document)


def duplicate_problems(content: PlaceAndReason, document: YamlDocument) -> Iterator[Problem]:
    """Options that stand twice, by their code or by their words."""
    codes: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for index, offer in enumerate(content.offer):
        path = ("offer", index)
        code = offer_code(offer)
        codes[code] += 1
        if codes[code] > 1 and isinstance(offer, ReasonOffer):
            yield _at(document, path, f"`{code}` is offered twice", "Keep one of the two")
        words = [offer.text.en, offer.text.zh] if offer.text else []
        texts.update(words)
        if any(texts[text] > 1 for text in words):
            yield _at(document, (*path, "text"), "Another option has the same text", "Word the two differently")


def _offer_problems(offers: Sequence[Offer], subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    true = set(subject.reasons)
    offered: list[Reason] = []
    for index, offer in enumerate(offers):
        if not isinstance(offer, ReasonOffer):
            continue
        path: YamlPath = ("offer", index, "reason")
        if offer.reason in true:
            offered.append(offer.reason)
        if offer.reason in true and offer.feedback:
            what = f"`{offer.reason}` has feedback, as a distractor, and is true: {_said(subject)}"
            yield _at(document, path, what, "Remove its feedback, or offer another reason")
        if offer.reason not in true and not offer.feedback:
            what = f"`{offer.reason}` has no feedback, as if it were true; what holds is {_codes(subject.reasons)}"
            yield _at(document, path, what, "Write `feedback:` for those who choose it, or offer another reason")
    yield from _key_problems(offered, subject, document)


def _key_problems(offered: Sequence[Reason], subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    best = [reason for reason in subject.reasons if reason not in NEVER_ALONE]
    if not offered:
        yield _at(document, ("offer",), "No reason offered is true", f"Offer one of {_codes(best or subject.reasons)}")
    elif best and NEVER_ALONE.issuperset(offered):
        what = f"`{offered[0]}` is true beside another reason, and no answer by itself"
        yield _at(document, ("offer",), what, f"Offer one of {_codes(best)}")
    elif len(set(offered)) > 1:
        what = f"{len(set(offered))} reasons offered are true ({_codes(offered)}); either counts as right"
        yield _at(document, ("offer",), what, "Leave it so only if that is meant", is_warning=True)


def _unknown(content: AboutOne, subject: Subject, document: YamlDocument) -> Problem:
    because = subject.unknown_because if isinstance(subject, VariableVerdict) else ""
    what = f"The compiler has no `{name_of(content.ask)}`" + (f": {because}" if because else "")
    return _at(document, ("ask",), what, "Use it in code that is compiled, or ask about something else")


def _contradiction(content: PlaceAndReason, subject: Subject, document: YamlDocument) -> Problem:
    what = f"You expect `{name_of(content.ask)}` to be {_in(content.expect)}, the compiler says {_in(subject.place)}"
    instead = f"Write `expect: {subject.place}`, or change the program"
    return _at(document, ("expect",), f"{what}: {_said(subject)}", instead)


def _in(place: Place) -> str:
    match place:
        case Place.STACK | Place.HEAP:
            return f"on the {place}"
        case Place.STATIC:
            return "package data (static)"
        case Place.DEPENDS:
            return "decided at run time (depends)"
        case Place.NONE:
            return "without any allocation (none)"
        case Place.UNKNOWN:
            return "unknown"
        case _:
            assert_never(place)


def _said(subject: Subject) -> str:
    """The compiler's own line, quoted, with the reasons that follow from its explanation."""
    reasons = f" ({_codes(subject.reasons)})" if subject.reasons else ""
    return (f"`{subject.line}`" if subject.line else f"it is {_in(subject.place)}") + reasons


def _codes(reasons: Iterable[Reason]) -> str:
    return ", ".join(dict.fromkeys(reasons))


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str, *, is_warning: bool = False) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead, is_warning=is_warning)
