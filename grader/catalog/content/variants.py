"""What an author declares of a variant: the same exercise with other names, values and order of statements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.catalog.fields import Identifier
from grader.catalog.texts import Content

MOST_VARIANTS = 12

Phrase = Annotated[str, Field(min_length=1, max_length=200)]


class VariantWords(Content):
    """Words of the texts that change with the names; those in code follow by themselves."""

    en: dict[Phrase, Phrase] = Field({}, description="English words, also as they begin a sentence: `{taxi: ferry}`.")
    zh: dict[Phrase, Phrase] = Field({}, description="Chinese words: `{出租车: 渡轮}`.")


class Variant(Content):
    """The same exercise with another program: other names, other values, statements in another order."""

    rename: dict[Identifier, Identifier] = Field(
        {},
        description="Names of the program, and what they are called instead: of variables, types, fields, functions.",
    )
    values: dict[Phrase, Phrase] = Field(
        {}, description='Literals of the program, and what stands instead: `{"64": "128", \'"eu"\': \'"us"\'}`.'
    )
    swap: tuple[Annotated[str, Field(pattern=r"^\d+(-\d+)?/\d+(-\d+)?$")], ...] = Field(
        (),
        max_length=8,
        description="Neighbouring lines that change places: `3/4`, or `3-5/6-7`. Lines are those of the file.",
    )
    words: VariantWords = Field(
        VariantWords(),
        description="Words of the texts outside of code, and what stands instead. A word that may stay is named with "
        "itself: `{count: count}`.",
    )
