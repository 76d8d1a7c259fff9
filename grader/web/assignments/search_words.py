"""The words by which an instructor finds an exercise of the bank."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.catalog import Exercise
from grader.catalog.content.place_and_reason import PlaceAndReason, ReasonOffer
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.sentences import title_of
from grader.web.gettext import gettext as _
from grader.web.languages import content_language


def search_words(exercise: Exercise) -> str:
    """Title, folder, kind, level, concepts, misconceptions and true reasons, in lower case; for instructors only."""
    return " ".join(_words(exercise)).lower()


def _words(exercise: Exercise) -> Iterator[str]:
    content, language = exercise.content, content_language()
    yield from (exercise.title.of(language), exercise.slug, content.kind)
    yield _("level %(level)s", level=content.difficulty)
    yield from content.concepts
    for number in content.misconceptions:
        yield from (number, MISCONCEPTIONS[number].of(language))
    if isinstance(content, PlaceAndReason):
        yield content.expect
        for offer in content.offer:
            if isinstance(offer, ReasonOffer) and offer.feedback is None:
                yield from (offer.reason, title_of(offer.reason, language))
