"""How authors name the one variable or expression that they mean."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from grader.catalog.fields import Code, Identifier, Line
from grader.catalog.texts import Content


class VariableAsked(Content):
    """The question is about a variable."""

    variable: Identifier = Field(description="Name of the variable.")
    function: Code | None = Field(
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

    allocation: Code = Field(
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
