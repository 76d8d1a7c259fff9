"""Places and reasons in plain sentences, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import assert_never

from pydantic import Field

from grader.catalog.content.place_and_reason import BeliefOffer, Offer, ReasonOffer
from grader.catalog.texts import Content, Language, Text
from grader.escape.values import Cause, Place, Reason

_LONGEST_CODE = 60


class ReasonWords(Content):
    """One reason's row in reasons.toml."""

    title: Text = Field(description="Its name, for lists.")
    claim: Text = Field(description="What an option says before the answer.")
    because: Text | None = Field(None, description="What the result says when the compiler's step is known.")


def _load() -> dict[Reason, ReasonWords]:
    table = tomllib.loads((files("grader.catalog") / "reasons.toml").read_text(encoding="utf-8"))
    return {Reason(code): ReasonWords.model_validate(row) for code, row in table.items()}


WORDS: Mapping[Reason, ReasonWords] = _load()

_PLACES: Mapping[Place, Text] = {
    Place.STACK: Text(en="Stack", zh="栈"),
    Place.HEAP: Text(en="Heap", zh="堆"),
    Place.STATIC: Text(en="Package data", zh="静态数据区"),
    Place.DEPENDS: Text(en="Decided at run time", zh="运行时决定"),
    Place.NONE: Text(en="No allocation", zh="不分配"),
    Place.UNKNOWN: Text(en="Never compiled", zh="从未被编译"),
}


def title_of(reason: Reason, language: Language) -> str:
    """The name of a reason, e.g. "Sent on a channel"."""
    return WORDS[reason].title.of(language)


def place_title(place: Place, language: Language) -> str:
    """The name of a place, e.g. "Stack"."""
    return _PLACES[place].of(language)


def claim(reason: Reason, name: str, language: Language) -> str:
    """A reason as an option of a question, with inline code: true or not, it reads alike."""
    return _fill(WORDS[reason].claim.of(language), name=name)


def sentence(cause: Cause, name: str, language: Language) -> str:
    """A true reason of this program as the result explains it, with the compiler's step where there is one.

    For after the answer: its line numbers would give the true options away.
    """
    words, step = WORDS[cause.reason], cause.step
    if words.because is None or step is None or not step.expression:
        return claim(cause.reason, name, language)
    return _fill(words.because.of(language), name=name, code=step.expression, line=str(step.at.line))


def offer_text(offer: Offer, name: str, language: Language) -> str:
    """What an option says: the author's words, else the claim made for this program. With inline code."""
    match offer:
        case BeliefOffer():
            return offer.text.of(language)
        case ReasonOffer():
            return offer.text.of(language) if offer.text else claim(offer.reason, name, language)
        case _:
            assert_never(offer)


def _fill(words: str, **values: str) -> str:
    """Put code into a sentence; a backtick would end the code early."""
    shown = {key: _shortened(value.replace("`", "'")) for key, value in values.items()}
    return words.format(**shown)


def _shortened(code: str) -> str:
    one_line = " ".join(code.split())
    return one_line if len(one_line) <= _LONGEST_CODE else one_line[: _LONGEST_CODE - 1] + "…"
