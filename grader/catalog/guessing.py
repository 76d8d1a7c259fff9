"""Whether the bank's answers can be guessed from what they look like, without reading the program.

Two ways are tried, as somebody would who knows the bank: a decision tree over the surface of the programs guesses the
place, and the longest option passes for the true reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.catalog.asking import name_of
from grader.catalog.content.place_and_reason import PlaceAndReason, ReasonOffer
from grader.catalog.decision_tree import Sample, Split, cross_validated, grow
from grader.catalog.judged import JudgedExercise
from grader.catalog.kinds import QuestionKind
from grader.catalog.sentences import offer_text
from grader.catalog.surface import FEATURES, surface_of
from grader.catalog.texts import LANGUAGES, Language

MOST_GUESSED = 0.65
"""Share of places; a bank above it is guessable."""

LEAST_QUESTIONS = 50
"""Of fewer questions a tree learns nothing that could be held against a bank."""

SIGNIFICANT = 0.01
"""Longest options that are true so often, or more often, by chance this rarely, are no chance."""

_ASKING_PLACE = frozenset({QuestionKind.PLACE_AND_REASON, QuestionKind.PREDICT})


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedPlaces:
    """How well a tree over the surface of the programs guesses places."""

    accuracy: float
    """Share, 0 to 1, of places guessed right by trees that had not seen them."""
    questions: int
    most_telling: str
    """The feature that a tree over the whole bank asks about first; empty where none tells anything."""

    @property
    def pays(self) -> bool:
        """True when guessing pays."""
        return self.accuracy > MOST_GUESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class LongestOptions:
    """How often the longest option is a true reason, in one language."""

    language: Language
    questions: int
    """Those with one longest option; a tie tells nobody anything."""
    true: int
    expected: float
    """How many of them would be true by chance: the sum of true options / options."""
    probability: float
    """Of at least so many, if length had nothing to do with truth."""
    slugs: tuple[str, ...]
    """Exercises in which a true option is the longest."""

    @property
    def pays(self) -> bool:
        """True when it is more often than chance would have it."""
        return self.probability < SIGNIFICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The reasons offered by one exercise."""

    slug: str
    lengths: list[int]
    """Characters of each as it is read."""
    is_true: list[bool]


def asks_place(judged: JudgedExercise) -> bool:
    """True for a question that is answered by a place, alone or with more."""
    return judged.exercise.content.kind in _ASKING_PLACE and judged.subject is not None


def guess_places(bank: Sequence[JudgedExercise]) -> GuessedPlaces | None:
    """Let a tree guess the places; None for too few questions.

    Minimal pairs look alike by their making: they are in one fold, so that neither gives the other away.
    """
    groups = _groups(bank)
    samples = [
        Sample(features=surface_of(each.exercise.source), label=each.subject.place, group=groups[each.exercise.slug])
        for each in bank
        if asks_place(each) and each.subject
    ]
    if len(samples) < LEAST_QUESTIONS:
        return None
    tree = grow(samples)
    return GuessedPlaces(
        accuracy=cross_validated(samples),
        questions=len(samples),
        most_telling=FEATURES[tree.feature] if isinstance(tree, Split) else "",
    )


def compare_lengths(bank: Iterable[JudgedExercise]) -> tuple[LongestOptions, ...]:
    """Try the longest option of every question that offers reasons, in each language."""
    options = {language: [found for each in bank if (found := _options(each, language))] for language in LANGUAGES}
    return tuple(_compare(found, language) for language, found in options.items())


def probability_of_at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability of at least so many successes in independent trials, each with its own chance; exact.

    It is a one-sided binomial test for trials whose chances differ, as options are four to six.
    """
    exactly = [1.0]
    for chance in chances:
        none, one = [value * (1 - chance) for value in exactly], [value * chance for value in exactly]
        exactly = [without + with_one for without, with_one in zip([*none, 0.0], [0.0, *one], strict=True)]
    return min(1.0, sum(exactly[hits:]))


def _compare(questions: Iterable[_Options], language: Language) -> LongestOptions:
    chances: list[float] = []
    slugs: list[str] = []
    for each in questions:
        longest = max(each.lengths)
        if each.lengths.count(longest) == 1:
            chances.append(sum(each.is_true) / len(each.is_true))
            if each.is_true[each.lengths.index(longest)]:
                slugs.append(each.slug)
    return LongestOptions(
        language=language,
        questions=len(chances),
        true=len(slugs),
        expected=sum(chances),
        probability=probability_of_at_least(len(slugs), chances),
        slugs=tuple(slugs),
    )


def _options(judged: JudgedExercise, language: Language) -> _Options | None:
    """The options of a question that offers reasons; None for another."""
    content, subject = judged.exercise.content, judged.subject
    if not isinstance(content, PlaceAndReason) or subject is None:
        return None
    name = name_of(content.ask)
    return _Options(
        slug=judged.exercise.slug,
        lengths=[len(offer_text(offer, name, language).replace("`", "")) for offer in content.offer],
        is_true=[isinstance(offer, ReasonOffer) and offer.reason in subject.reasons for offer in content.offer],
    )


def _groups(bank: Iterable[JudgedExercise]) -> Mapping[str, str]:
    """A name for each set of exercises that minimal pairs join, by slug."""
    contrasts = {each.exercise.slug: each.exercise.content.contrast for each in bank}
    group = {slug: slug for slug in contrasts}
    for slug, contrast in contrasts.items():
        if contrast in group and group[contrast] != group[slug]:
            joined = group[contrast]
            group |= {each: group[slug] for each, name in group.items() if name == joined}
    return group
