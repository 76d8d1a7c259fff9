"""What authors write in `exercise.yaml`.

The descriptions are read by people: the authoring reference and the JSON Schemas for editors are made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Strict, Tag, model_validator

from grader.catalog.kinds import QuestionKind
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.texts import Content, Text, refusal
from grader.escape.printed_lines import Says, parse_printed_line
from grader.escape.values import Place, Reason

SLUG = r"^[a-z0-9][a-z0-9-]{0,63}$"
IDENTIFIER = r"^[^\W\d]\w{0,127}$"
LESSON_NUMBERS = range(1, 13)

Integer = Annotated[int, Strict()]
Slug = Annotated[str, Field(pattern=SLUG)]
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
LessonNumber = Annotated[Integer, Field(ge=LESSON_NUMBERS.start, lt=LESSON_NUMBERS.stop)]
Line = Annotated[Integer, Field(ge=1)]
PlaceCredit = Annotated[Integer, Field(ge=0, le=100)]


def _is_misconception(identifier: str) -> str:
    if identifier not in MISCONCEPTIONS:
        what = f"There is no misconception `{identifier}`"
        raise refusal(what, "Choose from M01 to M60, listed in docs/authoring.md")
    return identifier


MisconceptionId = Annotated[
    str, AfterValidator(_is_misconception), Field(json_schema_extra={"enum": [*MISCONCEPTIONS]})
]


def _is_offerable(reason: Reason) -> Reason:
    if reason is Reason.REVIEW:
        raise refusal("REVIEW is no reason that can be offered", "Offer a reason that a student can name")
    return reason


OfferableReason = Annotated[Reason, AfterValidator(_is_offerable)]
AnswerPlace = Literal[Place.STACK, Place.HEAP, Place.STATIC, Place.DEPENDS, Place.NONE]


class VariableAsked(Content):
    """The question is about a variable."""

    variable: Identifier = Field(description="Name of the variable.")
    function: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Function that declares it, as the compiler names it: `Open`, `(*Store).Put`, `Open.func1`. "
        "Needed where the name is declared more than once.",
    )
    line: Line | None = Field(
        None, description="Line of the declaration. Needed where name and function together do not decide."
    )


class AllocationAsked(Content):
    """The question is about an expression that may allocate."""

    allocation: str = Field(
        min_length=1,
        max_length=500,
        description="The expression as the compiler prints it, e.g. `&User{...}`, `make([]int, n)`, `func literal`.",
    )
    line: Line = Field(description="Line of the expression.")


def _kind_of_ask(value: Any) -> str:
    names = value if isinstance(value, dict) else vars(value) if isinstance(value, Content) else {}
    return "AllocationAsked" if "allocation" in names else "VariableAsked"


Asked = Annotated[
    Annotated[VariableAsked, Tag("VariableAsked")] | Annotated[AllocationAsked, Tag("AllocationAsked")],
    Discriminator(_kind_of_ask),
]


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


class ExerciseBase(Content):
    """What exercises of every kind have."""

    title: Text = Field(description="Short, says what the program is about and not what the answer is.")
    lesson: LessonNumber = Field(description="Number of the lesson that it belongs to, 1 to 12.")
    order: Integer | None = Field(
        None, ge=1, le=999, description="Place within the lesson. Without it: by difficulty, then by folder name."
    )
    concepts: tuple[Slug, ...] = Field((), max_length=10, description="What it is about, in words of your own choice.")
    misconceptions: tuple[MisconceptionId, ...] = Field(
        (), max_length=10, description="Misconceptions that it tests, M01 to M60."
    )
    difficulty: Annotated[Integer, Field(ge=1, le=5)] = Field(description="1 (first steps) to 5 (real code).")
    prose: Text = Field(description="Markdown above the question: what the program does. May be short.")
    hints: tuple[Text, ...] = Field((), max_length=5, description="Markdown; shown one after the other on request.")
    explanation: Text = Field(description="Markdown; two or three sentences shown at the end: why it is so.")
    contrast: Slug | None = Field(
        None, description="Folder name of its minimal pair: the exercise with the smallest edit that flips the verdict."
    )
    go: Literal["1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27"] | None = Field(
        None, description="Language version, in quotes. Without it: the compiler's own."
    )
    flags: tuple[Literal["-l", "-N"], ...] = Field(
        (), description="Compiler flags that the question names: `-l` (no inlining), `-N` (no optimisation)."
    )
    measure: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description='A call in Go that shows what the answer costs, e.g. `Open("ada")`. `check` runs it, where '
        "programs may be run (README, “Measure”), and the result shows what a call allocates.",
    )
    parts_ways: Annotated[bool, Strict()] = Field(
        default=False,
        description="True where the explanation says why what is measured is not what the place makes one expect; "
        "until then `check` warns.",
    )


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


def _is_printed_line(text: str) -> str:
    if parse_printed_line(text) is None:
        what = "This is no line that the compiler prints about a variable or an expression"
        raise refusal(what, "Write it like `moved to heap: x`, `x escapes to heap`, `x does not escape`, or `nothing`")
    return text


class LineFeedback(Content):
    """What is said to those who predict a wrong line."""

    says: Says = Field(description="The sentence that they wrote, whatever the name in it; `nothing` for no line.")
    feedback: Text = Field(description="What it gets wrong.")


class Predict(ExerciseBase):
    """The line that the compiler prints about one variable or expression; capitals and spaces do not count."""

    kind: Literal[QuestionKind.PREDICT] = Field(description="Kind of question: `predict`.")
    ask: Asked = Field(description="The variable or expression that the question is about; no parameter that stays.")
    expect: Annotated[str, Field(max_length=500), AfterValidator(_is_printed_line)] = Field(
        description="The line that you expect, without its position, or `nothing`. It never decides a grade; `check` "
        "compares it with the compiler."
    )
    mistakes: tuple[LineFeedback, ...] = Field(
        min_length=1, max_length=3, description="What to say to wrong lines, by their sentence."
    )
    place_credit: PlaceCredit = Field(
        40, description="Percent of the points for a wrong line that means the right place."
    )


class WrongLine(Content):
    """What is said to those who choose a line that does not decide."""

    line: Line = Field(description="Number of the line that they chose.")
    feedback: Text = Field(description="Why it is not this one.")


class Culprit(ExerciseBase):
    """The line of the program that makes one variable or expression escape.

    Right is every line with a step that carries a true reason: by which the address leaves, or a closure takes hold of
    the variable. Taking the address and copying the pointer about only leads there.
    """

    kind: Literal[QuestionKind.CULPRIT] = Field(description="Kind of question: `culprit`.")
    ask: Asked = Field(description="The variable or expression that the question is about; it has to escape.")
    expect: Line = Field(
        description="Number of the line that you expect. It never decides a grade; `check` compares it with "
        "the compiler."
    )
    mistakes: tuple[WrongLine, ...] = Field(min_length=1, max_length=6, description="What to say to wrong lines.")
    step_credit: PlaceCredit = Field(
        40, description="Percent of the points for a step of the flow that only leads there."
    )


class MarkAll(ExerciseBase):
    """All variables of the program that are on the heap. Each right mark earns a point, each wrong one costs one."""

    kind: Literal[QuestionKind.MARK_ALL] = Field(description="Kind of question: `mark-all`.")
    expect: tuple[VariableAsked, ...] = Field(
        min_length=1,
        max_length=20,
        description="The variables that you expect on the heap, each by name, `function` and `line` as in `ask`. They "
        "never decide a grade; `check` compares them with the compiler.",
    )

    @model_validator(mode="after")
    def _asks_for_no_measurement(self) -> Self:
        if self.measure:
            raise refusal("`measure` belongs to a question about one variable or expression", "Remove it")
        return self


AboutOne: TypeAlias = PlaceAndReason | Predict | Culprit
"""The kinds that ask about one variable or expression."""

ExerciseContent: TypeAlias = AboutOne | MarkAll
"""The union of the kinds of question. A new kind is one more member here and in KINDS."""

KINDS: dict[QuestionKind, type[ExerciseContent]] = {
    QuestionKind.PLACE_AND_REASON: PlaceAndReason,
    QuestionKind.PREDICT: Predict,
    QuestionKind.CULPRIT: Culprit,
    QuestionKind.MARK_ALL: MarkAll,
}
