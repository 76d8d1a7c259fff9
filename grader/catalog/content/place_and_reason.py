"""Content of an exercise that asks for place and reason."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import AnswerPlace, MisconceptionId, OfferableReason, PlaceCredit
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text, refusal
from grader.escape.values import Place


class ReasonOffer(Content):
    """A reason that the compiler may give; whether it holds is computed, never written."""

    reason: OfferableReason = Field(description="Code of the reason.")
    text: Text | None = Field(
        None,
        description="The sentence shown to the student. Without it one is made from the program. "
        "Code stands in `backticks`.",
    )
    feedback: Text | None = Field(
        None,
        description="Shown to a student who chose it. With it the reason is claimed to be a distractor, without it "
        "to be true; `check` refuses either claim when the compiler disagrees.",
    )


class BeliefOffer(Content):
    """A misconception that is no reason of the compiler's: always a distractor."""

    belief: MisconceptionId = Field(description="Row of the table of misconceptions, M01 to M60.")
    text: Text = Field(description="The belief as a sentence about this program. Code stands in `backticks`.")
    feedback: Text = Field(description="Shown to a student who chose it: what it gets wrong.")


def _kind_of_offer(value: Any) -> str:
    names = value if isinstance(value, dict) else vars(value) if isinstance(value, Content) else {}
    return "BeliefOffer" if "belief" in names else "ReasonOffer"


Offer = Annotated[
    Annotated[ReasonOffer, Tag("ReasonOffer")] | Annotated[BeliefOffer, Tag("BeliefOffer")],
    Discriminator(_kind_of_offer),
]


class PlaceAndReason(ExerciseBase):
    """The place of one variable or expression, and the reason for it."""

    kind: Literal[QuestionKind.PLACE_AND_REASON] = Field(
        QuestionKind.PLACE_AND_REASON, description="Kind of question; may be left out."
    )
    ask: Asked = Field(description="The variable or expression that the question is about.")
    places: tuple[AnswerPlace, ...] = Field(
        (Place.STACK, Place.HEAP), description="Places to choose from; always at least stack and heap."
    )
    expect: AnswerPlace = Field(
        description="Where you say it lives. It never decides a grade; `check` compares it with the compiler."
    )
    offer: tuple[Offer, ...] = Field(
        min_length=4, max_length=6, description="The reasons to choose from; at least one of them has to be true."
    )
    place_credit: PlaceCredit = Field(40, description="Percent of the points for the right place with a wrong reason.")

    @model_validator(mode="after")
    def _places_make_sense(self) -> Self:
        if missing := [place.value for place in (Place.STACK, Place.HEAP) if place not in self.places]:
            raise refusal(f"`places` lacks {' and '.join(missing)}", "Offer stack and heap in every question")
        if len(set(self.places)) < len(self.places):
            raise refusal("`places` has the same place twice", "Name each place once")
        if self.expect not in self.places:
            places = ", ".join(self.places)
            raise refusal(f"`expect: {self.expect}` is not among the places offered", f"Choose one of: {places}")
        return self
