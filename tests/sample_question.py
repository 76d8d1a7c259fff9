"""A question as tests need it, without a compiler: what it asks does not matter to them."""

from __future__ import annotations

from grader.catalog.texts import Text
from grader.escape.values import Place, Reason, Toolchain
from grader.grading.evidence import Evidence
from grader.grading.kinds.place_and_reason import Option, PlaceAndReasonKey, PlaceAndReasonQuestion, option_id
from grader.grading.scores import Rubric

TRUE_REASONS = (Reason.CAPTURED, Reason.RETURNED)


def make_question(slug: str) -> PlaceAndReasonQuestion:
    """A question about this exercise: heap, since it is captured or returned; two beliefs distract."""
    truths = [Option(id=option_id(slug, reason), reason=reason, text=words(reason)) for reason in TRUE_REASONS]
    beliefs = [
        Option(id=option_id(slug, belief), belief=belief, text=words(belief), feedback=words(f"not {belief}"))
        for belief in ("M02", "M15")
    ]
    return PlaceAndReasonQuestion(
        slug=slug,
        places=(Place.STACK, Place.HEAP),
        options=(*truths, *beliefs),
        key=PlaceAndReasonKey(place=Place.HEAP, reasons=frozenset(TRUE_REASONS)),
        rubric=Rubric(),
        evidence=Evidence(
            source_hash="5" * 64,
            verdict_key="7" * 64,
            toolchain=Toolchain(version="go1.27.3", lang="go1.27", flags=("-l",)),
        ),
    )


def words(english: str) -> Text:
    """The same text in both languages."""
    return Text(en=english, zh=f"中 {english}")
